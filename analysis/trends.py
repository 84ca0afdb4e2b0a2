"""What is new, what came back, what grows, what is gone: clusters of failures, this window against the weeks before.

Counts are failed operations. Whether a count is higher or lower than before is decided by the exact conditional test
of two Poisson rates (Przyborowski and Wilenski, Biometrika 31, 1940): given n occasions in both spans together, those
of the window are binomial with the share of its time. It holds for small counts, where a normal approximation does not.
An occasion is a correlation id: forty failures of one deployment are forty operations and one occasion, so that one bad
deployment is no trend.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from analysis.window import Window

State = Literal["new", "regressed", "escalating", "steady", "gone"]
STATES: Final[tuple[State, ...]] = ("new", "regressed", "escalating", "steady", "gone")

BASELINE: Final = timedelta(days=28)
ABSENT: Final = timedelta(days=20)
# The chance that a report about a fleet at constant rates calls anything escalating; shared by its clusters (Holm).
FALSE_ALARM: Final = 0.001
# The chance that a cluster at a constant rate is called gone.
SILENT: Final = 0.01
# A rise that is certain and small is no news.
LEAST_RISE: Final = 1.5


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One failed operation of a cluster: when it began (UTC), on which resource, under which correlation id.

    Where a log counts, it stands for several: for so many `operations`, and, beside the resource and the occasion that
    it names ("" names none), for `more_resources` and `more_occasions` that nothing else stands for.
    """

    cluster: str
    time: datetime
    resource: str
    occasion: str
    operations: int = 1
    more_resources: int = 0
    more_occasions: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """How a cluster moved: failed operations and distinct resources in the window, and operations in the one before.

    `previous` counts the span of the window's length right before it, `baseline` the four weeks before it. `rate` is
    the factor by which the rate of occasions rose against the baseline, None without one; `chance` is the
    probability of so many occasions at a constant rate (of so few, if there are none). First and last seen are over
    all that is known, in UTC.
    """

    cluster: str
    state: State
    count: int
    previous: int
    baseline: int
    resources: int
    first_seen: datetime
    last_seen: datetime
    rate: float | None
    chance: float | None


@dataclass(frozen=True, slots=True)
class Spans:
    """The window as far as it lies in the past, and the baseline as far as the log reaches back."""

    window: Window
    seen: timedelta
    baseline: Window | None

    @classmethod
    def of(cls, window: Window, *, oldest: datetime, until: datetime) -> Spans:
        """Give the spans for a log that holds rows from `oldest` to `until` (UTC)."""
        seen = min(window.end, max(until, window.start)) - window.start
        start = max(window.start - BASELINE, oldest)
        return cls(window, seen, Window(start, window.start) if start < window.start else None)

    @property
    def share(self) -> float:
        """The window's share of the time of window and baseline."""
        before = self.baseline.end - self.baseline.start if self.baseline is not None else timedelta(0)
        return self.seen / (self.seen + before) if self.seen + before else 1.0


@dataclass(frozen=True, slots=True)
class _Counts:
    operations: int
    previous: int
    baseline: int
    occasions: int
    occasions_before: int
    resources: int
    first_seen: datetime
    last_seen: datetime
    began: datetime | None
    last_before: datetime | None


def trends(
    occurrences: Iterable[Occurrence],
    spans: Spans,
    *,
    fixed: Mapping[str, datetime] | None = None,
    seen_before: Mapping[str, tuple[datetime, datetime]] | None = None,
) -> tuple[Trend, ...]:
    """Give the trend of each cluster seen in the window or the four weeks before it, by cluster.

    Args:
        occurrences: all failed operations that the log holds, of any time.
        spans: from `Spans.of`.
        fixed: when a cluster was marked as fixed (UTC).
        seen_before: first and last time that a cluster was seen in logs that are no longer at hand (UTC).
    """
    grouped: dict[str, list[Occurrence]] = {}
    for one in occurrences:
        if one.time < spans.window.end:
            grouped.setdefault(one.cluster, []).append(one)
    counted = {cluster: _count(of, spans, (seen_before or {}).get(cluster)) for cluster, of in sorted(grouped.items())}
    alive = {cluster: one for cluster, one in counted.items() if one.operations or one.baseline}
    chances = {cluster: _chance(one, spans.share) for cluster, one in alive.items()}
    risen = _rising(chances, alive)
    made: list[Trend] = []
    for cluster, counts in alive.items():
        rate = _rate(counts, spans)
        rising = cluster in risen and (rate is None or rate >= LEAST_RISE)
        state = _state(counts, chances[cluster], rising=rising, fixed=(fixed or {}).get(cluster))
        made.append(_trend(cluster, counts, state, rate, chances[cluster]))
    return tuple(made)


def _count(of: Sequence[Occurrence], spans: Spans, known: tuple[datetime, datetime] | None) -> _Counts:
    window, length = spans.window, spans.window.end - spans.window.start
    inside = [one for one in of if one.time in window]
    earlier = [one for one in of if one.time < window.start]
    baseline = [one for one in earlier if spans.baseline is not None and one.time in spans.baseline]
    times = [one.time for one in of] + list(known or ())
    before = [one.time for one in earlier] + [time for time in known or () if time < window.start]
    return _Counts(
        operations=sum(one.operations for one in inside),
        previous=sum(one.operations for one in earlier if one.time >= window.start - length),
        baseline=sum(one.operations for one in baseline),
        occasions=_occasions(inside),
        occasions_before=_occasions(baseline),
        resources=len({one.resource for one in inside} - {""}) + sum(one.more_resources for one in inside),
        first_seen=min(times),
        last_seen=max(times),
        began=min((one.time for one in inside), default=None),
        last_before=max(before, default=None),
    )


def _occasions(of: Iterable[Occurrence]) -> int:
    given = list(of)
    return len({one.occasion for one in given} - {""}) + sum(one.more_occasions for one in given)


def _chance(one: _Counts, share: float) -> float:
    """Give the probability of at least so many occasions at a constant rate; of none, if there are none."""
    total = one.occasions + one.occasions_before
    if one.occasions == 0:
        return float((1 - share) ** total)
    from scipy.special import bdtrc  # noqa: PLC0415 - loads slowly, and most commands need no trends

    return float(bdtrc(one.occasions - 1, total, share))


def _rising(chances: Mapping[str, float], counts: Mapping[str, _Counts]) -> frozenset[str]:
    """Give the clusters that rose more than chance explains, by Holm's step-down over those that occurred."""
    occurred = sorted((chances[cluster], cluster) for cluster, one in counts.items() if one.occasions)
    risen: list[str] = []
    for place, (chance, cluster) in enumerate(occurred):
        if chance > FALSE_ALARM / (len(occurred) - place):
            break
        risen.append(cluster)
    return frozenset(risen)


def _rate(one: _Counts, spans: Spans) -> float | None:
    if not one.occasions_before or not 0 < spans.share < 1:
        return None
    return (one.occasions / spans.share) / (one.occasions_before / (1 - spans.share))


def _trend(cluster: str, one: _Counts, state: State, rate: float | None, chance: float) -> Trend:
    return Trend(
        cluster=cluster,
        state=state,
        count=one.operations,
        previous=one.previous,
        baseline=one.baseline,
        resources=one.resources,
        first_seen=one.first_seen,
        last_seen=one.last_seen,
        rate=rate,
        chance=chance,
    )


def _state(one: _Counts, chance: float, *, rising: bool, fixed: datetime | None) -> State:
    if one.began is None:
        return "gone" if chance < SILENT else "steady"
    if one.last_before is None:
        return "new"
    if one.began - one.last_before >= ABSENT or (fixed is not None and one.last_before <= fixed < one.last_seen):
        return "regressed"
    return "escalating" if rising else "steady"
