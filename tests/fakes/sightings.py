"""Sightings in a list."""

from collections.abc import Sequence
from datetime import datetime

from bot.usecases.ports import Sighting


class FakeSightings:
    """The port Sightings."""

    def __init__(self, *sightings: Sighting) -> None:
        self._sightings = list(sightings)

    def add(self, sighting: Sighting) -> None:
        """Keep a sighting."""
        self._sightings.append(sighting)

    def between(self, start: datetime, end: datetime) -> Sequence[Sighting]:
        """Give the sightings from start (included) to end (excluded), oldest first."""
        within = (sighting for sighting in self._sightings if start <= sighting.seen < end)
        return sorted(within, key=lambda sighting: sighting.seen)

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        kept = len(self._sightings)
        self._sightings = [one for one in self._sightings if not one.place.startswith(f"{workspace}:")]
        return kept - len(self._sightings)
