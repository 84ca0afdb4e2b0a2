import orjson
from hypothesis import given
from hypothesis import strategies as st

from analysis import events
from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import read_document

NAMES = (
    "time eventTimestamp TimeGenerated operationName OperationNameValue ActivityStatusValue category properties Properties_d "
    "status level resourceId _ResourceId identity claims authorization type data statusMessage error details code message "
    "policies eventProperties impactedServices httpRequest value localizedValue records tables columns rows"
).split()
TIMES = st.sampled_from(["2026-11-01T10:00:00Z", "4/28/2021, 2:43:23.123 PM", "", "x"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | TIMES


def as_text(value: object) -> str:
    """Give a value as JSON text, as logs hold objects; "" if JSON cannot hold it."""
    try:
        return orjson.dumps(value).decode()
    except (TypeError, ValueError):
        return ""


VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5) | inner.map(as_text)
    ),
    max_leaves=25,
)
RECORDS = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), VALUES, max_size=12)


@given(RECORDS)
def test_any_record_is_read_or_refused(record: dict[str, object]) -> None:
    """Whatever a record holds, it gives a canonical row or none, and never an error."""
    row = read_record(record)
    if row is not None:
        assert 1 == len(events.table([row]))


@given(
    st.fixed_dictionaries(
        {"time": TIMES, "operationName": VALUES, "properties": VALUES, "identity": VALUES, "category": VALUES}
    )
)
def test_any_exported_row(record: dict[str, object]) -> None:
    """The same for rows that have the form of an export."""
    row = read_record(record)
    assert row is None or 1 == len(events.table([row]))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | VALUES.map(as_text).map(str.encode))
def test_any_document(data: bytes) -> None:
    """Whatever a file holds, its rows are mappings."""
    assert all(hasattr(record, "keys") for record in read_document(data).records)
