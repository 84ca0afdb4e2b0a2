"""Which entries explain a text: candidates, ranking, confidence. Gives nothing rather than a guess."""

from __future__ import annotations

from kb.matching.confidence import Grade, grade
from kb.matching.considered import Considered, considered
from kb.matching.match import Evidence, EvidenceKind, Match, Matching
from kb.matching.ranking import match, scored

__all__ = [
    "Considered",
    "Evidence",
    "EvidenceKind",
    "Grade",
    "Match",
    "Matching",
    "considered",
    "grade",
    "match",
    "scored",
]
