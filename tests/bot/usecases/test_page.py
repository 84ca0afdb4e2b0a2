"""A page is given in full, filled in as far as the error and known names go."""

from functools import cache

import pytest

from bot.usecases.explain import Explain
from bot.usecases.page import page
from kb.library import load_library


@cache
def explain() -> Explain:
    """Give the use case over the shipped library, loaded once."""
    return Explain(load_library())


def test_the_page_of_an_error_is_filled_in() -> None:
    """The error proves the page, and names that are known beside it go into the commands."""
    found = page(explain(), "compute/AllocationFailed", text="Code: AllocationFailed", known={"vm": "vm-9"})
    assert found is not None
    assert "confirmed" == found.grade
    assert any("--name vm-9" in (step.command or "") for step in found.fixes)


@pytest.mark.parametrize("text", ["", "something else altogether"])
def test_a_page_that_was_only_asked_for_is_possible(text: str) -> None:
    """Without an error that proves it, whoever looks has to judge."""
    found = page(explain(), "compute/AllocationFailed", text=text or "nothing of the kind")
    assert found is not None
    assert ("compute/AllocationFailed", "possible") == (found.entry, found.grade)
    assert found.meaning
    assert found.fixes


def test_a_page_that_is_no_more_is_none() -> None:
    """Pages may be gone or renamed since they were offered."""
    assert page(explain(), "compute/NoSuchPage") is None
