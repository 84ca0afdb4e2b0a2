import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from kb.library import load_library
from kb.literals import sure_texts


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("(?i)Not enough CAPACITY", ("not enough capacity",)),
        (r"(?i)exceeding approved .{0,40}? cores quota", ("exceeding approved ",)),
        (r"disk (?:a|b) is in use by \S+", (" is in use by ",)),
        (r"the colou?r is wrong", ("r is wrong",)),
        ("disk full|no space left", ("disk full", "no space left")),
        ("disk full|[0-9]+", ()),
        (r"exit code[: ]+52\b", ("exit code",)),
        (r"\[52\] failed", ("[52] failed",)),
        ("a.b.c", ()),
        ("(?i)(?:one thing|another thing)", ()),
    ],
)
def test_sure_texts(pattern: str, texts: tuple[str, ...]) -> None:
    """The longest text outside of groups that each alternative needs is sure; where one needs none, nothing is."""
    assert sure_texts(pattern) == texts


def test_no_fit_is_lost() -> None:
    """Whatever example of the library a pattern of the library fits, one of its sure texts stands in it."""
    entries = list(load_library())
    examples = [example.text for entry in entries for example in entry.examples]
    lost = [
        (pattern, example)
        for pattern in {pattern for entry in entries for pattern in entry.match}
        if (sure := sure_texts(pattern))
        for example in examples
        if not any(text in example.lower() for text in sure) and re2.search(pattern, example)
    ]

    assert lost == []


PIECES = [
    "disk",
    "is full",
    ".",
    "a?",
    "(b|c)",
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
    """A text without any of the sure texts of a pattern is never fitted by it."""
    pattern = "(?i)" + "".join(pieces)
    sure = sure_texts(pattern)

    assert not sure or any(one in text.lower() for one in sure) or not re2.search(pattern, text)
