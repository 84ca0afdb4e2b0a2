"""What Slack has to be told about the app: its scopes, its events, and how they reach it."""

from __future__ import annotations

from typing import Any, Literal

SCOPES = ("app_mentions:read", "chat:write", "im:history")
EVENTS = ("app_mention", "message.im")


def manifest(*, mode: Literal["socket", "http"] = "socket", url: str = "") -> dict[str, Any]:
    """Give the manifest to create the app from; `url` is the public address of the bot, needed in HTTP mode only."""
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    if mode == "http":
        if not url.startswith("https://"):
            raise ValueError("in HTTP mode Slack needs the public https address of the bot")
        events["request_url"] = f"{url.rstrip('/')}/slack/events"
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "aztriage",
            "description": "Explains Azure errors: what they mean, why they happen, how to fix them",
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "aztriage", "always_online": True},
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "org_deploy_enabled": False,
            "socket_mode_enabled": mode == "socket",
            "token_rotation_enabled": False,
        },
    }
