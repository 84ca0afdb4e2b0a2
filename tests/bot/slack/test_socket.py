"""In Socket Mode the bot opens the connection, answers what comes over it, and tells whether it stands."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import WSMsgType, web

from bot.slack.app import build_bot
from bot.slack.serve import face_of
from tests.bot.slack.asking import asking
from tests.bot.slack.samples import ALLOCATION, answer
from tests.bot.slack.serving import request, served
from tests.bot.slack.wire import APP_TOKEN, TOKEN, SlackApi, envelope, slack_api
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore


@asynccontextmanager
async def socket(api: SlackApi, acknowledged: list[str], *events: dict[str, Any]) -> AsyncIterator[None]:
    """Serve the connection that Slack offers in Socket Mode, over which it sends these events."""

    async def link(asked: web.Request) -> web.WebSocketResponse:
        connection = web.WebSocketResponse()
        await connection.prepare(asked)
        await connection.send_json({"type": "hello", "num_connections": 1})
        for number, event in enumerate(events):
            await connection.send_json({"type": "events_api", "envelope_id": f"e{number}", "payload": event})
        async for message in connection:
            if message.type is WSMsgType.TEXT:
                with contextlib.suppress(json.JSONDecodeError):
                    acknowledged.append(json.loads(message.data)["envelope_id"])
        return connection

    served_link = web.Application()
    served_link.router.add_get("/link", link)
    runner = web.AppRunner(served_link, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"ws://127.0.0.1:{runner.addresses[0][1]}/link"
    api.answers["apps.connections.open"] = [web.json_response({"ok": True, "url": url})]
    try:
        yield
    finally:
        await runner.cleanup()


def test_events_over_the_socket_are_answered_once() -> None:
    """Each envelope is acknowledged, the question in them is answered once, and health says that the link stands."""
    acknowledged: list[str] = []

    async def conversation() -> tuple[tuple[int, str], list[dict[str, Any]]]:
        async with slack_api() as api, socket(api, acknowledged, envelope(), envelope()):
            bot = build_bot(
                token=TOKEN,
                base_url=api.base_url,
                ask=asking(lambda _: answer(matches=(ALLOCATION,))),
                kept=FakeStore(),
                clock=FakeClock(),
            )
            face = face_of(bot, app_token=APP_TOKEN)

            def stay_until_answered() -> tuple[int, str]:
                with served(face) as port:
                    wait_for(lambda: len(acknowledged) == 2 and bool(api.posted()))
                    return request(port, "/healthz", method="GET")

            return await asyncio.to_thread(stay_until_answered), api.posted()

    health, posted = asyncio.run(conversation())
    assert (200, '{"status":"ok","mode":"socket"}') == health
    assert ["e0", "e1"] == sorted(acknowledged)
    assert [ALLOCATION.title] == [each["blocks"][0]["text"]["text"] for each in posted]


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until something has happened in another thread."""
    until = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)
