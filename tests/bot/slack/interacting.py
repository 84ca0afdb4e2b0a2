"""What Slack sends when people do not write: commands, presses of buttons, shortcuts, windows that are sent off.

The keys are those of Slack's own payloads; values are made up.
"""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

from slack_bolt.async_app import AsyncBoltRequest

from bot.slack.app import Bot
from tests.bot.slack.serving import request
from tests.bot.slack.wire import BOT, PERSON, TEAM, deliver, signed

FORM = "application/x-www-form-urlencoded"
Payload = dict[str, Any]
_TEAM = {"id": TEAM, "domain": "contoso"}
_USER = {"id": PERSON, "username": "alice", "name": "alice", "team_id": TEAM}


def command(text: str, *, response_url: str = "", trigger: str = "T1.command", channel: str = "C1") -> Payload:
    """Give a command as Slack sends it."""
    return {
        "token": "",
        "api_app_id": "A0APP00001",
        "team_id": TEAM,
        "team_domain": "contoso",
        "channel_id": channel,
        "channel_name": "ops-azure",
        "user_id": PERSON,
        "user_name": "alice",
        "command": "/aztriage",
        "text": text,
        "response_url": response_url,
        "trigger_id": trigger,
        "is_enterprise_install": "false",
    }


def pressed(
    message: Payload, button: Payload, *, channel: str = "C1", trigger: str = "T1.press", response_url: str = ""
) -> Payload:
    """Give the press of a button of a message."""
    thread = message.get("thread_ts") or message["ts"]
    return {
        "type": "block_actions",
        "team": _TEAM,
        "enterprise": None,
        "user": _USER,
        "api_app_id": "A0APP00001",
        "token": "",
        "container": {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel,
            "is_ephemeral": bool(message.get("is_ephemeral")),
            "thread_ts": thread,
        },
        "trigger_id": trigger,
        "channel": {"id": channel, "name": "ops-azure"},
        "message": {"type": "message", "user": BOT, "ts": message["ts"], "thread_ts": thread, "text": ""},
        "response_url": response_url,
        "state": {"values": {}},
        "actions": [{**button, "block_id": "b1", "action_ts": "9.9"}],
        "is_enterprise_install": False,
    }


def pressed_in_window(button: Payload, *, view: str = "V1", trigger: str = "T1.window") -> Payload:
    """Give the press of a button in a window."""
    return {
        "type": "block_actions",
        "team": _TEAM,
        "enterprise": None,
        "user": _USER,
        "api_app_id": "A0APP00001",
        "token": "",
        "container": {"type": "view", "view_id": view},
        "trigger_id": trigger,
        "view": {"id": view, "type": "modal", "private_metadata": "", "state": {"values": {}}},
        "actions": [{**button, "block_id": "b1", "action_ts": "9.9"}],
        "is_enterprise_install": False,
    }


def shortcut(message: Payload, *, channel: str = "C1", trigger: str = "T1.shortcut", response_url: str = "") -> Payload:
    """Give the shortcut used on a message."""
    return {
        "type": "message_action",
        "callback_id": "explain_error",
        "trigger_id": trigger,
        "message_ts": message["ts"],
        "response_url": response_url,
        "message": {"type": "message", "user": "UBOB000001", **message},
        "enterprise": None,
        "team": _TEAM,
        "user": {name: value for name, value in _USER.items() if name != "username"},
        "channel": {"id": channel, "name": "ops-azure"},
        "token": "",
        "action_ts": "9.9",
        "is_enterprise_install": False,
    }


def submission(texts: dict[str, str], *, audience: str = "me", metadata: str = "", view: str = "V1") -> Payload:
    """Give the window for long pastes, sent off with these texts."""
    values: dict[str, Any] = {name: {name: {"type": "plain_text_input", "value": text}} for name, text in texts.items()}
    option = {"text": {"type": "plain_text", "text": audience}, "value": audience}
    values["audience"] = {"audience": {"type": "radio_buttons", "selected_option": option}}
    return {
        "type": "view_submission",
        "team": _TEAM,
        "enterprise": None,
        "user": _USER,
        "api_app_id": "A0APP00001",
        "token": "",
        "trigger_id": "T1.submit",
        "view": {
            "id": view,
            "team_id": TEAM,
            "type": "modal",
            "callback_id": "paste",
            "private_metadata": metadata,
            "state": {"values": values},
            "hash": "1.hash",
            "app_id": "A0APP00001",
            "bot_id": "B0BOT00001",
        },
        "is_enterprise_install": False,
    }


def written(payload: Payload) -> str:
    """Give a payload as Slack writes it into a request."""
    return urlencode(payload if "command" in payload else {"payload": json.dumps(payload)})


async def interact(bot: Bot, *payloads: Payload) -> list[tuple[int, str]]:
    """Send payloads to the bot, wait until it has done with them, and give status and body of each answer."""
    answers = []
    for each in payloads:
        body, before = written(each), asyncio.all_tasks()
        headers = signed(body) | {"content-type": FORM}
        response = await bot.app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(headers)))
        answers.append((response.status, response.body))
        await _done(before)
    return answers


async def tell(bot: Bot, *events: Payload) -> None:
    """Send events to the bot, one after the other, and wait until listeners and all others have done with each."""
    for each in events:
        before = asyncio.all_tasks()
        await deliver(bot, each)
        await _done(before)


async def _done(before: set[asyncio.Task[Any]]) -> None:
    async with asyncio.timeout(60):
        while at_work := asyncio.all_tasks() - before:
            await asyncio.wait(at_work, return_when=asyncio.FIRST_COMPLETED)


def interact_over_http(port: int, payload: Payload) -> tuple[int, str]:
    """Send a payload to a bot that is served, and give status and body of its answer."""
    body = written(payload)
    headers = signed(body) | {"content-type": FORM}
    return request(port, "/slack/events", body=body.encode(), headers=headers)
