"""What is this error? Answers mentions and direct messages in their thread."""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.asking import Access, Asked, asked, may_ask
from bot.slack.sender import post
from bot.slack.text.incoming import question
from bot.slack.views.explanation import explanation
from bot.slack.views.help import help_message, picture
from bot.slack.views.refusals import outsiders, trouble
from bot.slack.views.view import View
from bot.usecases.answers import Explanation
from bot.usecases.ports import Conversations

ANSWERING = "answering:"
_ASKS_FOR_HELP = frozenset({"", "help", "hi", "hello", "hey", "thanks", "test"})
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Explainer:
    """Takes events of Slack and answers them; the use case runs in `pool`, so that the loop is never held up."""

    explain: Callable[[str], Explanation]
    conversations: Conversations
    pool: Executor
    access: Access = field(default_factory=Access)

    async def __call__(self, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        """Answer the event once, if a person asks something."""
        to_answer = asked(body, bot_user=context.bot_user_id)
        if to_answer is None:
            return
        if task := asyncio.current_task():
            # At shutdown, what is being answered is waited for by this name.
            task.set_name(f"{ANSWERING}{to_answer.claims[0]}")
        try:
            if await asyncio.to_thread(self._claimed, to_answer):
                allowed = may_ask(body, self.access, team=context.team_id)
                view = await self._answer(body["event"]) if allowed else outsiders()
                await post(client, view, channel=to_answer.channel, thread=to_answer.thread)
        except Exception as error:  # noqa: BLE001 - a face is where every bug has to end
            await _apologise(client, to_answer, error)

    def _claimed(self, to_answer: Asked) -> bool:
        return all(self.conversations.claim(name) for name in to_answer.claims)

    async def _answer(self, event: Mapping[str, Any]) -> View:
        text = question(event)
        if not text and event.get("files"):
            return picture()
        if text.casefold().strip(" ?!.") in _ASKS_FOR_HELP:
            return help_message()
        answer = await asyncio.get_running_loop().run_in_executor(self.pool, self.explain, text)
        log.info("answered", entries=[match.entry for match in answer.matches], elapsed_ms=answer.elapsed_ms)
        return explanation(answer)


def register(
    app: AsyncApp,
    *,
    explain: Callable[[str], Explanation],
    conversations: Conversations,
    pool: Executor,
    access: Access | None = None,
) -> None:
    """Listen to mentions and direct messages."""
    explainer = Explainer(explain=explain, conversations=conversations, pool=pool, access=access or Access())

    async def answer(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await explainer(body, context, client)

    app.event("app_mention")(answer)
    app.event("message")(answer)


async def _apologise(client: AsyncWebClient, to_answer: Asked, error: Exception) -> None:
    """Log a bug under an id and tell the id; neither holds the text of the error, which may quote what was pasted."""
    reference = secrets.token_hex(3)
    log.error("answer.failed", id=reference, error=type(error).__name__, where=_where(error))
    try:
        await post(client, trouble(reference), channel=to_answer.channel, thread=to_answer.thread)
    except Exception as again:  # noqa: BLE001 - Slack itself may be what is broken
        log.error("apology.failed", id=reference, error=type(again).__name__, where=_where(again))  # noqa: TRY400


def _where(error: Exception) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
