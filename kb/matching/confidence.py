"""How sure a match is, from what speaks for it.

The figures are chosen by hand for each kind of evidence; what of them is calibrated, and how, is in `calibration`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
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
QUESTION_AT_MOST, TRANSLATED_AT_MOST = 0.92, 0.75
LEAST_OF_A_CUT_MESSAGE, MOST_ALIKE = 0.12, 2
POSSIBLE, LIKELY, CONFIRMED = 0.5, 0.85, 0.98


def grade(confidence: float) -> Grade:
    """Give the word for a confidence of at least 0.5."""
    if confidence >= CONFIRMED:
        return "confirmed"
    return "likely" if confidence >= LIKELY else "possible"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known about a question before any entry is looked at.

    `weight` is how much its words tell in all; it `complains` or asks, `names` something that runs on Azure, is of
    `elsewhere`, reports that all is `fine`, or is about `how_to` do something without any trouble.
    """

    weight: float
    complains: bool
    names: bool
    elsewhere: bool
    fine: bool
    how_to: bool


def of_question(asked: Asked, score: float, covered: float, coded: float, lead: float) -> float:
    """Give the confidence in an entry that is about what was asked, at most `QUESTION_AT_MOST`.

    `score` is its score, `covered` the share of the question it is about, `coded` the share of its code that the
    question says, `lead` how far it is ahead of the next one. The weights are those of a logistic regression on the
    pastes marked `tune` in tests/data, rounded; what a text of elsewhere loses was chosen by hand, so
    that no page is given for its title alone.
    """
    raw = -5.9 + 0.112 * score + 0.7 * covered + 1.9 * coded + 0.108 * max(-12.0, min(12.0, lead))
    raw += 0.4 * asked.complains + 2.1 * asked.names - 4.0 * asked.elsewhere - 3.1 * asked.fine - 4.0 * asked.how_to
    raw -= math.log(1 + asked.weight)
    return round(min(QUESTION_AT_MOST, 1 / (1 + math.exp(-max(-30.0, raw)))), 4)


def of_translated(sure: float) -> float:
    """Give the confidence in an entry for a text in another language, of which only single words were understood."""
    return round(min(TRANSLATED_AT_MOST, 0.85 * sure), 4)


def of_message(share: float, weight: float) -> float:
    """Give the confidence in a message found without its code: `share` of its weight was seen, `weight` in all.

    A message of a few common words is not enough, however much of it was seen.
    """
    heavy = min(1.0, weight / 30.0)
    return round(max(0.0, min(0.93, (share - 0.15) * 1.15)) * (0.35 + 0.65 * heavy), 4)


def of_piece(share: float, weight: float, filled: float, *, alike: int) -> float:
    """Give the confidence in a message of which a text shows only a piece.

    `filled` is the share of what the text says that is the message's, `alike` how many codes have a message with this
    piece.
    """
    if share <= LEAST_OF_A_CUT_MESSAGE or alike > MOST_ALIKE:
        return 0.0
    sure = max(0.0, min(0.88, (filled - 0.3) * 1.4)) * min(1.0, share * weight / 45.0)
    return round(sure if alike <= 1 else min(sure, POSSIBLE), 4)
