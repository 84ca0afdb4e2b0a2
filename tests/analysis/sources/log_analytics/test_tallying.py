"""What the workspaces count where there is too much to read is what we count from the rows themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from analysis.excerpt import Failures
from analysis.failures import Failure, failures
from analysis.operations import operations
from analysis.recurring import recurring
from analysis.tallies import counted
from analysis.trends import Spans, Trend
from analysis.window import Window
from tests.analysis.sources.log_analytics.asking import DAY, limits, workspace
from tests.analysis.sources.log_analytics.scenes import (
    DENY,
    DEPLOY,
    DEPLOYMENT,
    EXTENSION,
    MINUTES_OF_DAY,
    SCENES,
    WRITE,
    nested,
)
from tests.azure.endpoint import WORKSPACE, Endpoint, refusal
from tests.azure.engine import Row
from tests.azure.rows import failed, row, vm

SECOND = WORKSPACE.replace("a", "b")


class Cut(NamedTuple):
    """What a report says of a cluster."""

    trend: Trend
    detail: str
    days: tuple[tuple[date, int], ...]
    resources: tuple[tuple[str, int], ...]
    deployments: tuple[str, ...]
    example: Failure
    template: str
    codes: tuple[str, ...]
    rows: int


def asked(azure: Endpoint, *, window: Window = DAY, **options: float | timedelta) -> Failures:
    """Give the failures as the workspace of this Azure counts or gives them."""
    return workspace(azure, limits=limits(None, **options)).failures(window)


def cut(read: Failures, *, window: Window = DAY, zone: str = "UTC") -> list[Cut]:
    """Give all that a report says of its clusters, but for the message that stands for them."""
    known = [*counted(failures(operations(read.events)), window), *read.tallies]
    spans = Spans.of(window, oldest=read.oldest or window.start, until=window.end)
    found = recurring(known, spans, zone=ZoneInfo(zone))
    return [
        Cut(
            one.trend,
            one.detail,
            one.days,
            one.resources,
            one.deployments,
            replace(one.example, occasion=""),
            one.cluster.template,
            one.cluster.codes,
            one.cluster.rows,
        )
        for one in found
    ]


def both(azure: Endpoint, rows: Sequence[Row], **options: Any) -> tuple[list[Cut], list[Cut]]:  # noqa: ANN401 - passed on
    """Give what the rows say, and what the workspace's counts say."""
    azure.fill(rows)
    window = options.get("window", DAY)
    given, told = asked(azure, window=window), asked(azure, window=window, report_rows=0)
    assert () == given.tallies
    assert told.events.empty
    return cut(given, **options), cut(told, **options)


@pytest.mark.parametrize("scene", SCENES)
def test_the_workspace_counts_as_we_do(azure: Endpoint, scene: str) -> None:
    """Clusters, details, trends, days, resources, deployments, and the example that is matched."""
    given, told = both(azure, SCENES[scene])

    assert given == told


def family(number: int, chance: Random) -> Iterator[Row]:
    """Give rows under one correlation id: requests on nested resources, deployments, policies, tries, in any state."""
    machine, minutes = vm(f"m{number % 9}"), -chance.randrange(40 * MINUTES_OF_DAY)
    scale_set = machine.replace("virtualMachines", "virtualMachineScaleSets")
    places = [
        (machine, WRITE),
        (f"{machine}/extensions/x", EXTENSION),
        (scale_set, "Microsoft.Compute/virtualMachineScaleSets/write"),
        (f"{scale_set}/virtualMachines/1", "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/write"),
        (f"{DEPLOYMENT}{number}", DEPLOY),
        (f"{DEPLOYMENT}{number}", "Microsoft.Resources/deployments/validate/action"),
        (machine, DENY),
    ]
    for target, operation in chance.sample(places, chance.randint(1, 4)):
        for _ in range(chance.randint(1, 3)):
            minutes += chance.randint(1, 3)
            code = chance.choice(["Quota", "Timeout", "Conflict", "DeploymentFailed"])
            said = chance.choice([failed(code, f"No room for '{target}'."), nested(code, resource=target.lower())])
            word = chance.choice(["Failed", "Failure", "Failed", "Success", "Start", "Accept", "Canceled"])
            columns = said if word.startswith("Fail") else {}
            yield row(
                target,
                operation,
                CorrelationId=f"c{number}",
                minutes=minutes,
                **(columns | {"ActivityStatusValue": word}),
            )


@pytest.mark.parametrize("seed", range(3))
def test_any_families_are_counted_as_we_do(azure: Endpoint, seed: int) -> None:
    """Hundreds of correlation ids with any mixture of operations and states."""
    chance = Random(seed)
    given, told = both(azure, [one for number in range(300) for one in family(number, chance)])

    assert len(given) > 4
    assert given == told


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"])
def test_days_are_those_of_the_zone_that_the_window_begins_in(azure: Endpoint, zone: str) -> None:
    """Also over a change of the clock, in the hours around midnight too."""
    begin = DAY.start.replace(tzinfo=ZoneInfo(zone))
    rows = [
        row(vm("a"), TimeGenerated=begin + timedelta(hours=7 * number), **failed("X", "x")) for number in range(-100, 3)
    ]
    given, told = both(azure, rows, window=Window(begin, begin + timedelta(days=1)), zone=zone)

    assert given
    assert given == told


def test_one_occasion_over_several_kinds_is_one(azure: Endpoint) -> None:
    """Forty failures under one correlation id in two groups are one occasion, and one that lasts two days too."""
    other = vm("a").replace("Shop", "Office")
    rows = [row(vm(f"a{n}"), WRITE, CorrelationId="1", **failed("X", "x")) for n in range(20)]
    rows += [row(f"{other}{n}", WRITE, CorrelationId="1", **failed("X", "x")) for n in range(20)]
    rows += [row(vm("z"), minutes=-n * MINUTES_OF_DAY, **failed("X", "x")) for n in range(1, 20)]
    given, told = both(azure, rows)

    assert given == told
    assert 40 == told[0].trend.count
    assert "steady" == told[0].trend.state


def test_few_rows_are_read_and_many_are_counted(azure: Endpoint) -> None:
    """By the rows that say that something failed; no row of theirs is then asked for."""
    azure.fill([row(vm(f"a{n}"), **failed("X", "x")) for n in range(3)])

    assert ((), 3) == (asked(azure, report_rows=3).tallies, len(asked(azure, report_rows=3).events))
    azure.requests.clear()
    assert [3] == [one.operations for one in asked(azure, report_rows=2).tallies]
    assert not any("leftsemi failed on" in text for text in azure.queries())
    assert all(request.body["timespan"].count("/") == 1 for request in azure.requests)


def test_what_is_not_shown_is_said(azure: Endpoint) -> None:
    """Kinds of the window come before others, frequent ones before rare ones, and the share of the rest is named."""
    rows = [row(vm(f"a{n}"), **failed("Often", "x")) for n in range(6)]
    rows += [row(vm(f"b{n}"), **failed("Twice", "y")) for n in range(2)]
    rows += [row(vm(f"c{n}"), minutes=-3 * MINUTES_OF_DAY, **failed("Before", "z")) for n in range(8)]
    azure.fill(rows)
    some, more = asked(azure, report_rows=0, most_tallies=1), asked(azure, report_rows=0, most_tallies=2)

    assert ["Often"] == [one.example.code for one in some.tallies]
    assert {"Often", "Twice"} == {one.example.code for one in more.tallies}
    assert (
        "The workspace counted 16 failures of too many kinds: the rarest are not shown, 25.0 % of the failures in the"
        " window and 62.5 % of all; ask for a shorter time or fewer subscriptions."
    ) == some.gaps[0].text
    assert [("too many", 8)] == [(gap.kind, gap.count) for gap in more.gaps]
    assert () == asked(azure, report_rows=0, most_tallies=3).gaps


def test_two_workspaces_are_counted_together(azure: Endpoint) -> None:
    """What both hold is counted twice, which is said; one that does not answer is a gap."""
    azure.fill([row(vm("a"), **failed("X", "x"))])
    azure.fill([row(vm("b"), **failed("X", "x"))], workspace=SECOND)
    log = workspace(azure, limits=limits(report_rows=0), workspaces=(WORKSPACE, SECOND))
    found = log.failures(DAY)

    assert 2 == sum(one.operations for one in found.tallies)
    assert ["Failures of 1 subscription are in several workspaces"] == [gap.text.split(":")[0] for gap in found.gaps]
    azure.deny(f"/v1/workspaces/{SECOND}/query", refusal(403, "InsufficientAccessError"))
    assert ["denied"] == [gap.kind for gap in log.failures(DAY).gaps]


def test_a_partial_answer_is_said(azure: Endpoint) -> None:
    """Where the service cuts the tallies, the answer says so."""
    azure.fill([row(vm(f"a{n}"), **failed(f"Code{'XYZ'[n]}", "x" * n)) for n in range(3)])
    azure.most_rows = 2
    found = asked(azure, report_rows=0)

    assert 2 == len(found.tallies)
    assert ["partial"] == [gap.kind for gap in found.gaps]


def test_what_takes_too_long_is_counted_over_the_weeks_that_matter(azure: Endpoint) -> None:
    """Then it is said that older failures are not known."""
    old, new = row(vm("a"), minutes=-40 * MINUTES_OF_DAY, **failed("X", "x")), row(vm("b"), **failed("X", "x"))
    azure.fill([old, new])
    azure.faults.extend([None, None, None, refusal(504, "GatewayTimeout")])
    found = asked(azure, report_rows=0)

    assert [1] == [one.operations for one in found.tallies]
    assert ["too old"] == [gap.kind for gap in found.gaps]
    assert found.gaps[0].text.startswith("Failures before 2026-10-23 00:00 UTC were not counted, so what is called new")
    assert 2 == sum(one.operations for one in asked(azure, report_rows=0).tallies)
