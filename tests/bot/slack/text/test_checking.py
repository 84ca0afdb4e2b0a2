"""Three judges see every payload before Slack does; each refuses what it understands, and nothing else."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from bot.slack.text.checking import faults, faults_of_message, faults_of_view
from bot.slack.text.judges import builders, own, sdk
from tests.bot.slack.text.wrong import FINE, WRONG, Blocks
from tests.bot.slack.views.golden import golden

# What each judge alone sees of the wrong payloads; a change here is a change of a library.
SDK = {
    "section of 3001", "header of 151", "image without alt text", "style of a button", "button of 76", "11 fields",
    "empty section", "key that does not exist", "26 buttons", "markdown of 12001", "empty text",
}  # fmt: skip
SLACKBLOCKS = {
    "section of 3001", "51 blocks", "header of 151", "unknown type", "11 fields", "field of 2001", "empty section",
    "markdown of 12001", "two markdowns of 14000", "empty text", "button of 76", "26 buttons", "table of 102 rows",
}  # fmt: skip


def by_sdk(blocks: Blocks) -> list[str]:
    """Give what slack_sdk alone finds."""
    return [fault for block in blocks for fault in sdk.of_block(block)]


def by_slackblocks(blocks: Blocks) -> list[str]:
    """Give what slackblocks alone finds."""
    return list(builders.of_blocks(blocks, surface="message"))


def by_own(blocks: Blocks) -> list[str]:
    """Give what our own rules find."""
    found = [fault for block in blocks for fault in own.of_block(block, surface="message")]
    return [*own.of_all(blocks, surface="message"), *found]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_payload_is_refused(name: str) -> None:
    """Every one of the eighteen is refused, and what is wrong is said."""
    assert faults(WRONG[name])


@pytest.mark.parametrize("name", FINE)
def test_a_right_payload_passes(name: str) -> None:
    """Blocks that a judge does not know are left to the others."""
    assert () == faults(FINE[name])


def test_two_libraries_of_others_agree_with_our_rules() -> None:
    """Fifteen are refused by one of the libraries too; the rest are our own rules."""
    assert SDK == {name for name, blocks in WRONG.items() if by_sdk(blocks)}
    assert SLACKBLOCKS == {name for name, blocks in WRONG.items() if by_slackblocks(blocks)}
    ours = {name for name, blocks in WRONG.items() if by_own(blocks)}
    assert {"style of a button", "key that does not exist"} == set(WRONG) - ours
    assert {"header in mrkdwn", "the same action_id twice"} == set(WRONG) - SDK - SLACKBLOCKS


def test_faults_hold_no_text_of_the_payload() -> None:
    """They are logged, and what people paste is not."""
    planted = "SharedAccessKey" + "=planted"
    blocks: Blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": planted * 400}},
        {"type": "header", "text": {"type": planted, "text": planted}},
        {"type": "section", "fields": planted},
        {"type": "table", "rows": [[{"type": "raw_text", "text": planted}]] * 102},
        {"type": "actions", "elements": [{"type": "button", "action_id": "a", "text": planted, "style": planted}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": 7}]}]},
    ]
    found = [*by_sdk(blocks), *by_slackblocks(blocks)]
    assert found
    assert [] == [fault for fault in found if "planted" in fault]


SURFACES: list[tuple[str, dict[str, Any], str]] = [
    ("modal", {"type": "markdown", "text": "x"}, "not taken in a modal"),
    ("home", {"type": "markdown", "text": "x"}, "not taken in a home"),
    ("modal", FINE["chart"][0], "not taken in a modal"),
    ("message", {"type": "alert", "text": {"type": "plain_text", "text": "x"}}, "not taken in a message"),
]


@pytest.mark.parametrize(("surface", "block", "fault"), SURFACES)
def test_a_block_in_the_wrong_place_is_refused(surface: Any, block: dict[str, Any], fault: str) -> None:  # noqa: ANN401 - a Literal
    """A window, the home tab and a message each take blocks of their own."""
    assert any(fault in found for found in faults([block], surface=surface))
    assert any("slackblocks" in found for found in builders.of_blocks([block], surface=surface)) or block["type"] in {
        "data_visualization",
        "alert",
    }


def window(**changed: object) -> dict[str, Any]:
    """Give a window that Slack takes, changed by what is said here."""
    words = {"type": "plain_text", "text": "Paste"}
    field = {"type": "input", "label": words, "element": {"type": "plain_text_input", "action_id": "a"}}
    return {"type": "modal", "title": words, "submit": words, "blocks": [field]} | changed


def choice(**changed: object) -> list[dict[str, Any]]:
    """Give a field with choices, changed by what is said here."""
    words = {"type": "plain_text", "text": "x"}
    element = {"type": "static_select", "action_id": "a", "options": [{"text": words, "value": "1"}]} | changed
    return [{"type": "input", "label": words, "element": element}]


WINDOWS: list[tuple[dict[str, Any], str]] = [
    (window(title={"type": "plain_text", "text": "x" * 25}), "title: text of 25 characters, 24 allowed"),
    (window(title={"type": "mrkdwn", "text": "x"}), "title: text must be plain_text"),
    (window(title=None), "title: text must be plain_text"),
    (window(close={"type": "plain_text", "text": "x" * 25}), "close: text of 25 characters, 24 allowed"),
    (window(submit=None), "modal: fields to fill in, and nothing to send them off"),
    (window(private_metadata="x" * 3001), "private_metadata of 3001 characters, 3000 allowed"),
    (window(callback_id="x" * 256), "callback_id of 256 characters, 255 allowed"),
    (window(blocks=[{"type": "divider"}] * 101), "modal: 101 blocks, 100 allowed"),
    (window(blocks=[{"type": "divider", "block_id": "a"}] * 2), "modal: block_id 'a' stands 2 times"),
    (window(blocks=choice(options=[])), "block 1 (input): 0 options, 1 to 100 allowed"),
    (window(blocks=choice(type="radio_buttons", options=choice()[0]["element"]["options"] * 11)), "11 options"),
    (window(blocks=choice(initial_option={"value": "9"})), "initial_option is none of the options"),
    (window(blocks=choice(placeholder={"type": "plain_text", "text": "x" * 151})), "placeholder: text of 151"),
]


@pytest.mark.parametrize(("view", "fault"), WINDOWS)
def test_a_window_beyond_the_limit_is_named(view: dict[str, Any], fault: str) -> None:
    """Titles, fields and choices have limits of their own."""
    assert [found for found in faults_of_view(view) if fault in found]


def test_what_a_window_may_hold_is_more_than_a_message() -> None:
    """A hundred blocks and longer texts, because the budget is that of messages."""
    sections = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2000}}] * 20
    assert () == faults_of_view(window(blocks=sections + [{"type": "divider"}] * 80))
    assert () == faults_of_view({"type": "home", "blocks": sections})


def test_the_text_of_a_message_is_judged_too() -> None:
    """Without blocks it has to say something, and it has a limit of its own."""
    assert () == faults_of_message("hello")
    assert ("message: no text",) == faults_of_message(" ")
    assert ("message: text of 40001 characters, 40000 allowed",) == faults_of_message("x" * 40_001)


@pytest.mark.parametrize("name", golden())
def test_every_view_passes(name: str) -> None:
    """No view of ours is refused by any judge."""
    shown = golden()[name]
    if "type" in shown:
        assert () == faults_of_view(shown)
    else:
        assert () == faults_of_message(shown["text"], shown["blocks"])


def test_nothing_is_loaded_before_the_first_payload() -> None:
    """A program that says nothing in Slack loads neither library."""
    program = "import sys, json; import bot.slack.views.explanation; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert [] == [name for name in json.loads(said) if re.fullmatch(r"slackblocks|slack_sdk\.models", name)]
