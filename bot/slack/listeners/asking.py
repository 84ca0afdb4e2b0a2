"""Who is asking: which events are questions of people, and which people may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Body = Mapping[str, Any]
_WITH_TEXT = frozenset({None, "file_share", "thread_broadcast"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask beside the team that installed the bot: other teams by id, people in shared channels."""

    teams: frozenset[str] = frozenset()
    shared_channels: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One message to answer: where it stands, and what must be claimed so that it is answered only once."""

    channel: str
    thread: str
    claims: tuple[str, ...]


def asked(body: Body, *, bot_user: str | None) -> Asked | None:
    """Give the message to answer, or None for what no person said to the bot."""
    event = body["event"]
    if not _from_person(event, bot_user) or not _to_bot(event):
        return None
    channel, ts = event["channel"], event["ts"]
    # The same message may come as two events (a mention in a direct message, say), and the same event more than once.
    claims = (str(body.get("event_id") or f"{channel}:{ts}:{event['type']}"), f"{channel}:{ts}")
    return Asked(channel=channel, thread=event.get("thread_ts") or ts, claims=claims)


def may_ask(body: Body, access: Access, *, team: str | None) -> bool:
    """Say whether the person belongs to the team and nobody from outside reads along."""
    if body.get("is_ext_shared_channel") and not access.shared_channels:
        return False
    event = body["event"]
    home = {team, body.get("team_id"), body.get("enterprise_id"), *access.teams}
    actors = {event.get("user_team"), event.get("source_team")} - {None, ""} or {event.get("team")} - {None, ""}
    return access.shared_channels or actors <= home


def _from_person(event: Mapping[str, Any], bot_user: str | None) -> bool:
    made_by_app = event.get("bot_id") or event.get("bot_profile") or event.get("app_id")
    user = event.get("user")
    return bool(user) and not made_by_app and user not in {bot_user, "USLACKBOT"}


def _to_bot(event: Mapping[str, Any]) -> bool:
    if event.get("subtype") not in _WITH_TEXT or event.get("hidden") or event.get("edited"):
        return False
    # In channels the mention is the question; the plain message that comes with it is not.
    return event.get("type") == "app_mention" or event.get("channel_type") == "im"
