"""Clusters as people see them: an id, a template, a typical message, how many, and why they are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.clustering.decisions import Decision, decided, member_id
from analysis.clustering.finalising import patterns, skeleton_of
from analysis.clustering.state import Key, State, Tally, digest
from analysis.clustering.templating import template


@dataclass(frozen=True, slots=True)
class Cluster:
    """Failures with one template.

    `id` follows from the pattern, not from order or counts. `code` is the most frequent one as Azure spelt it, empty
    if none was given; `codes` all of them, in lower case. `exemplar` is a real message, redacted. `members` are the
    ids that decisions name. Times are in UTC, None if none were given.
    """

    id: str
    template: str
    pattern: str
    exemplar: str
    code: str
    codes: tuple[str, ...]
    keys: tuple[Key, ...]
    members: tuple[str, ...]
    rows: int
    operations: int
    resources: int
    first_seen: datetime | None
    last_seen: datetime | None


def clusters_of(state: State, decisions: Sequence[Decision] = ()) -> tuple[Cluster, ...]:
    """Give the clusters of a state, the most frequent first, then by id."""
    totals: defaultdict[Key, Tally] = defaultdict(Tally)
    for (key, _), tally in state.tallies.items():
        totals[key] = totals[key] | tally
    of_key = decided(patterns(totals), decisions)
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key, pattern in of_key.items():
        groups[pattern].append(key)
    found = [_cluster(pattern, sorted(keys), totals, state) for pattern, keys in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.rows, one.id)))


def _cluster(pattern: str, keys: list[Key], totals: Mapping[Key, Tally], state: State) -> Cluster:
    whole = Tally()
    codes: Counter[str] = Counter()
    for key in keys:
        whole |= totals[key]
        codes[key.code] += totals[key].rows
    code = min(codes, key=lambda one: (-codes[one], one))
    typical = min((key for key in keys if key.code == code), key=lambda key: (-totals[key].rows, key))
    exemplar = state.exemplars[typical]
    return Cluster(
        id=digest(pattern),
        template=template(exemplar.text, skeleton_of(pattern)),
        pattern=skeleton_of(pattern),
        exemplar=exemplar.text,
        code=exemplar.code,
        codes=tuple(sorted(filter(None, codes))),
        keys=tuple(keys),
        members=tuple(sorted({member_id(key) for key in keys})),
        rows=whole.rows,
        operations=len(whole.operations),
        resources=len(whole.resources),
        first_seen=whole.first,
        last_seen=whole.last,
    )
