"""The window for a long paste: answered in the window, or aloud in the channel in which it was opened."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.listeners.payloads import carried_by
from bot.slack.listeners.slash import whisper
from bot.slack.sending.windows import updated
from bot.slack.views.modals import INPUTS, PASTE, answer_modal, waiting_modal
from bot.slack.views.refusals import refusal
from bot.slack.views.rich import paragraph, plain, rich
from bot.slack.views.view import View, view

Body = dict[str, Any]
Tell = Callable[[View], Awaitable[None]]
_IN_THE_CHANNEL = view(rich(paragraph(plain("The answer comes in the channel; you can close this window."))))


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to the window being sent off."""

    async def submitted(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        async def tell(said: View) -> None:
            await updated(client, body["view"]["id"], answer_modal(said, channel=_channel(body)))

        text, aloud = _given(body["view"]["state"]["values"])
        if not text:
            await ack(response_action="errors", errors={INPUTS[0]: "There is nothing to explain yet."})
            return
        await ack(response_action="update", view=waiting_modal())
        await attended(_answer(desk, body, text, tell, aloud=aloud), tell)

    app.view(PASTE)(submitted)


async def _answer(desk: Desk, body: Body, text: str, tell: Tell, *, aloud: bool) -> None:
    """Show the answer in the window; aloud, say there that it comes in the channel."""
    window = body["view"]
    channel = _channel(body)
    who = replace(asked_by(body), channel=channel, direct=channel.startswith("D"), message=str(window["id"]))
    if not (aloud and channel):
        answer, *warnings = (await desk.answer(who, body, text)).views
        await tell(answer)
        await desk.sender.write([whisper(who, each) for each in warnings])
    elif reason := await desk.refused(who, body):
        await tell(refusal(reason))
    else:
        await desk.intake.submit(who, text)
        await tell(_IN_THE_CHANNEL)


def _channel(body: Body) -> str:
    return carried_by(body["view"]).get("channel", "")


def _given(values: dict[str, Any]) -> tuple[str, bool]:
    """Give what was pasted and whether it is to be answered aloud."""
    texts = [str(((values.get(name) or {}).get(name) or {}).get("value") or "") for name in INPUTS]
    audience = (((values.get("audience") or {}).get("audience") or {}).get("selected_option") or {}).get("value")
    return "\n".join(filter(None, texts)).strip(), audience == "channel"
