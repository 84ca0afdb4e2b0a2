"""Conversations in dictionaries."""

from datetime import datetime

from bot.usecases.ports import Clock, Subject
from tests.fakes.clock import FakeClock


class FakeConversations:
    """The port Conversations; tests may look at `claimed` and `subjects`, each with the time of keeping."""

    def __init__(self, *, clock: Clock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.claimed: dict[str, datetime] = {}
        self.subjects: dict[str, tuple[Subject, datetime]] = {}

    def claim(self, event_id: str) -> bool:
        """Take an event for answering; False if it was taken before."""
        if event_id in self.claimed:
            return False
        self.claimed[event_id] = self.clock.now()
        return True

    def remember(self, thread: str, subject: Subject) -> None:
        """Keep what a thread is about, in place of what it was about before."""
        self.subjects[thread] = (subject, self.clock.now())

    def subject(self, thread: str) -> Subject | None:
        """Give what a thread is about, or None if nothing is known of it."""
        known = self.subjects.get(thread)
        return known[0] if known else None

    def forget(self, before: datetime) -> int:
        """Forget events taken, and threads last remembered, before a time; gives how many of both together."""
        kept = len(self.claimed) + len(self.subjects)
        self.claimed = {event: taken for event, taken in self.claimed.items() if taken >= before}
        self.subjects = {thread: known for thread, known in self.subjects.items() if known[1] >= before}
        return kept - len(self.claimed) - len(self.subjects)

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        kept = len(self.subjects)
        self.subjects = {key: known for key, known in self.subjects.items() if not key.startswith(f"{workspace}:")}
        return kept - len(self.subjects)
