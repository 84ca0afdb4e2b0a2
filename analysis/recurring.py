"""What fails again and again: failures in clusters, each with its trend, its days and where it hurts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from analysis.clustering.clusterer import FailureClusterer
from analysis.clustering.clusters import Cluster
from analysis.clustering.decisions import Decision
from analysis.clustering.learning import Rows
from analysis.distinctions import told_apart
from analysis.failures import Failure
from analysis.trends import STATES, Occurrence, Spans, Trend, trends

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
    failures: Sequence[Failure],
    spans: Spans,
    *,
    zone: tzinfo,
    decisions: Sequence[Decision] = (),
    fixed: Mapping[str, datetime] | None = None,
) -> tuple[Recurring, ...]:
    """Give the clusters seen in the window or the four weeks before it: new ones first, then by count.

    Args:
        failures: all that the log holds, of any time; what lies after the window is left out.
        spans: window and baseline.
        zone: whose days are counted.
        decisions: merges and splits by hand, in their order.
        fixed: when a cluster was marked as fixed (UTC), by its id.
    """
    past = [one for one in failures if one.time < spans.window.end]
    clusterer = FailureClusterer(decisions=decisions).fit(_rows(past))
    parts: defaultdict[str, list[Failure]] = defaultdict(list)
    known: dict[str, Cluster] = {}
    clusters = {cluster.id: cluster for cluster in clusterer.clusters_}
    for failure, name in zip(past, clusterer.labels_, strict=True):
        part = told_apart(name, failure.detail)
        parts[part].append(failure)
        known[part] = clusters[name]
    occurrences = (
        Occurrence(name, one.time, one.key.resource, one.occasion) for name, of in parts.items() for one in of
    )
    found = [
        _recurring(known[trend.cluster], trend, parts[trend.cluster], spans, zone)
        for trend in trends(occurrences, spans, fixed=fixed)
    ]
    return tuple(sorted(found, key=_order))


def _rows(failures: Sequence[Failure]) -> Rows:
    return Rows(
        [one.message for one in failures],
        [one.code for one in failures],
        [one.time for one in failures],
        ["|".join(one.key) for one in failures],
        [one.key.resource for one in failures],
    )


def _order(one: Recurring) -> tuple[int, int, int, str]:
    return STATES.index(one.trend.state), -one.trend.count, -one.trend.previous, one.id


def _recurring(cluster: Cluster, trend: Trend, of: Sequence[Failure], spans: Spans, zone: tzinfo) -> Recurring:
    start = spans.baseline.start if spans.baseline else spans.window.start
    inside = [one for one in of if one.time in spans.window]
    days = Counter(one.time.astimezone(zone).date() for one in of if one.time >= start)
    hit = Counter(one.resource for one in inside)
    return Recurring(
        id=trend.cluster,
        detail=of[-1].detail,
        cluster=cluster,
        trend=trend,
        days=tuple(sorted(days.items())),
        resources=tuple(sorted(hit.items(), key=lambda one: (-one[1], one[0]))[:_MOST_RESOURCES]),
        deployments=tuple(sorted({one.deployment for one in inside} - {""})),
        example=inside[0] if inside else of[-1],
    )
