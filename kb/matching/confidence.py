"""How sure a match is, from what speaks for it.

The figures are shares of right answers to be expected for each kind of evidence; calibrating them is the business of
whoever changes how evidence is made.
"""

from __future__ import annotations

from typing import Literal

Grade = Literal["confirmed", "likely", "possible"]

CODE_AND_MESSAGE = 0.995
ONLY_CODE = 0.985
VARIANT_BY_PATTERN = 0.98
VARIANT_BY_MESSAGE = 0.93
MAIN_PAGE_OF_MANY = 0.95
CODE_IN_PROSE = 0.95
GENERIC_CODE = 0.80
WRAPPER = 0.70
NEAR_CODE = 0.88
PATTERN_ALONE = 0.90
# The page says by patterns which messages are its own, and none of them fits.
NONE_OF_ITS_PATTERNS = 0.80
CODE_IN_WORDS = 0.86
EXIT_CODE_ALONE = 0.80
POSSIBLE, LIKELY, CONFIRMED = 0.5, 0.85, 0.98


def grade(confidence: float) -> Grade:
    """Give the word for a confidence of at least 0.5."""
    if confidence >= CONFIRMED:
        return "confirmed"
    return "likely" if confidence >= LIKELY else "possible"


def of_question(score: float, covered: float, lead: float) -> float:
    """Give the confidence in an entry that is about what was asked.

    `score` is its BM25 score, `covered` the share of the question it is about, `lead` how far it is ahead of the next.
    """
    raw = 0.135 + 0.014 * score + 0.22 * covered + 0.012 * max(-6.0, min(10.0, lead))
    return round(max(0.0, min(0.84, raw)), 4)


def of_message(share: float, weight: float) -> float:
    """Give the confidence in a message found without its code: `share` of its weight was seen, `weight` in all.

    A message of a few common words is not enough, however much of it was seen.
    """
    heavy = min(1.0, weight / 30.0)
    return round(max(0.0, min(0.93, (share - 0.15) * 1.15)) * (0.35 + 0.65 * heavy), 4)
