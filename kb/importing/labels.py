"""Lines such as `**Error code**: A or B` and `**Error message 1**: …`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.importing.blocks import Block, Quote, Text
from kb.importing.codes import code_of, codes_of
from kb.importing.inline import plain

_LINE = re.compile(
    r"^[\s>]*[*_]{0,3}(error codes?|error messages?|error text|recommended actions?|possible causes?)\s*\d*\s*"
    r"[*_]{0,3}\s*:\s*[*_]{0,3}\s*(.*)$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"</?br\s*/?>|\n", re.IGNORECASE)
_CUT_OFF = re.compile(r"\s*[,;–-]\s")


def labels_in(raw: str) -> list[tuple[str, str]]:
    """Give the labelled lines of a paragraph as pairs of label and value; other lines have no label.

    >>> labels_in("Error code: 320001, ResourceNotFound <br/> Error message: It is gone. <br/>Look.")
    [('code', '320001, ResourceNotFound'), ('message', 'It is gone.'), ('', 'Look.')]
    """
    found: list[tuple[str, str]] = []
    for piece in _BREAK.split(raw):
        line = _LINE.match(piece)
        if line:
            found.append((line[1].lower().rstrip("s").split()[-1], plain(line[2]).strip('"“” ')))
        elif plain(piece):
            found.append(("", plain(piece)))
    return found


def labelled_blocks(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Give the labelled lines of all paragraphs and remarks of a section, without those that have no label."""
    raw = [block.raw for block in blocks if isinstance(block, (Text, Quote))]
    return [pair for text in raw for pair in labels_in(text) if pair[0]]


def codes_labelled(value: str) -> tuple[str, ...]:
    """Give the codes that stand behind `Error code:`; a remark behind the first one is left out.

    >>> codes_labelled("AllocationFailed or ZonalAllocationFailed"), codes_labelled("Conflict - in use")
    (('AllocationFailed', 'ZonalAllocationFailed'), ('Conflict',))
    """
    whole = codes_of(value, called=True)
    first = code_of(_CUT_OFF.split(value)[0], called=True)
    return whole or ((first,) if first else ())
