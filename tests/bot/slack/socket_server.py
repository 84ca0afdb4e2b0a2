"""Slack's end of Socket Mode: it offers connections, sends envelopes over them, refreshes them, and cuts them."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.bot.slack.wire import SlackApi

Envelope = dict[str, Any]


@dataclass
class SocketServer:
    """The connections that a bot opened, in order, and the envelopes that it acknowledged."""

    connections: list[web.WebSocketResponse] = field(default_factory=list)
    wires: list[asyncio.Transport | None] = field(default_factory=list)
    acknowledged: list[Envelope] = field(default_factory=list)
    opened: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def connection(self, number: int) -> web.WebSocketResponse:
        """Give a connection, counted from 0, once the bot has opened it."""
        async with asyncio.timeout(20), self.opened:
            await self.opened.wait_for(lambda: len(self.connections) > number)
        return self.connections[number]

    async def acknowledgement(self, envelope: str) -> Envelope:
        """Give what the bot said to an envelope, once it has."""
        async with asyncio.timeout(20), self.opened:
            await self.opened.wait_for(lambda: any(one["envelope_id"] == envelope for one in self.acknowledged))
        return next(one for one in self.acknowledged if one["envelope_id"] == envelope)

    async def cut(self, number: int) -> None:
        """Break a connection without a word, as a network does."""
        wire = self.wires[number]
        assert wire is not None
        wire.abort()

    async def link(self, asked: web.Request) -> web.WebSocketResponse:
        """Serve one connection until either side ends it."""
        connection = web.WebSocketResponse()
        await connection.prepare(asked)
        await connection.send_json(
            {
                "type": "hello",
                "num_connections": len(self.connections) + 1,
                "debug_info": {"host": "applink", "build_number": 1, "approximate_connection_time": 18060},
                "connection_info": {"app_id": "A0APP00001"},
            }
        )
        async with self.opened:
            self.connections.append(connection)
            self.wires.append(asked.transport)
            self.opened.notify_all()
        async for message in connection:
            if message.type is WSMsgType.TEXT:
                await self._heard(message.data)
        return connection

    async def _heard(self, text: str) -> None:
        with contextlib.suppress(json.JSONDecodeError):
            said = json.loads(text)
            async with self.opened:
                self.acknowledged.append(said)
                self.opened.notify_all()


def enveloped(
    payload: dict[str, Any], *, envelope: str, kind: str = "events_api", retry: int | None = None
) -> Envelope:
    """Give an envelope as Slack sends it; `retry` counts how often it was sent before."""
    again = {} if retry is None else {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
    return {
        "type": kind,
        "envelope_id": envelope,
        "accepts_response_payload": kind != "events_api",
        "payload": payload,
        **again,
    }


def disconnect(reason: str) -> Envelope:
    """Give the message with which Slack announces the end of a connection."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}}


@asynccontextmanager
async def socket_server(api: SlackApi) -> AsyncIterator[SocketServer]:
    """Serve Socket Mode on this machine; each time the bot asks `api` for a connection, it is sent here."""
    server, served = SocketServer(), web.Application()
    served.router.add_get("/link", server.link)
    runner = web.AppRunner(served, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"ws://127.0.0.1:{runner.addresses[0][1]}/link"
    api.answers["apps.connections.open"] = [web.json_response({"ok": True, "url": url}) for _ in range(5)]
    try:
        yield server
    finally:
        await runner.cleanup()
