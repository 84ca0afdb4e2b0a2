"""What a person asked is read from wherever Slack put most of it."""

from typing import Any

import pytest

from bot.slack.text.incoming import question

ERROR = 'Error: creating Linux Virtual Machine "vm-web-01" <rg>\n  Code="AllocationFailed" a & b'
ESCAPED = ERROR.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
MENTION = {"type": "user", "user_id": "U0BOT"}


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the blocks that Slack's own clients send."""
    return [{"type": "rich_text", "elements": list(elements)}]


def section(*parts: dict[str, Any]) -> dict[str, Any]:
    """Give a paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(parts)}


def text(content: str) -> dict[str, Any]:
    """Give a piece of text."""
    return {"type": "text", "text": content}


def test_the_mention_is_no_part_of_the_question() -> None:
    """The call to the bot is left out, the rest of the text is unescaped."""
    assert ERROR == question({"text": f"<@U0BOT> {ESCAPED}"})


def test_code_stays_as_it_was_pasted() -> None:
    """Backticks and fences around a paste are kept."""
    assert "```\nAllocationFailed\n```" == question({"text": "<@U0BOT> ```\nAllocationFailed\n```"})


def test_rich_text_is_read_when_the_text_is_cut() -> None:
    """The blocks count when `text` holds less of the paste."""
    blocks = rich(
        section(MENTION, text(" what is this?")), {"type": "rich_text_preformatted", "elements": [text(ERROR)]}
    )
    assert f"what is this?\n{ERROR}" == question({"text": "<@U0BOT> what is this?", "blocks": blocks})


def test_the_text_is_read_when_the_blocks_are_cut() -> None:
    """The text counts when the blocks hold less of the paste."""
    assert ERROR == question({"text": f"<@U0BOT> {ESCAPED}", "blocks": rich(section(MENTION, text("Error:")))})


def test_equal_contents_are_read_without_markup() -> None:
    """When both hold the same, the blocks are read, in which stars and underscores are no markup."""
    blocks = rich(section(MENTION, text(" "), {**text("OSProvisioningTimedOut"), "style": {"bold": True}}))
    assert "OSProvisioningTimedOut" == question({"text": "<@U0BOT> *OSProvisioningTimedOut*", "blocks": blocks})


def test_lists_quotes_links_and_emoji_are_read() -> None:
    """Every kind of rich text leaves its words."""
    link = {"type": "link", "url": "https://aka.ms/x", "text": "Learn more"}
    emoji, channel = {"type": "emoji", "name": "fire"}, {"type": "channel", "channel_id": "C1"}
    blocks = rich(
        {"type": "rich_text_list", "style": "bullet", "elements": [section(text("one")), section(text("two"))]},
        {
            "type": "rich_text_quote",
            "elements": [text("quoted "), link, emoji, channel, {"type": "broadcast", "range": "here"}],
        },
        {
            "type": "rich_text_section",
            "elements": [{"type": "link", "url": "mailto:a@example.com"}, {"type": "unheard-of"}],
        },
    )
    expected = "one\ntwo\nquoted Learn more (https://aka.ms/x):fire:#C1@here\na@example.com"
    assert expected == question({"blocks": blocks})


@pytest.mark.parametrize(
    "attachment",
    [
        {"text": ESCAPED, "fallback": "[no preview]"},
        {"fallback": ESCAPED},
        {"message_blocks": [{"message": {"text": ESCAPED}}]},
        {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": ESCAPED}}]},
        {"blocks": [{"type": "section", "text": {"type": "plain_text", "text": ERROR}}]},
    ],
)
def test_a_forwarded_message_is_part_of_the_question(attachment: dict[str, Any]) -> None:
    """What an attachment holds is read after the person's own words."""
    assert f"what is this?\n\n{ERROR}" == question({"text": "<@U0BOT> what is this?", "attachments": [attachment]})


def test_fields_of_an_alert_are_read() -> None:
    """Title, text and fields of an alert that another app posted are read."""
    attachment = {"title": "VM down", "text": "web-01", "fields": [{"title": "Code", "value": "AllocationFailed"}]}
    assert "VM down\nweb-01\nCode: AllocationFailed" == question({"text": "", "attachments": [attachment]})


def test_a_repeated_attachment_is_read_once() -> None:
    """What stands in the text already is not added again."""
    assert "see AllocationFailed" == question(
        {"text": "see AllocationFailed", "attachments": [{"text": "AllocationFailed"}]}
    )


def test_nothing_gives_nothing() -> None:
    """A message without any text gives an empty question."""
    assert ["", ""] == [question({}), question({"text": "<@U0BOT>", "blocks": rich(section(MENTION))})]
