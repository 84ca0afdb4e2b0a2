from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.sources import kql
from tests.analysis.sources.parser.asking import Parser
from tests.azure.engine import Engine

PURPOSE = "// Rows of one machine.\n// Log Analytics: AzureActivity\n// n:long\n"
TEXT = f"""{PURPOSE}let start = datetime(2026-11-01);
let within = 1d;
let machine = 'web-01';
let names = dynamic(['a']);
let most = 5;
let failed = AzureActivity
| where Level =~ 'Error';
failed | where TimeGenerated > start - within and Caller == machine and Caller in (names) | take most | summarize n = count()
"""
START = datetime(2026, 11, 20, 7, 8, 9, 10, tzinfo=UTC)
HOSTILE = [
    "web'; drop--",
    'web" | where 1==1',
    "a\\",
    'a\\" | take 1 //',
    "a\nlet machine = 'b';",
    "a\r\n;",
    "\u2028;\u2029\x85",
    "```",
    "'''",
    "@'",
    "dynamic([",
    "/* */ // ",
    "\x00\x1b[2J",
    "häß 🙂 \ud800",
    "",
]


def bound(**values: kql.Value) -> str:
    """Give the query bound to these values, and to plain ones for all others."""
    plain: dict[str, kql.Value] = {
        "start": START,
        "within": timedelta(days=1),
        "machine": "web-01",
        "names": ["a"],
        "most": 5,
    }
    return kql.read(TEXT, name="ours").bind(**(plain | values))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Give a database that runs KQL on a table with one row."""
    engine = Engine(HealthResources=[{"id": "1"}])
    yield engine
    engine.close()


def test_a_query_says_what_it_is() -> None:
    """Purpose, table, columns and parameters with their types stand at the top of its file."""
    query = kql.read(TEXT, name="ours")

    assert "Rows of one machine." == query.purpose
    assert "Log Analytics: AzureActivity" == query.reads
    assert (("n", "long"),) == query.columns
    expected = {"start": "datetime", "within": "timespan", "machine": "string", "names": "list", "most": "long"}
    assert expected == dict(query.parameters)


def test_binding_changes_the_lines_of_the_parameters_only() -> None:
    """Each gets a typed literal; every other line stays as it is."""
    lines = bound(machine="db-1", names=["x", 'y"'], most=7).splitlines()

    assert [
        "let start = datetime(2026-11-20T07:08:09.000010Z);",
        "let within = timespan(1.00:00:00.000000);",
        'let machine = "db-1";',
        'let names = dynamic(["x", "y\\""]);',
        "let most = long(7);",
    ] == lines[3:8]
    assert TEXT.splitlines()[:3] + TEXT.splitlines()[8:] == lines[:3] + lines[8:]


def test_times_are_bound_in_utc() -> None:
    """A time of another zone is the same moment."""
    assert "datetime(2026-11-20T06:08:09.000010Z)" in bound(
        start=datetime(2026, 11, 20, 7, 8, 9, 10, tzinfo=timezone(timedelta(hours=1)))
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"machine": "a"}, "the query ours needs most, names, start, within"),
        (
            {"start": START, "within": timedelta(0), "machine": "a", "names": [], "most": 1, "vm": "a"},
            "the query ours has no parameter vm",
        ),
    ],
)
def test_unknown_and_missing_names_are_refused(values: dict[str, kql.Value], sentence: str) -> None:
    """Nothing is bound to what is not there, and no default slips through."""
    with pytest.raises(kql.QueryError, match=sentence):
        kql.read(TEXT, name="ours").bind(**values)


@pytest.mark.parametrize(
    "value",
    [
        {"start": "2026-11-20"},
        {"start": datetime(2026, 11, 20)},  # noqa: DTZ001 - it is the zone that lacks
        {"within": timedelta(-1)},
        {"machine": 5},
        {"most": "5; drop"},
        {"most": True},
        {"names": "abc"},
        {"names": [1]},
    ],
)
def test_a_value_of_another_type_is_refused(value: dict[str, kql.Value]) -> None:
    """A literal is never made from something that only looks like it."""
    with pytest.raises(kql.QueryError, match="for a query"):
        bound(**value)


@pytest.mark.parametrize(
    "text",
    [
        "AzureActivity | take 1",
        "// Rows.\nAzureActivity",
        "// Rows.\n// Log Analytics: AzureActivity\nAzureActivity",
        "// Log Analytics: AzureActivity\n// n:long\nAzureActivity",
        PURPOSE + "let a = toscalar(AzureActivity | count);\nAzureActivity",
    ],
)
def test_a_file_that_is_not_built_as_ours_is_refused(text: str) -> None:
    """Purpose, table and columns are a must, and defaults have a known type."""
    with pytest.raises(kql.QueryError):
        kql.read(text, name="theirs")


@given(text=st.text())
@pytest.mark.parametrize("shape", ["string", "list"])
def test_no_text_leaves_its_literal(parser: Parser, shape: str, text: str) -> None:
    """Microsoft's parser sees the same tokens as with a harmless text, but for that one literal."""
    stays_inside(parser, shape, text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shape", ["string", "list"])
def test_no_hostile_text_leaves_its_literal(parser: Parser, shape: str, text: str) -> None:
    """The same for texts that are made to leave."""
    stays_inside(parser, shape, text)


def stays_inside(parser: Parser, shape: str, text: str) -> None:
    """Assert that a bound text is one token, and all others are as with a harmless text."""
    values = {"machine": text} if shape == "string" else {"names": [text]}
    harmless = parser.parse(bound(**({"machine": "x"} if shape == "string" else {"names": ["x"]})))
    hostile = parser.parse(bound(**values))

    assert [] == hostile.faults
    assert [kind for kind, _ in harmless.tokens] == [kind for kind, _ in hostile.tokens]
    different = [(one, other) for one, other in zip(harmless.tokens, hostile.tokens, strict=True) if one != other]
    assert all("x" in one[1] for one, _ in different)
    assert len(different) <= 1


@given(
    text=st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
    )
)
@example("web'; drop--")
@example('web" | where 1==1')
@example('a\nb\r\tc\\d\\\\"e')
def test_a_text_means_itself(engine: Engine, text: str) -> None:
    """A database that runs KQL reads back what was bound; control characters have escapes that it does not know."""
    query = f"HealthResources | extend text = {kql.literal(text, kind='string')} | project text"

    assert [[text]] == engine.query(query)["rows"]


@given(texts=st.lists(st.sampled_from(["x", *HOSTILE]), max_size=4))
def test_a_list_means_itself(engine: Engine, texts: list[str]) -> None:
    """Each text of a list is found in it, and no other."""
    query = f"HealthResources | where 'x' in ({kql.literal(texts, kind='list')}) | count"

    assert [[int("x" in texts)]] == engine.query(query)["rows"]
