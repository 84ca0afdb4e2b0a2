"""Turns at computing: however many answers are worked on, two threads compute, so that Slack never waits for six.

Threads that compute keep the interpreter from the one that acknowledges events, each of them for a while; more of them
answer nothing sooner. Whoever reads a log waits for others most of the time, and needs no turn meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from bot.usecases.ask import Ask, Asked
from bot.usecases.ports import ActivityLog, Subject

if TYPE_CHECKING:
    from analysis.excerpt import Excerpt, Failures, Found
    from analysis.window import Window
    from bot.usecases.history import TellHistory
    from bot.usecases.report import MakeReport


class Turns:
    """One turn for what takes milliseconds, and one for what takes a second: an error never waits for a report."""

    def __init__(self) -> None:
        """Begin with nobody at work."""
        self._short = threading.Lock()
        self._long = threading.Lock()
        self._mine = threading.local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Compute in turn: at first in the short one; who has a turn keeps it."""
        if getattr(self._mine, "turn", None) is not None:
            yield
            return
        self._short.acquire()
        self._mine.turn = self._short
        try:
            yield
        finally:
            turn, self._mine.turn = self._mine.turn, None
            turn.release()

    def lengthen(self) -> None:
        """Go on in the long turn; nothing for a thread that has none."""
        if getattr(self._mine, "turn", None) is self._short:
            self._short.release()
            self._long.acquire()
            self._mine.turn = self._long

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Let others compute meanwhile."""
        turn = getattr(self._mine, "turn", None)
        if turn is None:
            yield
            return
        turn.release()
        try:
            yield
        finally:
            turn.acquire()


@dataclass(frozen=True, slots=True)
class _AskInTurn(Ask):
    turns: Turns = field(default_factory=Turns)

    def __call__(self, text: str, *, zone: tzinfo = UTC, before: Subject | None = None) -> Asked:
        with self.turns.taken():
            return Ask.__call__(self, text, zone=zone, before=before)


@dataclass(frozen=True, slots=True)
class PatientLog:
    """The port ActivityLog over another log: who waits for Azure gives up their turn for as long.

    Files and the sample are read by this machine itself; that is computing, too.
    """

    log: ActivityLog
    turns: Turns

    @property
    def label(self) -> str:
        """Say which log this is."""
        return self.log.label

    @property
    def now(self) -> datetime | None:
        """Give the time that counts as now in this log; None if the clock's does."""
        return self.log.now

    def _waiting(self) -> AbstractContextManager[None]:
        return self.turns.given_up() if getattr(self.log, "waits", False) else nullcontext()

    def until(self) -> datetime | None:
        """Give the time of the last row of a log that has ended; None if it goes on."""
        with self._waiting():
            return self.log.until()

    def find(self, name: str) -> Found:
        """Give the machines of that name."""
        with self._waiting():
            return self.log.find(name)

    def about(self, resource: str, window: Window) -> Excerpt:
        """Give the rows about a machine."""
        with self._waiting():
            return self.log.about(resource, window)

    def failures(self, window: Window) -> Failures:
        """Give the failed operations."""
        with self._waiting():
            return self.log.failures(window)


def in_turns(ask: Ask, turns: Turns | None = None) -> Ask:
    """Give the use case so that those who use it at the same time compute in turn."""
    turns = turns or Turns()

    def patient(open_log: Callable[[], ActivityLog]) -> Callable[[], ActivityLog]:
        return lambda: PatientLog(open_log(), turns)

    def history() -> TellHistory:
        turns.lengthen()
        tell = ask.history()
        return replace(tell, open_log=patient(tell.open_log))

    def report() -> MakeReport:
        turns.lengthen()
        make = ask.report()
        return replace(make, open_log=patient(make.open_log))

    return _AskInTurn(ask.explain, history, report, ask.clock, turns)
