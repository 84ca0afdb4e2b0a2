"""What an answer could not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GapKind = Literal[
    "unreadable",  # rows or files that no reader understands
    "cut",  # a file that ends in the middle of a row
    "too old",  # before what the source keeps
    "too fresh",  # later than the newest row: not arrived yet
    "partial",  # the service gave less than was asked for
    "too many",  # more rows than are ever fetched
    "denied",  # no permission
    "unavailable",  # the service did not answer
    "no details",  # rows without the fields that hold causes
    "never logged",  # what Azure does not write down at all
    "sample",  # the data are made up
]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that could not be read, as a sentence that says what to do where something can be done.

    `count` is the number of rows or files concerned where it is known, else 0.
    """

    kind: GapKind
    text: str
    count: int = 0
