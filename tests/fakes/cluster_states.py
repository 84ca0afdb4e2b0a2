"""Cluster states in a dictionary."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.usecases.team_ports import ClusterState


class FakeClusterStates:
    """The port ClusterStates."""

    def __init__(self) -> None:
        self._states: dict[str, ClusterState] = {}

    def see(self, states: Sequence[ClusterState]) -> None:
        """Keep what was seen, all together; a cluster that is known keeps its earliest first and latest last time."""
        for state in states:
            known = self._states.get(state.cluster, state)
            first, last = min(known.first_seen, state.first_seen), max(known.last_seen, state.last_seen)
            self._states[state.cluster] = replace(state, first_seen=first, last_seen=last)

    def all(self) -> Mapping[str, ClusterState]:
        """Give what is known of each cluster, by its id."""
        return dict(self._states)
