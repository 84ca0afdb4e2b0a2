"""The message shortcut "Explain this error": whatever stands in a message is explained in its thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.slack.listeners.asking import Asked
from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.listeners.files import files_of, is_picture
from bot.slack.listeners.reading import nothing_read
from bot.slack.listeners.slash import say, whisper
from bot.slack.text.incoming import question
from bot.slack.views.refusals import refusal
from bot.slack.views.rich import paragraph, plain, rich
from bot.slack.views.rotation import rotation
from bot.slack.views.view import View, view

CALLBACK = "explain_error"


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to the shortcut."""

    async def explain(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await attended(_explain(desk, body, respond), partial(say, respond))

    app.message_shortcut(CALLBACK)(explain)


async def _explain(desk: Desk, body: dict[str, Any], respond: AsyncRespond) -> None:
    await say(respond, await _submitted(desk, body))


async def _submitted(desk: Desk, body: dict[str, Any]) -> View:
    message = body.get("message") or {}
    text, ts = question(message), str(message.get("ts") or body.get("message_ts") or "")
    who = asked_by(body, thread=str(message.get("thread_ts") or ts), message=f"{ts}:{CALLBACK}")
    attached = files_of(message)
    readable = bool(desk.asker.files) and not all(map(is_picture, attached))
    if not text and not readable:
        return nothing_read(attached)
    if reason := await desk.refused(who, body):
        return refusal(reason)
    new = await desk.intake.submit(replace(who, files=len(attached), attached=attached), text)
    if new:
        await _warn(desk, who, message, text)
    return _said("I explain it in the thread." if new else "I was asked before: the explanation is in the thread.")


async def _warn(desk: Desk, who: Asked, message: dict[str, Any], text: str) -> None:
    """Tell the one who wrote the message, if that is another person, what to do about secrets in it."""
    poster = str(message.get("user") or "")
    if not poster or poster == who.person or message.get("bot_id"):
        return
    if warning := rotation(desk.question(who, text).redactions):
        await desk.sender.write([whisper(replace(who, person=poster), warning)])


def _said(sentence: str) -> View:
    return view(rich(paragraph(plain(sentence))))
