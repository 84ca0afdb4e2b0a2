"""What a check looks at: one entry with the file it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kb.entry import Entry
from kb.faults import Fault, Severity


@dataclass(frozen=True)
class Page:
    """An entry, the path and the text of its file."""

    entry: Entry
    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Give the lines of the file."""
        return self.text.split("\n")

    def line_of(self, words: str) -> int:
        """Give the first line that holds these words, from 1; the first line of the file if none does."""
        return next((at for at, line in enumerate(self.lines, 1) if words in line), 1)

    def fault(self, words: str, what: str, mend: str, severity: Severity = "error") -> Fault:
        """Give a fault at the first line that holds these words."""
        return Fault(self.path, self.line_of(words), what, mend, severity)


Check = Callable[[Page], Iterator[Fault]]
