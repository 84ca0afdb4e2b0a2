"""What Slack sends when somebody opens the bot: its home tab, its messages, or looks elsewhere meanwhile.

The keys are those of Slack's own payloads; values are made up.
"""

from typing import Any

from tests.bot.slack.wire import BOT, PERSON, TEAM

Payload = dict[str, Any]
DIRECT = "D1"


def opened(*, tab: str = "home", event_id: str = "EvOpened1", person: str = PERSON, **envelope: object) -> Payload:
    """Give the event of a tab being opened, with the view that the person saw there before."""
    return {
        "token": "",
        "enterprise_id": "",
        "team_id": TEAM,
        "api_app_id": "A0APP00001",
        "type": "event_callback",
        "authed_users": [BOT],
        "authed_teams": [TEAM],
        "authorizations": [
            {"enterprise_id": "", "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": False,
        "event_id": event_id,
        "event_time": 123,
        "event_context": "",
        "event": {
            "type": "app_home_opened",
            "user": person,
            "channel": DIRECT,
            "tab": tab,
            "event_ts": "1.1",
            "view": _view(),
        },
        **envelope,
    }


def looked_elsewhere(*, channel: str = "C9", event_id: str = "EvContext1") -> Payload:
    """Give the event of a person who looks at a channel while the bot is open beside it."""
    return {
        "token": "",
        "team_id": TEAM,
        "api_app_id": "A0APP00001",
        "event": {
            "type": "app_context_changed",
            "context": {"entities": [{"type": "slack#/types/channel_id", "value": channel, "team_id": TEAM}]},
        },
        "type": "event_callback",
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}],
        "event_id": event_id,
        "event_time": 123,
    }


def pressed_at_home(button: Payload, *, trigger: str = "T1.home", person: str = PERSON) -> Payload:
    """Give the press of a button of the home tab."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "contoso"},
        "enterprise": None,
        "user": {"id": person, "username": "alice", "name": "alice", "team_id": TEAM},
        "api_app_id": "A0APP00001",
        "token": "",
        "container": {"type": "view", "view_id": "V0HOME"},
        "trigger_id": trigger,
        "view": {**_view(), "state": {"values": {}}},
        "actions": [{**button, "block_id": "b1", "action_ts": "9.9"}],
        "is_enterprise_install": False,
    }


def _view() -> Payload:
    return {
        "id": "V0HOME",
        "team_id": TEAM,
        "type": "home",
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "submit": None,
        "close": None,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "state": {},
        "hash": "1.hash",
        "clear_on_close": False,
        "notify_on_close": False,
        "submit_disabled": False,
        "root_view_id": "V0HOME",
        "previous_view_id": None,
        "app_id": "A0APP00001",
        "app_installed_team_id": TEAM,
        "bot_id": "B0BOT00001",
    }
