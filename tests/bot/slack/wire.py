"""The wire between Slack and the bot: signed requests to the bot, and a Web API that records what it is asked."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncBoltRequest

from bot.slack.app import Bot

SECRET = "signing" + "-secret-of-a-test"
TOKEN, APP_TOKEN = "xox" + "b-test", "xap" + "p-test"
BOT, TEAM, PERSON = "U0BOT00001", "T000000001", "UALICE0001"
IDENTITY = {"ok": True, "team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT00001", "user": "aztriage", "team": "Contoso"}
CUT = web.Response()  # put among the answers of a method, it breaks the connection instead


@dataclass
class SlackApi:
    """Slack's Web API as the bot sees it: answers `ok`, or for a method what a test put there, one after the other."""

    base_url: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, list[web.Response]] = field(default_factory=dict)
    uploads: list[bytes] = field(default_factory=list)
    shared: dict[str, web.Response | bytes | float] = field(default_factory=dict)
    fetched: list[tuple[str, str]] = field(default_factory=list)  # names of files, and the token that came with it

    def posted(self) -> list[dict[str, Any]]:
        """Give the messages that were posted, accepted or not."""
        return [arguments for method, arguments in self.calls if method == "chat.postMessage"]

    async def handle(self, request: web.Request) -> web.Response:
        """Record a call and answer it."""
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        given = await request.json() if is_json else dict(request.query) | dict(await request.post())
        self.calls.append((method, given))
        if waiting := self.answers.get(method):
            answer = waiting.pop(0)
            if answer is CUT:
                assert request.transport
                request.transport.close()
            return answer
        return web.json_response(self._usual(method))

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file."""
        self.uploads.append(await request.read())
        if waiting := self.answers.get("upload"):
            return waiting.pop(0)
        return web.Response(text="OK")

    async def share(self, request: web.Request) -> web.Response:
        """Give a file that lies at Slack."""
        name = request.match_info["name"]
        self.fetched.append((name, request.headers.get("authorization", "")))
        found = self.shared.get(name, web.Response(status=404))
        if isinstance(found, float):  # seconds
            await asyncio.sleep(found)
            return web.Response()
        return web.Response(body=found, content_type="text/plain") if isinstance(found, bytes) else found

    def _usual(self, method: str) -> dict[str, Any]:
        if method == "files.getUploadURLExternal":
            return {"ok": True, "file_id": "F1", "upload_url": self.base_url.replace("/api/", "/upload")}
        usual = {
            "auth.test": IDENTITY,
            "chat.postEphemeral": {"ok": True, "message_ts": "2.2"},
            "files.completeUploadExternal": {"ok": True, "files": [{"id": "F1", "title": "x"}]},
        }
        return usual.get(method, {"ok": True, "ts": "2.2"})


@asynccontextmanager
async def slack_api(api: SlackApi | None = None) -> AsyncIterator[SlackApi]:
    """Give a Web API, this or a usual one, on a free port of this machine."""
    api = api or SlackApi()
    served = web.Application()
    served.router.add_route("*", "/api/{method}", api.handle)
    served.router.add_post("/upload", api.upload)
    served.router.add_get("/files-pri/{name}", api.share)
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    api.base_url = f"http://{host}:{port}/api/"
    try:
        yield api
    finally:
        await runner.cleanup()


def envelope(*, event_id: str = "Ev1", envelope: dict[str, Any] | None = None, **event: object) -> dict[str, Any]:
    """Give a mention in a channel as Slack sends it, changed by what is said here."""
    mention = {
        "type": "app_mention",
        "user": PERSON,
        "text": f"<@{BOT}> AllocationFailed",
        "ts": "1.1",
        "channel": "C1",
        "team": TEAM,
        "event_ts": "1.1",
    }
    authorization = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0APP00001",
        "event_id": event_id,
        "event_time": 1,
        "is_ext_shared_channel": False,
        "authorizations": [authorization],
        "event": mention | event,
        **(envelope or {}),
    }


def direct(**event: object) -> dict[str, Any]:
    """Give a direct message as Slack sends it, changed by what is said here."""
    return envelope(**{"type": "message", "channel_type": "im", "channel": "D1", "text": "AllocationFailed"} | event)  # type: ignore[arg-type]


def signed(body: str, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """Give the headers with which Slack sends a body."""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest}",
    }


async def deliver(bot: Bot, *bodies: dict[str, Any]) -> list[int]:
    """Send events to the bot, wait until it has done with them, and give the status of each."""
    statuses = []
    for each in bodies:
        body = json.dumps(each)
        response = await bot.app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(signed(body))))
        statuses.append(response.status)
    await bot.settle(patience=10)
    return statuses
