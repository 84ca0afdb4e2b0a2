"""Conversations kept in memory: enough for one process; forgotten when it ends."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock


class MemoryConversations:
    """The last events that were taken and the last threads that were spoken in, the oldest forgotten first."""

    def __init__(self, *, limit: int = 10_000) -> None:
        """Keep at most `limit` events and as many threads."""
        self._limit = limit
        self._lock = Lock()
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._subjects: OrderedDict[str, str] = OrderedDict()

    def claim(self, event_id: str) -> bool:
        """Take an event for answering; False if it was taken before."""
        with self._lock:
            if event_id in self._taken:
                return False
            self._taken[event_id] = None
            while len(self._taken) > self._limit:
                self._taken.popitem(last=False)
            return True

    def remember(self, thread: str, subject: str) -> None:
        """Keep what a thread is about."""
        with self._lock:
            self._subjects[thread] = subject
            self._subjects.move_to_end(thread)
            while len(self._subjects) > self._limit:
                self._subjects.popitem(last=False)

    def subject(self, thread: str) -> str | None:
        """Give what a thread is about, or None if nothing is known of it."""
        with self._lock:
            return self._subjects.get(thread)
