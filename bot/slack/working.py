"""Work in the background: rounds that look for something to do as long as there is something, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, TypeVar

import structlog

_T = TypeVar("_T")
# The store's own: answers that take long must not hold up the events that come in, nor what is kept of answers.
_STORE = ThreadPoolExecutor(max_workers=2, thread_name_prefix="slack-store")
_INTAKE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="slack-intake")
log = structlog.get_logger(__name__)


async def in_thread(call: Callable[[], _T], *, first: bool = False) -> _T:
    """Give the result of a call to the store, without holding up the loop; `first` is for what Slack waits for."""
    return await asyncio.get_running_loop().run_in_executor(_INTAKE if first else _STORE, call)


class Pressure:
    """How long Slack has waited of late for what it sent to be acknowledged; further answers wait while it is long."""

    def __init__(self, *, most: float = 0.005, calm: float = 0.25, seconds: Callable[[], float] = monotonic) -> None:
        """Be high while waits are longer than `most` seconds on average, until none was seen for `calm` seconds."""
        self._most = most
        self._calm = calm
        self._seconds = seconds
        self._average = 0.0
        self._last = -calm

    def waited(self, seconds: float) -> None:
        """Count a wait."""
        now = self._seconds()
        self._average = seconds if now - self._last > self._calm else 0.8 * self._average + 0.2 * seconds
        self._last = now

    def high(self) -> bool:
        """Say whether answers should wait."""
        return self._average > self._most and self._seconds() - self._last <= self._calm


class Shift:
    """Runs rounds one after the other: one when woken, and one more after each piece of work that a round began."""

    def __init__(self, name: str, round_: Callable[[], Awaitable[None]]) -> None:
        """Do nothing until woken."""
        self._name = name
        self._round = round_
        self._again = False
        self._stopped = False
        self._resting = False
        self._rounds: asyncio.Task[None] | None = None
        self._work: set[asyncio.Task[None]] = set()

    @property
    def at_work(self) -> int:
        """How many pieces of work were begun and not ended."""
        return len(self._work)

    def tasks(self) -> set[asyncio.Task[None]]:
        """Give all that runs."""
        rounds = {self._rounds} if self._rounds and not self._rounds.done() else set()
        return rounds | self._work

    def wake(self) -> None:
        """Run a round now, or once more after the one that runs."""
        self._again = True
        if not self._stopped and not self._resting and (self._rounds is None or self._rounds.done()):
            self._rounds = asyncio.get_running_loop().create_task(self._run(), name=f"{self._name}:rounds")

    def rest(self, *, on: bool) -> None:
        """Begin no further round until told that the rest is over."""
        self._resting = on

    def stop(self) -> None:
        """Begin no further round; what was begun goes on."""
        self._stopped = True

    def begin(self, work: Coroutine[Any, Any, None], *, name: str) -> None:
        """Begin a piece of work; when it has ended, another round is run."""
        task = asyncio.get_running_loop().create_task(work, name=f"{self._name}:{name}")
        self._work.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("work.failed", work=self._name, error=type(error).__name__)
        if not task.get_loop().is_closed():
            self.wake()

    async def _run(self) -> None:
        while self._again and not self._stopped and not self._resting:
            self._again = False
            try:
                await self._round()
            except Exception as error:  # noqa: BLE001 - a round that fails must not be the last
                log.error("round.failed", work=self._name, error=type(error).__name__)  # noqa: TRY400 - may quote texts
