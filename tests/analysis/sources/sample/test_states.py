from datetime import timedelta
from typing import Any

from analysis.sources.sample.period import Period
from analysis.sources.sample.states import clusters
from analysis.sources.sample.story import Story, built_in, truth
from analysis.sources.sample.truth import Failed

PERIOD = Period()


def states(*weekly: int) -> list[str | None]:
    """Give the states of a cluster that fails so often in each of the eight weeks."""
    facts = [
        Failed(
            PERIOD.start + timedelta(weeks=week, hours=hour),
            "allocation",
            "X",
            f"/vm-{hour}",
            "n",
            f"{week}-{hour}",
            counted,
        )
        for week, count in enumerate(weekly)
        for hour, counted in enumerate([True] * count)
    ]
    (found,) = clusters(facts, PERIOD)
    assert isinstance(found["weeks"], dict)
    return [week["state"] for week in found["weeks"].values()]


def test_the_first_weeks_have_no_state() -> None:
    """Without four weeks before it, a week is not judged."""
    assert [None] * 4 == states(5, 5, 5, 5, 5, 5, 5, 5)[:4]


def test_each_state() -> None:
    """New, regressed, escalating, steady and gone are told where they are beyond doubt."""
    assert "new" == states(0, 0, 0, 0, 0, 0, 0, 2)[-1]
    assert "regressed" == states(4, 4, 4, 4, 0, 0, 0, 4)[-1]
    assert "escalating" == states(3, 3, 3, 3, 3, 3, 3, 19)[-1]
    assert "steady" == states(5, 5, 5, 5, 6, 4, 5, 5)[-1]
    assert "gone" == states(15, 15, 15, 15, 15, 15, 15, 0)[-1]


def test_doubt_is_no_state() -> None:
    """A count between steady and escalating, and a short silence of something rare, are not judged."""
    assert None is states(5, 5, 5, 5, 5, 5, 5, 12)[-1]
    assert None is states(1, 1, 1, 1, 1, 1, 1, 0)[-1]


def test_the_last_week_of_the_sample_has_every_state() -> None:
    """The week that a report on the sample is about has several clusters of each state."""
    known: dict[str, Any] = truth(built_in())
    last = [list(cluster["weeks"].values())[-1]["state"] for cluster in known["clusters"]]
    counts = {state: last.count(state) for state in ("new", "regressed", "escalating", "steady", "gone")}
    assert min(counts.values()) >= 2, counts


def test_a_healthy_fleet_has_no_news() -> None:
    """In a healthy fleet nothing is new or escalating after the first week, for a year."""
    story = Story(Period(weeks=57), healthy=True)
    known: dict[str, Any] = truth(story)
    weeks = [week for cluster in known["clusters"] for week in list(cluster["weeks"].values())[5:]]
    assert [] == [week for week in weeks if week["state"] in {"new", "escalating"}]
