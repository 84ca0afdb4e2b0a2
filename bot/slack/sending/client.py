"""A client of Slack's Web API that is equipped for sending."""

from __future__ import annotations

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

SLACK = "https://slack.com/api/"
# Of one call. What fails all the same goes back to the outbox, which waits minutes rather than seconds.
RETRIES = 2


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
