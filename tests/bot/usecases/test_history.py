from datetime import UTC, datetime, timedelta
from functools import cache

import pandas as pd
import pytest

from analysis.events import table
from analysis.excerpt import Excerpt, Found
from analysis.gaps import Gap
from analysis.sources import SourceError
from analysis.sources.sample import Sample
from analysis.window import Window
from bot.usecases.answers import History, NeverSeen, NotReadable, SeveralMachines
from bot.usecases.explain import Explain
from bot.usecases.history import TellHistory
from bot.usecases.times.asked import last
from kb.library import Library, load_library
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.clock import NOON, FakeClock

MACHINE = "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/web-01"
START = "microsoft.compute/virtualmachines/start/action"
NO_ROOM = (
    '{"error":{"code":"AllocationFailed","message":"Allocation failed. We do not have sufficient capacity for the '
    'requested VM size in this region."}}'
)


@cache
def library() -> Library:
    """Give the shipped library, loaded once."""
    return load_library()


def row(minutes: float, status: str, **more: object) -> dict[str, object]:
    """Give a row of a start of the machine by a person, so many minutes before noon."""
    return {
        "time": NOON - timedelta(minutes=minutes),
        "category": "Administrative",
        "operation": START,
        "status": status,
        "resource_id": MACHINE,
        "correlation_id": "c-1",
        "caller": "ops@contoso.example",
        "caller_kind": "user",
    } | more


def failed_start(minutes: float = 60, **more: object) -> list[dict[str, object]]:
    """Give the rows of a start that failed for want of room."""
    failure = {"error_code": "AllocationFailed", "status_message": NO_ROOM, "message": "Allocation failed."}
    return [row(minutes, "started", **more), row(minutes - 1, "failed", **(failure | more))]


def tell(events: pd.DataFrame, name: str = "web-01", *, gaps: tuple[Gap, ...] = (), hours: int = 24) -> object:
    """Give the answer about a machine from a log of these rows, as of noon."""
    log = FakeActivityLog(events, gaps=gaps)
    return TellHistory(lambda: log, Explain(library()), FakeClock())(name, last(timedelta(hours=hours)))


def told(events: pd.DataFrame, **more: object) -> History:
    """Give the history there must be."""
    answer = tell(events, **more)  # type: ignore[arg-type] # passed on as given
    assert isinstance(answer, History)
    return answer


def test_a_failure_is_explained_by_its_page() -> None:
    """A failed operation carries its code, the page that explains it, and that page's fix with the names filled in."""
    answer = told(table(failed_start()))

    (line,) = answer.timeline
    assert ("operation", "Microsoft.Compute/virtualMachines/start/action") == (line.kind, line.name)
    assert ("failed", "AllocationFailed", "compute/AllocationFailed") == (line.outcome, line.code, line.entry)
    assert ["compute/AllocationFailed"] == [match.entry for match in answer.explained]
    commands = [step.command or "" for step in answer.explained[0].fixes]
    assert any("web-01" in command or "rg" in command for command in commands)


def test_equal_failures_are_explained_once() -> None:
    """What failed three times stands three times in the timeline and once among the explanations."""
    rows = [one for number in range(3) for one in failed_start(60 + 10 * number, correlation_id=f"c-{number}")]
    answer = told(table(rows))

    assert len(answer.timeline) == 3
    assert len(answer.explained) == 1


def test_a_secret_in_a_log_is_not_told() -> None:
    """What a failure says is shown without the secrets that stand in it."""
    secret = "Server=tcp:x;Password=" + "Tr0ub4dor" + "&3x;"
    answer = told(table(failed_start(status_message=f"Connecting failed: {secret}", message=secret)))

    assert "Tr0ub4dor" not in repr(answer)
    assert "[redacted" in answer.timeline[0].message


def test_a_name_that_was_never_seen() -> None:
    """A name that stands nowhere in the log is no history."""
    assert isinstance(tell(table(failed_start()), "db-07"), NeverSeen)


def test_a_name_in_two_groups() -> None:
    """A name that stands in two groups is asked back with both ids."""
    other = MACHINE.replace("/rg/", "/rg-2/")
    answer = tell(table([*failed_start(), *failed_start(resource_id=other)]))

    assert isinstance(answer, SeveralMachines)
    assert {MACHINE, other} == set(answer.candidates)


def test_outside_the_window() -> None:
    """A machine that was only seen outside the window is answered: unknown, an empty timeline, and what is not seen."""
    answer = told(table(failed_start(minutes=60 * 48)), hours=1)

    assert ("unknown", ()) == (answer.verdict.by, answer.timeline)
    assert answer.gaps


def test_what_the_source_could_not_read_is_said() -> None:
    """The gaps of the source come first among the gaps of the answer."""
    gap = Gap("unreadable", "3 rows could not be read.", 3)

    assert told(table(failed_start()), gaps=(gap,)).gaps[0] == gap


class Ended(FakeActivityLog):
    """A log that ended."""

    def until(self) -> datetime | None:
        """Give the time of its last row."""
        return NOON - timedelta(days=30)


def test_a_log_that_ended_long_ago() -> None:
    """A window that counts back from now counts back from the end of a log that ended before it, and the answer says so."""
    log = Ended(table(failed_start(minutes=30 * 24 * 60 + 5)))
    answer = TellHistory(lambda: log, Explain(library()), FakeClock())("web-01", last(timedelta(days=7)))

    assert isinstance(answer, History)
    assert len(answer.timeline) == 1
    assert "The log ends at 2026-10-21 12:00 UTC" in answer.gaps[0].text


class Unreadable(FakeActivityLog):
    """A log that cannot be read."""

    def find(self, name: str) -> Found:
        """Fail as a source does."""
        raise SourceError("The login has expired: run az login.")

    def about(self, resource: str, window: Window) -> Excerpt:
        """Fail as a source does."""
        raise SourceError("never asked")


def test_a_time_after_the_end_of_a_log() -> None:
    """Of what came after its last row a log tells nothing, not even that nothing happened."""
    after = datetime(2026, 12, 1, tzinfo=UTC)
    library_told = TellHistory(Sample, Explain(library()), FakeClock())
    answer = library_told("web-01", lambda _: Window(after, after + timedelta(days=1)))
    assert isinstance(answer, History)
    assert ("unknown", ()) == (answer.verdict.by, answer.timeline)
    assert ("The log ends on 2026-11-16 at 00:00: it cannot tell what came after.",) == answer.verdict.why


def test_a_log_that_cannot_be_read() -> None:
    """The sentence of a source that cannot be read is the answer."""
    log = Unreadable(table())

    answer = TellHistory(lambda: log, Explain(library()), FakeClock())("web-01", last())

    assert answer == NotReadable("The login has expired: run az login.")


@pytest.mark.parametrize("zone", [UTC])
def test_the_sample(zone: object) -> None:
    """The built-in sample is asked as of its own end and says that it is made up."""
    answer = TellHistory(Sample, Explain(library()), FakeClock())("WEB-01", last(timedelta(days=2)))

    assert isinstance(answer, History)
    assert "platform" == answer.verdict.by
    assert "sample" == answer.gaps[0].kind
    assert any(line.entry == "resource-health/VirtualMachineHostCrashed" for line in answer.timeline)
