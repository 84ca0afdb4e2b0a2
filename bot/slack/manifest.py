"""What Slack has to be told about the app: scopes, events, command, shortcut, and how they reach it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from bot.slack.features import FeatureName, events_of, scopes_of
from bot.slack.installing.leaving import EVENTS as LEAVING
from bot.slack.installing.paths import REDIRECT
from bot.slack.listeners.shortcut import CALLBACK
from bot.slack.listeners.slash import COMMAND
from bot.slack.listeners.workflow import STEP, definition
from bot.slack.views.prompts import prompts

SCOPES = ("app_mentions:read", "assistant:write", "chat:write", "commands", "files:write", "im:history")
EVENTS = ("app_context_changed", "app_home_opened", "app_mention", "message.im")
# What people read in the list of agents, in up to 300 letters.
DOES = (
    "Paste an Azure error and get its meaning, likely causes and fix, with the commands filled in. Ask what happened to"
    " a virtual machine, or what fails every week. No model in the cloud: equal questions get equal answers."
)


def scopes_for(features: Collection[FeatureName]) -> tuple[str, ...]:
    """Give the scopes that the bot needs with these features, in order."""
    return tuple(sorted({*SCOPES, *scopes_of(features)}))


def manifest(
    *,
    mode: Literal["socket", "http"] = "socket",
    url: str = "",
    features: Collection[FeatureName] = (),
    many: bool = False,
) -> dict[str, Any]:
    """Give the manifest to create the app from; `url` is the public address of the bot, needed in HTTP mode only.

    With `many` the app can be installed in many workspaces, which takes HTTP mode.
    """
    if many and mode != "http":
        raise ValueError("an app for many workspaces needs HTTP mode: browsers have to find the bot")
    if mode == "http" and not url.startswith("https://"):
        raise ValueError("in HTTP mode Slack needs the public https address of the bot")
    address = f"{url.rstrip('/')}/slack/events" if mode == "http" else ""
    where = {"request_url": address} if address else {}
    back = {"redirect_urls": [f"{url.rstrip('/')}{REDIRECT}"]} if many else {}
    steps = "workflow" in features
    events = {*EVENTS, *events_of(features), *(LEAVING if many else ())}
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "aztriage",
            "description": "Explains Azure errors, tells what happened to a VM, and reports what fails every week",
            "background_color": "#1f3a5f",
        },
        "features": _features(address),
        "oauth_config": {**back, "scopes": {"bot": list(scopes_for(features))}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(events), **where},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": many or steps,
            "socket_mode_enabled": mode == "socket",
            "token_rotation_enabled": many,
            **({"function_runtime": "remote"} if steps else {}),
        },
        **({"functions": {STEP: definition()}} if steps else {}),
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
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "agent_view": {"agent_description": DOES, "suggested_prompts": [*prompts()]},
        "bot_user": {"display_name": "aztriage", "always_online": True},
        "slash_commands": [command | ({"url": address} if address else {})],
        "shortcuts": [shortcut],
    }
