"""The knowledge as the team taught it by now: accepted pages laid over the shipped ones, and thumbs weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from time import monotonic
from typing import Final

from bot.usecases.ports import StoreError
from bot.usecases.teach.taught import UNTAUGHT, Taught, trust_of
from bot.usecases.team_ports import Draft, Drafts, Feedback
from kb.library import Library

PAUSE: Final = 30.0  # seconds after which another process may have been taught something


class Lessons:
    """Gives what was taught by now; looks again every half minute, and at once after `forget`."""

    def __init__(  # noqa: PLR0913 - all of them named, none of them belongs together
        self,
        library: Library,
        *,
        drafts: Drafts,
        feedback: Feedback,
        lay_over: Callable[[Library, Sequence[Draft]], Library],
        seconds: Callable[[], float] = monotonic,
        pause: float = PAUSE,
    ) -> None:
        """Know only the library; `lay_over` puts accepted drafts into one."""
        self._library = library
        self._drafts = drafts
        self._feedback = feedback
        self.lay_over = lay_over
        self._seconds = seconds
        self._pause = pause
        self._turn = Lock()
        self._taught = Taught(library, UNTAUGHT)
        self._accepted: tuple[Draft, ...] = ()
        self._fresh_until = float("-inf")

    def __call__(self) -> Taught:
        """Give what was taught; what was known before while the store is away."""
        with self._turn:
            if self._seconds() >= self._fresh_until:
                self._fresh_until = self._seconds() + self._pause
                self._look()
            return self._taught

    def library(self) -> Library:
        """Give the library with what was taught."""
        return self().library

    def forget(self) -> None:
        """Look again at the next call."""
        self._fresh_until = float("-inf")

    def _look(self) -> None:
        try:
            accepted = tuple(self._drafts.all("accepted"))
            trust = trust_of(self._feedback.counts())
        except StoreError:
            return
        library = self._taught.library
        if accepted != self._accepted:
            library = self.lay_over(self._library, accepted) if accepted else self._library
            self._accepted = accepted
        self._taught = Taught(library, trust)
