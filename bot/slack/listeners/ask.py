"""Any question: answers what people ask in a channel, a direct message, a command or a modal, and its follow-ups."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.slack.answering import Reply
from bot.slack.listeners.reading import Files, nothing_read, with_unread
from bot.slack.listeners.report import attachments, picture_of
from bot.slack.status import Status
from bot.slack.turns import Turns
from bot.slack.views.answer import drawn
from bot.slack.views.titles import title
from bot.usecases.answers import Explanation, History, RedactionCount, Report, SeveralMachines
from bot.usecases.delivery_ports import ANSWER_TO, EDITION, Attachment, Question
from bot.usecases.ports import Clock, Conversations, Sighting, Sightings, StoreError, Subject
from bot.usecases.scope import EVERYTHING, Scope
from bot.usecases.scoped import within

if TYPE_CHECKING:
    from bot.slack.listeners.watch import Watcher
    from bot.slack.team import Team
    from bot.usecases.ask import Ask, Asked
    from bot.usecases.ask.asking import Answer

MOMENT = 0.8  # seconds after which a person wants to know that something happens
SOON = 0.15  # the same where they talk to the bot alone, and Slack shows a line for it
_T = TypeVar("_T")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """Answers questions; the use case runs in `pool`, so that the loop is never held up.

    `sign` shows that an answer takes longer than a moment. `files` answers from what was attached, None if files are
    not read; `watcher` takes orders to watch a channel.
    """

    ask: Ask
    conversations: Conversations
    sightings: Sightings
    clock: Clock
    pool: Executor
    sign: Status
    zone: tzinfo = UTC
    team: Team | None = None
    files: Files | None = None
    watcher: Watcher | None = None
    turns: Turns = field(default_factory=Turns)

    async def __call__(self, question: Question, scope: Scope = EVERYTHING) -> Reply:
        """Give what is said to a question; where it takes longer, there is a sign of life for those who wait."""
        work = asyncio.ensure_future(self._worked(question, scope))
        direct = question.channel.startswith("D")
        patience = min(SOON, MOMENT) if direct else MOMENT
        done, _ = await asyncio.wait({work}, timeout=patience)
        edits, sign = _edition(question), ""
        if not done and not edits and not question.way:
            edits = sign = await self.sign(question, work, moment=MOMENT - patience)
        try:
            reply = await work
        except Exception:
            await self.sign.withdraw(question, sign)
            raise
        if direct and question.message == question.thread:
            self.sign.name(question, reply.title)
        return replace(reply, edits=edits)

    async def _worked(self, question: Question, scope: Scope) -> Reply:
        files = await self.run(partial(self.files.wanted, question)) if self.files else ()
        if not files or self.files is None:
            if question.files and not question.text:
                return Reply((nothing_read(question.attached),), kind="help")
            reply = await self.run(partial(self.reply, question, scope))
            return with_unread(reply, question, reads=self.files is not None)
        return await self.files.answered(question, files, self)

    async def run(self, work: Callable[[], _T]) -> _T:
        """Give the result of work that would hold up the loop."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    def reply(self, question: Question, scope: Scope = EVERYTHING) -> Reply:
        """Give what is said to a question; takes as long as reading the log does."""
        if told := self.ordered(question):
            return told
        with self.turns.taken():
            before = self.before(question)
            asked = within(self.ask, scope)(question.text, zone=self.zone, before=before)
            self.remember(question, asked, before)
            return self.shown(question, asked)

    def ordered(self, question: Question) -> Reply | None:
        """Give what is said to an order about reports or alerts, None if a question is none."""
        told = self.team.told(question) if self.team else None
        return told or (self.watcher(question) if self.watcher else None)

    def shown(self, question: Question, asked: Asked) -> Reply:
        """Give the message of an answer, with the notes and buttons of the team."""
        answer = asked.answer
        if isinstance(answer, Explanation):
            log.info("answered", entries=[match.entry for match in answer.matches], elapsed_ms=answer.elapsed_ms)
            # What was taken out before the question was kept, the use case cannot see any more.
            answer = replace(answer, redactions=_all_taken_out(question, answer))
        else:
            log.info("answered", kind=asked.question, answer=type(answer).__name__)
        answer = self.team.noted(answer, question) if self.team else answer
        with self.turns.given_up():  # others draw
            files: tuple[Attachment, ...] = attachments(answer) if isinstance(answer, Report) else ()
            chart = picture_of(answer) if isinstance(answer, Report) else None
        view = drawn(answer, zone=self.zone, picture=chart)
        view = self.team.with_buttons(view, answer, question) if self.team else view
        about = title(answer, question.text, now=self.clock.now(), zone=self.zone)
        return Reply((view,), files=files, kind=asked.question, title=about, sure=_is_sure(answer))

    def before(self, question: Question) -> Subject | None:
        """Give what was talked about; a direct message that is no reply goes on from the one before it."""
        try:
            known = (self.conversations.subject(key) for key in keys(question))
            return next((subject for subject in known if subject is not None and subject.resource), None)
        except StoreError as error:
            log.warning("subject.away", error=str(error))
            return None

    def remember(self, question: Question, asked: Asked, before: Subject | None) -> None:
        """Keep what the conversation is about now, and which pages were asked for."""
        try:
            if asked.subject is not None and asked.subject != before:
                for key in keys(question):
                    self.conversations.remember(key, asked.subject)
            if isinstance(asked.answer, Explanation):
                place = f"{question.workspace}:{question.channel}"
                for entry in _explained(asked.answer):
                    self.sightings.add(Sighting(entry, place, self.clock.now()))
        except StoreError as error:
            log.warning("subject.not_kept", error=str(error))


def _edition(question: Question) -> str:
    """Give what the answer takes the place of: of an edited question, what answered it before."""
    message, edited, _ = question.message.partition(EDITION)
    return f"{ANSWER_TO}{message}" if edited else ""


def keys(question: Question) -> Iterator[str]:
    """Give the names under which the subject of a conversation is kept, the narrowest first."""
    place = f"{question.workspace}:{question.channel}"
    if question.thread:
        yield f"{place}:{question.thread}"
    if question.channel.startswith("D") or not question.thread:
        yield f"{place}:{question.person}"


def _all_taken_out(question: Question, answer: Explanation) -> tuple[RedactionCount, ...]:
    counts = Counter(dict(question.redactions))
    for one in answer.redactions:
        counts[one.kind] += one.count
    return tuple(RedactionCount(kind, count) for kind, count in counts.items())


def _is_sure(answer: Answer) -> bool:
    if isinstance(answer, Explanation):
        return bool(answer.matches) and answer.matches[0].grade != "possible"
    return isinstance(answer, History | Report | SeveralMachines)


def _explained(answer: Explanation) -> list[str]:
    """Give the entry of each error that was explained with some confidence."""
    best = {match.error: match for match in reversed(answer.matches)}
    return list(dict.fromkeys(match.entry for match in best.values() if match.grade != "possible"))
