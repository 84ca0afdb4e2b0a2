"""The command answers who asked, whatever Slack does to the answer."""

from typing import Any

import pytest

from bot.slack.app import Bot
from bot.slack.listeners import slash
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.status import WAITING
from tests.bot.slack.inbox import inbox
from tests.bot.slack.interacting import command, interact, tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, PERSON, SlackApi, envelope
from tests.fakes.store import FakeStore


def told(meet: Meet, text: str, *, statuses: tuple[int, ...] = (), **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - for `meet`
    """Give what a person is told after a command."""
    with inbox() as letters:
        letters.statuses[:] = statuses

        async def do(bot: Bot, api: SlackApi) -> None:
            assert [(200, "")] == await interact(bot, command(text, response_url=letters.address))
            assert [] == api.posted()

        meet(do, **more)
        return letters.letters


def test_an_error_is_explained(meet: Meet) -> None:
    """The answer is for the eyes of who asked, and offers to ask aloud."""
    (said,) = told(meet, "AllocationFailed")
    assert "ephemeral" == said["response_type"]
    assert {"ask.90": "AllocationFailed"} == {
        each["action_id"]: each["value"]
        for block in said["blocks"]
        if block["type"] == "actions"
        for each in block["elements"]
        if each["action_id"].startswith("ask")
    }


def test_help_is_help(meet: Meet) -> None:
    """Help offers no button to ask for it aloud."""
    (said,) = told(meet, "help")
    assert "Paste an Azure error" in said["text"]
    assert "actions" not in {block["type"] for block in said["blocks"]}


def test_a_secret_does_not_come_back(meet: Meet) -> None:
    """What is secret is taken out of the answer and of the button; how to replace it is said after the answer."""
    secret = "c2VjcmV0" * 10 + "cw=="
    said, how = told(meet, f"AllocationFailed AccountKey={secret};")
    assert secret not in str((said, how))
    assert "I took out 1 " in said["text"]
    assert "az storage account keys renew" in how["text"]
    assert "actions" not in {block["type"] for block in how["blocks"]}


def test_a_slow_answer_takes_the_place_of_the_sign(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """First a sentence that the bot is at work, then the answer in its place."""
    monkeypatch.setattr(slash, "MOMENT", 0)
    first, second = told(meet, "what happened to web-01 last week?")
    assert WAITING == first["text"]
    assert second["replace_original"]
    assert "web-01: Azure did it" in second["text"]


def test_blocks_that_slack_refuses_become_text(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report goes out with its chart, without it, and at last as text."""
    monkeypatch.setattr(slash, "MOMENT", 30)
    letters = told(meet, "weekly report", statuses=(400, 400))
    said = letters[-3:]
    kinds = [{block["type"] for block in each.get("blocks", ())} for each in said]
    assert "data_visualization" in kinds[0]
    assert "rich_text" in kinds[1]
    assert [set(), True] == [kinds[2], "What failed in" in said[2]["text"]]


def test_an_answer_whose_address_is_too_old_goes_another_way(meet: Meet) -> None:
    """Slack takes letters at the address of a command for half an hour: then the answer goes through the outbox."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        with inbox() as letters:
            letters.statuses[:], letters.body = [404], "expired_url"
            await interact(bot, command("AllocationFailed", response_url=letters.address))
        return [given for method, given in api.calls if method == "chat.postEphemeral"]

    (whispered,) = meet(do)
    assert ("C1", PERSON) == (whispered["channel"], whispered["user"])
    assert "AllocationFailed" in whispered["text"]


def test_who_may_not_ask_is_told(meet: Meet) -> None:
    """The rules count for the command as well; whoever is refused is on record."""
    rules, kept = Rules(per_minute=0, access=Access(users=frozenset({"UOTHER"}))), FakeStore()
    (said,) = told(meet, "AllocationFailed", rules=rules, kept=kept)
    assert "I answer only the people I was told to" in said["text"]
    assert [("refused", "person", PERSON)] == [(one.kind, one.outcome, one.person) for one in kept.audit.records]


def test_who_asked_is_written_down(meet: Meet) -> None:
    """The record holds who and what kind, never the text."""
    kept = FakeStore()
    told(meet, "what happened to web-01?", kept=kept)
    (record,) = kept.audit.records
    assert ("history", "answered", "C1") == (record.kind, record.outcome, record.channel)


def test_commands_count_with_messages(meet: Meet) -> None:
    """Whoever has asked as often as they may by mentions is told so by the command."""
    with inbox() as letters:

        async def do(bot: Bot, _: SlackApi) -> None:
            await tell(bot, *(envelope(text=f"<@{BOT}> help", event_id=f"Ev{n}", ts=f"1.{n}") for n in range(2)))
            await interact(bot, command("AllocationFailed", response_url=letters.address))

        meet(do, rules=Rules(per_minute=2))
        assert ["That was a lot at once"] == [each["text"].partition(".")[0] for each in letters.letters]
