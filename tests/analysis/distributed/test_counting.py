from collections import defaultdict
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.distributed.counting import counts_of, merged, tallies
from analysis.failures import Failure
from analysis.operation import OperationKey
from analysis.recurring import Recurring, recurring
from analysis.tallies import FailureTally, counted
from analysis.trends import Spans
from analysis.window import Window

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
OLDEST = MONDAY - timedelta(days=80)
WINDOW = Window(MONDAY, MONDAY + timedelta(days=7))
MESSAGES = (
    "Disk '{}' is attached to VM '{}'.",
    "No room for {} in {}.",
    "The widget {} of {} did not turn.",
    "{} failed",
)
CODES = ("AllocationFailed", "allocationfailed", "Conflict", "")
DETAILS = ("", "", "CustomScript exit 1", "customscript exit 1", "policy no-public-ip")


@st.composite
def failed(draw: st.DrawFn) -> list[Failure]:
    """Give failures of a few templates, codes, machines and occasions over eleven weeks, each with a key of its own."""
    found = []
    for number in range(draw(st.integers(0, 25))):
        machine = draw(st.sampled_from(["web-1", "WEB-2", "db"]))
        message = draw(st.sampled_from(MESSAGES)).format(machine, draw(st.sampled_from(["rg-a", "rg-b"])))
        time = OLDEST + timedelta(minutes=draw(st.integers(0, 87 * 24 * 60 - 1)), microseconds=number)
        occasion = draw(st.sampled_from(["a", "b", "c", "d", f"own-{number}"]))
        resource = f"/subscriptions/s/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/{machine}"
        found.append(
            Failure(
                key=OperationKey(occasion, f"start-{number}", resource.lower()),
                time=time,
                name="",
                label="",
                resource=resource,
                region="westeurope",
                code=draw(st.sampled_from(CODES)),
                message=message,
                text=f"{number}: {message}",
                detail=draw(st.sampled_from(DETAILS)),
                occasion=occasion,
                deployment=occasion if occasion in {"a", "b"} else "",
                caller="",
            )
        )
    return found


def by_bucket(failures: list[Failure], buckets: int) -> list[list[Failure]]:
    """Give failures in buckets, those of one occasion in one."""
    found: defaultdict[int, list[Failure]] = defaultdict(list)
    for one in failures:
        found[sum(one.occasion.encode()) % buckets].append(one)
    return list(found.values())


def told(of: list[Failure] | list[FailureTally], window: Window, zone: tzinfo) -> list[tuple[object, ...]]:
    """Give what a report says of failures, or of their tallies."""
    spans = Spans.of(window, oldest=OLDEST, until=window.end)
    return [_facts(one) for one in recurring(of, spans, zone=zone)]


def _facts(one: Recurring) -> tuple[object, ...]:
    cluster = one.cluster
    text = (cluster.template, cluster.exemplar, cluster.code, cluster.codes, cluster.members, cluster.rows)
    return (one.id, one.detail, one.trend, one.days, one.resources, one.deployments, one.example, *text)


@pytest.mark.parametrize("days", [7, 3.5, 40])
@given(failures=failed(), buckets=st.integers(1, 5), seed=st.randoms(use_true_random=False))
def test_counts_tell_what_failures_tell(failures: list[Failure], buckets: int, seed: Random, days: float) -> None:
    """However failures are split into buckets and in whatever order counts are merged, the report is the same."""
    window, zone = Window(WINDOW.end - timedelta(days=days), WINDOW.end), ZoneInfo("Asia/Kathmandu")
    parts = [counts_of(of, window) for of in by_bucket(failures, buckets)]
    seed.shuffle(parts)
    while len(parts) > 1:
        one, other, *others = parts
        parts = [*others, merged([one, other], window)]
    spelt = {one.key.resource: one.resource for one in failures}
    whole = merged(parts, window)
    found = list(tallies(merged([whole, type(whole)(spellings=spelt)], window)))

    assert told(failures, window, zone) == told(found, window, zone)
    assert sum(one.operations for one in counted(failures, window)) == sum(one.operations for one in found)


def test_occasions_are_forgotten_unless_they_are_shared() -> None:
    """What failed once under its correlation is only counted, by the minute."""
    minute = MONDAY + timedelta(hours=3)
    failures = [_at(minute + timedelta(seconds=second), f"c-{second}") for second in range(50)]
    (tally,) = tallies(counts_of(failures, WINDOW))
    (stretch,) = tally.stretches
    assert (minute, minute + timedelta(seconds=49), 50, "") == (
        stretch.first,
        stretch.last,
        stretch.operations,
        stretch.occasion,
    )


def _at(time: datetime, occasion: str) -> Failure:
    return Failure(
        key=OperationKey(occasion, "start", "/vm"),
        time=time,
        name="",
        label="",
        resource="/vm",
        region="",
        code="Conflict",
        message="No.",
        text="No.",
        detail="",
        occasion=occasion,
        deployment="",
        caller="",
    )
