"""Installations that were begun, in a dictionary."""

from datetime import datetime


class FakeInstallStates:
    """The port InstallStates; tests may look at `begun`, each with the end of its time."""

    def __init__(self) -> None:
        self.begun: dict[str, datetime] = {}

    def begin(self, state: str, *, at: datetime, until: datetime) -> None:
        """Keep that a way was begun; those whose time was over at the time `at` are forgotten."""
        self.begun = {known: ends for known, ends in self.begun.items() if ends > at} | {state: until}

    def end(self, state: str, *, at: datetime) -> bool:
        """End a way; False if it was not begun, ended before, or its time is over."""
        until = self.begun.pop(state, None)
        return until is not None and at < until
