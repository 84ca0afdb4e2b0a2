"""One text under work, and what is picked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from kb.library import Known, Library
from kb.matching import confidence, envelope
from kb.matching.match import Match
from kb.matching.passages import Passage, passage
from kb.text.lazily import lazily
from kb.text.naming import is_about_machines
from kb.text.offsets import TracedText

# Where a text comes from, and what is asked, stands at its start.
_HEAD = 48_000
_LEAST_TRUST, _MOST_TRUST = 0.5, 1.2
_ASKS = lazily(r"(?i)\?|\b(?:what|why|how|mean|stuck|explain|is it)\b")


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
    trust: Mapping[str, float] = field(default_factory=dict)

    def trusted(self, known: Known, sure: float) -> float:
        """Give a confidence as people's feedback on the entry moves it: by a fifth up or by half down at the most.

        It moves what words were likened to; a code that stands in the text needs no trust.
        """
        factor = min(_MOST_TRUST, max(_LEAST_TRUST, self.trust.get(self.library.id_of(known), 1.0)))
        return round(min(confidence.CODE_IN_PROSE, sure * factor), 4) if factor != 1.0 else sure

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
