"""Presses of buttons: a question that a button asks, a page, how the bot knows, a whole timeline as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from analysis.window import Window
from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.listeners.payloads import carried_by, open_window
from bot.slack.listeners.press import unwelcome
from bot.slack.listeners.slash import say
from bot.slack.sending.windows import updated
from bot.slack.views.answer import drawn
from bot.slack.views.buttons import unpacked
from bot.slack.views.files import carried, files_off
from bot.slack.views.modals import Modal, answer_modal, no_page_modal, page_modal, waiting_modal, why_modal
from bot.slack.views.refusals import refusal
from bot.slack.views.rich import paragraph, plain, rich
from bot.slack.views.timeline import as_text
from bot.slack.views.view import View, view
from bot.usecases.answers import History
from bot.usecases.delivery_ports import Attachment, Message
from bot.usecases.page import page
from bot.usecases.scoped import within

Body = dict[str, Any]
_ASKED_BEFORE = view(rich(paragraph(plain("This was asked before: its answer stands below, or is on its way."))))


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to every button of the bot."""

    async def pressed(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack()
        done = _DONE[_action(body)["action_id"].partition(".")[0]]

        async def tell(said: View) -> None:
            await (open_window(client, body, answer_modal(said)) if body.get("view") else say(respond, said))

        await attended(done(desk, body, respond, client), tell)

    app.action(re.compile(rf"^({'|'.join(_DONE)})\.\d+$"))(pressed)


async def _ask(desk: Desk, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> None:
    """Have the question of a button answered: in its thread, and only once, or in its window."""
    if body.get("view"):
        await _ask_in_window(desk, body, client)
        return
    who = asked_by(body, thread=_thread(body), message=f"{_message(body)}:{_action(body)['action_id']}")
    if reason := await desk.refused(who, body):
        await say(respond, refusal(reason))
    elif not await desk.intake.submit(who, _value(body)):
        await say(respond, _ASKED_BEFORE)


async def _ask_file(desk: Desk, body: Body, respond: AsyncRespond, _: AsyncWebClient) -> None:
    """Have the question of a button answered from the files that it carries."""
    text, files = carried(_value(body))
    who = asked_by(body, thread=_thread(body), message=f"{_message(body)}:{_action(body)['action_id']}")
    if not desk.asker.files:
        await say(respond, files_off())
    elif reason := await desk.refused(who, body):
        await say(respond, refusal(reason))
    elif not await desk.intake.submit(replace(who, files=len(files), attached=files), text):
        await say(respond, _ASKED_BEFORE)


async def _ask_in_window(desk: Desk, body: Body, client: AsyncWebClient) -> None:
    await updated(client, body["view"]["id"], waiting_modal())
    # What was let in, and may be told, is that of the channel in which the window was opened.
    channel = carried_by(body["view"]).get("channel", "")
    who = replace(asked_by(body), channel=channel, direct=channel.startswith("D"))
    reply = await desk.answer(who, body, _value(body))
    await updated(client, body["view"]["id"], answer_modal(reply.views[0], channel=channel))


async def _show_page(desk: Desk, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> None:
    if await _let_in(desk, body, respond, client):
        await open_window(client, body, await desk.run(partial(_page, desk, unpacked(_value(body)))))


async def _show_why(desk: Desk, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> None:
    if await _let_in(desk, body, respond, client):
        carried = unpacked(_value(body))
        await open_window(client, body, why_modal(carried.get("evidence") or (), carried.get("chain") or ()))


async def _let_in(desk: Desk, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> bool:
    """Say whether a person may look at more of an answer, which is no further question; they are told if not."""
    reason = await unwelcome(desk.kept_out, asked_by(body), body)
    if reason:
        said = refusal(reason)
        await (open_window(client, body, answer_modal(said)) if body.get("view") else say(respond, said))
    return not reason


def _page(desk: Desk, carried: Mapping[str, Any]) -> Modal:
    name, known = str(carried.get("entry") or ""), carried.get("known")
    names = {str(kind): str(value) for kind, value in known.items()} if isinstance(known, dict) else {}
    found = page(desk.ask.explain, name, text=str(carried.get("text") or ""), known=names)
    return page_modal(found) if found else no_page_modal(name)


async def _send_timeline(desk: Desk, body: Body, respond: AsyncRespond, _: AsyncWebClient) -> None:
    """Put every line of a history into the thread, as a file."""
    who = asked_by(body, thread=_thread(body))
    if reason := await desk.refused(who, body):
        await say(respond, refusal(reason))
        return
    carried = unpacked(_value(body))
    start, end = (datetime.fromisoformat(each) for each in carried["window"])
    scope = desk.scope(who.channel)
    tell = within(desk.ask, scope).history()
    answer = await desk.run(lambda: tell(str(carried["resource"]), lambda _: Window(start, end), zone=desk.asker.zone))
    await desk.record(who, "timeline", scope)
    if not isinstance(answer, History):
        await say(respond, drawn(answer, zone=desk.asker.zone))
        return
    said = f"{len(answer.timeline)} lines about {answer.name}"
    content = as_text(answer.timeline, zone=desk.asker.zone).encode()
    file = Attachment(f"{answer.name}.txt", f"The whole timeline of {answer.name}", said, content)
    sent = Message(who.workspace, who.channel, who.thread, "", kind="file", person=who.person, attachment=file)
    await desk.sender.write([sent])


def _action(body: Body) -> Mapping[str, Any]:
    action: Mapping[str, Any] = body["actions"][0]
    return action


def _value(body: Body) -> str:
    return str(_action(body).get("value") or "")


def _message(body: Body) -> str:
    return str((body.get("container") or {}).get("message_ts") or (body.get("message") or {}).get("ts") or "")


def _thread(body: Body) -> str:
    """Give the thread in which the button stands; what only one person sees stands in none."""
    container, message = body.get("container") or {}, body.get("message") or {}
    if container.get("is_ephemeral"):
        return str(container.get("thread_ts") or "")
    return str(message.get("thread_ts") or container.get("thread_ts") or _message(body))


_DONE = {"ask": _ask, "ask_file": _ask_file, "page": _show_page, "why": _show_why, "timeline": _send_timeline}
