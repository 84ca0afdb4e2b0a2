"""Posting: what Slack would refuse is found before, and what it refuses all the same goes out as plain text."""

from __future__ import annotations

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.text.limits import Block, validate
from bot.slack.views.view import View

SLACK = "https://slack.com/api/"
RETRIES = 2
_BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
log = structlog.get_logger(__name__)


def web_client(*, token: str, base_url: str = SLACK) -> AsyncWebClient:
    """Give a client of Slack's Web API that is equipped for posting."""
    client = AsyncWebClient(token=token)
    equip(client, base_url=base_url)
    return client


def equip(client: AsyncWebClient, *, base_url: str) -> None:
    """Make a client wait when Slack says so, and try again when a connection breaks or Slack itself does."""
    client.base_url = base_url.rstrip("/") + "/"
    client.timeout = 15
    client.retry_handlers = [
        AsyncConnectionErrorRetryHandler(max_retry_count=RETRIES),
        AsyncRateLimitErrorRetryHandler(max_retry_count=RETRIES),
        AsyncServerErrorRetryHandler(max_retry_count=RETRIES),
    ]


async def post(client: AsyncWebClient, view: View, *, channel: str, thread: str) -> None:
    """Post a view as a reply in a thread, as blocks if Slack takes them, else as text."""
    faults = validate(view.blocks)
    if faults:
        log.warning("blocks.invalid", faults=faults)
        await _post(client, channel=channel, thread=thread, text=view.text)
        return
    try:
        await _post(client, channel=channel, thread=thread, text=view.text, blocks=view.blocks)
    except SlackApiError as error:
        if error.response.get("error") not in _BLOCKS_REFUSED:
            raise
        log.warning("blocks.refused", error=error.response["error"])
        await _post(client, channel=channel, thread=thread, text=view.text)


async def _post(
    client: AsyncWebClient, *, channel: str, thread: str, text: str, blocks: tuple[Block, ...] = ()
) -> None:
    await client.chat_postMessage(
        channel=channel,
        thread_ts=thread,
        text=text,
        blocks=list(blocks) or None,
        unfurl_links=False,
        unfurl_media=False,
        link_names=False,
        parse="none",
    )
