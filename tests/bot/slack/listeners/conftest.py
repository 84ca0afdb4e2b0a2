"""A bot that knows everything, over the built-in sample, and a Slack that records what it is asked."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from bot.bootstrap import Parts, build
from bot.settings import Settings
from bot.slack.app import Bot, build_bot
from bot.slack.rules import Rules
from tests.bot.slack.wire import SECRET, TOKEN, SlackApi, slack_api
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore

_T = TypeVar("_T")
With = Callable[[Bot, SlackApi], Awaitable[_T]]
Meet = Callable[..., Any]


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Give the real use cases over the shipped knowledge."""
    folder = tmp_path_factory.mktemp("asked")
    return build(Settings(kb=None, cache=folder, store=SecretStr(f"sqlite:///{folder / 'aztriage.db'}")))


@pytest.fixture
def meet(parts: Parts) -> Meet:
    """Give a function that lets a test meet a bot and its Slack, and gives what the test gives."""

    def met(
        do: With[_T],
        *,
        kept: FakeStore | None = None,
        rules: Rules | None = None,
        prepare: Callable[[SlackApi], None] = lambda _: None,
    ) -> _T:
        async def meeting() -> _T:
            async with slack_api() as api:
                prepare(api)
                bot = build_bot(
                    token=TOKEN,
                    signing_secret=SECRET,
                    base_url=api.base_url,
                    ask=parts.ask("sample"),
                    kept=kept or FakeStore(),
                    clock=FakeClock(),
                    rules=rules or Rules(per_minute=0),
                    pace=0,
                )
                return await do(bot, api)

        return asyncio.run(meeting())

    return met
