"""The command `/aztriage …`: any question, answered for the person who asks; alone it opens room for a long paste."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.ask import MOMENT
from bot.slack.listeners.asking import Asked
from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.sending.responding import UnheardError, told
from bot.slack.sending.windows import opened
from bot.slack.status import WAITING
from bot.slack.text.limits import BUTTON_VALUE, length
from bot.slack.views.buttons import asking, row
from bot.slack.views.modals import paste_modal
from bot.slack.views.view import View
from bot.usecases.delivery_ports import Message, MessageKind

COMMAND = "/aztriage"
_OPENS_WINDOW = frozenset({"", "paste"})
_LAST = 90  # of the numbers that buttons of one message have
log = structlog.get_logger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to the command."""

    async def command(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack()
        text = str(body.get("text") or "").strip()
        if text.casefold() in _OPENS_WINDOW:
            place = {"channel": str(body.get("channel_id") or ""), "team": str(body.get("team_id") or "")}
            await attended(opened(client, body, paste_modal(place)), partial(say, respond))
        else:
            await attended(_answer(desk, body, respond, text), partial(say, respond))

    app.command(COMMAND)(command)


async def _answer(desk: Desk, body: dict[str, Any], respond: AsyncRespond, text: str) -> None:
    who = asked_by(body)
    work = asyncio.ensure_future(desk.answer(who, body, text))
    done, _ = await asyncio.wait({work}, timeout=MOMENT)
    if not done:
        with suppress(ClientError, TimeoutError, OSError):  # a sign of life only; the answer has other ways
            await respond(text=WAITING, response_type="ephemeral")
    reply = await work
    question = desk.question(who, text).text
    for number, view in enumerate(reply.views):
        shown = _with_button(view, question) if number == 0 and reply.kind not in {"refused", "help"} else view
        try:
            await say(respond, shown, replaces=not done and number == 0)
        except UnheardError as error:
            log.warning("reply.sent_otherwise", error=str(error))
            await desk.sender.write([whisper(who, view)])


async def say(respond: AsyncRespond, view: View, *, replaces: bool = False) -> None:
    """Show a message to the person who asked; where Slack does not take it whole, without its chart or as text.

    Raises:
        UnheardError: Slack takes it in no form.
    """
    await told(respond, view, replaces=replaces)


def whisper(who: Asked, view: View) -> Message:
    """Give an answer for the outbox, which sees it to an end: in the channel for their eyes, or as a direct message."""
    kind: MessageKind = "private" if who.channel else "message"
    place = who.channel or who.person
    return Message(who.workspace, place, "", view.text, view.blocks, kind=kind, person=who.person)


def _with_button(view: View, question: str) -> View:
    """Add a button with which the same is asked aloud."""
    if length(question) > BUTTON_VALUE:
        return view
    return replace(view, blocks=(*view.blocks, *row([asking("Ask it in the channel", question)], first=_LAST)))
