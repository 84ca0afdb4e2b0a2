"""Slack's limits are known before Slack is asked."""

import doctest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text import limits as module
from bot.slack.text.limits import BUDGET, clip, clip_lines, length, size, validate


def section(text: str) -> dict[str, Any]:
    """Give a section of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(**fields: object) -> dict[str, Any]:
    """Give a button."""
    return {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}} | fields


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    """Give a row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def plain(text: str) -> dict[str, Any]:
    """Give plain text."""
    return {"type": "plain_text", "text": text}


RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]}
IMAGE = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a chart"}
FINE = [
    [section("x" * 3000)],
    [section("x")] * 50,
    [{"type": "header", "text": plain("x" * 150)}, {"type": "divider"}, RICH, IMAGE],
    [{"type": "section", "fields": [plain("x" * 600)] * 10}],
    [actions(*(button(action_id=f"go{number}", text=plain("x" * 75)) for number in range(25)))],
    [{"type": "context", "elements": [IMAGE, *[plain("x")] * 9]}],
    [{"type": "markdown", "text": "x" * 9000}],
]
WRONG = [
    ([], "message: no blocks"),
    ([section("x" * 3001)], "block 1 (section): text of 3001 characters, 3000 allowed"),
    ([section("x")] * 51, "message: 51 blocks, 50 allowed"),
    ([{"type": "nope"}], "block 1 (nope): unknown type"),
    ([section("")], "block 1 (section): empty text"),
    ([{"type": "section"}], "block 1 (section): neither text nor fields"),
    ([{"type": "section", "fields": [plain("x")] * 11}], "block 1 (section): 11 fields, 10 allowed"),
    ([{"type": "section", "fields": [plain("x" * 2001)]}], "block 1 (section): field of 2001 characters, 2000 allowed"),
    ([{"type": "header", "text": plain("x" * 151)}], "block 1 (header): text of 151 characters, 150 allowed"),
    ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "block 1 (header): text must be plain_text"),
    ([actions(button(text=plain("x" * 76)))], "block 1 (actions): text of 76 characters, 75 allowed"),
    ([actions(button(text={"type": "mrkdwn", "text": "x"}))], "block 1 (actions): text must be plain_text"),
    ([actions(*(button(action_id=str(n)) for n in range(26)))], "block 1 (actions): 26 elements, 25 allowed"),
    ([actions()], "block 1 (actions): no elements"),
    ([actions(button(), button())], "block 1 (actions): action_id 'go' stands 2 times"),
    ([{"type": "context", "elements": [plain("x")] * 11}], "block 1 (context): 11 elements, 10 allowed"),
    ([{"type": "markdown", "text": "x" * 6001}] * 2, "message: 12002 characters of markdown, 12000 allowed"),
    ([section("x" * 2990)] * 4, "message: 12040 characters, 10000 allowed"),
    ([{"type": "image", "image_url": "https://example.com/x.png"}], "block 1 (image): image without alt_text"),
    ([{"type": "image", "alt_text": "x"}], "block 1 (image): image without a source"),
    ([{"type": "rich_text", "elements": []}], "block 1 (rich_text): no elements"),
    ([{"type": "rich_text", "elements": [{"type": "x"}]}], "block 1 (rich_text): unknown part 'x'"),
]


def test_the_examples_hold() -> None:
    """What the docstrings show is what happens."""
    assert 0 == doctest.testmod(module).failed


@pytest.mark.parametrize("blocks", FINE)
def test_blocks_at_the_limit_pass(blocks: list[dict[str, Any]]) -> None:
    """What just fits is not refused."""
    assert () == validate(blocks)


@pytest.mark.parametrize(("blocks", "fault"), WRONG)
def test_blocks_beyond_the_limit_are_named(blocks: list[dict[str, Any]], fault: str) -> None:
    """Each fault is named with its block."""
    assert fault in validate(blocks)


def test_every_fault_is_named() -> None:
    """All faults of a message are given, not the first only."""
    assert ("block 1 (nope): unknown type", "block 3 (section): empty text") == validate(
        [{"type": "nope"}, section("x"), section("")]
    )


def test_an_emoji_counts_twice() -> None:
    """Lengths are those of UTF-16, as Slack counts."""
    assert ("block 1 (header): text of 152 characters, 150 allowed",) == validate(
        [{"type": "header", "text": plain("🛑" * 76)}]
    )


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_clipped_text_fits(text: str, limit: int) -> None:
    """A clipped text is within the limit; it is the text itself, or a beginning of it with an ellipsis."""
    clipped = clip(text, limit)
    assert length(clipped) <= limit
    assert clipped == text or (clipped.endswith("…") and text.startswith(clipped[:-1]))


@given(st.text(alphabet="ab\n🛑"), st.integers(min_value=4, max_value=40), st.integers(min_value=1, max_value=5))
def test_clipped_lines_fit(text: str, limit: int, lines: int) -> None:
    """Clipped lines are within both limits, the line with the ellipsis aside."""
    clipped = clip_lines(text, limit=limit, lines=lines)
    assert length(clipped) <= limit
    assert clipped.count("\n") <= lines
    assert clipped == text or clipped.endswith("…")


def test_a_message_has_room_for_less_than_its_budget() -> None:
    """Each element costs a little beside its text."""
    assert BUDGET < size([section("x" * 2500)] * 4)
