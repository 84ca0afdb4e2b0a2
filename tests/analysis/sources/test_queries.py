"""Every query of the product: bound by Microsoft's parser to the tables it reads, and run on rows whose truth is known."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from analysis.clustering import masking
from analysis.sources import kql
from tests.analysis.sources.parser.asking import Parser
from tests.azure.engine import SCHEMA, Engine, Row
from tests.azure.rows import SUBSCRIPTION, failed, health, row, service_health, vm

START = datetime(2026, 11, 20, tzinfo=UTC)
END = datetime(2026, 11, 22, tzinfo=UTC)
VALUES: dict[kql.Kind, kql.Value] = {
    "string": "x",
    "list": ["x"],
    "datetime": START,
    "long": 1,
    "timespan": timedelta(1),
}
ROWS = ("machine_rows", "related_rows", "named_parts", "failed_rows")
OF_ACTIVITY = [name for name in kql.names() if kql.load(name).reads == "Log Analytics: AzureActivity"]

Run = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def engines() -> Iterator[list[Engine]]:
    """Give a place for engines, closed in the end."""
    made: list[Engine] = []
    yield made
    for engine in made:
        engine.close()


@pytest.fixture
def run(engines: list[Engine]) -> Run:
    """Give a way to run a query on rows; parameters are all of the two days unless said."""

    def run(name: str, *rows: Row, **values: kql.Value) -> list[dict[str, Any]]:
        engine = Engine(AzureActivity=rows)
        engines.append(engine)
        common: dict[str, kql.Value] = {"start": START, "end": END, "subscriptions": []}
        table = engine.query(kql.load(name).bind(**(common | values)), timespan=(START, END))
        names = [column["name"] for column in table["columns"]]
        return [dict(zip(names, row, strict=True)) for row in table["rows"]]

    return run


@pytest.mark.parametrize("name", kql.names())
def test_the_parser_binds_every_query(parser: Parser, name: str) -> None:
    """As pasted into the portal, and with values bound: no faults, and the columns that the file states."""
    query = kql.load(name)
    bound = query.bind(**{parameter: VALUES[kind] for parameter, kind in query.parameters})

    for text in (query.text, bound):
        parsed = parser.parse(text)
        assert [] == parsed.faults
        assert list(query.columns) == parsed.columns


@pytest.mark.parametrize("name", kql.names())
def test_every_query_runs(engines: list[Engine], name: str) -> None:
    """The columns and types of the result are those that the file states, with rows and without."""
    table = kql.load(name).reads.rpartition(" ")[2]
    rows = [row(vm("web-01"), **failed("AllocationFailed", "no room")), health(vm("web-01")), service_health()]
    for given in ([], rows if table == "AzureActivity" else []):
        engines.append(Engine(**{table: given}))
        result = engines[-1].query(kql.load(name).text, timespan=(START, END) if table == "AzureActivity" else None)
        assert list(kql.load(name).columns) == [(column["name"], column["type"]) for column in result["columns"]]


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("AzureActivity | where ActivityStatus2 == 'x'", "KS142"),
        ("AzureActivity | where TimeGenerated > 'x'", "KS106"),
        ("NoSuchTable | take 1", "KS204"),
        ("AzureActivity | summarize first = count()", "KS228"),
    ],
)
def test_a_wrong_query_is_red(parser: Parser, query: str, fault: str) -> None:
    """An unknown column or table, a wrong type and a name that is a keyword are faults."""
    assert fault in parser.parse(query).faults[0]


def test_all_row_queries_give_the_same_columns() -> None:
    """They go through one reader."""
    assert 1 == len({kql.load(name).columns for name in ROWS})
    assert {name for name, _ in kql.load("machine_rows").columns} <= set(SCHEMA["AzureActivity"])


@pytest.mark.parametrize("name", OF_ACTIVITY)
def test_every_query_keeps_to_its_window_and_subscriptions(run: Run, name: str) -> None:
    """The window is taken from one place, its end is excluded, and other subscriptions do not count."""
    plain = {parameter: VALUES[kind] for parameter, kind in kql.load(name).parameters}
    values = {key: value for key, value in plain.items() if key not in ("start", "end", "subscriptions")}
    values |= {"text": ""} if "text" in values else {}
    other = "00000000-0000-0000-0000-000000000002"
    rows = [row(vm("x"), TimeGenerated=END, **failed("X", "x")), row(vm("x"), SubscriptionId=other, **failed("X", "x"))]
    found = run(name, *rows, **(values | {"subscriptions": [SUBSCRIPTION.upper()]}))

    assert [] == [one for one in found if one.get("rows") != 0 and one.get("operations") != 0]


def test_rows_of_a_machine_are_found_whatever_their_casing(run: Run) -> None:
    """Its own, those under it, those that name it, and everybody's health; not those of names that begin alike."""
    rows = [
        row(vm("WEB-01"), EventDataId="own"),
        row(vm("web-01") + "/extensions/agent", EventDataId="under"),
        row(
            vm("web-01").replace("virtualMachines/web-01", "disks/d1"),
            properties={"x": vm("Web-01")},
            EventDataId="names",
        ),
        row(vm("web-010"), EventDataId="alike"),
        row(vm("db-1"), EventDataId="other"),
        health(vm("db-1"), EventDataId="health"),
        service_health(EventDataId="service"),
    ]
    found = run("machine_rows", *rows, machine=vm("web-01").lower(), above="")

    assert {"own", "under", "names", "health", "service"} == {one["EventDataId"] for one in found}


def test_rows_come_once(run: Run) -> None:
    """Copies of an event are one row; rows without an event id are told apart by what they say."""
    twice = row(vm("a"), EventDataId="1")
    unnamed = [row(vm("a"), EventDataId="", minutes=minute) for minute in (0, 1, 1)]
    found = run("machine_rows", twice, twice, twice, *unnamed, machine=vm("a").lower(), above="")

    assert 4 == len(found)


def test_what_two_columns_hold_travels_once(run: Run) -> None:
    """Properties stand in a text column and in a dynamic one; of old rows only the text is there."""
    both = row(vm("a"), EventDataId="1", Properties="{}", Claims="{}", Claims_d={"idtyp": "app"})
    old = {name: value for name, value in row(vm("a"), EventDataId="2").items() if name != "Properties_d"}
    found = run("machine_rows", both, old | {"Properties": '{"old": true}'}, machine=vm("a").lower(), above="")

    assert {"1": ("", ""), "2": ('{"old": true}', "")} == {
        one["EventDataId"]: (one["Properties"], one["Claims"]) for one in found
    }


def test_related_rows_share_a_resource_or_a_correlation(run: Run) -> None:
    """What is under a resource counts, and casing does not."""
    rows = [
        row(vm("a"), EventDataId="1", CorrelationId="C-1"),
        row(vm("b") + "/extensions/x", EventDataId="2"),
        row(vm("c"), EventDataId="3"),
    ]
    found = run("related_rows", *rows, correlations=["c-1"], resources=[vm("B")])

    assert {"1", "2"} == {one["EventDataId"] for one in found}


def test_failures_come_with_all_rows_of_their_operation(run: Run) -> None:
    """Its start and its retries, but no siblings under the same correlation id that went well."""
    rows = [
        row(vm("a"), EventDataId="1", CorrelationId="c", ActivityStatusValue="Start"),
        row(vm("A"), EventDataId="2", CorrelationId="C", minutes=1, **failed("X", "x")),
        row(vm("b"), EventDataId="3", CorrelationId="c"),
        row(vm("c"), EventDataId="4", CorrelationId="", **failed("X", "x")),
        health(vm("a"), EventDataId="5", ActivityStatusValue="Failed"),
    ]

    assert {"1", "2", "4"} == {one["EventDataId"] for one in run("failed_rows", *rows)}


def test_machines_are_listed_with_spellings_and_computer_names(run: Run) -> None:
    """The mixed case of a request's target is kept, and the computer's name is read from the request."""
    body = json.dumps({"properties": {"osProfile": {"computerName": "SHOPWEB1"}}})
    instance = f"{vm('x').rpartition('/virtualMachines/')[0]}/virtualMachineScaleSets/Pool/virtualMachines/12"
    rows = [
        row(vm("Web-01"), properties={"requestbody": body}),
        row(vm("Web-01") + "/extensions/x"),
        row(instance),
        row(vm("x").replace("virtualMachines", "disks")),
    ]
    found = {
        one["machine"]: (json.loads(one["spellings"]), json.loads(one["computers"]))
        for one in run("machines", *rows, text="")
    }

    assert {vm("web-01").lower(), instance.lower()} == set(found)
    assert [vm("Web-01")] == found[vm("web-01").lower()][0]
    assert "SHOPWEB1" in found[vm("web-01").lower()][1]
    assert [vm("web-01").lower()] == [one["machine"] for one in run("machines", *rows, text="shopweb1")]
    assert [instance.lower()] == [one["machine"] for one in run("machines", *rows, text="POOL")]


def test_failures_are_counted_by_day_and_innermost_code(run: Run) -> None:
    """An operation counts once by its last row; a deployment does not count beside what failed in it."""
    nested = {
        "statusMessage": json.dumps(
            {
                "status": "Failed",
                "error": {"code": "ResourceOperationFailure", "details": [{"code": "QuotaExceeded", "message": "m"}]},
            }
        )
    }
    deployment = f"{vm('x').rpartition('/providers/')[0]}/providers/Microsoft.Resources/deployments/d"
    writes = "Microsoft.Compute/virtualMachines/write"
    rows = [
        row(vm("a"), CorrelationId="1", **failed("AllocationFailed", "m")),
        row(vm("a"), CorrelationId="1", minutes=1, **failed("AllocationFailed", "m")),
        row(vm("b"), CorrelationId="2", **failed("AllocationFailed", "m")),
        row(vm("b"), CorrelationId="2", minutes=1, ActivityStatusValue="Succeeded"),
        row(vm("c"), writes, CorrelationId="3", ActivityStatusValue="Failed", properties=nested),
        row(deployment, "Microsoft.Resources/deployments/write", CorrelationId="3", **failed("DeploymentFailed", "m")),
        row(deployment, "Microsoft.Resources/deployments/write", CorrelationId="4", **failed("InvalidTemplate", "m")),
    ]
    found = run("failures_by_code_day", *rows)

    assert [("AllocationFailed", 1), ("InvalidTemplate", 1), ("QuotaExceeded", 1)] == [
        (one["code"], one["failures"]) for one in found
    ]
    assert {"2026-11-20T00:00:00.000000Z"} == {one["day"] for one in found}


def test_messages_are_masked_before_they_travel(run: Run) -> None:
    """A hundred messages that differ in names, ids and numbers are one template."""
    message = "Disk '{name}' of {vm} is in use (attempt {n}, 00000000-0000-0000-0000-0000000000{n:02})"
    rows = [
        row(vm(f"vm-{n}"), **failed("Conflict", message.format(name=f"d{n}", vm=vm(f"vm-{n}"), n=n)))
        for n in range(100)
    ]
    found = run("recurring_signatures", *rows)

    assert [("Disk <*> of <*> is in use (attempt <*>, <*>)", 100)] == [
        (one["template"], one["failures"]) for one in found
    ]


def test_the_masks_are_those_of_the_clustering(run: Run) -> None:
    """The file holds the rules as they are rendered, and the workspace masks as we do."""
    messages = [
        "Disk 'data-01' is attached to /subscriptions/0/x.",
        "See https://aka.ms/abc. Failed 3 times on vm-a-b, id 0f-1.",
        r"It isn\\u0027t there: [stderr]\\nno such file\\n",
    ]
    rows = [row(vm("a"), **failed("X", message)) for message in messages]
    found = run("recurring_signatures", *rows)

    assert f"| extend template = {masking.kql('message')}\n" in kql.load("recurring_signatures").text
    assert {one["exemplar"]: masking.masked(one["exemplar"]) for one in found} == {
        one["exemplar"]: one["template"] for one in found
    }
    assert 3 == len(found)
    assert all(f"= {masking.kql(column)}\n" in kql.load("failure_tallies").text for column in ("text", "beside"))


def test_rows_that_say_failed_are_counted(run: Run) -> None:
    """In both vocabularies; states of resources and of the service are none."""
    rows = [
        row(vm("a"), **failed("X", "x")),
        row(vm("a"), ActivityStatusValue="", ActivityStatus="failed"),
        row(vm("b")),
        health(vm("a"), ActivityStatusValue="Failed"),
    ]

    assert [{"rows": 2}] == run("failed_rows_count", *rows)


def test_operations_and_resources_are_counted(run: Run) -> None:
    """Rows of one operation count once, by its last row."""
    rows = [
        row(vm("a"), CorrelationId="1", ActivityStatusValue="Start"),
        row(vm("a"), CorrelationId="1", minutes=1),
        row(vm("a"), CorrelationId="2", **failed("X", "m")),
        row(vm("b"), CorrelationId="3"),
    ]
    days = run("operations_per_day", *rows)

    assert [{"operations": 3}] == run("operations_count", *rows, health(vm("a")))
    resources = run("distinct_resources", *rows)

    assert [(3, 1, 2)] == [(one["operations"], one["failures"], one["resources"]) for one in days]
    assert [(vm("a").lower(), 2, 1), (vm("b").lower(), 1, 0)] == [
        (one["resource"], one["operations"], one["failures"]) for one in resources
    ]


def test_health_is_counted_by_cause_and_annotation(run: Run) -> None:
    """Transitions with the annotation's name, and the latest communication of each incident."""
    resolved = service_health(minutes=5, ActivityStatusValue="Resolved")
    found = run("health_events", health(vm("a")), health(vm("b")), health(vm("b"), EventDataId="x"), resolved)
    incidents = run("service_health", service_health(), resolved)

    assert [("VirtualMachineHostRebootedForRepair", "PlatformInitiated", 3, 2)] == [
        (one["annotation"], one["cause"], one["events"], one["machines"]) for one in found
    ]
    assert [("TRACK-1", "Resolved")] == [(one["tracking_id"], one["status"]) for one in incidents]
