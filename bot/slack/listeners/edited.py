"""Questions that were changed or taken back: a changed one is answered anew in place, a deleted one forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.asking import Asked, asked, is_talk, refusal
from bot.slack.listeners.desk import Desk
from bot.slack.text.incoming import question
from bot.slack.working import in_thread
from bot.usecases.delivery_ports import EDITION
from bot.usecases.ports import Conversations, Subject

Replies = Callable[[str, str, str], Sequence[str]]
log = structlog.get_logger(__name__)


def register(app: AsyncApp, desk: Desk, *, conversations: Conversations, replies: Replies) -> None:
    """Listen to changes of messages; has to stand before listeners that take every message."""

    async def changed(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        if is_tombstone(body["event"]):
            await deleted(body, client)
            return
        again = asked_again(body, bot_user=context.bot_user_id)
        if again is None:
            return
        who, text = again
        reason = refusal({**body, "event": _written(body)}, who, desk.rules.access, team=context.team_id)
        if reason:
            return
        # Each edition is a question, and counts as one.
        allowed = desk.limiter.ask(f"{who.workspace}:{who.person}")
        if allowed == "yes":
            await desk.intake.submit(who, text)
        elif allowed == "no":
            await desk.intake.submit(who, "", refused="hurry")

    async def deleted(body: dict[str, Any], client: AsyncWebClient) -> None:
        event = body["event"]
        gone = event.get("deleted_ts") or (event.get("message") or {}).get("ts")
        workspace, channel, ts = str(body.get("team_id") or ""), event["channel"], str(gone or "")
        before = event.get("previous_message") or {}
        thread = str(before.get("thread_ts") or ts)
        person, event_id = str(before.get("user") or ""), str(body.get("event_id") or f"{channel}:{ts}:deleted")
        await in_thread(lambda: _forget(conversations, (workspace, channel), thread, person))
        await desk.intake.withdraw(Asked(event_id, workspace, channel, thread, ts, person))
        for answer in await in_thread(lambda: replies(workspace, channel, ts)):
            await _take_back(client, channel, answer)

    app.event({"type": "message", "subtype": "message_changed"})(changed)
    app.event({"type": "message", "subtype": "message_deleted"})(deleted)
    app.event("app_mention", matchers=[_is_edited])(changed)


def is_tombstone(event: Mapping[str, Any]) -> bool:
    """Say whether a change is the deletion of a message that has replies: its place stays, with other words."""
    return (event.get("message") or {}).get("subtype") == "tombstone"


def asked_again(body: dict[str, Any], *, bot_user: str | None) -> tuple[Asked, str] | None:
    """Give the question that a changed message asks now, and None if it asks nothing, or the same as before."""
    event, written = body["event"], _written(body)
    before = event.get("previous_message") or {}
    edited = str((written.get("edited") or {}).get("ts") or "")
    if not edited or question(written) == question(before):
        return None
    plain = {name: value for name, value in written.items() if name not in {"edited", "subtype"}}
    # Of changes in channels only those come here whose message was a question before.
    talk = is_talk(event)
    found = asked({**body, "event": plain}, bot_user=bot_user, known=talk)
    text = question(written)
    if found is None or not text:
        return None
    unsaid = talk and f"<@{bot_user}>" not in str(written.get("text") or "")
    return replace(found, message=f"{found.message}{EDITION}{edited}", way="reply" if unsaid else ""), text


def _written(body: dict[str, Any]) -> dict[str, Any]:
    """Give the message as it stands now, with where it stands."""
    event = body["event"]
    if event["type"] == "app_mention":
        return dict(event)
    place = {name: event[name] for name in ("channel", "channel_type") if name in event}
    return {"type": "message", **(event.get("message") or {}), **place}


async def _is_edited(body: dict[str, Any]) -> bool:
    return bool(body["event"].get("edited"))


def _forget(conversations: Conversations, place: tuple[str, str], thread: str, person: str) -> None:
    """Forget what a thread was about; in a direct message the next question goes on from it no more."""
    own, latest = (":".join((*place, each)) for each in (thread, person))
    gone = conversations.subject(own)
    conversations.remember(own, Subject(""))
    if place[1].startswith("D") and person and gone is not None and conversations.subject(latest) == gone:
        conversations.remember(latest, Subject(""))


async def _take_back(client: AsyncWebClient, channel: str, ts: str) -> None:
    try:
        await client.chat_delete(channel=channel, ts=ts)
    except SlackApiError as error:
        log.info("answer.not_taken_back", error=error.response.get("error"))
