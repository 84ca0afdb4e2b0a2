"""What a button carries fits, comes back, and holds nothing that Slack would refuse."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text.limits import BUTTON_VALUE, length, validate
from bot.slack.views.buttons import Button, asking, packed, page_of, row, unpacked
from bot.slack.views.modals import page_modal, why_modal
from tests.bot.slack.samples import ALLOCATION


@given(st.text(max_size=3000), st.lists(st.lists(st.text(max_size=300), min_size=2, max_size=2), max_size=20))
def test_whatever_is_carried_fits(text: str, chain: list[list[str]]) -> None:
    """Long texts and lists are cut as far as needed, and come back as what they are."""
    carried = packed({"entry": "a/B", "text": text, "chain": chain}, shorten=("text", "chain"))
    assert length(carried) <= BUTTON_VALUE
    found = unpacked(carried)
    assert ("a/B", True) == (found["entry"], text.startswith(found["text"]))
    assert chain[: len(found["chain"])] == found["chain"]


def test_what_cannot_be_cut_is_a_bug() -> None:
    """A name that does not fit is not cut in silence."""
    with pytest.raises(ValueError, match="cannot carry"):
        packed({"entry": "x" * 3000})


@pytest.mark.parametrize("value", ["", "x", "[1]", "null", "{"])
def test_what_is_none_of_ours_is_empty(value: str) -> None:
    """A value of another version or another hand carries nothing."""
    assert {} == unpacked(value)


@given(st.text(max_size=200), st.text(max_size=3000))
def test_any_label_and_question_makes_a_button(label: str, question: str) -> None:
    """Slack takes the row, and it can be written as JSON."""
    blocks = row([asking(label, question), page_of(label, entry="a/B", text=question, known={"vm": label[:80]})])
    assert () == validate(blocks)
    assert json.dumps(blocks, ensure_ascii=False).encode()


def test_rows_of_one_message_are_numbered_on() -> None:
    """No two buttons of a message have the same id, and a row has five at most."""
    first, second = row([Button("a", "page", "1")]), row([Button("b", "page", "2")] * 9, first=1)
    ids = [each["action_id"] for block in (*first, *second) for each in block["elements"]]
    assert [f"page.{number}" for number in range(6)] == ids
    assert () == row([])


@given(st.lists(st.lists(st.text(max_size=300), max_size=3), max_size=6))
def test_whatever_a_window_shows_slack_takes_it(pairs: list[list[str]]) -> None:
    """Evidence and chain of a paste that means harm stay text."""
    window = why_modal(pairs, pairs)
    assert () == validate(window["blocks"])
    kinds = {part["type"] for block in window["blocks"] for part in block.get("elements", ())}
    assert kinds <= {"rich_text_section", "rich_text_list", "rich_text_preformatted"}


def test_a_window_has_room_for_the_whole_page() -> None:
    """What a message leaves out, the window shows."""
    long = "A sentence that is not short at all. " * 12
    match = replace(ALLOCATION, tip=long)
    assert "Tip: " in json.dumps(page_modal(match))
