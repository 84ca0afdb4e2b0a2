"""Any question: answers what people ask in a channel, a direct message, a command or a modal, and its follow-ups."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.slack.answering import Reply
from bot.slack.listeners.report import attachments, picture_of
from bot.slack.views.answer import drawn
from bot.slack.views.help import picture
from bot.usecases.answers import Explanation, RedactionCount, Report
from bot.usecases.delivery_ports import Attachment, Question
from bot.usecases.ports import Clock, Conversations, Sighting, Sightings, StoreError, Subject
from bot.usecases.scope import EVERYTHING, Scope
from bot.usecases.scoped import within

if TYPE_CHECKING:
    from bot.slack.team import Team
    from bot.usecases.ask import Ask, Asked

MOMENT = 0.8  # seconds after which a person wants to know that something happens
EDITED = "@"  # between the id of a message and the time at which it was edited, in a question that is asked anew
Sign = Callable[[Question], Awaitable[str]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """Answers questions; the use case runs in `pool`, so that the loop is never held up.

    `sign` is called when an answer takes longer than a moment; it gives the id of the message that the answer takes
    the place of, "" if there is none. `replies` gives the ids of the bot's messages that answered a message.
    """

    ask: Ask
    conversations: Conversations
    sightings: Sightings
    clock: Clock
    pool: Executor
    sign: Sign
    replies: Callable[[str, str, str], Sequence[str]]
    zone: tzinfo = UTC
    team: Team | None = None

    async def __call__(self, question: Question, scope: Scope = EVERYTHING) -> Reply:
        """Give what is said to a question."""
        if not question.text and question.files:
            return Reply((picture(),), kind="help")
        work = asyncio.get_running_loop().run_in_executor(self.pool, partial(self.reply, question, scope))
        done, _ = await asyncio.wait({work}, timeout=MOMENT)
        edits = "" if done else await self.sign(question)
        reply = await work
        return replace(reply, edits=edits) if edits and not reply.edits else reply

    def reply(self, question: Question, scope: Scope = EVERYTHING) -> Reply:
        """Give what is said to a question; takes as long as reading the log does."""
        if self.team and (told := self.team.told(question)):
            return told
        before = self._before(question)
        asked = within(self.ask, scope)(question.text, zone=self.zone, before=before)
        self._remember(question, asked, before)
        answer = asked.answer
        if isinstance(answer, Explanation):
            log.info("answered", entries=[match.entry for match in answer.matches], elapsed_ms=answer.elapsed_ms)
            # What was taken out before the question was kept, the use case cannot see any more.
            taken_out = tuple(RedactionCount(kind, count) for kind, count in question.redactions)
            answer = replace(answer, redactions=taken_out or answer.redactions)
        else:
            log.info("answered", kind=asked.question, answer=type(answer).__name__)
        answer = self.team.noted(answer, question) if self.team else answer
        files: tuple[Attachment, ...] = attachments(answer) if isinstance(answer, Report) else ()
        chart = picture_of(answer) if isinstance(answer, Report) else None
        view = drawn(answer, zone=self.zone, picture=chart)
        view = self.team.with_buttons(view, answer, question) if self.team else view
        return Reply((view,), files=files, kind=asked.question, edits=self._answered_before(question))

    def _before(self, question: Question) -> Subject | None:
        """Give what was talked about; a direct message that is no reply goes on from the one before it."""
        try:
            known = (self.conversations.subject(key) for key in _keys(question))
            return next((subject for subject in known if subject is not None and subject.resource), None)
        except StoreError as error:
            log.warning("subject.away", error=str(error))
            return None

    def _remember(self, question: Question, asked: Asked, before: Subject | None) -> None:
        try:
            if asked.subject is not None and asked.subject != before:
                for key in _keys(question):
                    self.conversations.remember(key, asked.subject)
            if isinstance(asked.answer, Explanation):
                for entry in _explained(asked.answer):
                    self.sightings.add(Sighting(entry, question.channel, self.clock.now()))
        except StoreError as error:
            log.warning("subject.not_kept", error=str(error))

    def _answered_before(self, question: Question) -> str:
        message, edited, _ = question.message.partition(EDITED)
        if not edited:
            return ""
        return next(iter(self.replies(question.workspace, question.channel, message)), "")


def _keys(question: Question) -> Iterator[str]:
    """Give the names under which the subject of a conversation is kept, the narrowest first."""
    place = f"{question.workspace}:{question.channel}"
    if question.thread:
        yield f"{place}:{question.thread}"
    if question.channel.startswith("D") or not question.thread:
        yield f"{place}:{question.person}"


def _explained(answer: Explanation) -> list[str]:
    """Give the entry of each error that was explained with some confidence."""
    best = {match.error: match for match in reversed(answer.matches)}
    return list(dict.fromkeys(match.entry for match in best.values() if match.grade != "possible"))
