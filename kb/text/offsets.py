"""A text that remembers where each of its characters came from.

Cleaning and decoding change lengths; evidence must still point into the text as it was pasted. Each rewriting makes a
new layer over the one before, and a position is carried down layer by layer only when somebody asks for it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kb.text.masking import BLANKS, ESCAPES, unescaped

Replacement = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class TracedText:
    """A text and, if it was rewritten, the layer it was made from.

    Between two edits positions run in step; a position inside replaced text means the whole of what was replaced.
    """

    text: str
    below: TracedText | None = None
    _new: array[int] = field(default_factory=lambda: array("q"), repr=False, compare=False)
    _old: array[int] = field(default_factory=lambda: array("q"), repr=False, compare=False)

    def replaced(self, edits: Iterable[Replacement]) -> TracedText:
        """Give the layer in which each `(start, end, text)` is replaced; edits are in order and do not overlap."""
        parts: list[str] = []
        new, old = array("q", (0,)), array("q", (0,))
        at = length = 0
        for start, end, put in edits:
            parts += (self.text[at:start], put)
            length += start - at
            new.extend((length, length + len(put)))
            old.extend((start, end))
            length += len(put)
            at = end
        if at == 0 and not parts:
            return self
        parts.append(self.text[at:])
        return TracedText("".join(parts), self, new, old)

    def sub(self, pattern: re.Pattern[str], put: str | Callable[[re.Match[str]], str]) -> TracedText:
        """Give the layer in which every match of the pattern is replaced, as `re.sub` would."""
        render = put if callable(put) else lambda m: m.expand(put) if "\\" in put else put
        return self.replaced(
            (m.start(), m.end(), new) for m in pattern.finditer(self.text) if (new := render(m)) != m.group()
        )

    def translated(self, table: Mapping[int, str]) -> TracedText:
        """Give the layer in which single characters are replaced by others; every place stays where it is."""
        text = self.text.translate(table)
        return self if text == self.text else TracedText(text, self, array("q", (0,)), array("q", (0,)))

    def flattened(self) -> TracedText:
        """Give the text on one line: escapes undone, quotes straight, runs of white space single blanks."""
        layer = self.sub(ESCAPES, unescaped) if "\\" in self.text else self
        return layer.sub(BLANKS, " ")

    def sliced(self, start: int, end: int) -> TracedText:
        """Give the part from start to end as a text of its own that still knows its origin."""
        return TracedText(self.text[start:end], self, array("q", (0,)), array("q", (start,)))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets, in the text as given, of what stands here from start to end."""
        if self.below is None:
            return start, end
        first = self._down(start, last=False)
        last = self._down(end - 1, last=True) + 1 if end > start else first
        return self.below.origin(first, max(first, last))

    def _down(self, position: int, *, last: bool) -> int:
        piece = bisect_right(self._new, position) - 1
        offset = self._old[piece] + position - self._new[piece]
        if piece % 2 == 0:
            return offset
        start, end = self._old[piece], self._old[piece + 1]
        return max(start, end - 1) if last else start
