"""Signs of life while an answer is made: Slack's own status line, then a message that grows, or one that stands in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.progress import SAID, Progress, withdraw
from bot.slack.sending.client import NoTokenError
from bot.slack.sending.failures import code_of
from bot.slack.text.limits import clip
from bot.usecases.delivery_ports import Question
from bot.usecases.ports import StoreError

STATUS = "is looking into it …"
LOADING = ("Reading the question …", "Looking into the log …", "Putting the answer together …")
WAITING = SAID
PATIENCE = 4.0  # seconds of a status line, after which a person wants to see how far it is
RENEWED = 90.0  # seconds: Slack takes a status line away after two minutes
LONGEST = 5.0  # seconds that Slack may take to show a sign of life
GRACE = 0.5  # seconds that one on its way may hold up an answer; coming after it, it would stand for minutes
TITLE = 60
# What a workspace says that has no such thing; it is not asked again.
_LACKING = frozenset(
    """missing_scope unknown_method not_allowed_token_type method_not_supported_for_channel_type feature_not_enabled
    not_allowed access_denied""".split()
)
_FAILURES = (SlackApiError, ClientError, TimeoutError, OSError, NoTokenError, StoreError)
log = structlog.get_logger(__name__)


class Status:
    """Shows that a question is being answered. `clients` gives the client of a workspace."""

    def __init__(self, clients: Callable[[str], Awaitable[AsyncWebClient]]) -> None:
        """Show nothing until called."""
        self._clients = clients
        self._lacking: set[tuple[str, str]] = set()
        self._naming: set[asyncio.Task[None]] = set()

    async def __call__(self, question: Question, work: asyncio.Future[Any], *, moment: float) -> str:
        """Show signs of life until the work ends; gives the id of the message that the answer is to replace, or "".

        A message stands in only after a `moment` more.
        """
        try:
            client = await self._clients(question.workspace)
            if not await self._line(client, question, work):
                return "" if await _ended(work, moment) else await _stand_in(client, question)
            if await _ended(work, PATIENCE):
                return ""
            return await self._follow(client, question, work)
        except _FAILURES as error:
            log.info("status.not_shown", error=_named(error))
            return ""

    def name(self, question: Question, title: str) -> None:
        """Give a conversation its title, in the background; without one Slack shows how it began."""
        if title and (question.workspace, "title") not in self._lacking:
            self._begin(self._give_name(question, title))

    async def withdraw(self, question: Question, ts: str) -> None:
        """Take a message away that no answer takes the place of."""
        try:
            await withdraw(await self._clients(question.workspace), channel=question.channel, ts=ts)
        except _FAILURES as error:
            log.info("status.not_withdrawn", error=_named(error))

    async def _line(self, client: AsyncWebClient, question: Question, work: asyncio.Future[Any]) -> bool:
        """Ask for the status line, which only some workspaces and conversations have."""
        if not question.thread:
            return False
        call = client.assistant_threads_setStatus(
            channel_id=question.channel, thread_ts=question.thread, status=STATUS, loading_messages=[*LOADING]
        )
        return await self._asked("line", question.workspace, call, work)

    async def _follow(self, client: AsyncWebClient, question: Question, work: asyncio.Future[Any]) -> str:
        progress = Progress(client, question)
        if await self._asked("stream", question.workspace, progress.begin(), work):
            return await progress.until(work)
        while not await _ended(work, RENEWED):
            await self._line(client, question, work)
        return ""

    async def _give_name(self, question: Question, title: str) -> None:
        try:
            client = await self._clients(question.workspace)
            # In the body: a title in an address ends in the logs of proxies.
            said = {"channel_id": question.channel, "thread_ts": question.thread, "title": clip(title, TITLE)}
            await self._asked("title", question.workspace, client.api_call("assistant.threads.setTitle", json=said))
        except Exception as error:  # noqa: BLE001 - in the background nobody else hears of it, and it is only a title
            log.info("title.not_shown", error=_named(error))

    async def _asked(
        self, what: str, workspace: str, call: Coroutine[Any, Any, Any], work: asyncio.Future[Any] | None = None
    ) -> bool:
        """Make a call unless the workspace is known to lack it; say whether Slack did it before the work was over."""
        if (workspace, what) in self._lacking:
            call.close()
            return False
        asked = asyncio.ensure_future(call)
        await asyncio.wait({asked, work or asked}, timeout=LONGEST, return_when=asyncio.FIRST_COMPLETED)
        if not await _ended(asked, GRACE):
            asked.cancel()
            return False
        try:
            asked.result()
        except SlackApiError as error:
            if code_of(error) in _LACKING:
                log.info("slack.lacks", what=what, error=code_of(error))
                self._lacking.add((workspace, what))
            return False
        return True

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work, name="naming")
        self._naming.add(task)
        task.add_done_callback(self._naming.discard)


async def _ended(work: asyncio.Future[Any], seconds: float) -> bool:
    return bool((await asyncio.wait({work}, timeout=seconds))[0])


async def _stand_in(client: AsyncWebClient, question: Question) -> str:
    said = await client.chat_postMessage(
        channel=question.channel, thread_ts=question.thread or None, text=WAITING, parse="none"
    )
    return str(said.get("ts") or "")


def _named(error: Exception) -> str:
    return code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
