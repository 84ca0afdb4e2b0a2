"""Time that passes only when somebody waits."""

from analysis.sources.azure_calls import Patience


class Waiting:
    """A clock whose sleepers wake at once, with a list of how long they wanted to sleep."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.seconds = 0.0

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.waits.append(seconds)
        self.seconds += seconds

    def patience(self, **options: int) -> Patience:
        """Give patience by this clock, without jitter."""
        return Patience(sleep=self.sleep, now=lambda: self.seconds, jitter=lambda: 0.0, **options)
