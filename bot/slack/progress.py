"""Progress: a message that Slack shows growing while a question is being answered; the answer takes its place.

Only what is being done is streamed, never the answer itself: an answer leaves through the outbox, which may have to
send it again, and a stream can be ended only once.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_chat_stream import AsyncChatStream
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.sending.failures import code_of
from bot.usecases.delivery_ports import Question

SAID = "I am reading the log; the answer takes this place in a moment."
BETWEEN = 10.0  # seconds from one sign of life to the next
_READING, _READ, _TASK = "Reading the log", "Read the log", "log"
log = structlog.get_logger(__name__)


class Progress:
    """The message of one question."""

    def __init__(self, client: AsyncWebClient, question: Question) -> None:
        """Show nothing yet."""
        self._client = client
        self._channel = question.channel
        self._begun = monotonic()
        self._stream = AsyncChatStream(
            client,
            logger=client.logger,
            channel=question.channel,
            thread_ts=question.thread,
            buffer_size=1,
            recipient_team_id=question.workspace,
            recipient_user_id=question.person,
        )

    async def begin(self) -> None:
        """Show that the work has begun.

        Raises:
            SlackApiError: the workspace shows no such messages, or not here.
            ClientError: the connection broke more than once.
        """
        await self._stream.append(markdown_text=SAID, chunks=[_task(_READING, "in_progress")])

    async def until(self, work: asyncio.Future[Any]) -> str:
        """Show that the work goes on until it ends; gives the id of the message, "" if nothing may take its place."""
        while not (await asyncio.wait({work}, timeout=BETWEEN))[0]:
            seconds = round(monotonic() - self._begun)
            await self._attempt(chunks=[_task(_READING, "in_progress", details=f"{seconds} seconds so far")])
        return await self._end()

    async def _attempt(self, **said: Any) -> None:  # noqa: ANN401 - what a stream takes
        try:
            await self._stream.append(**said)
        except (SlackApiError, SlackRequestError, ClientError, TimeoutError, OSError) as error:
            log.info("progress.not_shown", error=_named(error))

    async def _end(self) -> str:
        """End the stream; what cannot be ended cannot be replaced either, and is taken away."""
        ts = self._stream.ts or ""
        try:
            await self._stream.stop(chunks=[_task(_READ, "complete")])
        except (SlackApiError, SlackRequestError, ClientError, TimeoutError, OSError) as error:
            log.info("progress.not_ended", error=_named(error))
            await withdraw(self._client, channel=self._channel, ts=ts)
            return ""
        return ts


async def withdraw(client: AsyncWebClient, *, channel: str, ts: str) -> None:
    """Take a message away, if Slack lets it go."""
    if not ts:
        return
    try:
        await client.chat_delete(channel=channel, ts=ts)
    except (SlackApiError, ClientError, TimeoutError, OSError) as error:
        log.info("progress.not_taken_away", error=_named(error))


def _task(title: str, status: str, *, details: str = "") -> dict[str, str]:
    task = {"type": "task_update", "id": _TASK, "title": title, "status": status}
    return task | ({"details": details} if details else {})


def _named(error: Exception) -> str:
    return code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
