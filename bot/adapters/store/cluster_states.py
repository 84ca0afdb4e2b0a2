"""The port ClusterStates in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import case, select

from bot.adapters.store.database import Database
from bot.adapters.store.team_tables import CLUSTER_STATES
from bot.usecases.team_ports import ClusterState

_kept = CLUSTER_STATES.c


@dataclass(frozen=True, slots=True)
class StoredClusterStates:
    """What was ever seen, so that a cluster is new only once."""

    database: Database

    def see(self, states: Sequence[ClusterState]) -> None:
        """Keep what was seen, all together; a cluster that is known keeps its earliest first and latest last time.

        Raises:
            StoreError: the store cannot be written.
        """
        if not states:
            return
        keeping = self.database.insert(CLUSTER_STATES)
        said = keeping.excluded
        first = case((said.first_seen < _kept.first_seen, said.first_seen), else_=_kept.first_seen)
        last = case((said.last_seen > _kept.last_seen, said.last_seen), else_=_kept.last_seen)
        merged = keeping.on_conflict_do_update(
            index_elements=[_kept.cluster],
            set_={"template": said.template, "code": said.code, "first_seen": first, "last_seen": last},
        )
        with self.database.writing() as connection:
            connection.execute(merged, [asdict(state) for state in states])

    def all(self) -> Mapping[str, ClusterState]:
        """Give what is known of each cluster, by its id.

        Raises:
            StoreError: the store cannot be read.
        """
        with self.database.reading() as connection:
            return {row.cluster: ClusterState(*row) for row in connection.execute(select(CLUSTER_STATES))}
