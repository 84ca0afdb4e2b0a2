import re

import duckdb_kql
import polars as pl
import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering.masking import RULES, kql, masked, masked_series
from tests.benchmarks.clustering_messages import some_of_each

PIECES = st.sampled_from(
    [
        *"'\"\\/.:-_@<>{}[]()*, \n\t%+~é0a",
        "web-01",
        "a-b-c",
        "/subscriptions/0/resourceGroups/rg",
        "https://aka.ms/x.",
        "http://h/p?a=1",
        "\\u0027",
        "\\\\u2019",
        "<*>",
        "<help>",
        "Disk",
        "don't",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Disk 'data' is attached to VM web-01.", "Disk <*> is attached to VM <*>."),
        ("It isn't in resource 'a b'.", "It isn't in resource 'a b'."),
        ("Blob https://st.blob.core.windows.net/vhds/x.vhd.", "Blob <*>."),
        ("See https://aka.ms/x.", "See <help>."),
        ("Learn more here: aka.ms/revoke. Then retry.", "Learn more here: <help>. Then retry."),
        ("Resource /subscriptions/0/resourceGroups/rg, used", "Resource <*>, used"),
        ("by ops@contoso.com at 2026-11-02T03:14:07Z from 10.0.0.4/24", "by <*> at <*> from <*>"),
        ("rg-app-prod but not read-only", "<*> but not read-only"),
        (r"resource \u0027web\u0027", "resource <*>"),
        (r'{"code":"A","message":"x1"}', r'{"code":"A","message":"<*>"}'),
    ],
)
def test_variable_parts_are_masked(message: str, expected: str) -> None:
    """Names in quotes, ids, addresses and tokens with digits are masked; words and JSON's own signs stay."""
    assert expected == masked(message)


@given(TEXTS)
def test_masking_a_signature_changes_nothing(message: str) -> None:
    """Signatures that a server made can be masked again."""
    assert masked(message) == masked(masked(message))


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_polars_masks_like_python(messages: list[str]) -> None:
    """The vectorised path gives the same signatures."""
    assert [masked(one) for one in messages] == masked_series(pl.Series(messages)).to_list()


@given(TEXTS)
def test_re2_masks_like_python(message: str) -> None:
    """Every rule is RE2, which is what Log Analytics runs, and replaces the same."""
    signature = message
    for rule in RULES:
        signature = re2.sub(rule.pattern, rule.replacement, signature)

    assert masked(message) == signature


def test_kql_masks_like_python() -> None:
    """The rendered KQL expression, run by a KQL engine, gives the same signatures."""
    texts = [one.message for one in some_of_each(most=3)] + ["it's 'a' \\u0027b\\u0027", 'say \\"no-1\\" \\n2']
    connection = duckdb_kql.connect()
    connection.execute("CREATE TABLE Failures (number BIGINT, text VARCHAR)")
    connection.executemany("INSERT INTO Failures VALUES (?, ?)", list(enumerate(texts)))

    query = f"Failures | extend signature = {kql('text')} | sort by number asc | project signature"
    found = [row[0] for row in duckdb_kql.kql(connection, query).fetchall()]

    assert [masked(text) for text in texts] == found


def test_rules_keep_to_what_all_engines_read_alike() -> None:
    """No rule has look-around, a back-reference, a flag or a class that means something else elsewhere."""
    assert [] == [rule.name for rule in RULES if re.search(r"\(\?[^:]|\\[1-9wdsbWDSB]", rule.pattern)]
