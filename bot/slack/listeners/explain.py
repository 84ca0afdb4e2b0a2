"""What is this error? Answers a question with an explanation, or with how to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import structlog

from bot.slack.answering import Reply
from bot.slack.views.explanation import explanation
from bot.slack.views.help import help_message, picture
from bot.slack.views.view import View
from bot.usecases.answers import Explanation, RedactionCount
from bot.usecases.delivery_ports import Question
from bot.usecases.scope import Scope

_ASKS_FOR_HELP = frozenset({"", "help", "hi", "hello", "hey", "thanks", "test"})
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Explainer:
    """Answers questions; the use case runs in `pool`, so that the loop is never held up."""

    explain: Callable[[str], Explanation]
    pool: Executor

    async def __call__(self, question: Question, scope: Scope) -> Reply:  # noqa: ARG002 - what an error means is no secret
        """Give what is said to a question."""
        if not question.text and question.files:
            return Reply((picture(),), kind="help")
        if question.text.casefold().strip(" ?!.") in _ASKS_FOR_HELP:
            return Reply((help_message(),), kind="help")
        view = await asyncio.get_running_loop().run_in_executor(self.pool, self._explained, question)
        return Reply((view,))

    def _explained(self, question: Question) -> View:
        answer = self.explain(question.text)
        log.info("answered", entries=[match.entry for match in answer.matches], elapsed_ms=answer.elapsed_ms)
        # What was taken out before the question was kept, the use case cannot see any more.
        taken_out = tuple(RedactionCount(kind, count) for kind, count in question.redactions)
        return explanation(replace(answer, redactions=taken_out or answer.redactions))
