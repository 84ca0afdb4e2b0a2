"""What a press of a button or a window that was sent off tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.sending.windows import opened
from bot.slack.views.buttons import unpacked

Body = dict[str, Any]


def value_of(body: Body) -> str:
    """Give what the button that was pressed carries."""
    return str(body["actions"][0].get("value") or "")


def message_of(body: Body) -> str:
    """Give the message in which the button stands; for a window, the window."""
    container, message = body.get("container") or {}, body.get("message") or {}
    return str(container.get("message_ts") or message.get("ts") or (body.get("view") or {}).get("id") or "")


def thread_of(body: Body) -> str:
    """Give the thread in which the button stands; what only one person sees stands in none."""
    container, message = body.get("container") or {}, body.get("message") or {}
    if container.get("is_ephemeral"):
        return str(container.get("thread_ts") or "")
    return str(message.get("thread_ts") or container.get("thread_ts") or message.get("ts") or "")


def carried_by(view: Mapping[str, Any]) -> dict[str, str]:
    """Give what a window carries."""
    return {name: str(value) for name, value in unpacked(str(view.get("private_metadata") or "")).items()}


async def open_window(client: AsyncWebClient, body: Body, modal: Mapping[str, Any]) -> None:
    """Open a window, on top of the one in which the button stands if it stands in one."""
    await opened(client, body, modal)
