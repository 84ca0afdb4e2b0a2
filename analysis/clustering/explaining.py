"""Why two messages are in one cluster, or are not."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.clustering.clusterer import FailureClusterer
from analysis.clustering.clusters import Cluster
from analysis.clustering.masking import VARIABLE
from analysis.clustering.reading import read_keys


@dataclass(frozen=True, slots=True)
class Why:
    """Whether two messages are one failure, and the reasons as whole sentences."""

    together: bool
    reasons: tuple[str, ...]


def why_together(clusterer: FailureClusterer, one: tuple[str, str | None], other: tuple[str, str | None]) -> Why:
    """Give the reasons for two (message, code) pairs."""
    keyed = read_keys([one[0], other[0]], [one[1], other[1]])
    first, second = (keyed.keys[place] for place in keyed.places.tolist())
    ids = clusterer.predict([one[0], other[0]], [one[1], other[1]])
    together = ids[0] == ids[1]
    if first.skeleton == second.skeleton:
        return Why(together, (f"Both read: {first.skeleton}.", *_codes(first.code, second.code)))
    cluster = next((found for found in clusterer.clusters_ if found.id == ids[0]), None)
    reasons = [*_against(first.skeleton, cluster), *_against(second.skeleton, cluster)] if together else []
    return Why(together, (*_differing(first.skeleton, second.skeleton), *reasons, *_codes(first.code, second.code)))


def _codes(one: str, other: str) -> tuple[str, ...]:
    if one == other:
        return (f"Both have the code {one}.",) if one else ("Neither has a code.",)
    return (f"Their codes differ: {one or 'none'} and {other or 'none'}.",)


def _against(skeleton: str, cluster: Cluster | None) -> tuple[str, ...]:
    if cluster is None or skeleton == cluster.pattern:
        return ()
    return (f"“{skeleton}” is an instance of “{cluster.pattern}”.",)


def _differing(one: str, other: str) -> tuple[str, ...]:
    mine, others = set(one.split()) - {VARIABLE}, set(other.split()) - {VARIABLE}
    only, theirs = sorted(mine - others), sorted(others - mine)
    return (f"Words of the one only: {', '.join(only) or 'none'}; of the other only: {', '.join(theirs) or 'none'}.",)
