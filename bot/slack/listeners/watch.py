"""Watching a channel: `watch`, `unwatch`, `watching`, and the explanation of an alert in its thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.slack.answering import Reply
from bot.slack.features import off
from bot.slack.views.rich import paragraph, plain, rich
from bot.slack.views.view import view
from bot.slack.views.watch import alert_explained, told
from bot.slack.watched import Watched
from bot.usecases.ask import Asked as Answered
from bot.usecases.delivery_ports import Question
from bot.usecases.scope import EVERYTHING, Scope
from bot.usecases.watching import ExplainAlert, WatchAlerts, said_of

if TYPE_CHECKING:
    from bot.slack.listeners.ask import Asker

SILENT = Reply((), kind="silent")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Takes the orders of a channel; `on` says whether the feature is."""

    watch: WatchAlerts
    watched: Watched
    on: bool

    def __call__(self, question: Question) -> Reply | None:
        """Give what is said to an order, None if it is none.

        Raises:
            StoreError: the store cannot be used.
        """
        said = said_of(question.text)
        if said is None:
            return None
        if not self.on:
            return Reply((view(rich(paragraph(plain(off("watch"))))),), kind="watch")
        # A command has no thread: its answer is seen by one person, and the bot may not even be in that channel.
        place = {"workspace": question.workspace, "channel": question.channel, "person": question.person}
        done = self.watch(said, **place, aloud=bool(question.thread))
        self.watched.forget()
        log.info("watch", verb=said.verb, outcome=done.done)
        return Reply((told(done),), kind="watch")


@dataclass(frozen=True, slots=True)
class Attending:
    """Answers questions: those of people by `asker`, what was overheard only where the answer is sure."""

    asker: Asker
    alerts: ExplainAlert
    watched: Watched

    async def __call__(self, question: Question, scope: Scope = EVERYTHING) -> Reply:
        """Give what is said, which to what was not asked of the bot may be nothing."""
        if question.way == "alert":
            return await self._alert(question)
        reply = await self.asker(question, scope)
        return reply if not question.way or reply.sure else SILENT

    async def _alert(self, question: Question) -> Reply:
        watches = await self.watched.of(question.workspace, question.channel)
        watch = min(watches, key=lambda one: one.hours, default=None)
        if watch is None:
            return SILENT
        answer = await self.asker.run(partial(self.alerts, question.text, watch, event=question.event))
        if answer is None:
            return SILENT
        reply = self.asker.shown(question, Answered("explain", answer, None))
        return Reply((alert_explained(reply.views[0], question.text, hours=watch.hours),), kind="alert")
