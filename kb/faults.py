"""What is wrong with an entry, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault; `str()` gives `path:line: what, and how to mend it`. Lines count from 1."""

    path: str
    line: int
    what: str
    mend: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Give the fault on one line, in the form that editors and CI turn into a link."""
        prefix = "warning: " if self.severity == "warning" else ""
        return f"{self.path}:{self.line}: {prefix}{self.what}; {self.mend}"
