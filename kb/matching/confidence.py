"""How sure a match is, from what speaks for it.

The figures are chosen by hand for each kind of evidence; what of them is calibrated, and how, is in `calibration`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from kb.library import Known

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
# A lead over the next page says no more from here on.
MOST_LEAD = 15.0
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

    It `complains` or asks, `names` something that runs on Azure, is of `elsewhere`, reports that all is `fine`, or is
    about `how_to` do something without any trouble.
    """

    complains: bool
    names: bool
    elsewhere: bool
    fine: bool
    how_to: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """How much an entry is about what a question is about.

    Its score, the share of the question it covers, the share of its code that the question says, and how near the
    question is to one of the entry's own (0 for half the same words, 1 for the same).
    """

    known: Known
    score: float
    covered: float
    coded: float = 0.0
    near: float = 0.0


def of_question(asked: Asked, one: Subject, *, lead: float) -> float:
    """Give the confidence in an entry that is about what was asked, at most `QUESTION_AT_MOST`.

    `lead` is how far its score is ahead of that of the next one of another code. The weights are those of a logistic
    regression on the questions marked `tune` in tests/data, the pages asked for as they were before anybody had read
    them; what needs no answer counts twice. Of the answers that the first figure, raised, lets through at the lower
    end, three in five are right.
    """
    raw = -9.6 + 0.035 * one.score + 5.2 * one.covered + 1.1 * one.coded
    raw += 0.21 * max(-MOST_LEAD, min(MOST_LEAD, lead)) + 1.1 * asked.complains + 2.7 * asked.names
    raw -= 4.0 * asked.elsewhere + 4.8 * asked.fine + 5.4 * asked.how_to
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
