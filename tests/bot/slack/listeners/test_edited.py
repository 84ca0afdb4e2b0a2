"""A changed question is answered anew in place; a deleted one is forgotten."""

from typing import Any

from bot.slack.app import Bot
from bot.slack.listeners.edited import asked_again
from bot.usecases.ports import Subject
from tests.bot.slack.interacting import tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, PERSON, TEAM, SlackApi, direct, envelope
from tests.fakes.store import FakeStore


def message(text: str, **more: object) -> dict[str, Any]:
    """Give a direct message as it stands inside a change."""
    return {"type": "message", "user": PERSON, "team": TEAM, "text": text, "ts": "1.1"} | more


def changed(before: str, after: str, *, edited: str = "7.7", event_id: str = "Ev2", **more: object) -> dict[str, Any]:
    """Give the event of a changed direct message."""
    body = envelope(event_id=event_id)
    body["event"] = {
        "type": "message",
        "subtype": "message_changed",
        "channel": "D1",
        "channel_type": "im",
        "hidden": True,
        "message": message(after, edited={"user": PERSON, "ts": edited}, **more),
        "previous_message": message(before),
        "ts": edited,
        "event_ts": edited,
    }
    return body


def test_the_new_answer_takes_the_place_of_the_old(meet: Meet) -> None:
    """The message of the bot is edited, also when the question is changed twice."""

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, str]]:
        await tell(bot, direct(text="what is QuotaExceeded?"))
        await tell(bot, changed("what is QuotaExceeded?", "AllocationFailed"))
        again = changed("AllocationFailed", "ZonalAllocationFailed", edited="8.8", event_id="Ev3")
        await tell(bot, again)
        return [(method, said.get("ts", "")) for method, said in api.calls if method.startswith("chat.")]

    assert [("chat.postMessage", ""), ("chat.update", "2.2"), ("chat.update", "2.2")] == meet(do)


def test_a_link_that_unfurls_asks_nothing() -> None:
    """Slack changes messages by itself; a text that is the same is no new question."""
    assert asked_again(changed("AllocationFailed", "AllocationFailed"), bot_user=BOT) is None


def test_changes_of_other_apps_ask_nothing() -> None:
    """A bot that edits its message asks nothing, and no more does the bot itself."""
    assert asked_again(changed("a", "b", bot_id="B9"), bot_user=BOT) is None
    assert asked_again(changed("a", "b", user=BOT), bot_user=BOT) is None


def test_a_mention_that_was_added_is_answered(meet: Meet) -> None:
    """Who adds the mention afterwards gets an answer as anybody else."""
    edited = {"user": PERSON, "ts": "7.7"}

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, envelope(text=f"<@{BOT}> AllocationFailed", edited=edited))
        return api.posted()

    (posted,) = meet(do)
    assert ("C1", "1.1") == (posted["channel"], posted["thread_ts"])


def test_a_deleted_question_is_forgotten(meet: Meet) -> None:
    """What its thread was about is gone, and so is the answer."""
    kept = FakeStore()

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, direct(text="what happened to web-01 last week?"))
        body = envelope(event_id="Ev2")
        body["event"] = {
            "type": "message",
            "subtype": "message_deleted",
            "channel": "D1",
            "channel_type": "im",
            "hidden": True,
            "deleted_ts": "1.1",
            "previous_message": message("what happened to web-01 last week?"),
            "ts": "9.9",
            "event_ts": "9.9",
        }
        await tell(bot, body)
        return [said for method, said in api.calls if method == "chat.delete"]

    (deleted,) = meet(do, kept=kept)
    assert ("D1", "2.2") == (deleted["channel"], deleted["ts"])
    assert Subject("") == kept.conversations.subject(f"{TEAM}:D1:1.1")
