"""A channel orders reports in words, by mention and by command, and gets what it ordered."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.bootstrap import Parts
from bot.slack.app import Bot
from bot.slack.text.limits import validate
from tests.bot.slack.interacting import command, interact, tell
from tests.bot.slack.teaching import taught
from tests.bot.slack.wire import BOT, PERSON, SlackApi, envelope
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore

WISH = "subscribe weekly monday 09:00 Europe/Vienna rg=rg-web-*"
Do = Callable[[Bot, SlackApi], Awaitable[Any]]


@pytest.fixture
def kept() -> FakeStore:
    """Give an empty store."""
    return FakeStore()


@pytest.fixture
def clock() -> FakeClock:
    """Give a clock that tests may set."""
    return FakeClock()


@pytest.fixture
def office(parts: Parts, kept: FakeStore, clock: FakeClock) -> Callable[[Do], Any]:
    """Give a function that lets a test talk to a bot, and gives what the test gives."""
    return lambda do: taught(do, parts=parts, kept=kept, clock=clock)


def mention(text: str, number: int = 1, thread: str = "") -> dict[str, Any]:
    """Give a mention with a text."""
    ts = f"{number}.1"
    more: dict[str, Any] = {"thread_ts": thread} if thread else {}
    return envelope(text=f"<@{BOT}> {text}", event_id=f"Ev{number}", ts=ts, event_ts=ts, **more)


def test_a_report_is_ordered_and_comes(office: Callable[[Do], Any], kept: FakeStore, clock: FakeClock) -> None:
    """What is ordered is said back; on Monday the report stands in the channel, with its files and why it comes."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, mention(WISH))
        (ordered,) = kept.subscriptions.all()
        clock.at = ordered.next_run
        assert bot.team
        bot.team.scheduler.run_due()
        bot.sender.wake()
        await bot.settle(patience=20)
        return api.posted()

    ordered, report, *_ = office(do)
    assert "every Monday at 09:00 Europe/Vienna, only group=rg-web-*" in ordered["text"]
    assert ("C1", "1.1", None) == (report["channel"], ordered["thread_ts"], report.get("thread_ts"))
    assert "only group=rg-web-*" in report["text"]
    assert "To end it, say: unsubscribe" in report["text"]
    assert () == validate(report["blocks"])


def test_a_thread_gets_its_reports(office: Callable[[Do], Any], kept: FakeStore) -> None:
    """Said in a thread, with that word, the thread gets them."""

    async def do(bot: Bot, _: SlackApi) -> None:
        await tell(bot, mention("subscribe daily 7:00 thread", 2, thread="1.1"))

    office(do)
    assert ["1.1"] == [one.thread for one in kept.subscriptions.all()]


def test_a_command_orders_for_all_to_see(office: Callable[[Do], Any], kept: FakeStore) -> None:
    """What a channel gets is told to the channel, not to one person alone."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, command(WISH))
        await bot.settle(patience=20)
        return api.posted()

    (told,) = office(do)
    assert ("C1", [PERSON]) == (told["channel"], [one.owner for one in kept.subscriptions.all()])


def test_a_dry_run_is_for_one_person(office: Callable[[Do], Any]) -> None:
    """The report goes to who asked for it; the channel only hears that it does."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, mention(WISH), mention("dry run", 2), mention("run now", 3))
        await bot.settle(patience=20)
        return api.posted()

    posted = office(do)
    reports = [one["channel"] for one in posted if one["text"].startswith("*What failed in")]
    assert [PERSON, "C1"] == sorted(reports, reverse=True)


def test_subscriptions_are_listed_and_ended(office: Callable[[Do], Any], kept: FakeStore) -> None:
    """The list has a row of buttons for each, and they say what a person would write."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, mention(WISH), mention("subscribe daily", 2), mention("subscriptions", 3))
        return api.posted()

    *_, listed = office(do)
    ids = [one.id for one in kept.subscriptions.all()]
    rows = [block["elements"] for block in listed["blocks"] if block["type"] == "actions"]
    expected = [[f"run {one}", f"pause {one}", f"unsubscribe {one}"] for one in ids]
    assert expected == [[button["value"] for button in row] for row in rows]
    assert () == validate(listed["blocks"])


def test_what_is_not_understood_is_said(office: Callable[[Do], Any], kept: FakeStore) -> None:
    """One sentence and an example; nothing is kept."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await tell(bot, mention("subscribe sometimes <!channel>"))
        return api.posted()

    (said,) = office(do)
    assert "I do not understand “sometimes”" in said["text"]
    assert "<!channel>" not in said["text"]
    assert [] == kept.subscriptions.all()
