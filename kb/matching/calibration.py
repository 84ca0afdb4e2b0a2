"""From a score to a confidence: the share of right answers among answers with such a score.

The form is Platt's (Advances in Large Margin Classifiers, 1999): a logistic curve over the logit of the score. Its
figures are data, fitted by notebooks/02-tune-the-matcher.ipynb on the pastes marked `tune` in tests/data.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kb.matching.confidence import POSSIBLE
from kb.matching.match import Match

DATA = Path(__file__).parents[1] / "calibration.json"
LEAST, MOST = 0.001, 0.999


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve that rises with the score, for answers whose first evidence is of one of these kinds."""

    slope: float
    intercept: float
    kinds: frozenset[str]

    def __call__(self, score: float, kind: str) -> float:
        """Give the confidence for a score from 0 to 1; other kinds keep their scores, and no answer becomes none."""
        if kind not in self.kinds:
            return score
        inside = min(MOST, max(LEAST, score))
        raw = self.slope * math.log(inside / (1 - inside)) + self.intercept
        sure = min(MOST, 1 / (1 + math.exp(-raw)))
        return round(max(POSSIBLE, sure) if score >= POSSIBLE else sure, 4)


@cache
def shipped() -> Calibration:
    """Give the calibration that is part of the knowledge."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return Calibration(float(data["slope"]), float(data["intercept"]), frozenset(data["kinds"]))


def calibrated(answer: Iterable[Match]) -> tuple[Match, ...]:
    """Give the matches with confidences in place of scores.

    Only the first match of each error is what was labelled right or wrong, so others keep their scores, but are never
    surer than it.
    """
    first: dict[int, float] = {}
    made: list[Match] = []
    for one in answer:
        if one.error in first:
            made.append(replace(one, confidence=min(one.confidence, first[one.error])))
        else:
            kind = one.evidence[0].kind if one.evidence else ""
            first[one.error] = shipped()(one.confidence, kind)
            made.append(replace(one, confidence=first[one.error]))
    return tuple(made)
