"""What people decided about clusters, as the analysis takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from analysis.clustering.clusters import Cluster
from analysis.clustering.decisions import Decision, Merge, Split
from bot.usecases.ports import Case

FIXED = "fixed"
MERGED = "merged"
SPLIT = "split"


def decisions_of(cases: Iterable[Case], clusters: Sequence[Cluster]) -> tuple[Decision, ...]:
    """Give the merges and splits among cases, oldest first; those about clusters that do not occur are passed over.

    Args:
        cases: those in force.
        clusters: the clusters without any decision, which cases name by their ids.
    """
    members = {cluster.id: cluster.members for cluster in clusters}
    made: list[Decision] = []
    for case in sorted(cases, key=lambda one: (one.decided, one.cluster)):
        own = members.get(_cluster(case.cluster), (case.cluster,))
        if case.decision == MERGED and case.into is not None:
            made.append(Merge((*members.get(_cluster(case.into), (case.into,)), *own)))
        elif case.decision == SPLIT:
            made.extend(Split((member,)) for member in own)
    return tuple(made)


def fixed_of(cases: Iterable[Case]) -> dict[str, datetime]:
    """Give when clusters were marked as fixed (UTC), by their ids."""
    return {case.cluster: case.decided for case in cases if case.decision == FIXED}


def _cluster(name: str) -> str:
    """Give the id of the cluster that a part with a detail belongs to."""
    return name.partition("-")[0]
