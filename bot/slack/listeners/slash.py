"""The command `/aztriage …`: any question, answered for the person who asks; alone it opens room for a long paste."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.ask import MOMENT
from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.status import WAITING
from bot.slack.text.limits import BUTTON_VALUE, length
from bot.slack.views.buttons import asking, row
from bot.slack.views.modals import paste_modal
from bot.slack.views.view import View

COMMAND = "/aztriage"
_OPENS_WINDOW = frozenset({"", "paste"})
_LAST = 90  # of the numbers that buttons of one message have


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to the command."""

    async def command(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack()
        text = str(body.get("text") or "").strip()
        if text.casefold() in _OPENS_WINDOW:
            place = {"channel": str(body.get("channel_id") or ""), "team": str(body.get("team_id") or "")}
            opening = client.views_open(trigger_id=body["trigger_id"], view=paste_modal(place))
            await attended(_done(opening), partial(say, respond))
        else:
            await attended(_answer(desk, body, respond, text), partial(say, respond))

    app.command(COMMAND)(command)


async def _done(call: Awaitable[object]) -> None:
    await call


async def _answer(desk: Desk, body: dict[str, Any], respond: AsyncRespond, text: str) -> None:
    who = asked_by(body)
    work = asyncio.ensure_future(desk.answer(who, body, text))
    done, _ = await asyncio.wait({work}, timeout=MOMENT)
    if not done:
        await respond(text=WAITING, response_type="ephemeral")
    reply = await work
    question = desk.question(who, text).text
    for number, view in enumerate(reply.views):
        shown = _with_button(view, question) if reply.kind not in {"refused", "help"} else view
        await say(respond, shown, replaces=not done and number == 0)


async def say(respond: AsyncRespond, view: View, *, replaces: bool = False) -> None:
    """Show a message to the person who asked; where Slack does not take it whole, without its chart or as text."""
    plainer = tuple(block for block in view.blocks if block["type"] != "data_visualization")
    for blocks in dict.fromkeys((len(view.blocks), len(plainer), 0)):
        chosen = view.blocks if blocks == len(view.blocks) else plainer if blocks else ()
        said = await respond(text=view.text, blocks=list(chosen), response_type="ephemeral", replace_original=replaces)
        if said.status_code == 200:  # noqa: PLR2004 - the status itself
            return


def _with_button(view: View, question: str) -> View:
    """Add a button with which the same is asked aloud."""
    if length(question) > BUTTON_VALUE:
        return view
    return replace(view, blocks=(*view.blocks, *row([asking("Ask it in the channel", question)], first=_LAST)))
