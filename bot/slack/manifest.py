"""What Slack has to be told about the app: scopes, events, command, shortcut, and how they reach it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from bot.slack.features import FeatureName, events_of, scopes_of
from bot.slack.listeners.shortcut import CALLBACK
from bot.slack.listeners.slash import COMMAND

SCOPES = ("app_mentions:read", "chat:write", "commands", "files:write", "im:history")
EVENTS = ("app_mention", "message.im")


def manifest(
    *, mode: Literal["socket", "http"] = "socket", url: str = "", features: Collection[FeatureName] = ()
) -> dict[str, Any]:
    """Give the manifest to create the app from; `url` is the public address of the bot, needed in HTTP mode only."""
    if mode == "http" and not url.startswith("https://"):
        raise ValueError("in HTTP mode Slack needs the public https address of the bot")
    address = f"{url.rstrip('/')}/slack/events" if mode == "http" else ""
    where = {"request_url": address} if address else {}
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "aztriage",
            "description": "Explains Azure errors, tells what happened to a VM, and reports what fails every week",
            "background_color": "#1f3a5f",
        },
        "features": _features(address),
        "oauth_config": {"scopes": {"bot": sorted({*SCOPES, *scopes_of(features)})}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted({*EVENTS, *events_of(features)}), **where},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": False,
            "socket_mode_enabled": mode == "socket",
            "token_rotation_enabled": False,
        },
    }


def _features(address: str) -> dict[str, Any]:
    command = {
        "command": COMMAND,
        "description": "Ask about an Azure error, a machine, or the week",
        "usage_hint": "[an error | what happened to web-01? | weekly report | help]",
        "should_escape": False,
    }
    shortcut = {
        "name": "Explain this error",
        "type": "message",
        "callback_id": CALLBACK,
        "description": "Explains the Azure error of this message in its thread",
    }
    return {
        "app_home": {
            "home_tab_enabled": False,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "aztriage", "always_online": True},
        "slash_commands": [command | ({"url": address} if address else {})],
        "shortcuts": [shortcut],
    }
