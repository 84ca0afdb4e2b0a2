import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from analysis.events import table
from analysis.excerpt import Failures
from analysis.filters import filter_of
from analysis.sources import SourceError
from analysis.sources.sample import Sample
from analysis.window import Window
from bot.usecases.answers import NotReadable, RecurringFailure, Report
from bot.usecases.as_csv import report_as_csv
from bot.usecases.as_html import report_as_html
from bot.usecases.as_json import report_as_json
from bot.usecases.explain import Explain
from bot.usecases.ports import Case, Sighting
from bot.usecases.report import MakeReport, Memory
from bot.usecases.times.asked import last
from kb.library import Library, load_library
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.clock import FakeClock

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
NEXT = MONDAY + timedelta(days=7)
GROUP = "/subscriptions/s/resourcegroups/rg-a/providers/microsoft.compute"
LEASE = "A lease conflict occurred with the blob https://acct.blob.core.windows.net/vhds/{}.vhd."
HOUSE = "The house widget '{}' did not turn."


@cache
def library() -> Library:
    """Give the shipped library, loaded once."""
    return load_library()


def failure(
    time: datetime, machine: str = "web-01", *, code: str = "HouseWidgetStuck", message: str = HOUSE, **more: object
) -> list[dict[str, object]]:
    """Give the rows of a start that failed."""
    row = {
        "time": time,
        "category": "Administrative",
        "operation": "microsoft.compute/virtualmachines/start/action",
        "resource_id": f"{GROUP}/virtualmachines/{machine}",
        "correlation_id": f"{machine}-{time.isoformat()}",
        "caller": "ops@contoso.example",
    } | more
    said = message.format(machine)
    return [
        row | {"status": "started"},
        row
        | {
            "time": time + timedelta(minutes=1),
            "status": "failed",
            "error_code": code,
            "message": said,
            "status_message": said,
        },
    ]


def report(
    rows: list[dict[str, object]],
    *,
    memory: Memory | None = None,
    zone: tzinfo = UTC,
    filters: tuple[str, ...] = (),
    now: datetime = NEXT + timedelta(hours=8),
) -> Report:
    """Give the report on the last week as of Monday morning, from a log of these rows."""
    log = FakeActivityLog(table(rows))
    make = MakeReport(lambda: log, Explain(library()), FakeClock(now), lambda _: memory or Memory())
    answer = make(zone=zone, filters=[filter_of(text) for text in filters])
    assert isinstance(answer, Report)
    return answer


def one_cluster(rows: list[dict[str, object]], **more: object) -> RecurringFailure:
    """Give the only cluster of a report."""
    (found,) = report(rows, **more).clusters  # type: ignore[arg-type] # passed on as given
    return found


OLD = [*failure(MONDAY - timedelta(days=60), "old", code="Conflict", message=LEASE)]


def test_a_cluster_nobody_has_written_down() -> None:
    """A cluster without a page is counted as not covered and comes with a page to begin with."""
    answer = report([*OLD, *failure(MONDAY, "web-01"), *failure(MONDAY + timedelta(days=1), "web-02")])
    (found,) = answer.clusters

    assert (answer.covered, answer.totals.failures, answer.totals.resources) == (0, 2, 2)
    assert (found.state, found.count, found.entry, found.code) == ("new", 2, "", "HouseWidgetStuck")
    assert found.template == "The house widget {widget} did not turn."
    assert "codes: [HouseWidgetStuck]" in found.draft
    assert "The house widget" in found.draft


def test_a_known_failure_brings_its_first_step() -> None:
    """A cluster with a page names it, who has to act, and the first thing to do."""
    found = one_cluster(
        [
            *OLD,
            *failure(
                MONDAY,
                code="AllocationFailed",
                message="Allocation failed. We do not have sufficient capacity for the requested VM size in this region.",
            ),
        ]
    )

    assert found.entry == "compute/AllocationFailed"
    assert found.fix is not None
    assert found.draft == ""


def test_an_operation_that_succeeded_in_the_end_is_no_failure() -> None:
    """A retry that succeeded under the same correlation id leaves nothing to report."""
    rows = failure(MONDAY)
    again = rows[0] | {"time": MONDAY + timedelta(minutes=2)}
    done = again | {"time": MONDAY + timedelta(minutes=3), "status": "succeeded"}

    assert report([*rows, again, done]).totals.failures == 0


def test_one_bad_deployment_is_one_line() -> None:
    """Failures of one deployment are counted, and named as one deployment."""
    top = failure(
        MONDAY,
        correlation_id="d-1",
        code="DeploymentFailed",
        message="At least one failed.",
        operation="microsoft.resources/deployments/write",
        resource_id="/subscriptions/s/resourcegroups/rg-a/providers/microsoft.resources/deployments/main",
    )
    children = [
        row
        for number in range(40)
        for row in failure(
            MONDAY + timedelta(seconds=5 + number),
            f"web-{number:02}",
            correlation_id="d-1",
            operation="microsoft.compute/virtualmachines/write",
        )
    ]
    answer = report([*OLD, *top, *children])

    assert [(one.id, one.failures) for one in answer.deployments] == [("d-1", 40)]
    assert [(one.count, one.deployments) for one in answer.clusters] == [(40, ("d-1",))]


def test_filters() -> None:
    """A filter leaves only failures like it, and the report says which it was."""
    rows = [
        *failure(MONDAY, "a"),
        *failure(MONDAY, "b", resource_id=f"{GROUP.replace('rg-a', 'rg-b')}/virtualmachines/b"),
    ]
    answer = report(rows, filters=("rg=RG-B",))

    assert answer.totals.failures == 1
    assert answer.filters == ("group=rg-b",)


def test_fixed_and_back() -> None:
    """A cluster that was marked as fixed and failed again came back."""
    rows = [*failure(MONDAY - timedelta(days=3)), *failure(MONDAY + timedelta(days=3), "web-02")]
    before = one_cluster(rows)
    case = Case(before.id, "fixed", "anna", MONDAY)

    assert before.state == "steady"
    assert one_cluster(rows, memory=Memory((case,))).state == "regressed"


def test_merged_by_hand() -> None:
    """Two clusters that people merged are one, under the id of the one they were merged into."""
    rows = [*failure(MONDAY), *failure(MONDAY, "x", message="Another house thing broke on {}.")]
    first, second = report(rows).clusters
    answer = report(rows, memory=Memory((Case(second.id, "merged", "anna", MONDAY, into=first.id),)))

    assert [(one.id, one.count) for one in answer.clusters] == [(first.id, 2)]


def test_what_people_asked_counts_beside_the_logs() -> None:
    """A cluster says how often people pasted its error in the window."""
    rows = failure(
        MONDAY,
        code="AllocationFailed",
        message="Allocation failed. We do not have sufficient capacity for the requested VM size in this region.",
    )
    seen = [Sighting("compute/AllocationFailed", "C1", MONDAY), Sighting("compute/AllocationFailed", "C2", MONDAY)]

    assert one_cluster(rows, memory=Memory((), seen)).asked == 2


def test_a_week_that_is_not_over() -> None:
    """A window that is not over is said to be so far."""
    log = FakeActivityLog(table(failure(MONDAY)))
    make = MakeReport(lambda: log, Explain(library()), FakeClock(MONDAY + timedelta(days=2)), lambda _: Memory())
    answer = make(lambda _: Window(MONDAY, NEXT))

    assert isinstance(answer, Report)
    assert answer.partial
    assert any("not over" in gap.text for gap in answer.gaps)


def test_two_zones() -> None:
    """A failure at Sunday midnight belongs to the week of the zone's clock."""
    rows = [*OLD, *failure(NEXT - timedelta(minutes=30))]

    assert report(rows).totals.failures == 1
    assert report(rows, zone=ZoneInfo("Europe/Vienna")).totals.failures == 0
    assert report(rows, zone=ZoneInfo("Europe/Vienna")).name == "2026-W46"
    assert "(UTC+05:30)" in report_as_html(report(rows, zone=timezone(timedelta(hours=5, minutes=30))))


def test_an_empty_week() -> None:
    """A log without a failure gives a report with nothing in it, and an empty log says that it is empty."""
    quiet = failure(MONDAY)[:1]
    answer, none = report(quiet), report([])

    assert (answer.totals.operations, answer.totals.failures, answer.clusters) == (1, 0, ())
    assert "No operation failed." in report_as_html(answer)
    assert any("no row at all" in gap.text for gap in none.gaps)


def test_rows_without_messages() -> None:
    """Failures of which only the operation is known are counted by it, and the report says what is lacking."""
    answer = report(failure(MONDAY, code="", message=""))

    assert answer.clusters[0].template == "Start virtual machine failed"
    assert any("neither code nor message" in gap.text for gap in answer.gaps)


def test_what_people_decided_cannot_be_read() -> None:
    """A store that does not open is a gap, not an end."""
    assert any("no disk" in gap.text for gap in report(failure(MONDAY), memory=Memory(missing="no disk")).gaps)


class Denied(FakeActivityLog):
    """A log that refuses."""

    def failures(self, window: Window) -> Failures:
        """Fail as a source does."""
        raise SourceError("You may not read this workspace.")


def test_a_log_that_cannot_be_read() -> None:
    """The sentence of the source is the answer."""
    make = MakeReport(lambda: Denied(table()), Explain(library()), FakeClock(), lambda _: Memory())

    assert make() == NotReadable("You may not read this workspace.")


def test_secrets_and_markup_of_a_log() -> None:
    """A secret in a message is taken out of every format, and markup in it is text."""
    secret = "Password=" + "Tr0ub4dor" + "&3xyz;"
    answer = report(failure(MONDAY, message=f"<script>alert(1)</script> Server=tcp:x;{secret} {{}}"))

    for text in (report_as_html(answer), report_as_csv(answer), json.dumps(report_as_json(answer))):
        assert "Tr0ub4dor" not in text
    assert "<script>alert" not in report_as_html(answer)


@pytest.mark.parametrize("start", ["=cmd", "+1", "-1", "@x"])
def test_a_formula_is_text_in_a_table(start: str) -> None:
    """A message that a spreadsheet would run is written as text."""
    answer = report(failure(MONDAY, message=f"{start} failed"))
    (row,) = csv.DictReader(io.StringIO(report_as_csv(answer)))

    assert row["exemplar"].startswith("'")


def test_equal_input_gives_equal_bytes() -> None:
    """The same log gives the same report in every format."""
    rows = [*OLD, *failure(MONDAY), *failure(MONDAY + timedelta(days=1), "web-02")]
    one, other = report(rows), report(rows[::-1])

    assert report_as_html(one) == report_as_html(other)
    assert report_as_csv(one) == report_as_csv(other)
    assert json.dumps(report_as_json(one)) == json.dumps(report_as_json(other))


def test_the_sample() -> None:
    """The sample's last week has clusters in every state, and most failures have a page."""
    make = MakeReport(Sample, Explain(library()), FakeClock(), lambda _: Memory())
    answer = make()

    assert isinstance(answer, Report)
    assert {one.state for one in answer.clusters} == {"new", "regressed", "escalating", "steady", "gone"}
    assert answer.covered > 0.9 * answer.totals.failures
    assert any(gap.kind == "sample" for gap in answer.gaps)


def test_days() -> None:
    """A window in days counts back from now."""
    log = FakeActivityLog(table(failure(MONDAY)))
    make = MakeReport(lambda: log, Explain(library()), FakeClock(MONDAY + timedelta(days=1)), lambda _: Memory())
    answer = make(last(timedelta(days=3)))

    assert isinstance(answer, Report)
    assert answer.name == "2026-11-07 to 2026-11-09"


def test_data_that_end_before_an_open_week_are_said() -> None:
    """A week that is not over, in a log whose last row is days old: both are said."""
    now = MONDAY + timedelta(days=5)
    log = FakeActivityLog(table(failure(MONDAY + timedelta(hours=1))))
    make = MakeReport(lambda: log, Explain(library()), FakeClock(now), lambda _: Memory())
    answer = make(lambda _: Window(MONDAY, NEXT))
    assert isinstance(answer, Report)
    text = " ".join(gap.text for gap in answer.gaps)
    assert "The window is not over: it is 2026-11-14 00:00 UTC" in text
    assert "Data until 2026-11-09 01:01 UTC: what came after is not in sight." in text


def test_filters_say_what_they_cannot_go_by() -> None:
    """Rows name regions and tags only here and there, so a filter by them says what it leaves out."""
    for only, word in (("region=westeurope", "name a region"), ("tag=env:prod", "Tags are known only")):
        assert any(word in gap.text for gap in report(failure(MONDAY), filters=(only,)).gaps)


def test_each_cluster_without_a_page_has_a_draft() -> None:
    """The JSON of a report gives a page to begin with where there is none, and none where there is one."""
    rows = failure(MONDAY) + failure(MONDAY, "web-02", code="AllocationFailed", message="Allocation failed.")
    drafts = {one["code"]: one["draft"] for one in report_as_json(report(rows))["clusters"]}
    assert "codes: [HouseWidgetStuck]" in drafts["HouseWidgetStuck"]
    assert drafts["AllocationFailed"] is None
