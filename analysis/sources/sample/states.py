"""Which state each cluster of failures is in, week by week, where that is beyond doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from analysis.sources.sample.period import Period
from analysis.sources.sample.truth import Failed, stamp
from analysis.sources.sample.wordings import WORDINGS

_SILENCE: Final = timedelta(days=20)
_WEEKS: Final = 4
_MANY: Final = 48  # so many in four weeks do not stop by chance
_LEAP: Final = 12  # so many in a week after a quarter of them are no chance


def clusters(failed: Sequence[Failed], period: Period) -> list[dict[str, object]]:
    """Give each cluster with its count, resources and state of every ISO week (UTC) that the period holds.

    A state is null where honest readers may differ: in the first four weeks, for want of a past, and where a count
    lies between steady and escalating, or a silence between chance and gone.
    """
    sorted_by_cluster: dict[str, list[Failed]] = defaultdict(list)
    for fact in sorted(failed, key=lambda fact: fact.time):
        if fact.counted and period.start <= fact.time < period.until:
            sorted_by_cluster[fact.cluster].append(fact)
    return [_cluster(key, facts, period) for key, facts in sorted(sorted_by_cluster.items())]


def _cluster(key: str, facts: Sequence[Failed], period: Period) -> dict[str, object]:
    wording = WORDINGS[key]
    starts = [period.start + timedelta(weeks=week) for week in range(period.weeks)]
    weeks = {}
    for number, start in enumerate(starts):
        here = _between(facts, start, start + timedelta(weeks=1))
        occasions = [
            len({fact.correlation_id for fact in _between(facts, one, one + timedelta(weeks=1))})
            for one in starts[max(number - _WEEKS, 0) : number + 1]
        ]
        weeks[f"{start:%G-W%V}"] = {
            "count": len(here),
            "occasions": occasions[-1],
            "resources": len({fact.resource.lower() for fact in here}),
            "state": _state(facts, start, occasions),
        }
    return {
        "cluster": key,
        "code": wording.said,
        "template": wording.template,
        "first_seen": stamp(facts[0].time),
        "last_seen": stamp(facts[-1].time),
        "weeks": weeks,
    }


def _between(facts: Sequence[Failed], start: datetime, end: datetime) -> list[Failed]:
    return [fact for fact in facts if start <= fact.time < end]


def _state(facts: Sequence[Failed], start: datetime, occasions: Sequence[int]) -> str | None:
    """Give the state in a week by the occasions of the four weeks before and of the week itself."""
    *before, now = occasions
    earlier = [fact.time for fact in facts if fact.time < start]
    here = _between(facts, start, start + timedelta(weeks=1))
    if len(before) < _WEEKS:
        return None
    if here and not earlier:
        return "new"
    if here and _returns(facts, here):
        return "regressed"
    usual = sum(before) / _WEEKS
    if now >= max(4 * usual + 3, _LEAP):
        return "escalating" if usual else None
    if not now:
        return "gone" if sum(before) >= _MANY else None
    return "steady" if min(before) > 0 and abs(now - usual) <= max(1.5, 0.4 * usual) else None


def _returns(facts: Sequence[Failed], here: Sequence[Failed]) -> bool:
    """Tell whether a failure of the week comes after a silence of twenty days or more."""
    times = [fact.time for fact in facts]
    firsts = [times.index(fact.time) for fact in here]
    return any(at and times[at] - times[at - 1] >= _SILENCE for at in firsts)
