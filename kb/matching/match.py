"""What matching gives: entries with the evidence that made them, best first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kb.library import Known
from kb.text.errors import Chain

EvidenceKind = Literal["code", "message", "pattern", "similar"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What in the text speaks for an entry: offsets into the text as given, None if it is not literally there."""

    kind: EvidenceKind
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that explains one error; `code` is spelt as the entry spells the code of the text."""

    known: Known
    code: str
    confidence: float
    error: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """All that was found in one text. `nearest` is filled only when `matches` is empty."""

    matches: tuple[Match, ...] = ()
    nearest: tuple[Match, ...] = ()
    unlisted: tuple[str, ...] = ()
    chains: tuple[Chain, ...] = field(default=())
