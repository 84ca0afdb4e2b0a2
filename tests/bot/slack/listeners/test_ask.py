"""Any question is answered, follow-ups keep their subject, and what is asked about is counted."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web

from bot.slack.app import Bot
from bot.slack.listeners import ask
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.status import STATUS, WAITING
from bot.usecases.ports import StoreError, Subject
from bot.usecases.scope import Scope, Scopes
from tests.bot.slack.interacting import tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, TEAM, SlackApi, direct, envelope
from tests.fakes.conversations import FakeConversations
from tests.fakes.store import FakeStore

HISTORY = "what happened to web-01 last week?"


def mention(text: str, ts: str, thread: str = "") -> dict[str, Any]:
    """Give a mention in a channel."""
    where: dict[str, Any] = {"thread_ts": thread} if thread else {}
    return envelope(event_id=f"Ev{ts}", text=f"<@{BOT}> {text}", ts=ts, **where)


def answers(api: SlackApi) -> list[dict[str, Any]]:
    """Give the answers, in the order of posting."""
    said = [said for method, said in api.calls if method in {"chat.postMessage", "chat.update"}]
    return [each for each in said if each.get("blocks")]


def asking(*bodies: dict[str, Any]) -> Callable[[Bot, SlackApi], Awaitable[list[str]]]:
    """Give what delivers questions and gives the titles of the answers."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        for body in bodies:
            await tell(bot, body)
        return [said["blocks"][0]["text"]["text"] for said in answers(api)]

    return do


def test_a_follow_up_keeps_machine_and_window(meet: Meet) -> None:
    """In a thread the next machine is asked about the same days, and both are kept."""
    kept = FakeStore()
    first, second = meet(asking(mention(HISTORY, "1.1"), mention("and web-02?", "1.2", "1.1")), kept=kept)
    subject = kept.conversations.subject(f"{TEAM}:C1:1.1")
    assert subject is not None
    assert subject.window is not None
    assert ("web-01: Azure did it", "web-02", 9) == (first, subject.about, subject.window.start.day)
    assert second.startswith("web-02: ")


def test_another_thread_knows_nothing_of_it(meet: Meet) -> None:
    """What one thread is about is no business of another."""
    first, second = meet(asking(mention(HISTORY, "1.1"), mention("and yesterday?", "2.1")))
    assert "web-01: Azure did it" == first
    assert not second.startswith("web-01")


def test_what_was_explained_is_counted(meet: Meet) -> None:
    """Each entry that was asked for leaves a sighting with its channel; the text leaves none."""
    kept = FakeStore()
    meet(asking(mention("AllocationFailed", "1.1")), kept=kept)
    (seen,) = kept.sightings.between(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    assert ("compute/AllocationFailed", f"{TEAM}:C1") == (seen.entry, seen.place)


def test_a_store_that_is_away_costs_the_subject_only(meet: Meet) -> None:
    """When what a thread is about can neither be read nor kept, the question is answered all the same."""

    class Away(FakeConversations):
        def subject(self, thread: str) -> Subject | None:
            raise StoreError(thread)

        def remember(self, thread: str, subject: Subject) -> None:
            raise StoreError(f"{thread} {subject}")

    assert ["web-01: Azure did it"] == meet(asking(mention(HISTORY, "1.1")), kept=FakeStore(conversations=Away()))


def test_a_channel_sees_only_its_part_of_azure(meet: Meet) -> None:
    """A machine outside the channel's scope is as if it were not there, and no name like it is told."""
    rules = Rules(per_minute=0, scopes=Scopes({"C1": Scope.of(["*/rg-data-*"])}))
    assert ["I have never seen this machine"] == meet(asking(mention(HISTORY, "1.1")), rules=rules)


def test_a_report_counts_only_the_channels_part(meet: Meet) -> None:
    """In a channel with a scope the report is about what lies within."""
    rules = Rules(per_minute=0, scopes=Scopes({"C1": Scope.of(["*/rg-web-prod"])}))

    async def do(bot: Bot, api: SlackApi) -> str:
        await tell(bot, mention("weekly report", "1.1"))
        return answers(api)[0]["text"]

    text = meet(do, rules=rules)
    assert "rg-dev" not in text
    assert "*/rg-web-prod only" in text


def test_people_who_may_not_ask_are_told(meet: Meet) -> None:
    """The rules count for every question."""
    rules = Rules(per_minute=0, access=Access(users=frozenset({"UOTHER"})))

    async def do(bot: Bot, api: SlackApi) -> str:
        await tell(bot, direct(text=HISTORY))
        return str(api.posted()[0]["text"])

    assert "I answer only the people I was told to" in meet(do, rules=rules)


def test_a_slow_answer_shows_slacks_status_line(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The status line is asked for in the thread; the answer is then a message of its own."""
    monkeypatch.setattr(ask, "MOMENT", 0)

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, dict[str, Any]]]:
        await tell(bot, mention(HISTORY, "1.1"))
        return [call for call in api.calls if call[0] not in {"auth.test", "users.info"}]

    (status, shown), (posting, _) = meet(do)
    assert ("assistant.threads.setStatus", "chat.postMessage") == (status, posting)
    assert ("C1", "1.1", STATUS) == (shown["channel_id"], shown["thread_ts"], shown["status"])


def test_without_a_status_line_a_message_stands_in(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Slack has no status line, a message says that the bot is at work, and becomes the answer."""
    monkeypatch.setattr(ask, "MOMENT", 0)

    def prepare(api: SlackApi) -> None:
        api.answers["assistant.threads.setStatus"] = [web.json_response({"ok": False, "error": "unknown_method"})]

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, dict[str, Any]]]:
        for number in ("1.1", "2.1"):
            await tell(bot, mention(HISTORY, number))
        return [call for call in api.calls if call[0] not in {"auth.test", "users.info"}]

    calls = meet(do, prepare=prepare)
    refused = ["assistant.threads.setStatus"]  # asked for once, and never again
    assert refused + ["chat.postMessage", "chat.update"] * 2 == [method for method, _ in calls]
    assert (WAITING, "2.2") == (calls[1][1]["text"], calls[2][1]["ts"])
