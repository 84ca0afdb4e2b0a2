"""What a step of a workflow gives on: the answer as text, and what the next steps may decide by."""

from __future__ import annotations

from typing import Any

from bot.slack.text.limits import clip
from bot.slack.views.explanation import explanation
from bot.usecases.answers import Explanation

ANSWER, ERROR = 3000, 500  # an answer fits a section of a message

Outputs = dict[str, Any]


def outputs(answer: Explanation) -> Outputs:
    """Give the outputs of the step; a confidence of 0, an empty entry and code where there is no page.

    The text is escaped: put into a message, it calls nobody.
    """
    best = answer.matches[0] if answer.matches else None
    unlisted = answer.unlisted[0] if answer.unlisted else ""
    return {
        "answer": clip(explanation(answer).text, ANSWER),
        "entry": best.entry if best else "",
        "code": best.code if best else unlisted,
        "confidence": round(best.confidence, 2) if best else 0,
    }
