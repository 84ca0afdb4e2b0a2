"""Posting survives what Slack refuses, and waits when Slack says so."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import pytest
import structlog
from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.slack.sender import post, web_client
from bot.slack.text.limits import Block
from bot.slack.views.view import View
from tests.bot.slack.wire import TOKEN, slack_api

SECTION: Block = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}


def posted(blocks: Sequence[Block], *answers: web.Response) -> list[dict[str, Any]]:
    """Post a view to a Slack that gives these answers, and give what arrived there."""

    async def posting() -> list[dict[str, Any]]:
        async with slack_api() as api:
            api.answers["chat.postMessage"] = list(answers)
            client = web_client(token=TOKEN, base_url=api.base_url)
            await post(client, View(blocks=tuple(blocks), text="plain"), channel="C1", thread="1.1")
            return api.posted()

    return asyncio.run(posting())


def refused(error: str) -> web.Response:
    """Give an answer in which Slack says no."""
    return web.json_response({"ok": False, "error": error})


def test_valid_blocks_are_posted_as_they_are() -> None:
    """Blocks and their text go out in one message."""
    (message,) = posted([SECTION])
    assert ([SECTION], "plain") == (message["blocks"], message["text"])


def test_invalid_blocks_are_never_sent() -> None:
    """What Slack would refuse goes out as text only, and the log names the fault."""
    with structlog.testing.capture_logs() as logged:
        (message,) = posted([{"type": "nope"}])
    assert ("plain", False) == (message["text"], "blocks" in message)
    assert [("block 1 (nope): unknown type",)] == [line["faults"] for line in logged]


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
def test_refused_blocks_are_sent_as_text(error: str) -> None:
    """When Slack refuses blocks all the same, the answer is not lost."""
    first, second = posted([SECTION], refused(error))
    assert ([SECTION], False) == (first["blocks"], "blocks" in second)
    assert "plain" == second["text"]


def test_other_refusals_are_raised() -> None:
    """A channel that is gone cannot be helped by posting again."""
    with pytest.raises(SlackApiError, match="is_archived"):
        posted([SECTION], refused("is_archived"))


def test_a_busy_slack_is_waited_for() -> None:
    """Told to wait a second, the bot waits it and posts again."""
    began = time.monotonic()
    busy = web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
    assert 2 == len(posted([SECTION], busy))
    assert time.monotonic() - began >= 1


def test_a_broken_slack_is_asked_again() -> None:
    """After an error of the server the message is posted again."""
    assert 2 == len(posted([SECTION], web.json_response({"ok": False}, status=503)))
