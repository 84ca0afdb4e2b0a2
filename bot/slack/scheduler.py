"""The scheduler: looks which reports are due, and sees that each is made once, by one process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import timedelta

import structlog

from bot.slack.answering import where
from bot.slack.reporting import Reporting
from bot.slack.working import Shift
from bot.usecases.delivery_ports import Leases
from bot.usecases.ports import Clock, StoreError
from bot.usecases.subscriptions.schedule import run_after, run_to_catch_up
from bot.usecases.team_ports import Subscription, Subscriptions

PAUSE = 20.0  # seconds between two looks
WORK = "reports"
# Longer than the longest report takes; whoever dies holds the others up for as long.
LEASE = timedelta(minutes=10)
log = structlog.get_logger(__name__)


class Scheduler:
    """Runs what is due. `name` tells this process from others, of which one at a time holds the work."""

    def __init__(  # noqa: PLR0913 - all of them named, none of them belongs together
        self,
        subscriptions: Subscriptions,
        *,
        leases: Leases,
        reporting: Reporting,
        clock: Clock,
        pool: Executor,
        written: Callable[[], None],
        name: str,
    ) -> None:
        """Do nothing until woken; `written` is called after messages were put into the outbox."""
        self._subscriptions = subscriptions
        self._leases = leases
        self._reporting = reporting
        self._clock = clock
        self._pool = pool
        self._written = written
        self._name = name
        self._alarm: asyncio.TimerHandle | None = None
        self.shift = Shift("scheduling", self._round)

    def wake(self) -> None:
        """Look now, and from now on again and again."""
        self.shift.wake()

    async def finish(self) -> None:
        """Begin no further report, and let another process take over at once.

        Raises:
            StoreError: the store cannot be written.
        """
        self.shift.stop()
        if self._alarm is not None:
            self._alarm.cancel()
        await asyncio.get_running_loop().run_in_executor(self._pool, self._leave)

    def run_due(self) -> int:
        """Run what is due, the longest waiting first; gives how many reports were written. Takes as long as they do.

        A report is written before its subscription is moved on: a process that dies between finds it due again, and
        then it is not written a second time.

        Raises:
            StoreError: the store cannot be used.
        """
        written = 0
        for subscription in self._subscriptions.due(self._clock.now()):
            if not self._hold():
                break
            try:
                written += self._run(subscription)
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001 - one subscription must not hold up all others
                log.error("report.stuck", subscription=subscription.id, error=type(error).__name__, where=where(error))  # noqa: TRY400 - may quote texts
        return written

    def _run(self, subscription: Subscription) -> bool:
        now = self._clock.now()
        due = run_to_catch_up(subscription, now)
        if late := now - due > LEASE:
            log.warning("report.late", subscription=subscription.id, due=due.isoformat())
        key = f"report:{subscription.id}:{due.isoformat()}"
        written = self._reporting.deliver(subscription, due=due, key=key)
        self._subscriptions.begin(subscription, at=now, next_run=run_after(subscription, due))
        log.info("report.ran", subscription=subscription.id, late=late, written=written)
        return written

    def _hold(self) -> bool:
        now = self._clock.now()
        return self._leases.hold(WORK, by=self._name, at=now, until=now + LEASE)

    def _leave(self) -> None:
        self._leases.leave(WORK, by=self._name)

    async def _round(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            if await loop.run_in_executor(self._pool, self.run_due):
                self._written()
        except StoreError as error:
            log.warning("subscriptions.away", error=str(error))
        finally:
            if self._alarm is not None:
                self._alarm.cancel()
            self._alarm = loop.call_later(PAUSE, self.wake)
