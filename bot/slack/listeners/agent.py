"""The messages tab of the bot: questions to begin with when somebody opens it, and what they look at meanwhile."""

from __future__ import annotations

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.slack.listeners.asking import Asked
from bot.slack.listeners.desk import Desk
from bot.slack.listeners.home import opened_by
from bot.slack.listeners.payloads import Body
from bot.slack.sending.client import NoTokenError
from bot.slack.sending.failures import code_of
from bot.slack.views.prompts import prompts
from bot.slack.working import in_thread
from bot.usecases.ports import Conversations, StoreError

_TAB = "messages"
log = structlog.get_logger(__name__)


def register(app: AsyncApp, desk: Desk, *, conversations: Conversations) -> None:
    """Listen to the messages tab being opened; has to stand behind the home tab, for it takes every other tab."""

    async def opened(body: Body) -> None:
        if body["event"].get("tab") == _TAB:
            await _suggest(desk, body, conversations)

    async def nothing() -> None:
        """Do nothing: what a person looks at is their business, and never widens what they may see here."""

    app.event("app_home_opened")(opened)
    app.event("app_context_changed")(nothing)


async def _suggest(desk: Desk, body: Body, conversations: Conversations) -> None:
    who = opened_by(body)
    try:
        if await desk.kept_out(who, body):
            return
        machine = await in_thread(lambda: _last_machine(conversations, who))
        client = await desk.clients(who.workspace)
        # Without a thread: with one, Slack does nothing here, and says nothing either.
        await client.assistant_threads_setSuggestedPrompts(channel_id=who.channel, prompts=list(prompts(machine)))
    except SlackApiError as error:
        log.info("prompts.not_shown", error=code_of(error))
    except (ClientError, TimeoutError, OSError, NoTokenError) as error:
        log.info("prompts.not_shown", error=type(error).__name__)


def _last_machine(conversations: Conversations, who: Asked) -> str:
    """Give the machine that a person talked about here last, "" if there is none."""
    try:
        subject = conversations.subject(f"{who.workspace}:{who.channel}:{who.person}")
    except StoreError as error:
        log.warning("subject.away", error=str(error))
        return ""
    return subject.about if subject is not None and subject.resource else ""
