"""What lies outside the scope is as if it were not there."""

from dataclasses import replace
from datetime import timedelta

from analysis.events import table
from analysis.excerpt import Failures
from analysis.failures import failures
from analysis.operations import operations
from analysis.tallies import Stretch, counted
from analysis.window import Window
from bot.usecases.scope import Scope
from bot.usecases.scoped import ScopedLog
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.clock import NOON

WINDOW = Window(NOON - timedelta(days=1), NOON + timedelta(days=1))


def machine(group: str) -> str:
    """Give the id of a machine of a group."""
    return f"/subscriptions/s/resourcegroups/{group}/providers/microsoft.compute/virtualmachines/web-01"


def row(group: str, *, correlation: str) -> dict[str, object]:
    """Give a failed start of the machine of a group."""
    return {
        "time": NOON,
        "category": "Administrative",
        "operation": "microsoft.compute/virtualmachines/start/action",
        "resource_id": machine(group),
        "correlation_id": correlation,
        "status": "failed",
    }


def log(*scope: str) -> ScopedLog:
    """Give a log of two groups, of which a part is seen."""
    rows = [row("rg-a", correlation="1"), row("rg-b", correlation="2"), row("rg-b", correlation="3")]
    return ScopedLog(FakeActivityLog(table(rows)), Scope.of(scope))


class Counting(FakeActivityLog):
    """A log that counts the failures of its two groups itself: one in rg-a, two in rg-b."""

    def failures(self, window: Window) -> Failures:
        """Give the tallies."""
        rows = [row("rg-a", correlation="1"), row("rg-b", correlation="2")]
        examples = failures(operations(table(rows)))
        tallies = [
            replace(one, stretches=(Stretch(NOON, NOON, number),))
            for number, one in enumerate(counted(examples, window), start=1)
        ]
        return replace(super().failures(window), operations=99, tallies=tuple(tallies))


def test_a_name_in_two_groups_is_one_within_the_scope() -> None:
    """Only the machine that may be told about is found."""
    assert (machine("rg-a"),) == log("s/rg-a").find("web-01").resources
    assert 2 == len(log("*").find("web-01").resources)


def test_failures_and_counts_are_those_of_the_scope() -> None:
    """Neither rows nor numbers tell of the rest."""
    read = log("s/rg-b").failures(WINDOW)
    assert {machine("rg-b")} == set(read.events["resource_id"])
    assert 2 == read.operations


def test_failures_that_the_log_counts_are_those_of_the_scope_too() -> None:
    """Each tally is of one group; those of others, and their numbers, are left out."""
    read = ScopedLog(Counting(table([])), Scope.of(["s/rg-b"])).failures(WINDOW)
    assert [machine("rg-b")] == [one.example.resource for one in read.tallies]
    assert 2 == read.operations


def test_nothing_may_be_seen_without_a_scope() -> None:
    """An empty scope gives an empty log."""
    read = log().failures(WINDOW)
    assert (0, 0) == (len(read.events), read.operations)
    assert () == log().find("web-01").resources


def test_answers_say_which_part_is_seen() -> None:
    """The name of the log names the scope."""
    assert "a log of the test, s/rg-a only" == log("s/rg-a").label
