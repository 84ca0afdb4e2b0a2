"""The message shortcut "Explain this error": whatever stands in a message is explained in its thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.listeners.files import files_of, is_picture
from bot.slack.listeners.reading import nothing_read
from bot.slack.listeners.slash import say
from bot.slack.text.incoming import question
from bot.slack.views.refusals import refusal
from bot.slack.views.rich import paragraph, plain, rich
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
    return _said("I explain it in the thread." if new else "I was asked before: the explanation is in the thread.")


def _said(sentence: str) -> View:
    return view(rich(paragraph(plain(sentence))))
