"""In Socket Mode the bot opens the connection, answers what comes over it, and outlives its end."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.slack.app import build_bot
from bot.slack.serve import face_of
from bot.usecases.answers import Explanation
from tests.bot.slack.asking import asking
from tests.bot.slack.interacting import command
from tests.bot.slack.samples import ALLOCATION, answer
from tests.bot.slack.serving import request, served
from tests.bot.slack.socket_server import SocketServer, disconnect, enveloped, socket_server
from tests.bot.slack.wire import APP_TOKEN, TOKEN, SlackApi, envelope, slack_api
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore

Talk = Callable[[SocketServer, SlackApi, int], Awaitable[None]]


def known(text: str) -> Explanation:
    """Explain everything as a lack of capacity."""
    return answer(matches=(ALLOCATION,))


@asynccontextmanager
async def bot_over(api: SlackApi, explain: Callable[[str], Explanation]) -> AsyncIterator[int]:
    """Serve a bot in Socket Mode and give the port of its health."""
    bot = build_bot(token=TOKEN, base_url=api.base_url, ask=asking(explain), kept=FakeStore(), clock=FakeClock())
    serving = contextlib.ExitStack()
    port = await asyncio.to_thread(serving.enter_context, served(face_of(bot, app_token=APP_TOKEN)))
    try:
        yield port
    finally:
        await asyncio.to_thread(serving.close)


def talk(said: Talk, *, explain: Callable[[str], Explanation] = known) -> list[dict[str, Any]]:
    """Let a test talk to a bot over the socket, and give what it posted until it was stopped."""

    async def talking() -> list[dict[str, Any]]:
        async with slack_api() as api, socket_server(api) as server:
            async with bot_over(api, explain) as port:
                await said(server, api, port)
            return api.posted()

    return asyncio.run(talking())


async def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened."""
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - what happens, happens in another loop
            await asyncio.sleep(0.02)


def test_events_over_the_socket_are_answered_once() -> None:
    """Each envelope is acknowledged, the question in them is answered once, and health says that the link stands."""

    async def said(server: SocketServer, api: SlackApi, port: int) -> None:
        link = await server.connection(0)
        for each in ("e0", "e1"):
            await link.send_json(enveloped(envelope(), envelope=each))
            await server.acknowledgement(each)
        await until(lambda: bool(api.posted()))
        health = await asyncio.to_thread(request, port, "/healthz", method="GET")
        assert (200, '{"status":"ok","mode":"socket"}') == health

    assert [ALLOCATION.title] == [each["blocks"][0]["text"]["text"] for each in talk(said)]


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "too_many_websockets"])
def test_a_refresh_in_mid_answer_loses_nothing(reason: str) -> None:
    """Slack ends the connection while an answer is worked on: the bot opens another, and both questions are answered."""
    working, go_on = threading.Event(), threading.Event()

    def slowly(text: str) -> Explanation:
        working.set()
        assert go_on.wait(20)
        return known(text)

    async def said(server: SocketServer, api: SlackApi, _: int) -> None:
        first = await server.connection(0)
        await first.send_json(enveloped(envelope(), envelope="e0"))
        await server.acknowledgement("e0")
        await until(working.is_set)
        await first.send_json(disconnect(reason))
        second = await server.connection(1)
        await second.send_json(enveloped(envelope(event_id="Ev2", ts="2.1"), envelope="e1"))
        await server.acknowledgement("e1")
        go_on.set()
        await until(lambda: len(api.posted()) == 2)

    assert ["1.1", "2.1"] == sorted(each["thread_ts"] for each in talk(said, explain=slowly))


@pytest.mark.parametrize("end", ["closed", "cut"])
def test_a_connection_that_breaks_is_opened_anew(end: str) -> None:
    """What Slack sends again after a cut, since no acknowledgement reached it, is answered once."""

    async def said(server: SocketServer, api: SlackApi, _: int) -> None:
        first = await server.connection(0)
        await first.send_json(enveloped(envelope(), envelope="e0", retry=0))
        await server.acknowledgement("e0")
        await (first.close() if end == "closed" else server.cut(0))
        second = await server.connection(1)
        await second.send_json(enveloped(envelope(), envelope="e0-again", retry=1))
        await server.acknowledgement("e0-again")
        await until(lambda: bool(api.posted()))

    assert 1 == len(talk(said))


def test_a_command_over_the_socket_is_acknowledged_and_answered() -> None:
    """A command comes in an envelope of its own; its answer goes to the address that came with it."""

    async def said(server: SocketServer, api: SlackApi, _: int) -> None:
        link = await server.connection(0)
        asked = command("AllocationFailed", response_url=api.base_url + "response")
        await link.send_json(enveloped(asked, envelope="c0", kind="slash_commands"))
        await server.acknowledgement("c0")
        await until(lambda: any(method == "response" for method, _ in api.calls))
        (given,) = [given for method, given in api.calls if method == "response"]
        assert ("ephemeral", ALLOCATION.title) == (given["response_type"], given["blocks"][0]["text"]["text"])

    assert [] == talk(said)


def test_what_is_no_envelope_is_passed_over() -> None:
    """Empty lines, other JSON and envelopes of unknown kinds disturb nothing; the next question is answered."""

    async def said(server: SocketServer, api: SlackApi, _: int) -> None:
        link = await server.connection(0)
        for strange in ("", "no JSON", "{}", '{"type": "weather", "envelope_id": "w", "payload": {}}'):
            await link.send_str(strange)
        await link.send_json(enveloped(envelope(), envelope="e0"))
        await server.acknowledgement("e0")
        await until(lambda: bool(api.posted()))

    assert 1 == len(talk(said))
