"""Conversations that remember everything."""


class FakeConversations:
    """The port Conversations; tests may look at `claimed` and `subjects`."""

    def __init__(self) -> None:
        self.claimed: list[str] = []
        self.subjects: dict[str, str] = {}

    def claim(self, event_id: str) -> bool:
        """Take an event for answering; False if it was taken before."""
        if event_id in self.claimed:
            return False
        self.claimed.append(event_id)
        return True

    def remember(self, thread: str, subject: str) -> None:
        """Keep what a thread is about."""
        self.subjects[thread] = subject

    def subject(self, thread: str) -> str | None:
        """Give what a thread is about, or None if nothing is known of it."""
        return self.subjects.get(thread)
