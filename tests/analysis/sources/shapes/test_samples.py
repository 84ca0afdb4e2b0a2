from collections import Counter
from pathlib import Path

import pytest

from analysis import events
from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import read_document

DATA = Path(__file__).parents[3] / "data" / "logs"


def rows_of(name: str) -> list[dict[str, object]]:
    """Give the canonical rows of a sample file."""
    document = read_document((DATA / name).read_bytes())
    assert (True, False, 0) == (document.known, document.cut, document.unreadable)
    rows = [read_record(record) for record in document.records]
    return [row for row in rows if row is not None]


@pytest.mark.parametrize(
    ("name", "shape", "statuses"),
    [
        ("la_portal_export.csv", "log analytics", {"succeeded": 13, "started": 7, "accepted": 3}),
        ("rest_recorded.json", "rest", {"started": 141, "succeeded": 138}),
        ("rest_select.json", "rest", {None: 113}),
        ("rest_spec_example.json", "rest", {"succeeded": 1}),
        ("export_eventhub_sumo.json", "export", {"started": 1}),
        ("export_eventhub_otel.json", "export", {"started": 2, "active": 1}),
        ("export_records_panther.jsonl", "export", {"succeeded": 188, "failed": 6, "active": 2, None: 14}),
        ("doc_rest_events.json", "rest", {"succeeded": 1, "active": 1}),
        ("doc_PT1H.json", "export", {"updated": 1}),
        ("doc_healthresources.json", "health resources", {None: 2}),
        ("doc_eventgrid_annotated.json", "event grid", {None: 1}),
        ("doc_status_messages.json", "rest", {"failed": 5}),
    ],
)
def test_every_row_is_read(name: str, shape: str, statuses: dict[str | None, int]) -> None:
    """Each published sample is read to the last row, in the one vocabulary of statuses."""
    rows = rows_of(name)
    assert {shape} == {row["shape"] for row in rows}
    assert statuses == dict(Counter(row.get("status") for row in rows))
    assert len(rows) == len(events.table(rows))


def test_failures_have_their_innermost_code() -> None:
    """The code of a failure is that of the innermost error, whatever wraps it."""
    assert [
        "OperationNotAllowed",
        "AcquireDiskLeaseFailed",
        "VMExtensionProvisioningError",
        "RequestDisallowedByPolicy",
        "ResourceMoveTimedOut",
    ] == [row["error_code"] for row in rows_of("doc_status_messages.json")]


def test_codes_joined_by_a_slash_are_two() -> None:
    """`Outer/Inner` under errorDetails is a chain of two codes."""
    row = rows_of("export_eventhub_otel.json")[0]
    expected = (
        "ResourceOperationFailed > MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade > ResourceNotFound"
    )
    assert expected == row["error_codes"]


def test_plain_text_is_the_message() -> None:
    """A statusMessage that is no JSON is the message, without a code."""
    row = rows_of("export_eventhub_otel.json")[1]
    assert ("some plain text status message", None) == (row["message"], row.get("error_code"))


def test_annotation_in_details() -> None:
    """In an exported health event the annotation's name stands in `details`."""
    row = rows_of("doc_PT1H.json")[0]
    assert ("VirtualMachineStartInitiatedByControlPlane", "unknown", "unknown", "userinitiated") == (
        row["annotation"],
        row["health"],
        row["health_before"],
        row["health_cause"],
    )


def test_documented_health_event() -> None:
    """REST names the same with healthStatus, healthEventCause and healthEventCategory."""
    row = rows_of("doc_rest_events.json")[1]
    assert ("unavailable", "platforminitiated", "unplanned", None) == (
        row["health"],
        row["health_cause"],
        row["annotation_category"],
        row.get("annotation"),
    )


def test_annotations_of_resource_graph_and_event_grid() -> None:
    """An annotation tells its context, from which the cause follows."""
    graph, grid = rows_of("doc_healthresources.json")[1], rows_of("doc_eventgrid_annotated.json")[0]
    assert ("VirtualMachineHostRebootedForRepair", "platform initiated", "platforminitiated", "unplanned") == (
        graph["annotation"],
        graph["annotation_context"],
        graph["health_cause"],
        graph["annotation_category"],
    )
    assert ("VirtualMachineRebootInitiatedByControlPlane", "customer initiated", "userinitiated") == (
        grid["annotation"],
        grid["annotation_context"],
        grid["health_cause"],
    )


def test_resource_is_told_by_the_rows_own_id() -> None:
    """With `$select` the event and its resource are told by the row's id."""
    row = rows_of("rest_select.json")[0]
    assert "eee048e3-923b-4015-b88b-33c9260c541c" == row["event_id"]
    assert str(row["resource_id"]).endswith("/microsoft.compute/virtualmachines/cxvio2u3sdf")


def test_best_spelling_of_a_resource() -> None:
    """Of the spellings in one row the mixed one is kept beside the id in lower case."""
    row = rows_of("export_eventhub_sumo.json")[0]
    assert "resourceGroups/TestEventHubLogs/providers/Microsoft.Web/sites/SumoAzureAuditApp" in str(
        row["resource_label"]
    )
