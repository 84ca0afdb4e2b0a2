"""Results that are cut: halved windows, partial results, row limits."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import pytest

from analysis.gaps import Gap
from analysis.sources.azure_calls import Budget
from analysis.sources.log_analytics import Limits
from tests.analysis.sources.log_analytics.asking import DAY, everywhere, limits, workspace
from tests.azure.endpoint import Endpoint, Fault, recorded, refusal, too_large
from tests.azure.rows import failed, row, vm

MINUTES = range(0, 480, 10)


def fill(azure: Endpoint) -> None:
    """Let the workspace hold a failure every ten minutes for eight hours."""
    azure.fill([row(vm("web-01"), minutes=minute, **failed("X", "x")) for minute in MINUTES])


@dataclass(frozen=True)
class Rows:
    """The rows of a query as events, and what is missing among them."""

    events: pd.DataFrame
    gaps: tuple[Gap, ...]


def rows(azure: Endpoint, limits: Limits) -> Rows:
    """Give the rows of all failed operations of the day."""
    budget = Budget(limits.answer_seconds, limits.patience)
    return Rows(*everywhere(azure, limits=limits).rows("failed_rows", DAY, budget=budget, values={}))


def test_a_window_with_too_many_rows_is_halved(azure: Endpoint) -> None:
    """All rows come, in as many queries as it takes, and nothing is said to be missing."""
    fill(azure)
    azure.most_rows = 20
    found = rows(azure, limits())

    assert len(MINUTES) == len(found.events)
    assert () == found.gaps


def test_the_shortest_window_is_not_halved(azure: Endpoint) -> None:
    """What does not fit into it is a gap, with the service's reason."""
    fill(azure)
    azure.most_rows = 5
    found = rows(azure, limits(shortest=timedelta(hours=6)))

    assert {"partial"} == {gap.kind for gap in found.gaps}
    assert "Log Analytics gave only 5 rows from 2026-11-20 12:00 to 2026-11-20 18:00 UTC" in found.gaps[0].text
    assert "E_QUERY_RESULT_SET_TOO_LARGE" in found.gaps[0].text
    assert 0 < len(found.events) < len(MINUTES)


def test_a_partial_error_is_never_taken_for_the_whole(azure: Endpoint) -> None:
    """A body that the service sent: the halves are asked, and give all rows."""
    fill(azure)
    partial = recorded("200_partial_error")
    azure.faults.append(Fault(200, partial))
    found = rows(azure, limits())

    assert len(MINUTES) == len(found.events)
    assert () == found.gaps


def test_a_partial_summary_is_a_gap(azure: Endpoint) -> None:
    """Sums over halves are no sum over the whole, so it is not halved."""
    azure.fill([])
    azure.faults.append(
        Fault(200, recorded("200_partial_error") | {"tables": [{"name": "PrimaryResult", "columns": [], "rows": []}]})
    )
    found = workspace(azure, limits=limits()).summary("operations_per_day", DAY)

    assert ["partial"] == [gap.kind for gap in found.gaps]
    assert "E_OVERFLOW" in found.gaps[0].text


def test_more_rows_than_are_ever_fetched_leave_a_share(azure: Endpoint) -> None:
    """The newest rows are kept, and the gap says how many of how many are missing."""
    fill(azure)
    azure.most_rows = 10
    found = rows(azure, limits(most_rows=12))

    assert [
        (
            "too many",
            (
                "Only the newest 12 of 48 rows from 2026-11-20 00:00 to 2026-11-21 00:00 UTC were read, 75.0 % are missing;"
                " ask for a shorter time."
            ),
            36,
        )
    ] == [(gap.kind, gap.text, gap.count) for gap in found.gaps]
    assert 12 == len(found.events)
    assert 15 == found.events["time"].max().hour


def test_rows_that_came_before_a_refusal_are_kept(azure: Endpoint) -> None:
    """The gap says of which time rows are missing, and what mends it."""
    fill(azure)
    azure.faults.extend([Fault(200, {"tables": [empty()], "error": too_large()}), None, refusal(504, "GatewayTimeout")])
    found = rows(azure, limits())

    assert ["unavailable"] == [gap.kind for gap in found.gaps]
    assert found.gaps[0].text.startswith(
        "Rows from 2026-11-20 00:00 to 2026-11-20 12:00 UTC are missing: The query ran"
    )
    assert {12, 13, 14, 15} == set(found.events["time"].dt.hour)


def test_an_answer_stays_within_its_budget(azure: Endpoint) -> None:
    """Waiting counts: what is left over becomes a gap and no question."""
    fill(azure)
    throttled = refusal(429, "ThrottledError", retry_after="40")
    azure.faults.extend(
        [Fault(200, {"tables": [empty()], "error": too_large()}), None, throttled, throttled, throttled]
    )
    found = rows(azure, limits(answer_seconds=90))

    assert ["unavailable"] == [gap.kind for gap in found.gaps]
    assert "(429): ask again in 40 s." in found.gaps[0].text


@pytest.mark.parametrize("count", [0, 1])
def test_few_rows_need_one_query(azure: Endpoint, count: int) -> None:
    """No counting, no halving."""
    azure.fill([row(vm("web-01"), **failed("X", "x"))] * count)
    found = rows(azure, limits())

    assert count == len(found.events)
    assert 1 == len(azure.requests)


def empty() -> dict[str, object]:
    """Give a table without columns and rows."""
    return {"name": "PrimaryResult", "columns": [], "rows": []}
