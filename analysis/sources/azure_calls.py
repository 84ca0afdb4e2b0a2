"""Calls to Azure: at most four at once, within a time budget, repeated only where that can help.

The one retry loop of the project: azure-core's own is switched off, since it repeats queries that ran into their time
limit, and waits without saying so. Log Analytics runs five queries of one identity at a time and lets others queue
(learn.microsoft.com/azure/azure-monitor/service-limits#log-analytics-workspaces).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Final, Generic, Literal, TypeVar

from analysis.gaps import GapKind

MOST_AT_ONCE: Final = 4
_TURNS: Final = BoundedSemaphore(MOST_AT_ONCE)
_LONGEST_BACK_OFF: Final = 30.0

Again = Literal["never", "once", "later"]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the service gave nothing, as a sentence that says what mends it.

    `again` tells whether asking once more may help; `wait` is how many seconds the service asked to wait, if it did.
    """

    kind: GapKind
    text: str
    again: Again = "never"
    wait: float | None = None


class RefusedError(Exception):
    """The service gave nothing, and asking again will not help within the budget."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to ask, and the clock to wait by (seconds); `jitter` gives the share added to a back-off."""

    attempts: int = 4
    first_wait: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random


@dataclass(slots=True)
class Budget:
    """The seconds that one answer may take, counted from when the budget is made."""

    seconds: float
    patience: Patience = field(default_factory=Patience)
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.patience.now()

    @property
    def left(self) -> float:
        """The seconds left, never below 0."""
        return max(0.0, self.seconds - (self.patience.now() - self._began))


def call(work: Callable[[], Result], *, refused: Callable[[Exception], Refusal | None], budget: Budget) -> Result:
    """Give what the work gives, once it is our turn; wait and repeat it as its refusals say.

    `refused` turns an exception into a refusal, or gives None for one that is a bug.

    Raises:
        RefusedError: the service refuses, or the budget is used up.
    """
    attempt = 1
    while True:
        tried = _tried(work, refused=refused, budget=budget)
        if not isinstance(tried, Refusal):
            return tried.result
        wait = _wait(tried, attempt=attempt, patience=budget.patience)
        if wait is None or wait >= budget.left:
            raise RefusedError(tried)
        budget.patience.sleep(wait)
        attempt += 1


@dataclass(frozen=True, slots=True)
class _Done(Generic[Result]):
    result: Result


def _tried(
    work: Callable[[], Result], *, refused: Callable[[Exception], Refusal | None], budget: Budget
) -> _Done[Result] | Refusal:
    if budget.left <= 0 or not _TURNS.acquire(timeout=budget.left):
        return out_of_time(budget)
    try:
        return _Done(work())
    except Exception as error:
        refusal = refused(error)
        if refusal is None:
            raise
        return refusal
    finally:
        _TURNS.release()


def out_of_time(budget: Budget) -> Refusal:
    """Give the refusal of work for which no time is left."""
    return Refusal(
        "unavailable",
        f"The {budget.seconds:g} s for one answer were used up; ask for a shorter time, or raise"
        " AZTRIAGE_AZURE_SECONDS.",
    )


def _wait(refusal: Refusal, *, attempt: int, patience: Patience) -> float | None:
    """Give the seconds to wait before asking again, None if it makes no sense to."""
    if attempt >= patience.attempts or refusal.again == "never" or (refusal.again == "once" and attempt > 1):
        return None
    if refusal.wait is not None:
        return refusal.wait
    if refusal.again == "once":
        return 0.0
    back_off = min(patience.first_wait * 2.0 ** (attempt - 1), _LONGEST_BACK_OFF)
    return back_off * (1 + patience.jitter())
