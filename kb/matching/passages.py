"""A passage of the paste, ready for comparing: on one line, with its words and where each stands in the paste."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kb.matching.match import Evidence, EvidenceKind
from kb.text.masking import words
from kb.text.offsets import TracedText

# A paste may hold a whole log; what is compared as running text is its start and its end.
_HEAD, _TAIL = 24_000, 8_000


@dataclass(frozen=True)
class Passage:
    """One line of text that knows its origin."""

    line: TracedText

    @cached_property
    def lowered(self) -> str:
        """Give the text in lower case."""
        return self.line.text.lower()

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """Give the fixed words with their offsets in this passage."""
        return words(self.line.text)

    @cached_property
    def features(self) -> dict[str, int]:
        """Give words and neighbouring pairs, each with the number of the word at which it is first seen."""
        found: dict[str, int] = {}
        for at, (word, _, _) in enumerate(self.words):
            found.setdefault(word, at)
            if at:
                found.setdefault(f"{self.words[at - 1][0]} {word}", at - 1)
        return found

    def evidence(self, kind: EvidenceKind, start: int, end: int) -> Evidence:
        """Give what stands from start to end of this passage as evidence in the text as given."""
        first, last = self.line.origin(start, end)
        return Evidence(kind, self.line.text[start:end], first, last)


def passage(text: TracedText, start: int = 0, end: int | None = None) -> Passage:
    """Give the passage from start to end of a cleaned text; of a very long one its head and tail."""
    end = len(text.text) if end is None else end
    part = text if (start, end) == (0, len(text.text)) else text.sliced(start, end)
    if len(part.text) > _HEAD + _TAIL:
        part = part.replaced([(_HEAD, len(part.text) - _TAIL, "\n")])
    return Passage(part.flattened())
