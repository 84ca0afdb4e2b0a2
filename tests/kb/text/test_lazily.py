import re

from hypothesis import given
from hypothesis import strategies as st

from kb.text import lazily as module
from kb.text.lazily import compile_all, lazily


@given(st.text("abAB \n", max_size=20))
def test_it_does_what_a_compiled_pattern_does(text: str) -> None:
    """Every use gives the same, the first one and the next."""
    ours, theirs = lazily("(?P<one>a)+b?", re.IGNORECASE), re.compile("(?P<one>a)+b?", re.IGNORECASE)
    for _ in range(2):
        assert [found.span() for found in theirs.finditer(text)] == [found.span() for found in ours.finditer(text)]
        assert bool(theirs.match(text, 1)) == bool(ours.match(text, 1))
        assert theirs.sub("x", text) == ours.sub("x", text)
    assert theirs.pattern == ours.pattern
    assert theirs.flags == ours.flags


def test_all_can_be_compiled_before_they_are_needed() -> None:
    """Then nothing is left to be compiled by a question."""
    pattern = lazily("ab+")
    compile_all()

    assert "search" in vars(pattern)
    assert [] == module._waiting
