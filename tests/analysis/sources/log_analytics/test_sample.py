"""What the workspace counts is what we would count from all of its rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.operation import Operation
from analysis.operations import operations
from analysis.sources import kql
from analysis.sources.export_files.copies import without_copies
from analysis.sources.log_analytics.tables import events_of, typed
from analysis.window import Window
from tests.azure.engine import Engine, Row
from tests.azure.sample import rows_of, write_sample

WEEK = Window(datetime(2026, 11, 9, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC))


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """Give a week of the sample."""
    folder: Path = write_sample(tmp_path_factory.mktemp("sample"), weeks=1)
    return list(rows_of(folder))


@pytest.fixture(scope="module")
def engine(rows: list[Row]) -> Iterator[Engine]:
    """Give a workspace that holds it."""
    engine = Engine(AzureActivity=rows)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def done(rows: list[Row]) -> tuple[Operation, ...]:
    """Give the operations that all the rows make."""
    events, gaps = events_of(rows)
    assert () == gaps
    return operations(without_copies(events))


def asked(engine: Engine, name: str) -> pd.DataFrame:
    """Give the result of a query over the week."""
    query = kql.load(name)
    text = query.bind(start=WEEK.start, end=WEEK.end, subscriptions=[])
    table = engine.query(text, timespan=(WEEK.start, WEEK.end))
    names = [column["name"] for column in table["columns"]]
    return typed([dict(zip(names, row, strict=True)) for row in table["rows"]], query)


def test_failures_are_those_of_the_operations(engine: Engine, done: tuple[Operation, ...]) -> None:
    """Code by code: the innermost one, parents not beside their children, retries that succeeded not at all."""
    counted = asked(engine, "failures_by_code_day").groupby("code")["failures"].sum()
    expected = Counter(one.error_code or "Unknown" for one in done if one.outcome == "failed" and one.counts)

    assert len(expected) > 5
    assert expected == Counter(counted.to_dict())


def test_failures_of_all_queries_agree(engine: Engine) -> None:
    """Days, messages, resources: each is another cut through the same operations."""
    by_day = asked(engine, "operations_per_day")
    by_resource = asked(engine, "distinct_resources")
    messages = asked(engine, "recurring_signatures")

    assert by_day["operations"].sum() == by_resource["operations"].sum()
    assert by_day["failures"].sum() == by_resource["failures"].sum() == messages["failures"].sum()
    assert len(messages) < messages["failures"].sum()
