from functools import cache

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from kb.library import load_library
from kb.literals import Clause, clauses, plain


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("(?i)Not enough CAPACITY", (("not enough capacity",),)),
        (r"(?i)exceeding approved .{0,40}? cores quota", (("exceeding approved ",), (" cores quota",))),
        (r"disk (?:a|b) is in use by \S+", ((" is in use by ",), ("disk ",), ("a", "b"))),
        (r"the colou?r is wrong", (("r is wrong",), ("the colo",))),
        ("disk full|no space left", (("disk full", "no space left"),)),
        ("disk full|[0-9]+", ()),
        (r"exit code[: ]+52\b", (("exit code",), ("52",))),
        (r"\[52\] failed", (("[52] failed",),)),
        ("a.b.c", (("a",), ("b",), ("c",))),
        ("(?i)(?:one thing|another thing)", (("one thing", "another thing"),)),
        ("(?:no )?room (a(b|c))?left", (("room ",), ("left",))),
        ("(?:no ){0,2}room(?:s){1,2}", (("room",),)),
        (r"room \x41 left", ()),
        ("[[:alpha:]] room", ()),
    ],
)
def test_clauses(pattern: str, needed: tuple[Clause, ...]) -> None:
    """Whatever a pattern cannot do without is needed, of alternatives one; where nothing is sure, nothing is."""
    assert clauses(pattern) == needed


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(?i)Disk FULL", ("Disk FULL", True)),
        (r"disk \(full\)\.", ("disk (full).", False)),
        ("disks?", None),
        ("(?i)disk|full", None),
        (r"disk\b", None),
        ("", None),
    ],
)
def test_plain(pattern: str, text: tuple[str, bool] | None) -> None:
    """A pattern without wildcards is the text it stands for, with or without its casing."""
    assert plain(pattern) == text


@cache
def _needed(pattern: str) -> tuple[Clause, ...]:
    return clauses(pattern)


def _may_fit(needed: tuple[Clause, ...], text: str) -> bool:
    return all(any(one in text.lower() for one in clause) for clause in needed)


def test_no_fit_is_lost() -> None:
    """Whatever example a pattern of the library fits, of its own page or of any twentieth, what it needs stands in it."""
    entries = list(load_library())
    others = [example.text for entry in entries for example in entry.examples][::20]
    lost = [
        (pattern, text)
        for entry in entries
        for pattern in entry.match
        for text in (*(example.text for example in entry.examples), *others)
        if not _may_fit(_needed(pattern), text) and re2.search(pattern, text)
    ]

    assert lost == []


PIECES = [
    "disk",
    "is full",
    ".",
    "a?",
    "(b|c)",
    "(?:disk|full)",
    "(?:is){0,2}",
    "(?:is){1,2}",
    "(full|)",
    "(?P<n>ab)",
    "[xy]",
    "d+",
    r"\.",
    "e{0,2}",
    "|",
    " ",
    ".{0,9}?",
    r"\S",
    "(?:ff)?",
    "g*",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.text("diskfulabcxy. efg", max_size=30))
def test_any_pattern(pieces: list[str], text: str) -> None:
    """A text without what a pattern needs is never fitted by it."""
    try:
        fitting = re2.compile("(?i)" + "".join(pieces))
    except re2.error:  # a name given twice
        return

    assert _may_fit(clauses("(?i)" + "".join(pieces)), text) or not fitting.search(text)
