"""What reading a document gives: finds, each one root cause of one or more codes, and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from kb.entry import Kind, Reference, Step


class Strength(IntEnum):
    """How much a place in a document says about a code."""

    MENTION = 0
    QUOTE = 1
    PART = 2
    ARTICLE = 3


Place = Literal["article", "heading", "row", "quote", "text"]


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Something in a document that could not be understood; `str()` gives `path:line: what`."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        """Give the gap on one line, in the form that editors turn into a link."""
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """What one place in a document says about one root cause; `codes` holds the most usual name first.

    Without codes it is a message only, which may turn out to be that of a known code.
    """

    codes: tuple[str, ...]
    path: str
    line: int
    strength: Strength
    place: Place = "text"
    kind: Kind = "error"
    title: str = ""
    meaning: str = ""
    messages: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    fixes: tuple[Step, ...] = ()
    diagnose: tuple[Step, ...] = ()
    verify: tuple[Step, ...] = ()
    prevent: tuple[Step, ...] = ()
    exit_codes: tuple[str, ...] = ()
    http: tuple[str, ...] = ()
    context: str = ""
    category: str = ""
    impact: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def explains(self) -> bool:
        """Say whether more is known than names and messages."""
        return bool(self.causes or self.fixes)
