"""One text under work, and what is picked for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from kb.library import Known, Library
from kb.matching import envelope
from kb.matching.by_question import is_about_machines
from kb.matching.match import Match
from kb.matching.passages import Passage, passage
from kb.text.offsets import TracedText

# Where a text comes from, and what is asked, stands at its start.
_HEAD = 48_000
_ASKS = re.compile(r"(?i)\?|\b(?:what|why|how|mean|stuck|explain|is it)\b")


class Rank(IntEnum):
    """How much an entry says by itself; the lowest is the answer."""

    SPECIFIC = 0
    NEAR = 1
    GENERIC = 2
    WRAPPER = 3


@dataclass(frozen=True, slots=True)
class Pick:
    """A match with its rank among others."""

    rank: Rank
    match: Match


@dataclass(frozen=True)
class Case:
    """One text, the library it is looked up in, and what both are asked again and again."""

    library: Library
    text: TracedText

    @cached_property
    def azure(self) -> bool:
        """Say whether something in the text is Azure's."""
        return envelope.is_azure(self.text.text[:_HEAD])

    @cached_property
    def familiar(self) -> bool:
        """Say whether the text is of Azure or names what people run there."""
        return self.azure or is_about_machines(self.text.text[:_HEAD])

    @cached_property
    def whole(self) -> Passage:
        """Give the whole text as one passage."""
        return passage(self.text)

    @cached_property
    def lowered(self) -> str:
        """Give the text in lower case."""
        return self.text.text.lower()

    def foreign_at(self, start: int, end: int) -> bool:
        """Say whether the line on which a code stands is of another product; a log may hold lines of many."""
        text = self.text.text
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return envelope.is_foreign(text[max(first, start - 400) : min(last if last >= 0 else len(text), end + 400)])

    @cached_property
    def asks(self) -> bool:
        """Say whether the text asks something; a healthy state is worth a page only then."""
        return bool(_ASKS.search(self.text.text, 0, _HEAD))

    def first_code(self, known: Known) -> str:
        """Give the code an entry is named after."""
        return self.library.codes_of(known)[0]
