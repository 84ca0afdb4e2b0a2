"""Of two bots that share a store one answers; when it ends, the other does."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store.store import open_store
from bot.slack import duty
from bot.slack.app import Bot, build_bot
from bot.slack.kept import Kept
from bot.slack.rules import Rules
from tests.bot.slack.asking import asking
from tests.bot.slack.samples import ALLOCATION, answer
from tests.bot.slack.wire import SECRET, TOKEN, SlackApi, deliver, envelope, slack_api
from tests.fakes.clock import FakeClock


def bot_at(api: SlackApi, kept: Kept, clock: FakeClock) -> Bot:
    """Give a bot that answers to a Slack."""
    return build_bot(
        token=TOKEN,
        signing_secret=SECRET,
        base_url=api.base_url,
        ask=asking(lambda _: answer(matches=(ALLOCATION,))),
        kept=kept,
        clock=clock,
        rules=Rules(per_minute=0),
        pace=0,
    )


def two_bots(folder: Path, play: Callable[[SlackApi, Bot, Bot, FakeClock], object]) -> list[str]:
    """Start two bots at one store, let them play, and give the threads that were answered."""

    async def playing() -> list[str]:
        clock = FakeClock()
        url = f"sqlite:///{folder}/store.db"
        with open_store(url, clock=clock) as one, open_store(url, clock=clock) as other:
            async with slack_api() as api:
                first, second = bot_at(api, one, clock), bot_at(api, other, clock)
                await first.start()
                await second.start()
                await play(api, first, second, clock)  # type: ignore[misc]
                return [given["thread_ts"] for method, given in api.calls if method == "chat.postMessage"]

    return asyncio.run(playing())


async def beats() -> None:
    """Let some beats pass."""
    await asyncio.sleep(0.3)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the duty beat many times a second."""
    monkeypatch.setattr(duty, "BEAT", 0.02)


def test_what_one_takes_in_the_other_answers(tmp_path: Path) -> None:
    """The bot that stands by keeps the question, the one on duty notices and answers it, once."""

    async def play(_: SlackApi, first: Bot, second: Bot, __: FakeClock) -> None:
        await deliver(second, envelope(), envelope(event_id="Ev2", ts="2.1"))
        await deliver(first, envelope(), envelope(event_id="Ev3", ts="3.1"))
        await beats()
        await first.finish(patience=10)
        await second.finish(patience=10)

    assert ["1.1", "2.1", "3.1"] == sorted(two_bots(tmp_path, play))


def test_the_duty_is_handed_over(tmp_path: Path) -> None:
    """A bot that is told to stop gives the duty up, and the other goes on at once."""

    async def play(_: SlackApi, first: Bot, second: Bot, __: FakeClock) -> None:
        await first.finish(patience=10)
        await beats()
        await deliver(second, envelope())
        await second.finish(patience=10)

    assert ["1.1"] == two_bots(tmp_path, play)


def test_the_duty_of_a_bot_that_died_is_taken(tmp_path: Path) -> None:
    """Its lease runs out; what it had begun is answered by the other."""

    async def play(_: SlackApi, first: Bot, second: Bot, clock: FakeClock) -> None:
        first.answering.shift.rest(on=True)  # as if the process had ended
        assert first.duty._beating
        first.duty._beating.cancel()
        await deliver(second, envelope())
        await beats()
        clock.advance(duty.LEASE + timedelta(seconds=1))
        await beats()
        await second.finish(patience=10)
        await first.finish(patience=1)

    assert ["1.1"] == two_bots(tmp_path, play)
