"""A sign of life where an answer takes longer than a moment: Slack's own status line, or a message to be replaced."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.usecases.delivery_ports import Question

STATUS = "is reading the log …"
WAITING = "I am reading the log; the answer takes this place in a moment."
log = structlog.get_logger(__name__)


class Status:
    """Shows that a question is being answered. `clients` gives the client of a workspace."""

    def __init__(self, clients: Callable[[str], Awaitable[AsyncWebClient]]) -> None:
        """Show nothing until called."""
        self._clients = clients
        self._has_line = True

    async def __call__(self, question: Question) -> str:
        """Give the id of the message that the answer is to replace, "" if Slack shows the status by itself."""
        try:
            client = await self._clients(question.workspace)
            if self._has_line and await self._line(client, question):
                return ""
            said = await client.chat_postMessage(
                channel=question.channel, thread_ts=question.thread or None, text=WAITING, parse="none"
            )
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.info("status.not_shown", error=type(error).__name__)
            return ""
        return str(said.get("ts") or "")

    async def _line(self, client: AsyncWebClient, question: Question) -> bool:
        """Ask for the status line, which only some workspaces and conversations have."""
        if not question.thread:
            return False
        try:
            await client.assistant_threads_setStatus(
                channel_id=question.channel, thread_ts=question.thread, status=STATUS
            )
        except SlackApiError as error:
            if error.response.get("error") in {"missing_scope", "unknown_method", "not_allowed_token_type"}:
                self._has_line = False
            return False
        return True
