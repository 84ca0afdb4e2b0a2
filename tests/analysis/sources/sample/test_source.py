from datetime import UTC, datetime, timedelta

import pytest

from analysis.events import table, validate
from analysis.operations import operations
from analysis.sources.sample import Sample
from analysis.sources.sample.story import built_in
from analysis.sources.sample.writing.export import record
from analysis.sources.shapes import read_record
from analysis.window import Window

SAMPLE = Sample()
WEEK = Window(SAMPLE.now - timedelta(days=7), SAMPLE.now)


def resource(name: str) -> str:
    """Give the one machine of a name."""
    (found,) = SAMPLE.find(name).resources
    return found


def test_the_present_of_the_sample_is_its_end() -> None:
    """Questions about last week mean the last week of the sample."""
    assert (datetime(2026, 11, 16, tzinfo=UTC), SAMPLE.now) == (SAMPLE.now, SAMPLE.until())


@pytest.mark.parametrize("name", ["web-01", "WEB-01", " Web-01 ", resource("web-01"), resource("web-01").upper()])
def test_a_machine_is_found_by_any_spelling(name: str) -> None:
    """A name or an id in any case finds the machine, spelt as Azure spells it."""
    (found,) = SAMPLE.find(name).resources
    assert found.endswith("/resourceGroups/rg-web-prod/providers/Microsoft.Compute/virtualMachines/web-01")


@pytest.mark.parametrize("name", ["ss-web_3", "ss-web/3", "ss-web 3", "ss-web000003"])
def test_an_instance_is_found(name: str) -> None:
    """An instance of a scale set is found in each way that people write it, and by its computer's name."""
    (found,) = SAMPLE.find(name).resources
    assert found.endswith("/virtualMachineScaleSets/ss-web/virtualMachines/3")


@pytest.mark.parametrize("name", ["PROD-SQL-01", "prod-sql-01"])
def test_a_machine_is_found_by_the_name_of_its_guest(name: str) -> None:
    """The name that a guest has, where it is another than the machine's, finds the machine."""
    assert resource("sql-01") == resource(name)


def test_unknown_names_get_near_ones() -> None:
    """A name that does not exist gives names like it."""
    found = SAMPLE.find("web-010")
    assert ((), True, 5) == (found.resources, "web-01" in found.near, len(found.near))


def test_a_name_in_two_groups_gives_both() -> None:
    """A name that stands in two groups is not decided here."""
    assert 2 == len(SAMPLE.find("jump-01").resources)


def test_every_answer_says_that_it_is_made_up() -> None:
    """An excerpt has the gap of the sample, and tells from when to when the sample is."""
    for excerpt in (SAMPLE.about(resource("web-01"), WEEK), SAMPLE.failures(WEEK)):
        assert ["sample"] == [gap.kind for gap in excerpt.gaps]
        assert excerpt.oldest is not None
        assert excerpt.newest is not None
        assert excerpt.oldest < excerpt.newest < SAMPLE.now


def test_an_excerpt_is_a_canonical_table_of_the_window() -> None:
    """The rows lie in the window, oldest first, none twice, and are marked as made up."""
    events = validate(SAMPLE.about(resource("dev-04"), WEEK).events)
    assert ["sample"] == list(events["shape"].unique())
    assert events["time"].is_monotonic_increasing
    assert events["time"].between(WEEK.start, WEEK.end, inclusive="left").all()
    assert not events.duplicated().any()


def test_an_excerpt_holds_what_belongs_to_the_machine() -> None:
    """Rows of the machine, its extensions, its network interface and its backups are there, and deployments of it."""
    month = Window(SAMPLE.now - timedelta(days=28), SAMPLE.now)
    events = SAMPLE.about(resource("web-01"), month).events
    about = events[events["resource_id"].str.contains("web-01")]["resource_id"]
    for part in ("/extensions/config-app", "/networkinterfaces/web-01-nic", "/protecteditems/vm;", "/restorepoints/"):
        assert about.str.contains(part, regex=False).any(), part
    assert "microsoft.resources/deployments/write" in set(events["operation"])


def test_an_excerpt_holds_everybodys_health() -> None:
    """Health of other machines and of Azure's services is there, to tell whether it is Azure or us."""
    outage = Window(datetime(2026, 11, 3, tzinfo=UTC), datetime(2026, 11, 4, tzinfo=UTC))
    events = SAMPLE.about(resource("web-02"), outage).events
    down = events[(events["category"] == "ResourceHealth") & (events["health_cause"] == "platforminitiated")]
    assert {"web-02", "web-05", "app-02", "sql-02"} <= set(down["resource_id"].str.rpartition("/")[2])
    assert {"4K7M-Z2G"} == set(events[events["category"] == "ServiceHealth"]["tracking_id"])


def test_failures_are_whole_operations() -> None:
    """Of an operation that failed, the rows before the failure are there too, and no operation that went well."""
    events = SAMPLE.failures(WEEK).events
    statuses_of = events.groupby(["correlation_id", "operation", "resource_id"])["status"].agg(set)
    assert statuses_of.map(lambda statuses: "failed" in statuses).all()
    assert statuses_of.map(lambda statuses: "started" in statuses).mean() > 0.99


def test_failures_reach_back_to_the_beginning() -> None:
    """A report learns of every failure before its window too, for only so is new what is new; nothing comes later."""
    earlier = Window(WEEK.start - timedelta(days=14), WEEK.end - timedelta(days=14))
    events = SAMPLE.failures(earlier).events
    assert events["time"].min() < SAMPLE.now - timedelta(days=50)
    assert earlier.end - timedelta(days=1) < events["time"].max() < earlier.end


def test_the_operations_of_a_week_are_counted() -> None:
    """The number of operations is that of the whole log's operations with a row in the window."""
    rows = (read_record(record(row)) for row in built_in().rows() if row.time in WEEK)
    assert len(operations(table(row for row in rows if row))) == SAMPLE.failures(WEEK).operations


def test_an_empty_window_is_an_empty_table() -> None:
    """Before the sample began there is nothing, and that is no fault."""
    early = Window(datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 1, 8, tzinfo=UTC))
    assert 0 == len(SAMPLE.about(resource("web-01"), early).events)
    assert 0 == len(SAMPLE.failures(early).events)
