"""A bot that can be taught, over the built-in sample, and a Slack that records what it is asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from bot.adapters.knowledge import lay_over
from bot.bootstrap import Parts
from bot.slack.app import Bot, build_bot
from bot.slack.rules import Rules
from bot.usecases.teach.lessons import Lessons
from tests.bot.slack.wire import SECRET, TOKEN, SlackApi, slack_api
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore

_T = TypeVar("_T")
MAINTAINER = "UMAINTAIN1"


def taught(
    do: Callable[[Bot, SlackApi], Awaitable[_T]],
    *,
    parts: Parts,
    kept: FakeStore,
    rules: Rules | None = None,
    clock: FakeClock | None = None,
) -> _T:
    """Let a test meet the bot and its Slack, and give what the test gives."""

    async def meeting() -> _T:
        async with slack_api() as api:
            lessons = Lessons(parts.library, drafts=kept.drafts, feedback=kept.feedback, lay_over=lay_over)
            knowing = replace(parts, explain=replace(parts.explain, taught=lessons), lessons=lessons)
            bot = build_bot(
                token=TOKEN,
                signing_secret=SECRET,
                base_url=api.base_url,
                ask=knowing.ask("sample"),
                lessons=lessons,
                kept=kept,
                clock=clock or FakeClock(),
                rules=rules or Rules(per_minute=0, maintainers=frozenset({MAINTAINER})),
                pace=0,
            )
            assert bot.team
            bot.team.bell.loop = asyncio.get_running_loop()
            return await do(bot, api)

    return asyncio.run(meeting())
