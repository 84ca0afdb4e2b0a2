"""A changed question is answered anew in place; a deleted one is forgotten."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from bot.slack.app import Bot
from bot.slack.listeners import ask
from bot.slack.listeners.edited import asked_again
from bot.slack.rules import Rules
from bot.usecases.delivery_ports import Question
from bot.usecases.ports import Subject
from tests.bot.slack.interacting import tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, PERSON, TEAM, SlackApi, deliver, direct, envelope
from tests.fakes.events import FakeEvents
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


def gone(text: str) -> dict[str, Any]:
    """Give the event of a deleted direct message."""
    body = envelope(event_id="Ev2")
    body["event"] = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": "D1",
        "channel_type": "im",
        "hidden": True,
        "deleted_ts": "1.1",
        "previous_message": message(text),
        "ts": "9.9",
        "event_ts": "9.9",
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


def test_an_edit_takes_the_place_of_an_answer_that_was_slow(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that stands in the place of a sign of life is found as well."""
    monkeypatch.setattr(ask, "MOMENT", 0.0)

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, str]]:
        api.answers["assistant.threads.setStatus"] = [web.json_response({"ok": False, "error": "unknown_method"})]
        await tell(bot, envelope(text=f"<@{BOT}> what happened to web-01 last week?"))
        edited: dict[str, Any] = {"text": f"<@{BOT}> AllocationFailed", "edited": {"user": PERSON, "ts": "7.7"}}
        await tell(bot, envelope(event_id="Ev2", **edited))
        return [(method, said.get("ts", "")) for method, said in api.calls if method.startswith("chat.")]

    calls = meet(do)
    assert ("chat.update", "2.2") == calls[-1]
    assert 1 == [method for method, _ in calls].count("chat.postMessage")


def test_only_the_newest_edition_is_answered(meet: Meet) -> None:
    """An edit that comes while the question is being worked on: the first answer is never sent."""
    begun, edited = threading.Event(), threading.Event()

    class Seen(FakeEvents):
        def receive(self, questions: Sequence[Question]) -> Sequence[Question]:
            new = super().receive(questions)
            if "Ev2" in self.questions:
                edited.set()
            return new

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        attending = bot.answering._answer
        asker = attending.asker  # type: ignore[attr-defined]

        def slow(text: str, **more: Any) -> Any:  # noqa: ANN401 - as Ask
            if "QuotaExceeded" in text:
                begun.set()
                assert edited.wait(10)
            return asker.ask(text, **more)

        held = replace(asker, ask=_Held(asker.ask, slow))
        bot.answering._answer = replace(attending, asker=held)  # type: ignore[type-var]
        first = asyncio.create_task(deliver(bot, direct(text="what is QuotaExceeded?")))
        await asyncio.to_thread(begun.wait, 10)
        await tell(bot, changed("what is QuotaExceeded?", "AllocationFailed"))
        await first
        return [said["text"] for method, said in api.calls if method in {"chat.postMessage", "chat.update"}]

    said = meet(do, kept=FakeStore(events=Seen()))
    assert not any("QuotaExceeded" in each for each in said)
    assert "`AllocationFailed`" in said[-1]


def test_a_question_deleted_meanwhile_is_not_answered(meet: Meet) -> None:
    """A deletion that comes while the question is being worked on: nothing is said to it any more."""
    begun, deleted = threading.Event(), threading.Event()

    class Seen(FakeEvents):
        def receive(self, questions: Sequence[Question]) -> Sequence[Question]:
            new = super().receive(questions)
            if "Ev2" in self.questions:
                deleted.set()
            return new

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        attending = bot.answering._answer
        asker = attending.asker  # type: ignore[attr-defined]

        def slow(text: str, **more: Any) -> Any:  # noqa: ANN401 - as Ask
            begun.set()
            assert deleted.wait(10)
            return asker.ask(text, **more)

        held = replace(asker, ask=_Held(asker.ask, slow))
        bot.answering._answer = replace(attending, asker=held)  # type: ignore[type-var]
        first = asyncio.create_task(deliver(bot, direct(text="what is QuotaExceeded?")))
        await asyncio.to_thread(begun.wait, 10)
        await tell(bot, gone("what is QuotaExceeded?"))
        await first
        return [said for method, said in api.calls if "QuotaExceeded" in str(said.get("text"))]

    kept = FakeStore(events=Seen())
    assert [] == meet(do, kept=kept)
    assert {"answered"} == set(kept.events.states.values())


def test_editions_count_as_questions(meet: Meet) -> None:
    """Whoever changes a question again and again is answered as often as they may ask, and then told once."""

    async def do(bot: Bot, api: SlackApi) -> tuple[int, list[str]]:
        await tell(bot, direct(text="what is QuotaExceeded?"))
        for number in range(5):
            again = changed("x", f"AllocationFailed {number}", edited=f"7.{number}", event_id=f"Ev2{number}")
            await tell(bot, again)
        updates = [method for method, _ in api.calls if method == "chat.update"]
        return len(updates), [said["text"].partition(".")[0] for said in api.posted()[1:]]

    assert (2, ["That was a lot at once"]) == meet(do, rules=Rules(per_minute=3))


class _Held:
    """The use case Ask, whose answers a test holds up."""

    def __init__(self, ask: Any, call: Callable[..., Any]) -> None:  # noqa: ANN401 - as Ask
        self._ask, self._call = ask, call

    def __call__(self, text: str, **more: Any) -> Any:  # noqa: ANN401 - as Ask
        return self._call(text, **more)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as Ask
        return getattr(self._ask, name)


def in_channel(body: dict[str, Any]) -> dict[str, Any]:
    """Give a change as it comes from a channel."""
    body["event"] |= {"channel": "C1", "channel_type": "channel"}
    return body


THREADS = Rules(per_minute=0, features=frozenset({"threads"}))


def test_in_a_channel_a_question_is_changed_without_a_mention(meet: Meet) -> None:
    """Where the bot hears what happens in channels, a changed question is answered in place."""

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, str]]:
        await tell(bot, envelope(text=f"<@{BOT}> what is QuotaExceeded?"))
        again = in_channel(changed(f"<@{BOT}> what is QuotaExceeded?", f"<@{BOT}> AllocationFailed"))
        await tell(bot, again)
        return [(method, said.get("ts", "")) for method, said in api.calls if method.startswith("chat.")]

    assert [("chat.postMessage", ""), ("chat.update", "2.2")] == meet(do, rules=THREADS)
    # Without the feature Slack does not even send it; should it come, it is passed over.
    assert [("chat.postMessage", "")] == meet(do)


def test_in_a_channel_other_messages_may_be_changed(meet: Meet) -> None:
    """A message that was no question is none after a change, whatever it says; nothing of it is kept."""
    kept = FakeStore()

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, in_channel(changed("hello", "AllocationFailed")))
        return api.posted()

    assert ([], {}) == (meet(do, rules=THREADS, kept=kept), kept.events.questions)


def test_in_a_channel_a_deleted_question_takes_its_answer_along(meet: Meet) -> None:
    """A question only; what else is deleted in a channel concerns nobody."""
    kept = FakeStore()

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, envelope(text=f"<@{BOT}> AllocationFailed"))
        for number, ts in enumerate(("1.1", "8.8"), start=2):
            body = envelope(event_id=f"Ev{number}")
            gone = message("x") | {"ts": ts}
            told = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": ts, "ts": "9.9"}
            body["event"] = told | {"channel": "C1", "channel_type": "channel", "previous_message": gone}
            await tell(bot, body)
        return [said for method, said in api.calls if method == "chat.delete"]

    (deleted,) = meet(do, rules=THREADS, kept=kept)
    assert ("C1", "2.2") == (deleted["channel"], deleted["ts"])
    assert Subject("") == kept.conversations.subject(f"{TEAM}:C1:1.1")
    assert kept.conversations.subject(f"{TEAM}:C1:8.8") is None


@pytest.mark.parametrize("rules", [THREADS, Rules(per_minute=0)])
def test_a_deleted_question_with_replies_leaves_its_place(meet: Meet, rules: Rules) -> None:
    """Slack sends that as a change into a tombstone; the answer goes all the same."""

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, str]]:
        channel = "C1" if rules.features else "D1"
        await tell(bot, envelope(text=f"<@{BOT}> AllocationFailed") if rules.features else direct())
        body = changed(
            "AllocationFailed", "This message was deleted.", subtype="tombstone", hidden=True, user="USLACKBOT"
        )
        del body["event"]["message"]["edited"]
        kind = "channel" if rules.features else "im"
        body["event"] |= {"channel": channel, "channel_type": kind}
        await tell(bot, body)
        return [(said["channel"], said["ts"]) for method, said in api.calls if method == "chat.delete"]

    assert [("C1" if rules.features else "D1", "2.2")] == meet(do, rules=rules)


def test_a_deleted_question_is_forgotten(meet: Meet) -> None:
    """What its thread was about is gone, and so is the answer; the next message does not go on from it."""
    kept = FakeStore()

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, direct(text="what happened to web-01 last week?"))
        await tell(bot, gone("what happened to web-01 last week?"))
        return [said for method, said in api.calls if method == "chat.delete"]

    (deleted,) = meet(do, kept=kept)
    assert ("D1", "2.2") == (deleted["channel"], deleted["ts"])
    assert [Subject("")] * 2 == [kept.conversations.subject(f"{TEAM}:D1:{key}") for key in ("1.1", PERSON)]
