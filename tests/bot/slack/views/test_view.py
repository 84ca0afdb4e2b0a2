"""Parts are fitted into a message by their importance."""

import pytest

from bot.slack.text.limits import BLOCKS, Block, validate
from bot.slack.views.fallback import fallback
from bot.slack.views.help import help_message, picture
from bot.slack.views.refusals import outsiders, trouble
from bot.slack.views.rich import divider, paragraph, plain, preformatted, rich
from bot.slack.views.view import Part, View, fitted


def text(content: str) -> Block:
    """Give a block with text."""
    return rich(paragraph(plain(content)))


def test_parts_keep_their_order() -> None:
    """What fits is shown in the order given, whatever its rank."""
    view = fitted([Part((text("second"),), 9, "b"), Part((text("first"),), 0, "a")], end="end")
    assert "second\nfirst\nend" == view.text


def test_the_least_important_stays_out_by_name() -> None:
    """When the message is full, the part with the highest rank is left out and named."""
    view = fitted([Part((text("x" * 6000),), 5, "the log"), Part((text("y" * 6000),), 1, "the fix")], page="page X")
    assert [{"type": "text", "text": "y" * 6000}] == view.blocks[0]["elements"][0]["elements"]
    assert "Left out to keep this short: the log. The whole page: page X" == view.blocks[1]["elements"][0]["text"]


def test_optional_parts_stay_out_of_long_answers() -> None:
    """A part that is only nice to have is left out before the message is full."""
    parts = [Part((text("x" * 2500),), 0, "fix"), Part((text("y" * 200),), 1, "a tip", optional=True)]
    assert "a tip" in fitted(parts).text
    assert "yyy" not in fitted(parts).text
    assert "yyy" in fitted(parts[1:]).text


def test_blocks_are_counted() -> None:
    """A message never has more blocks than Slack allows, the small print included."""
    view = fitted([Part((divider(),), 1, "lines")] * 60, end="end")
    assert BLOCKS == len(view.blocks)
    assert () == validate(view.blocks)


def test_a_long_fallback_ends_between_pieces() -> None:
    """The text for notifications is cut between pieces, so that no code block stays open."""
    shown = fallback([rich(preformatted("x" * 3000)), rich(preformatted("y" * 3000)), text("end")])
    assert f"```\n{'x' * 3000}\n```\n…" == shown


@pytest.mark.parametrize("view", [help_message(), picture(), trouble("ab12cd"), outsiders()])
def test_fixed_messages_are_valid(view: View) -> None:
    """Slack takes every message that does not depend on a question."""
    assert () == validate(view.blocks)


def test_a_bug_is_told_by_its_id() -> None:
    """The apology holds the id and nothing else that varies."""
    assert "Something went wrong; say id `ab12cd` to whoever runs this bot." == trouble("ab12cd").text


def test_a_picture_is_answered_in_one_sentence() -> None:
    """Whoever sends a picture is told how to copy the text."""
    assert 1 == len(picture().blocks)
    assert "copy its text" in picture().text
