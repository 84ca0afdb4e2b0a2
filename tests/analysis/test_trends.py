import random
import re
from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from analysis.trends import STATES, Occurrence, Spans, Trend, trends
from analysis.window import Window

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
WINDOW = Window(MONDAY, MONDAY + WEEK)
OLD = MONDAY - 30 * WEEK


def failures(*times: datetime, cluster: str = "c", occasion: str | None = None) -> list[Occurrence]:
    """Give a failed operation at each time, each for itself unless an occasion is named."""
    return [
        Occurrence(cluster, time, f"vm-{number % 3}", occasion or f"{time.isoformat()}-{number}")
        for number, time in enumerate(times)
    ]


def spread(start: datetime, count: int, length: timedelta = WEEK) -> list[datetime]:
    """Give so many times, evenly over a span."""
    return [start + length * number / count for number in range(count)]


def one_trend(
    occurrences: list[Occurrence],
    *,
    fixed: dict[str, datetime] | None = None,
    seen_before: dict[str, tuple[datetime, datetime]] | None = None,
    oldest: datetime = OLD,
    until: datetime = MONDAY + WEEK,
) -> Trend:
    """Give the trend of the one cluster there is."""
    (found,) = trends(occurrences, Spans.of(WINDOW, oldest=oldest, until=until), fixed=fixed, seen_before=seen_before)
    return found


def test_new() -> None:
    """A cluster that no earlier row holds is new, however rare it is."""
    found = one_trend(failures(MONDAY + DAY))

    assert found.state == "new"
    assert (found.count, found.previous, found.baseline) == (1, 0, 0)


def test_not_new_if_known_from_earlier_logs() -> None:
    """A cluster that was seen in logs no longer at hand is not new: it came back."""
    seen = {"c": (MONDAY - 20 * WEEK, MONDAY - 19 * WEEK)}

    assert one_trend(failures(MONDAY), seen_before=seen).state == "regressed"


@pytest.mark.parametrize(("days", "state"), [(20, "regressed"), (19, "steady")])
def test_regressed(days: int, state: str) -> None:
    """A cluster that is back after at least 20 days without it regressed."""
    assert one_trend(failures(MONDAY - days * DAY, MONDAY)).state == state


def test_fixed_and_back() -> None:
    """A cluster that was marked as fixed and occurs again regressed, however short it was away."""
    rows = failures(MONDAY - 3 * DAY, MONDAY + DAY)

    assert one_trend(rows, fixed={"c": MONDAY - 2 * DAY}).state == "regressed"
    assert one_trend(rows, fixed={"c": MONDAY + 2 * DAY}).state == "steady"


def test_escalating() -> None:
    """A cluster whose rate rose more than chance explains escalates."""
    rows = failures(*spread(MONDAY - 4 * WEEK, 20, 4 * WEEK), *spread(MONDAY, 20))
    found = one_trend(rows)

    assert found.state == "escalating"
    assert found.rate == pytest.approx(4)
    assert found.chance is not None
    assert found.chance < 0.001


def test_a_small_rise_is_steady() -> None:
    """Seven after five a week may be chance."""
    assert one_trend(failures(*spread(MONDAY - 4 * WEEK, 20, 4 * WEEK), *spread(MONDAY, 7))).state == "steady"


def test_one_bad_deployment_is_no_escalation() -> None:
    """Forty failures under one correlation id are forty operations and one occasion."""
    deployment = failures(*spread(MONDAY, 40, DAY), occasion="deployment")
    found = one_trend([*failures(*spread(MONDAY - 4 * WEEK, 12, 4 * WEEK)), *deployment])

    assert (found.state, found.count) == ("steady", 40)


def test_gone() -> None:
    """A cluster that was frequent and is silent is gone, with count 0."""
    found = one_trend(failures(*spread(MONDAY - 4 * WEEK, 40, 4 * WEEK)))

    assert (found.state, found.count, found.previous) == ("gone", 0, 10)


def test_a_rare_one_that_is_silent_is_steady() -> None:
    """A cluster of one a week that is silent for a week is steady with count 0."""
    found = one_trend(failures(*spread(MONDAY - 4 * WEEK, 4, 4 * WEEK)))

    assert (found.state, found.count) == ("steady", 0)


def test_a_week_that_is_not_over() -> None:
    """A week that is not over is compared by the time that it has run."""
    rows = failures(*spread(MONDAY - 4 * WEEK, 40, 4 * WEEK))

    assert one_trend(rows, until=MONDAY + timedelta(hours=6)).state == "steady"


def test_a_log_that_begins_with_the_window() -> None:
    """Without any time before the window, what occurs is new and has no rate."""
    found = one_trend(failures(MONDAY, MONDAY + DAY), oldest=MONDAY)

    assert found.state == "new"
    assert found.rate is None


def test_healthy_weeks() -> None:
    """A fleet of thirty clusters at constant rates gets not one false "new" or "escalating" in 52 weeks."""
    chance = random.Random(20261116)
    rates = {f"c{number}": chance.choice([0.5, 1, 2, 5, 12, 40]) for number in range(30)}
    start = MONDAY - 60 * WEEK
    rows: list[Occurrence] = []
    for cluster, rate in rates.items():
        rows += failures(start, cluster=cluster)
        at = start
        while (at := at + WEEK * chance.expovariate(rate)) < MONDAY:
            rows += failures(at, cluster=cluster)
    states = {
        trend.state
        for week in range(52)
        for begin in [MONDAY - (52 - week) * WEEK]
        for trend in trends(rows, Spans.of(Window(begin, begin + WEEK), oldest=start, until=begin + WEEK))
    }

    assert not states & {"new", "escalating"}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-24 * 60, 24 * 10), st.sampled_from("xyz")), max_size=40))
def test_any_failures_in_any_order(hours: list[tuple[str, int, str]]) -> None:
    """The order of failures changes nothing, and every cluster of the last five weeks has one state."""
    rows = [Occurrence(cluster, MONDAY + timedelta(hours=hour), "vm", occasion) for cluster, hour, occasion in hours]
    spans = Spans.of(WINDOW, oldest=OLD, until=MONDAY + WEEK)
    found = trends(rows, spans)

    assert found == trends(rows[::-1], spans)
    assert {one.state for one in found} <= set(STATES)
    assert {one.cluster for one in found} == {
        row.cluster for row in rows if MONDAY - 4 * WEEK <= row.time < MONDAY + WEEK
    }


def test_one_may_stand_for_many() -> None:
    """A log that counts gives operations, occasions and resources as numbers; the trend is that of the single ones."""
    before, inside = spread(MONDAY - 4 * WEEK, 20, 4 * WEEK), spread(MONDAY, 30, DAY)
    single = [*failures(*before), *failures(*inside)]
    many = [
        Occurrence("c", before[0], "", "", operations=20, more_occasions=20),
        Occurrence("c", before[-1], "", "", operations=0),
        Occurrence("c", inside[0], "", "", operations=30, more_resources=29, more_occasions=30),
        Occurrence("c", inside[-1], "r", "", operations=0),
    ]
    one, other = one_trend(many), one_trend(single)

    assert (one.state, one.count, one.baseline, one.rate) == (other.state, other.count, other.baseline, other.rate)
    assert (one.chance, one.first_seen, one.last_seen) == (other.chance, other.first_seen, other.last_seen)
    assert 30 == one.resources


@cache
def least_to_escalate(before: int) -> int:
    """Give the fewest occasions in a week that are called escalating after so many in four weeks, beside 29 others."""
    others = [
        Occurrence(f"other-{number}", time, "", "", count, 0, count)
        for number in range(29)
        for time, count in ((MONDAY - WEEK, 40), (MONDAY, 10))
    ]
    known = [*failures(OLD, cluster="c"), Occurrence("c", MONDAY - WEEK, "", "", before, 0, before)]
    spans = Spans.of(WINDOW, oldest=OLD, until=WINDOW.end)

    def escalates(now: int) -> bool:
        found = trends([*others, *known, Occurrence("c", MONDAY, "", "", now, 0, now)], spans)
        return next(one.state for one in found if one.cluster == "c") == "escalating"

    return bisect_left(range(1, 1000), x=True, key=escalates) + 1


def chance_to_be_seen(rate: float, factor: float) -> float:
    """Give the exact chance that a rate a week that rises by a factor is called escalating in its first week."""
    befores = range(int(poisson.ppf(1 - 1e-6, 4 * rate)) + 1)
    return sum(
        float(poisson.pmf(before, 4 * rate) * poisson.sf(least_to_escalate(before) - 1, rate * factor))
        for before in befores
    )


def test_what_a_rise_must_be_to_be_seen() -> None:
    """The table in the documentation says what share of rises is seen in the first week, and what is missed."""
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) a week \| (\d+) % \| (\d+) % \| (\d+) % \| (\d+) % \|$", text, re.MULTILINE)
    told = {int(rate): [int(share) for share in shares] for rate, *shares in rows}
    assert [1, 2, 5, 10, 20, 50] == list(told)
    assert told == {rate: [round(100 * chance_to_be_seen(rate, factor)) for factor in (2, 3, 5, 10)] for rate in told}
