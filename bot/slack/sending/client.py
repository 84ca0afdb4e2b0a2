"""A client of Slack's Web API that is equipped for sending."""

from __future__ import annotations

from typing import Literal

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

SLACK = "https://slack.com/api/"
# Of one call. What fails all the same goes back to the outbox, which waits minutes rather than seconds.
RETRIES = 2


class NoTokenError(Exception):
    """Nothing can be said to a workspace; `code` is why: it has not installed the bot, or its token is of no use."""

    def __init__(self, code: Literal["not_installed", "no_key", "token_expired"]) -> None:
        """Say why."""
        super().__init__(code)
        self.code = code


def web_client(*, token: str, base_url: str = SLACK) -> AsyncWebClient:
    """Give a client that waits when Slack says so, and tries again when a connection breaks or Slack itself does."""
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
