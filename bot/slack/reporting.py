"""Reports of subscriptions as messages: made, put into the outbox once, and said to have failed if they did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.slack.answering import where
from bot.slack.listeners.report import attachments, picture_of
from bot.slack.views.report import report as drawn
from bot.slack.views.subscription import failed, failed_for_owner, signed
from bot.slack.views.teach import extended, sorting
from bot.slack.views.view import View
from bot.usecases.answers import NotReadable, Report
from bot.usecases.delivery_ports import Message, Outbox
from bot.usecases.ports import Clock
from bot.usecases.scope import Scopes
from bot.usecases.subscriptions.running import RunReport
from bot.usecases.subscriptions.schedule import run_after
from bot.usecases.team_ports import Subscription, Subscriptions

_BROKEN = "Something went wrong inside me; whoever runs this bot finds it in its log."
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Makes the report of a subscription and writes it out. Every call takes as long as reading the log does."""

    run: RunReport
    outbox: Outbox
    clock: Clock
    scopes: Scopes
    subscriptions: Subscriptions

    def deliver(self, subscription: Subscription, *, due: datetime, key: str) -> bool:
        """Send the report that was due, or that it failed; False if that was done under this key before.

        Raises:
            StoreError: the store cannot be used.
        """
        answer = self._made(subscription, due)
        ended = "made" if isinstance(answer, Report) else "failed"
        written = self.outbox.write(list(self._messages(subscription, answer)), at=self.clock.now(), once=key)
        if written and isinstance(answer, Report):
            self.subscriptions.count(subscription.id, failures=answer.totals.failures, covered=answer.covered)
        log.info("report.written" if written else "report.known", subscription=subscription.id, ended=ended)
        return written

    def show(self, subscription: Subscription, *, person: str) -> None:
        """Send the report as it would be now to one person alone.

        Raises:
            StoreError: the store cannot be used.
        """
        answer = self._made(subscription, self.clock.now())
        shown = drawn(answer) if isinstance(answer, Report) else self._failed(subscription, answer)
        message = Message(subscription.workspace, person, "", shown.text, blocks=shown.blocks, person=person)
        self.outbox.write([message], at=self.clock.now())

    def _made(self, subscription: Subscription, due: datetime) -> Report | NotReadable:
        try:
            return self.run(subscription, due=due, scope=self.scopes.of(subscription.channel))
        except Exception as error:  # noqa: BLE001 - whoever waits for the report has to hear of it
            log.error("report.failed", error=type(error).__name__, where=where(error))  # noqa: TRY400 - may quote texts
            return NotReadable(_BROKEN)

    def _messages(self, subscription: Subscription, answer: Report | NotReadable) -> Iterator[Message]:
        def message(shown: View, channel: str = "") -> Message:
            return Message(
                subscription.workspace,
                channel or subscription.channel,
                "" if channel else subscription.thread,
                shown.text,
                blocks=shown.blocks,
                person=subscription.owner,
                attachment=shown.picture,
            )

        if isinstance(answer, NotReadable):
            yield message(self._failed(subscription, answer))
            yield message(failed_for_owner(subscription, answer.reason), channel=subscription.owner)
            return
        shown = extended(drawn(answer, picture=picture_of(answer)), sorting(answer))
        yield message(signed(shown, subscription))
        for file in attachments(answer):
            yield Message(
                subscription.workspace,
                subscription.channel,
                subscription.thread,
                "",
                kind="file",
                person=subscription.owner,
                attachment=file,
            )

    def _failed(self, subscription: Subscription, answer: NotReadable) -> View:
        return failed(subscription, answer.reason, next_run=run_after(subscription, self.clock.now()))
