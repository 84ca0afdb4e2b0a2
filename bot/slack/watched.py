"""The channels that are watched, in memory: every message of an app is looked up there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

from bot.slack.working import in_thread
from bot.usecases.team_ports import Watch, Watches

FRESH: Final = 15.0  # seconds; another process may have been told to watch


class Watched:
    """The watches of each channel."""

    def __init__(self, watches: Watches, *, seconds: Callable[[], float] = monotonic) -> None:
        """Know nothing yet."""
        self._watches = watches
        self._seconds = seconds
        self._known: dict[tuple[str, str], list[Watch]] = {}
        self._until = -FRESH

    def forget(self) -> None:
        """Read them anew next time."""
        self._until = -FRESH

    async def of(self, workspace: str, channel: str) -> Sequence[Watch]:
        """Give the watches of a channel.

        Raises:
            StoreError: the store cannot be read.
        """
        now = self._seconds()
        if now > self._until:
            self._until = now + FRESH
            try:
                standing = await in_thread(self._watches.all)
            except Exception:
                self.forget()
                raise
            known: dict[tuple[str, str], list[Watch]] = {}
            for one in standing:
                known.setdefault((one.workspace, one.channel), []).append(one)
            self._known = known
        return self._known.get((workspace, channel), ())
