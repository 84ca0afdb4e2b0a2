"""Subscriptions: `subscribe weekly monday 09:00`, said in a message or a command, and what else is said about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from bot.slack.answering import Reply
from bot.slack.reporting import Reporting
from bot.slack.views.subscription import outcome
from bot.slack.views.view import View
from bot.usecases.delivery_ports import Message, Outbox, Question
from bot.usecases.ports import Clock
from bot.usecases.subscriptions.subscribing import Changed, Outcome, Place, Subscribe, Subscribed, Wanted
from bot.usecases.subscriptions.wishes import said_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Answers what is said about subscriptions. `written` is called, from any thread, after messages were written."""

    subscribe: Subscribe
    reporting: Reporting
    outbox: Outbox
    clock: Clock
    written: Callable[[], None]

    def __call__(self, question: Question) -> Reply | None:
        """Give what is said to a question, None if it is about something else.

        Raises:
            StoreError: the store cannot be used.
        """
        said = said_of(question.text)
        if said is None:
            return None
        place = Place(question.workspace, question.channel, question.thread)
        told = self.subscribe(said, place, person=question.person)
        log.info("subscription", verb=said.verb, outcome=type(told).__name__)
        shown = outcome(told)
        if isinstance(told, Wanted):
            self._send(told, question)
        elif self._is_news(told) and not question.thread:
            # A command is answered to one person, and what a channel gets is not one person's business alone.
            self._announce(question, shown)
        return Reply((shown,), kind=f"subscription {said.verb}")

    def _is_news(self, told: Outcome) -> bool:
        return isinstance(told, Changed) or (isinstance(told, Subscribed) and not told.already)

    def _send(self, told: Wanted, question: Question) -> None:
        if told.alone:
            self.reporting.show(told.subscription, person=question.person)
        else:
            key = f"report:{told.subscription.id}:{question.event}"
            wanted = replace(told.subscription, owner=question.person)
            self.reporting.deliver(wanted, due=self.clock.now(), key=key)
        self.written()

    def _announce(self, question: Question, shown: View) -> None:
        message = Message(
            question.workspace, question.channel, "", shown.text, blocks=shown.blocks, person=question.person
        )
        self.outbox.write([message], at=self.clock.now(), once=f"subscription:{question.event}")
        self.written()
