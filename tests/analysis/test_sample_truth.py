"""How right the analysis is about the made-up fleet, by a truth that it does not read."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from analysis.clustering.clusterer import FailureClusterer
from analysis.distinctions import told_apart
from analysis.failures import Failure, failures
from analysis.machine import read_machine
from analysis.operations import operations
from analysis.recurring import recurring
from analysis.resource_id import parse
from analysis.sources.sample import Sample
from analysis.sources.sample.period import Period
from analysis.sources.sample.story import Story, built_in, truth
from analysis.trends import Occurrence, Spans, trends
from analysis.verdict import verdict
from analysis.weeks import name_of, week_of
from analysis.window import Window

EVER = datetime(2020, 1, 1, tzinfo=UTC)
# A deployment fails with what is in it, and a denial is logged beside the request that it refused.
ECHOES = ("Microsoft.Resources/deployments/", "Microsoft.Authorization/policies/")
ROUND = timedelta(minutes=30)


@cache
def told() -> dict[str, Any]:
    """Give the truth of the sample."""
    return truth(built_in())


@cache
def known() -> tuple[Failure, ...]:
    """Give the failures that the analysis finds in the sample."""
    sample = Sample()
    return failures(operations(sample.failures(Window(EVER, sample.now)).events))


def time(text: str) -> datetime:
    """Give the time of a text in the truth."""
    return datetime.fromisoformat(text[:26] + "+00:00")


def test_verdicts() -> None:
    """Who or what did it is right for at least 95 % of the machines that incidents were planted on."""
    sample = Sample()
    right: Counter[bool] = Counter()
    for incident in told()["incidents"]:
        window = Window(time(incident["start"]) - ROUND, time(incident["end"]) + ROUND)
        for machine in incident["machines"]:
            resource = sample.find(machine).resources[0]
            judged = verdict(read_machine(sample.about(resource, window).events, parse(resource).key))
            right[judged.by == incident["by"]] += 1

    assert right.total() >= 60
    assert right[True] >= 0.95 * right.total()


def test_failures_are_those_that_were_planted() -> None:
    """Every planted failure is found, and no other is."""
    planted = {
        (one["correlation_id"].lower(), one["name"].lower(), one["resource"].lower())
        for one in told()["operations"]
        if one["cluster"] and one["outcome"] == "failed" and not one["name"].startswith(ECHOES)
    }
    found = {one.key for one in known()}

    assert len(found & planted) >= 0.98 * len(planted)
    assert len(found - planted) <= 0.02 * len(found)


def test_states_of_planted_clusters() -> None:
    """Each state of the planted clusters is told with an F1 of at least 0.97."""
    planted = {
        (one["correlation_id"].lower(), one["name"].lower(), one["resource"].lower()): one["cluster"]
        for one in told()["operations"]
        if one["cluster"]
    }
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for number in range(43, 47):
        week = week_of(f"2026-W{number}")
        expected = {
            cluster["cluster"]: cluster["weeks"][name_of(week)]["state"]
            for cluster in told()["clusters"]
            if cluster["weeks"].get(name_of(week), {}).get("state")
        }
        found = states(week, planted)
        for cluster, state in expected.items():
            hits[state]["expected"] += 1
            hits[found.get(cluster, "none")]["found"] += 1
            hits[state]["right"] += found.get(cluster) == state

    for state in ("new", "regressed", "escalating", "steady", "gone"):
        score = hits[state]
        assert score["expected"] > 0, state
        assert 2 * score["right"] / (score["expected"] + score["found"]) >= 0.97, (state, score)


def states(week: Window, planted: dict[tuple[str, str, str], str]) -> dict[str, str]:
    """Give the state that the analysis finds for each planted cluster in a week."""
    sample = Sample()
    past = [one for one in known() if one.time < week.end]
    found = recurring(past, Spans.of(week, oldest=sample.now - timedelta(weeks=8), until=sample.now), zone=UTC)
    names: dict[str, str] = {}
    for one in found:
        key = one.example.key
        if key in planted:
            names[planted[key]] = one.trend.state
    return names


def test_healthy_weeks_invent_nothing() -> None:
    """A healthy year of failures at constant rates has no false "new" or "escalating"."""
    period = Period(until=datetime(2026, 11, 16, tzinfo=UTC), weeks=60)
    story = Story(period=period, healthy=True)
    sample = Sample(story)
    found = failures(operations(sample.failures(Window(EVER, sample.now)).events))
    names = FailureClusterer().fit([one.message for one in found], [one.code for one in found]).labels_
    occurrences = [
        Occurrence(told_apart(name, one.detail), one.time, one.key.resource, one.occasion)
        for one, name in zip(found, names, strict=True)
    ]
    alarms = []
    for back in range(52):
        end = period.until - timedelta(weeks=back)
        week = Window(end - timedelta(weeks=1), end)
        seen = trends(occurrences, Spans.of(week, oldest=period.until - timedelta(weeks=60), until=end))
        alarms += [(name_of(week), one) for one in seen if one.state in {"new", "escalating"}]

    assert len(found) > 1000
    assert alarms == []


def test_healthy_weeks_have_only_the_failures_that_were_planted() -> None:
    """Eight weeks without an incident hold the failures that recur, each once, and no other is found."""
    story = Story(healthy=True)
    sample = Sample(story)
    found = {one.key for one in failures(operations(sample.failures(Window(EVER, sample.now)).events))}
    planted = {
        (one.correlation_id.lower(), one.name.lower(), one.resource.lower())
        for one in story.events.failed
        if one.counted
    }

    assert len(planted) > 500
    assert found == planted
