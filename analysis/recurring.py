"""What fails again and again: failures in clusters, each with its trend, its days and where it hurts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import chain
from operator import attrgetter
from typing import Final

from analysis.clustering.clusterer import FailureClusterer
from analysis.clustering.clusters import Cluster
from analysis.clustering.decisions import Decision
from analysis.clustering.learning import Rows
from analysis.distinctions import told_apart
from analysis.failures import Failure
from analysis.tallies import FailureTally, Stretch, counted
from analysis.trends import STATES, Occurrence, Spans, Trend, trends
from analysis.window import Window

_MOST_RESOURCES: Final = 5


@dataclass(frozen=True, slots=True)
class Recurring:
    """A cluster, or the part of it with one detail, with how it moved.

    `id` is the cluster's, and with a detail ("CustomScript exit 127", "policy …") goes on behind a dash.
    `days` counts its failed operations by day of the zone, over window and baseline, days without any left out.
    `resources` are those it hit most in the window, with counts. `deployments` are the correlation ids of failed
    deployments it took part in. `example` is one failure, the first of the window, else the last there was.
    """

    id: str
    detail: str
    cluster: Cluster
    trend: Trend
    days: tuple[tuple[date, int], ...]
    resources: tuple[tuple[str, int], ...]
    deployments: tuple[str, ...]
    example: Failure


def recurring(
    failures: Sequence[Failure | FailureTally],
    spans: Spans,
    *,
    zone: tzinfo,
    decisions: Sequence[Decision] = (),
    fixed: Mapping[str, datetime] | None = None,
) -> tuple[Recurring, ...]:
    """Give the clusters seen in the window or the four weeks before it: new ones first, then by count.

    Args:
        failures: all that the log holds, of any time, single or counted; what lies after the window is left out.
        spans: window and baseline.
        zone: whose days are counted.
        decisions: merges and splits by hand, in their order.
        fixed: when a cluster was marked as fixed (UTC), by its id.
    """
    past = _past(failures, spans.window)
    clusterer = FailureClusterer(decisions=decisions).fit(_rows(past))
    parts: defaultdict[str, list[FailureTally]] = defaultdict(list)
    known: dict[str, Cluster] = {}
    clusters = {cluster.id: cluster for cluster in clusterer.clusters_}
    for tally, name in zip(past, clusterer.labels_, strict=True):
        part = told_apart(name, tally.example.detail)
        parts[part].append(tally)
        known[part] = clusters[name]
    occurrences = chain.from_iterable(_occurrences(name, one, spans.window) for name, of in parts.items() for one in of)
    found = [
        _recurring(known[trend.cluster], trend, parts[trend.cluster], spans, zone)
        for trend in trends(occurrences, spans, fixed=fixed)
    ]
    return tuple(sorted(found, key=_order))


def _past(failures: Iterable[Failure | FailureTally], window: Window) -> list[FailureTally]:
    """Give the tallies of what began before the window's end, in the order of their examples."""
    tallies = [one for one in failures if isinstance(one, FailureTally)]
    single = [one for one in failures if isinstance(one, Failure)]
    past = [one for one in (*counted(single, window), *tallies) if one.example.time < window.end]
    return sorted(past, key=attrgetter("example.time", "example.key"))


def _rows(tallies: Sequence[FailureTally]) -> Rows:
    examples = [one.example for one in tallies]
    return Rows(
        [one.message for one in tallies],
        [one.code for one in examples],
        [one.time for one in examples],
        ["|".join(one.key) for one in examples],
        [one.key.resource for one in examples],
        [one.operations for one in tallies],
    )


def _occurrences(cluster: str, tally: FailureTally, window: Window) -> list[Occurrence]:
    """Give what a trend counts: operations and occasions by stretch, and the resources of the window, each once."""
    if len(tally.stretches) == 1 and len(tally.hits) <= 1 and not tally.more_resources:
        (one,) = tally.stretches
        return _of_stretch(cluster, one, tally.hits[0][0].lower() if tally.hits else "")
    found = [each for one in tally.stretches for each in _of_stretch(cluster, one)]
    inside = next((one.first for one in tally.within(window)), None)
    if inside is not None:
        found += [Occurrence(cluster, inside, resource.lower(), "", 0) for resource, _ in tally.hits]
        found.append(Occurrence(cluster, inside, "", "", 0, more_resources=tally.more_resources))
    return found


def _of_stretch(cluster: str, one: Stretch, resource: str = "") -> list[Occurrence]:
    alone = 0 if one.occasion else one.operations
    begin = Occurrence(cluster, one.first, resource, one.occasion, one.operations, 0, alone)
    return [begin, Occurrence(cluster, one.last, "", one.occasion, 0)] if one.last > one.first else [begin]


def _order(one: Recurring) -> tuple[int, int, int, str]:
    return STATES.index(one.trend.state), -one.trend.count, -one.trend.previous, one.id


def _recurring(cluster: Cluster, trend: Trend, of: Sequence[FailureTally], spans: Spans, zone: tzinfo) -> Recurring:
    example = next((one.example for one in of if one.example.time in spans.window), of[-1].example)
    return Recurring(
        id=trend.cluster,
        detail=example.detail,
        cluster=cluster,
        trend=trend,
        days=_days(of, spans, zone),
        resources=_most_hit(of),
        deployments=tuple(sorted({part.deployment for one in of for part in one.within(spans.window)} - {""})),
        example=example,
    )


def _days(of: Iterable[FailureTally], spans: Spans, zone: tzinfo) -> tuple[tuple[date, int], ...]:
    start = spans.baseline.start if spans.baseline else spans.window.start
    days: Counter[date] = Counter()
    for one in of:
        for part in one.stretches:
            if part.first >= start:
                days[part.first.astimezone(zone).date()] += part.operations
    return tuple(sorted(days.items()))


def _most_hit(of: Iterable[FailureTally]) -> tuple[tuple[str, int], ...]:
    hit: Counter[str] = Counter()
    for one in of:
        for resource, count in one.hits:
            hit[resource] += count
    return tuple(sorted(hit.items(), key=lambda one: (-one[1], one[0]))[:_MOST_RESOURCES])
