"""Duty: of several processes that share a store, one at a time answers and sends; the others take in and stand by."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from bot.slack.working import in_thread
from bot.usecases.delivery_ports import Leases
from bot.usecases.ports import Clock, StoreError

WORK = "delivery"
LEASE = timedelta(seconds=15)
BEAT = 4.0  # seconds; the lease outlives two beats that fail
log = structlog.get_logger(__name__)


class Duty:
    """Holds the lease of the delivery if nobody else does.

    `begin` is called when the duty was taken, `rest` when it was not or was lost, and `wake` on each beat of it, for
    those who stand by may have taken something in.
    """

    def __init__(
        self,
        leases: Leases,
        *,
        clock: Clock,
        begin: Callable[[], Awaitable[None]],
        wake: Callable[[], None],
        rest: Callable[[], None],
    ) -> None:
        """Be off duty."""
        self._leases = leases
        self._clock = clock
        self._begin = begin
        self._wake = wake
        self._rest = rest
        self._name = uuid4().hex
        self._until: datetime | None = None
        self._beating: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take the duty if it is free, and try again and again if it is not.

        Raises:
            StoreError: the store cannot be used.
        """
        if not await self._held():
            self._rest()
            log.info("duty.standing_by")
        self._beating = asyncio.create_task(self._beat(), name="duty")

    async def stop(self) -> None:
        """Give the duty up, so that another may take it at once."""
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
        with suppress(StoreError):
            await in_thread(lambda: self._leases.leave(WORK, by=self._name))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self._held()
            except StoreError as error:
                log.warning("duty.unknown", error=str(error))
                if self._until is not None and self._clock.now() >= self._until:
                    self._end()

    async def _held(self) -> bool:
        now = self._clock.now()
        until = now + LEASE
        held = await in_thread(lambda: self._leases.hold(WORK, by=self._name, at=now, until=until), first=True)
        was = self._until is not None
        if held:
            self._until = until
            if was:
                self._wake()
            else:
                log.info("duty.taken")
                await self._begin()
        elif was:
            self._end()
        return held

    def _end(self) -> None:
        log.warning("duty.lost")
        self._until = None
        self._rest()
