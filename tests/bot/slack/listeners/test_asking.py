"""Which events are questions, and who may ask."""

from dataclasses import replace
from typing import Any

import pytest

from bot.slack.listeners.asking import Access, Asked, asked, may_ask, refusal
from tests.bot.slack.wire import BOT, PERSON, TEAM, direct, envelope


def test_a_mention_is_answered_in_its_thread() -> None:
    """A mention is answered under itself, or in the thread it stands in."""
    question = Asked(event="Ev1", workspace=TEAM, channel="C1", thread="1.1", message="1.1", person=PERSON)
    assert question == asked(envelope(), bot_user=BOT)
    assert replace(question, thread="0.9") == asked(envelope(thread_ts="0.9"), bot_user=BOT)


def test_a_direct_message_is_known_as_one() -> None:
    """So is what is attached to it."""
    question = asked(direct(files=[{"id": "F1"}, {"id": "F2"}]), bot_user=BOT)
    assert question
    assert (True, 2) == (question.direct, question.files)


def test_an_event_without_an_id_is_known_by_its_message() -> None:
    """Slack always sends an id; without one the message stands in."""
    question = asked(envelope(event_id=""), bot_user=BOT)
    assert question
    assert "C1:1.1:app_mention" == question.event


LISTS = [
    (Access(), envelope(), ""),
    (Access(workspaces=frozenset({TEAM})), envelope(), ""),
    (Access(workspaces=frozenset({"T9"})), envelope(), "workspace"),
    (Access(channels=frozenset({"C1"})), envelope(), ""),
    (Access(channels=frozenset({"C9", "im"})), envelope(), "channel"),
    (Access(channels=frozenset({"C9", "im"})), direct(), ""),
    (Access(channels=frozenset({"C9"})), direct(), "channel"),
    (Access(users=frozenset({PERSON})), envelope(), ""),
    (Access(users=frozenset({"U9"})), envelope(), "person"),
    (Access(users=frozenset({PERSON})), envelope(user_team="T999"), "outsiders"),
]


@pytest.mark.parametrize(("access", "body", "expected"), LISTS)
def test_lists_say_who_may_ask(access: Access, body: dict[str, Any], expected: str) -> None:
    """An empty list lets in all of the team; one that is not empty only those who stand in it."""
    question = asked(body, bot_user=BOT)
    assert question
    assert expected == refusal(body, question, access, team=TEAM)


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
