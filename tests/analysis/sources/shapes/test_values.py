from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.shapes.values import decoded, fields, moment, text

AFTERNOON = datetime(2021, 4, 28, 14, 43, 23, 123000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-04-28T14:43:23.1230000Z", AFTERNOON),
        ("2021-04-28T16:43:23.123+02:00", AFTERNOON),
        ("2021-04-28 14:43:23.123", AFTERNOON),
        ("4/28/2021, 2:43:23.123 PM", AFTERNOON),
        ("4/28/2021, 2:43:23.123\u202fPM", AFTERNOON),
        ("28/04/2021, 2:43:23.123 pm", AFTERNOON),
        ("28/04/2021, 14:43:23.123", AFTERNOON),
        ("28.4.2021, 14:43:23,123", AFTERNOON),
        ("4/28/2021, 12:43 AM", datetime(2021, 4, 28, 0, 43, tzinfo=UTC)),
        ("/Date(1619621003123)/", AFTERNOON),
        (AFTERNOON, AFTERNOON),
        ("", None),
        (None, None),
        (float("nan"), None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("31/31/2021, 14:43:23", None),
        ("yesterday", None),
        ("/Date(999999999999999)/", None),
    ],
)
def test_moment(written: object, expected: datetime | None) -> None:
    """Times are read in the forms of Azure, its portal and PowerShell; what no row can have is none."""
    assert expected == moment(written)


@given(st.datetimes(datetime(2010, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - the zone follows
def test_any_iso_time(time: datetime) -> None:
    """Every ISO time of Azure's years is read to the microsecond."""
    assert time.replace(tzinfo=UTC) == moment(time.isoformat() + "Z")


@given(st.text() | st.integers() | st.floats() | st.none() | st.booleans() | st.lists(st.text()))
def test_moment_never_raises(value: object) -> None:
    """Anything else is no time."""
    found = moment(value)
    assert found is None or found.utcoffset() == timedelta(0)


def test_json_in_json_in_json() -> None:
    """JSON text inside JSON text is taken apart, text that only looks like it stays."""
    assert {"a": 1} == decoded('"{\\"a\\": 1}"')
    assert "{not json" == decoded("{not json")
    assert {"a": 1} == fields('{"A": 1}')


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"value": "Failed", "localizedValue": "Fehler"}, "Failed"),
        ({"Value": None, "LocalizedValue": "Fehler"}, "Fehler"),
        (float("nan"), ""),
        (None, ""),
        (12, "12"),
        ([], ""),
        ("a\ud800b", "a?b"),
    ],
)
def test_text(value: object, expected: str) -> None:
    """Values are text, whatever holds them; nothing is empty text."""
    assert expected == text(value)
