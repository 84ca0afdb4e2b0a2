"""What a team teaches and orders, put together: what is said about subscriptions, notes and buttons on answers."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.slack.answering import Reply
from bot.slack.listeners.subscribe import Subscriber
from bot.slack.listeners.teach import Teaching
from bot.slack.reporting import Reporting
from bot.slack.rules import Rules
from bot.slack.scheduler import Scheduler
from bot.slack.views.teach import extended, sorting, teaching
from bot.slack.views.view import View
from bot.usecases.answers import Explanation, Report
from bot.usecases.delivery_ports import Leases, Outbox, Question
from bot.usecases.ports import Cases, Clock, StoreError
from bot.usecases.subscriptions.running import RunReport
from bot.usecases.subscriptions.subscribing import Subscribe
from bot.usecases.teach.decide import Decide
from bot.usecases.teach.lessons import Lessons
from bot.usecases.teach.notes import TakeNotes
from bot.usecases.teach.pages import ProposePages
from bot.usecases.team_ports import Drafts, Feedback, Notes, Subscriptions

if TYPE_CHECKING:
    from bot.usecases.ask.asking import Answer
    from bot.usecases.report import MakeReport


_PATIENCE = 10.0  # seconds for a report that is being made


class TeamKept(Protocol):
    """What is kept for a team, of which the store is one."""

    @property
    def outbox(self) -> Outbox:
        """Messages on their way out."""
        ...

    @property
    def leases(self) -> Leases:
        """Who does what only one may do."""
        ...

    @property
    def subscriptions(self) -> Subscriptions:
        """Which channel gets the report."""
        ...

    @property
    def notes(self) -> Notes:
        """What was added to entries."""
        ...

    @property
    def drafts(self) -> Drafts:
        """Proposed pages."""
        ...

    @property
    def feedback(self) -> Feedback:
        """Thumbs."""
        ...

    @property
    def cases(self) -> Cases:
        """Decisions about clusters."""
        ...


@dataclass(slots=True)
class Bell:
    """Wakes the sender from any thread, once the loop runs."""

    ring: Callable[[], None]
    loop: asyncio.AbstractEventLoop | None = field(default=None)

    def __call__(self) -> None:
        """Wake it."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.ring)


@dataclass(frozen=True, slots=True)
class Team:
    """What a team teaches and orders."""

    subscriber: Subscriber
    teaching: Teaching
    scheduler: Scheduler
    subscriptions: Subscriptions
    bell: Bell

    def start(self) -> None:
        """Begin to run what was ordered; to be called in the loop."""
        self.bell.loop = asyncio.get_running_loop()
        self.scheduler.wake()

    async def stop(self) -> None:
        """Begin no further report, and leave the work to another process."""
        with suppress(StoreError, TimeoutError):
            await asyncio.wait_for(self.scheduler.finish(), timeout=_PATIENCE)

    def told(self, question: Question) -> Reply | None:
        """Give what is said to a question about subscriptions, None if it is about something else."""
        return self.subscriber(question)

    def noted(self, answer: Answer, question: Question) -> Answer:
        """Give an answer with the notes of the workspace."""
        if isinstance(answer, Explanation):
            return self.teaching.notes.with_notes(answer, workspace=question.workspace)
        return answer

    def with_buttons(self, shown: View, answer: Answer, question: Question) -> View:
        """Give the message of an answer with the buttons by which the bot is taught."""
        if isinstance(answer, Explanation):
            return extended(shown, teaching(answer, text=question.text))
        return extended(shown, sorting(answer)) if isinstance(answer, Report) else shown


def team_of(  # noqa: PLR0913 - all of them named, none of them belongs together
    kept: TeamKept,
    *,
    lessons: Lessons,
    report: Callable[[], MakeReport],
    clock: Clock,
    zone: tzinfo,
    rules: Rules,
    wake_sender: Callable[[], None],
) -> Team:
    """Give the part of the bot that a team teaches and orders reports from."""
    # Its own thread: questions are not kept waiting for reports, and reports come one after the other.
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="slack-report")
    maintainers, scopes = rules.maintainers, rules.scopes
    bell = Bell(wake_sender)
    reporting = Reporting(RunReport(report), kept.outbox, clock, scopes, kept.subscriptions)
    subscribe = Subscribe(kept.subscriptions, clock, zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC"))
    pages = ProposePages(
        kept.drafts,
        clock,
        library=lessons.library,
        lay_over=lessons.lay_over,
        taught=lessons.forget,
        maintainers=maintainers,
    )
    notes = TakeNotes(kept.notes, clock, maintainers, redact_emails=rules.redact_emails)
    return Team(
        subscriber=Subscriber(subscribe, reporting, kept.outbox, clock, bell),
        teaching=Teaching(notes, pages, kept.feedback, Decide(kept.cases, clock)),
        scheduler=Scheduler(
            kept.subscriptions,
            leases=kept.leases,
            reporting=reporting,
            clock=clock,
            pool=pool,
            written=bell,
            name=secrets.token_hex(8),
        ),
        subscriptions=kept.subscriptions,
        bell=bell,
    )
