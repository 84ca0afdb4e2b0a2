"""Tables of documented states: a property, and what each of its values means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.importing.blocks import Row, Table
from kb.importing.codes import code_of
from kb.importing.document import Document
from kb.importing.finds import Find, Gap, Strength
from kb.importing.inline import plain, shortened

_PROPERTY = re.compile(
    r"(?i)^(?:(?:vm|virtual machine)\s+)?((?:provisioning|power|health|agent|availability|disk)\s*state)$"
)
_STATE_NAME = re.compile(r"(?:Status|State)$")
_NAMELESS = re.compile(r"(?i)^(?:status|state)(?:es|s)?$")
_TOLD = re.compile(r"(?i)^(?:state\b.*|meaning|descriptions?|details|explanation)$")
_VALUE = re.compile(r"^[A-Za-z][A-Za-z ()-]{1,40}$")


def read_states(document: Document) -> Iterator[Find | Gap]:
    """Give a find for each value in a table whose first column bears the name of a property."""
    for _, block in document.blocks():
        if not isinstance(block, Table) or len(block.header) < 2:  # noqa: PLR2004 - value and meaning
            continue
        first, second = plain(block.header[0]).strip("* "), plain(block.header[1]).strip("* ")
        if not _TOLD.match(second):
            continue
        name = property_of(first)
        if name:
            yield from (_of_row(row, name) for row in block.rows)
        elif _NAMELESS.match(first):
            yield Gap(block.at.path, block.at.number, "a table of states that does not name their property")


def property_of(header: str) -> str:
    """Give the property that a column header names, or nothing.

    >>> property_of("ResilientVMDeletionStatus"), property_of("Power state"), property_of("Status")
    ('ResilientVMDeletionStatus', 'PowerState', '')
    """
    known = _PROPERTY.match(header)
    if known:
        return known[1].title().replace(" ", "")
    code = code_of(header)
    return code if _STATE_NAME.search(code) else ""


def _of_row(row: Row, name: str) -> Find | Gap:
    value = plain(row.cells[0]).strip("'\"") if row.cells else ""
    if not _VALUE.match(value):
        shown = shortened(" | ".join(plain(cell) for cell in row.cells), most=90)
        return Gap(row.at.path, row.at.number, f"a table row without a state: {shown}")
    told = plain(row.cells[1]) if len(row.cells) > 1 else ""
    return Find(
        codes=(f"{name}/{value}",),
        path=row.at.path,
        line=row.at.number,
        strength=Strength.PART,
        kind="status",
        title=shortened(told or f"{name} is {value}", most=110),
        meaning=told or f"{name} is {value}.",
    )
