import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis import events
from analysis.sources.export_files.copies import without_copies
from tests.analysis.sources.export_files.writing import START

BASE: dict[str, object] = {
    "time": START.replace(microsecond=123456),
    "shape": "export",
    "operation": "x/write",
    "status": "failed",
    "correlation_id": "c",
    "resource_id": "/r",
    "message": "m",
}
EVENT = BASE | {
    "shape": "log analytics",
    "event_id": "e",
    "caller": "user@example.com",
    "time": START.replace(microsecond=123000),
}


def kept(*rows: dict[str, object]) -> list[tuple[str, str]]:
    """Give shape and message of the rows that stay."""
    table = without_copies(events.table(rows))
    return list(zip(table["shape"], table["message"], strict=True))


def test_equal_rows() -> None:
    """Five equal rows are one, and one with another message is another."""
    assert [("export", "m")] == kept(*[BASE] * 5)
    assert 2 == len(kept(BASE, BASE | {"message": "n"}))


def test_one_event_id() -> None:
    """Rows with one event id are one, in the fullest copy; another status under it is another row."""
    assert [("log analytics", "m")] == kept(EVENT, EVENT | {"message": ""}, EVENT | {"caller": ""})
    assert 2 == len(kept(EVENT, EVENT | {"status": "started"}))


def test_copies_in_two_shapes() -> None:
    """The copy of an event in another shape goes, the fullest stays; times agree to the millisecond."""
    assert [("log analytics", "m")] == kept(BASE, EVENT)


def test_two_events_in_two_shapes() -> None:
    """Of two like events in each of two shapes two stay."""
    again = {"message": "n"}
    assert 2 == len(kept(BASE, BASE | again, EVENT, EVENT | again | {"event_id": "f"}))


@given(
    st.lists(
        st.sampled_from(
            [BASE, EVENT, BASE | {"message": "n"}, EVENT | {"event_id": "f"}, EVENT | {"status": "started"}]
        )
    )
)
def test_order_does_not_matter(rows: list[dict[str, object]]) -> None:
    """Rows in any order give one table."""
    once = without_copies(events.table(rows))
    pd.testing.assert_frame_equal(once, without_copies(events.table(rows[::-1])))
