"""Words for counts, grades and effects."""

import doctest

from bot.slack.views import match, words
from bot.slack.views.words import redacted


def test_the_examples_hold() -> None:
    """What the docstrings show is what happens."""
    assert [0, 0] == [doctest.testmod(module).failed for module in (match, words)]


def test_nothing_redacted_is_not_mentioned() -> None:
    """Without secrets there is no sentence about them."""
    assert "" == redacted(())
