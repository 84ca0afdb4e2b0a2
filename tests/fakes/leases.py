"""Leases in a dictionary."""

from datetime import datetime


class FakeLeases:
    """The port Leases."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, datetime]] = {}

    def hold(self, name: str, *, by: str, at: datetime, until: datetime) -> bool:
        """Take a work, or go on with it, until a time; False if another holds it at the time `at`."""
        holder, ends = self._held.get(name, (by, until))
        if holder != by and ends > at:
            return False
        self._held[name] = (by, until)
        return True

    def leave(self, name: str, *, by: str) -> None:
        """Give a work up, if one holds it, so that another may take it at once."""
        if self._held.get(name, ("", None))[0] == by:
            del self._held[name]
