"""Tables of Resource Health annotations: what each means, and its context, category and impact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from kb.entry import Step
from kb.importing.blocks import Row, Table
from kb.importing.codes import code_of
from kb.importing.document import Document
from kb.importing.finds import Find, Gap, Strength
from kb.importing.inline import parts, plain, sentences, shortened

_HEADER = re.compile(r"(?i)^(?:health )?annotations?(?: name)?$")
_ATTRIBUTE = re.compile(r"(?i)^\W*(context|category|impact ?type|impact)\W*:\s*(.+?)\W*$")
_NO_ACTION = re.compile(r"(?i)\bno (?:other |further )?action (?:is )?(?:required|needed)")
_ADVICE = re.compile(
    r"(?i)\b(?:you (?:can|may)|try|we (?:strongly )?(?:recommend|advise)|redeploy|re-?creat|reimag|ensure|check)\b"
)
_POINTER = re.compile(r"(?i)^(?:for more|learn more|also note)")
# As the documents spell them; misspelt ones are led back to these.
_VALUES = {
    "context": ("Platform Initiated", "Customer Initiated", "VM Initiated", "Unknown"),
    "category": ("Planned", "Unplanned", "Not Applicable", "Unknown"),
    "impact": ("Downtime Reboot", "Downtime Freeze", "Degraded", "Informational", "Unknown"),
}
_UNKNOWN = "Unknown"


def read_annotations(document: Document) -> Iterator[Find | Gap]:
    """Give a find for each row of a table whose first column holds annotations."""
    for _, block in document.blocks():
        if isinstance(block, Table) and block.header and _HEADER.match(plain(block.header[0])):
            bare = len(block.header) < 3  # noqa: PLR2004 - name, description, attributes
            if bare and block.rows:
                told = "annotations without context, category and impact; they are set to Unknown"
                yield Gap(block.at.path, block.at.number, told)
            for row in block.rows:
                yield _of_row(row)


def attributes_of(cell: str) -> dict[str, str]:
    """Give context, category and impact out of a cell of list items, whatever their casing and spelling.

    >>> attributes_of("<ul><li>**Context**: Platform initiated<li>**Category**: Not Applicaple")
    {'context': 'Platform Initiated', 'category': 'Not Applicable'}
    """
    found: dict[str, str] = {}
    for part in parts(cell):
        attribute = _ATTRIBUTE.match(part)
        if attribute:
            name = "impact" if attribute[1].lower().startswith("impact") else attribute[1].lower()
            found[name] = _spelt(name, attribute[2])
    return found


def _spelt(name: str, value: str) -> str:
    folded = {known.lower(): known for known in _VALUES[name]}
    near = get_close_matches(value.lower().replace("-", " "), folded, n=1, cutoff=0.8)
    return folded[near[0]] if near else value


def _of_row(row: Row) -> Find | Gap:
    code = code_of(plain(row.cells[0])) if row.cells else ""
    if not code:
        shown = shortened(" | ".join(plain(cell) for cell in row.cells), most=90)
        what = f"a table row without an annotation: {shown}" if shown.strip("| ") else "an empty table row"
        return Gap(row.at.path, row.at.number, what)
    told = sentences(plain(row.cells[1] if len(row.cells) > 1 else ""))
    advice = [
        text for text in told if _ADVICE.search(text) and not _POINTER.match(text) and not _NO_ACTION.search(text)
    ]
    calm = next((text for text in told if _NO_ACTION.search(text)), "")
    meaning = " ".join(text for text in told if not _POINTER.match(text) and text != calm) or " ".join(told) or code
    found = attributes_of(row.cells[2]) if len(row.cells) > 2 else {}  # noqa: PLR2004 - the third cell
    return Find(
        codes=(code,),
        path=row.at.path,
        line=row.at.number,
        strength=Strength.PART,
        kind="annotation",
        title=shortened(meaning, most=110),
        meaning=meaning,
        fixes=tuple(Step(text) for text in advice) or ((Step(calm),) if calm else ()),
        context=found.get("context", _UNKNOWN),
        category=found.get("category", _UNKNOWN),
        impact=found.get("impact", _UNKNOWN),
    )
