"""Whatever way a pattern is tried in, the answer is that of RE2."""

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from kb.library import load_library
from kb.matching.patterns import search
from kb.text.errors import Span


def found(pattern: str, text: str) -> Span | None:
    """Give where a pattern fits a text first."""
    return search(pattern, text, text.lower())


def expected(pattern: str, text: str) -> Span | None:
    """Give the same as RE2 says it."""
    hit = re2.search(pattern, text)
    return hit.span() if hit is not None else None


@pytest.mark.parametrize(
    ("pattern", "text", "span"),
    [
        ("(?i)disk full", "The DISK FULL, disk full", (4, 13)),
        ("Disk", "disk Disk", (5, 9)),
        (r"(?i)\(x\)", "f(X)", (1, 4)),
        ("(?i)room", "İ room", (2, 6)),
        ("a.{0,20}b", "a..b.b", (0, 6)),
        ("a.{0,20}?b", "a..b.b", (0, 4)),
        ("a.{0,20}b", "a..b" + "." * 30 + "b", (0, 4)),
        ("a.{0,20}b", "a" + "." * 30 + "ab", (31, 33)),
        ("a.{0,20}b", "a" + "." * 30 + "b", None),
        ("(a|c)[^']{1,20}b", "'a'b c1b", (5, 8)),
        ("(?:a.{0,20}b)+", "a" + "." * 30 + "b", None),
        ("(unclosed", "(unclosed", None),
    ],
)
def test_fits(pattern: str, text: str, span: Span | None) -> None:
    """Text as it is, with and without casing; gaps as wide as they may be; no fit for what is no pattern."""
    assert found(pattern, text) == span


PIECES = [
    "ab",
    "c",
    "(b|c)",
    "(?:a|bc)",
    ".{0,13}",
    ".{1,20}?",
    "[^b]{2,14}",
    "(a.{0,15})?",
    "|",
    "b?",
    r"\b",
    "$",
    " ",
]


@given(
    st.sampled_from(["(?i)", ""]),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.lists(st.sampled_from(["a", "b", "c", "B", " ", "x" * 9, "é", "İ"]), max_size=20).map("".join),
)
def test_any_pattern(flags: str, pattern: str, text: str) -> None:
    """Quicker ways lead to the same place."""
    assert found(flags + pattern, text) == expected(flags + pattern, text)


def test_the_patterns_of_the_library() -> None:
    """Each fits the messages of its own page where RE2 says it does."""
    cases = [
        (pattern, text)
        for entry in load_library()
        for pattern in entry.match
        for text in (*(example.text for example in entry.examples), *entry.counter_examples)
    ]

    assert [found(*case) for case in cases] == [expected(*case) for case in cases]
