"""Questions that were changed or taken back: a changed one is answered anew in place, a deleted one forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.ask import EDITED
from bot.slack.listeners.asking import Asked, asked, refusal
from bot.slack.listeners.desk import Desk
from bot.slack.text.incoming import question
from bot.slack.working import in_thread
from bot.usecases.ports import Conversations, Subject

Replies = Callable[[str, str, str], Sequence[str]]
log = structlog.get_logger(__name__)


def register(app: AsyncApp, desk: Desk, *, conversations: Conversations, replies: Replies) -> None:
    """Listen to changes of messages; has to stand before listeners that take every message."""

    async def changed(body: dict[str, Any], context: AsyncBoltContext) -> None:
        again = asked_again(body, bot_user=context.bot_user_id)
        if again is None:
            return
        who, text = again
        reason = refusal({**body, "event": _written(body)}, who, desk.rules.access, team=context.team_id)
        if not reason:
            await desk.intake.submit(who, text)

    async def deleted(body: dict[str, Any], client: AsyncWebClient) -> None:
        event = body["event"]
        workspace, channel, ts = str(body.get("team_id") or ""), event["channel"], str(event.get("deleted_ts") or "")
        thread = str((event.get("previous_message") or {}).get("thread_ts") or ts)
        await in_thread(lambda: conversations.remember(f"{workspace}:{channel}:{thread}", Subject("")))
        for answer in await in_thread(lambda: replies(workspace, channel, ts)):
            await _take_back(client, channel, answer)

    app.event({"type": "message", "subtype": "message_changed"})(changed)
    app.event({"type": "message", "subtype": "message_deleted"})(deleted)
    app.event("app_mention", matchers=[_is_edited])(changed)


def asked_again(body: dict[str, Any], *, bot_user: str | None) -> tuple[Asked, str] | None:
    """Give the question that a changed message asks now, and None if it asks nothing, or the same as before."""
    event, written = body["event"], _written(body)
    before = event.get("previous_message") or {}
    edited = str((written.get("edited") or {}).get("ts") or "")
    if not edited or question(written) == question(before):
        return None
    plain = {name: value for name, value in written.items() if name not in {"edited", "subtype"}}
    found = asked({**body, "event": plain}, bot_user=bot_user)
    text = question(written)
    return (replace(found, message=f"{found.message}{EDITED}{edited}"), text) if found and text else None


def _written(body: dict[str, Any]) -> dict[str, Any]:
    """Give the message as it stands now, with where it stands."""
    event = body["event"]
    if event["type"] == "app_mention":
        return dict(event)
    place = {name: event[name] for name in ("channel", "channel_type") if name in event}
    return {"type": "message", **(event.get("message") or {}), **place}


async def _is_edited(body: dict[str, Any]) -> bool:
    return bool(body["event"].get("edited"))


async def _take_back(client: AsyncWebClient, channel: str, ts: str) -> None:
    try:
        await client.chat_delete(channel=channel, ts=ts)
    except SlackApiError as error:
        log.info("answer.not_taken_back", error=error.response.get("error"))
