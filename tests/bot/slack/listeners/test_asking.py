"""Which events are questions, and who may ask."""

from typing import Any

import pytest

from bot.slack.listeners.asking import Access, Asked, asked, may_ask
from tests.bot.slack.wire import BOT, TEAM, direct, envelope


def test_a_mention_is_answered_in_its_thread() -> None:
    """A mention is answered under itself, or in the thread it stands in."""
    claims = ("Ev1", "C1:1.1")
    assert Asked(channel="C1", thread="1.1", claims=claims) == asked(envelope(), bot_user=BOT)
    assert Asked(channel="C1", thread="0.9", claims=claims) == asked(envelope(thread_ts="0.9"), bot_user=BOT)


@pytest.mark.parametrize(
    "body",
    [direct(), direct(subtype="file_share"), direct(subtype="thread_broadcast"), envelope(subtype="thread_broadcast")],
)
def test_what_a_person_says_to_the_bot_is_a_question(body: dict[str, Any]) -> None:
    """Direct messages and mentions count, with a file or a copy to the channel too."""
    assert None is not asked(body, bot_user=BOT)


@pytest.mark.parametrize(
    "body",
    [
        envelope(type="message", channel_type="channel"),
        envelope(type="message", channel_type="mpim"),
        envelope(user=BOT),
        envelope(bot_id="B1"),
        envelope(app_id="A1"),
        envelope(user=None),
        direct(user="USLACKBOT"),
        direct(bot_profile={"id": "B1"}),
        direct(subtype="message_changed"),
        direct(subtype="message_deleted"),
        direct(subtype="bot_message"),
        direct(subtype="channel_join"),
        direct(hidden=True),
        envelope(edited={"user": "U1", "ts": "1.2"}),
    ],
)
def test_everything_else_is_no_question(body: dict[str, Any]) -> None:
    """Messages of bots, of the bot itself, edits, and messages that are not for the bot are passed over."""
    assert None is asked(body, bot_user=BOT)


@pytest.mark.parametrize(
    "body",
    [
        envelope(),
        envelope(user_team=TEAM, source_team=TEAM),
        envelope(team="E1", envelope={"enterprise_id": "E1"}),
        envelope(team=None),
    ],
)
def test_the_team_may_ask(body: dict[str, Any]) -> None:
    """People of the team that installed the bot may ask."""
    assert may_ask(body, Access(), team=TEAM)


@pytest.mark.parametrize(
    "body",
    [
        envelope(envelope={"is_ext_shared_channel": True}),
        envelope(user_team="T999"),
        envelope(user_team="E999"),
        envelope(team="T999"),
        direct(source_team="T999"),
    ],
)
def test_others_may_not_ask(body: dict[str, Any]) -> None:
    """In channels shared with other organisations, and for people of other teams, there is no answer."""
    assert not may_ask(body, Access(), team=TEAM)


def test_a_team_can_be_let_in() -> None:
    """Another team that is named may ask; in shared channels only if these are opened."""
    body = envelope(user_team="T999")
    shared = envelope(user_team="T999", envelope={"is_ext_shared_channel": True})
    assert may_ask(body, Access(teams=frozenset({"T999"})), team=TEAM)
    assert not may_ask(shared, Access(teams=frozenset({"T999"})), team=TEAM)
    assert may_ask(shared, Access(shared_channels=True), team=TEAM)
