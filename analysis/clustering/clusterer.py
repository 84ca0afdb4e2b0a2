"""Clusters of failure messages, in scikit-learn's terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Self

from analysis.clustering.clusters import Cluster, clusters_of
from analysis.clustering.decisions import Decision
from analysis.clustering.finalising import patterns
from analysis.clustering.learning import Rows, learn
from analysis.clustering.reading import read_keys
from analysis.clustering.state import Key, State, digest


class FailureClusterer:
    """Finds the failures that are one, by the templates of their messages and their codes.

    What is learnt does not depend on the order of rows, nor on how they were split: fitting parts and merging gives
    exactly what fitting all at once gives. There is nothing to tune and nothing random.

    Attributes after `fit`: `state_` (mergeable, serialisable), `clusters_` (the most frequent first), `templates_`
    (theirs), `labels_` (cluster id for each message of the last `fit` or `partial_fit`).

    >>> clusterer = FailureClusterer().fit(["Disk 'a' is in use by VM web.", "Disk 'b' is in use by VM v-1."])
    >>> clusterer.templates_
    ('Disk {disk} is in use by VM {vm}.',)
    """

    def __init__(self, *, decisions: Sequence[Decision] = (), zone: str = "UTC") -> None:
        self.decisions = tuple(decisions)
        self.zone = zone
        self.state_ = State()
        self._last: tuple[Key, ...] = ()
        self._found: tuple[Cluster, ...] | None = None

    def fit(self, messages: Iterable[str] | Rows, codes: Iterable[str | None] | None = None) -> Self:
        """Learn from these failures only; `messages` may be `Rows`, with times, operations and resources."""
        self.state_ = State()
        return self.partial_fit(messages, codes)

    def partial_fit(self, messages: Iterable[str] | Rows, codes: Iterable[str | None] | None = None) -> Self:
        """Learn from these failures too."""
        rows = messages if isinstance(messages, Rows) else Rows(list(messages), None if codes is None else list(codes))
        keyed = read_keys(rows.messages, rows.codes)
        self._last = tuple(keyed.keys[place] for place in keyed.places.tolist())
        return self.merge(learn(rows, zone=self.zone))

    def merge(self, other: FailureClusterer | State) -> Self:
        """Learn what another has learnt.

        Raises:
            OtherRulesError: it was learnt under other masking rules.
        """
        self.state_ |= other.state_ if isinstance(other, FailureClusterer) else other
        self._found = None
        return self

    def predict(self, messages: Iterable[str], codes: Iterable[str | None] | None = None) -> list[str]:
        """Give the cluster id for each message; one like none before gets the id that its own cluster would have."""
        keyed = read_keys(messages, codes)
        ids = self._ids(keyed.keys)
        return [ids[keyed.keys[place]] for place in keyed.places.tolist()]

    @property
    def clusters_(self) -> tuple[Cluster, ...]:
        """Give the clusters, the most frequent first."""
        if self._found is None:
            self._found = clusters_of(self.state_, self.decisions)
        return self._found

    @property
    def templates_(self) -> tuple[str, ...]:
        """Give the template of each cluster."""
        return tuple(cluster.template for cluster in self.clusters_)

    @property
    def labels_(self) -> list[str]:
        """Give the cluster id for each message that was learnt last."""
        ids = self._ids(set(self._last))
        return [ids[key] for key in self._last]

    def _ids(self, asked: Iterable[Key]) -> dict[Key, str]:
        known = {key: cluster.id for cluster in self.clusters_ for key in cluster.keys}
        new = [key for key in asked if key not in known]
        if not new:
            return known
        of_key = patterns([*known, *new])
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for key, cluster in known.items():
            beside[of_key[key]].add(cluster)
        return known | {key: min(beside[of_key[key]], default=digest(of_key[key])) for key in new}
