"""Who is asking: which events are questions of people, and which people may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.slack.listeners.files import files_of
from bot.usecases.delivery_ports import Way
from bot.usecases.ports import SharedFile

Body = Mapping[str, Any]
Refusal = Literal["", "outsiders", "workspace", "channel", "person", "guest", "hurry"]
DIRECT = "im"  # stands for all direct messages in the list of channels
_CHANNELS = frozenset({"channel", "group", "mpim"})
_WITH_TEXT = frozenset({None, "file_share", "thread_broadcast"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask. An empty list lets in every workspace, channel or person of the team that installed the bot.

    In the list of workspaces an organisation stands for all of its own.
    `teams` are let in beside that team. People in channels shared with other organisations, and guests, are refused
    unless these are opened. In a list of channels, `im` stands for direct messages.
    """

    teams: frozenset[str] = frozenset()
    shared_channels: bool = False
    guests: bool = False
    workspaces: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """One message to answer: where it stands and whose it is. Neither its event nor itself is answered twice."""

    event: str
    workspace: str
    channel: str
    thread: str
    message: str
    person: str
    direct: bool = False
    files: int = 0
    attached: tuple[SharedFile, ...] = ()
    way: Way = ""


def asked(body: Body, *, bot_user: str | None, known: bool = False) -> Asked | None:
    """Give the message to answer, or None for what no person said to the bot.

    With `known` a message counts that is not addressed to the bot, but was found to be for it.
    """
    event = body["event"]
    if not _from_person(event, bot_user) or not (_to_bot(event) or (known and _is_plain(event))):
        return None
    channel, ts = event["channel"], event["ts"]
    return Asked(
        # The same message may come as two events (a mention in a direct message, say), and the same event again.
        event=str(body.get("event_id") or f"{channel}:{ts}:{event['type']}"),
        workspace=str(body.get("team_id") or body.get("enterprise_id") or ""),
        channel=channel,
        thread=event.get("thread_ts") or ts,
        message=ts,
        person=event["user"],
        direct=event.get("channel_type") == "im",
        files=len(event.get("files") or ()),
        attached=files_of(event),
    )


def is_talk(event: Mapping[str, Any]) -> bool:
    """Say whether an event is a message among people and apps in a channel, or a change of one."""
    return event.get("type") == "message" and event.get("channel_type") in _CHANNELS


def refusal(body: Body, to_answer: Asked, access: Access, *, team: str | None) -> Refusal:
    """Say why a person may not ask here, "" if they may. Whether they are a guest only Slack can tell."""
    if not may_ask(body, access, team=team):
        return "outsiders"
    if access.workspaces and not access.workspaces & {to_answer.workspace, str(body.get("enterprise_id") or "")}:
        return "workspace"
    if access.channels and not access.channels & {to_answer.channel, DIRECT if to_answer.direct else ""}:
        return "channel"
    return "person" if access.users and to_answer.person not in access.users else ""


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
    if not _is_plain(event):
        return False
    # In channels the mention is the question; the plain message that comes with it is not.
    return event.get("type") == "app_mention" or event.get("channel_type") == "im"


def _is_plain(event: Mapping[str, Any]) -> bool:
    return event.get("subtype") in _WITH_TEXT and not event.get("hidden") and not event.get("edited")
