"""A Slack that gives tokens to whoever brings a code, and a bot that serves all of its workspaces."""

import asyncio
import json
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from aiohttp import ClientSession, web
from starlette.applications import Starlette

from bot.slack.app import Bot, build_bot
from bot.slack.installing.flow import OAuth
from bot.slack.installing.safe import Safe, new_key
from bot.slack.kept import Kept
from bot.slack.rules import Rules
from bot.slack.serve import face_of
from tests.bot.slack.asking import asking
from tests.bot.slack.samples import ALLOCATION, answer
from tests.bot.slack.serving import free_port
from tests.bot.slack.wire import BOT, PERSON, SECRET, SlackApi, envelope, signed, slack_api
from tests.fakes.clock import FakeClock

CLIENT, CLIENT_SECRET = "1.2", "client" + "-secret-of-a-test"
KEY = new_key()
TWELVE_HOURS = 43_200
# slack_sdk writes its credentials with a class that aiohttp is going to drop.
AS_SLACK_SDK_DOES = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
_T = TypeVar("_T")


def token(workspace: str, number: int = 1, *, kind: str = "b") -> str:
    """Give the token that a workspace gets when it is given one for this time."""
    return f"xox{kind}-{workspace}-{number}" + "0" * 20


@dataclass
class ManySlack(SlackApi):
    """Slack with several workspaces: a code is the id of one, and its tokens rotate. `calls_of` are by token."""

    calls_of: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    lives: int = TWELVE_HOURS
    organisations: dict[str, str] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.Response:
        """Record a call with its token, and answer it."""
        method, said = request.match_info["method"], request.headers.get("authorization", "")
        if method == "oauth.v2.access":
            return self._access(dict(await request.post()), b64decode(said.removeprefix("Basic ")).decode())
        bearer = said.removeprefix("Bearer ")
        before = len(self.calls)
        response = await super().handle(request)
        self.calls_of.setdefault(bearer, []).extend(self.calls[before:])
        if method == "auth.test" or bearer in self.revoked:
            if bearer in self.revoked:
                return web.json_response({"ok": False, "error": "token_revoked"})
            return web.json_response(
                {"ok": True, "user_id": BOT, "bot_id": "B0BOT00001", "url": "https://x.slack.com/"}
            )
        return response

    def posted_by(self, workspace: str) -> list[str]:
        """Give the texts that were posted with the tokens of a workspace."""
        beginning = token(workspace).rpartition("-")[0]
        ours = [calls for bearer, calls in self.calls_of.items() if bearer.startswith(f"{beginning}-")]
        return [given["text"] for calls in ours for method, given in calls if method == "chat.postMessage"]

    def _access(self, asked: dict[str, Any], app: str) -> web.Response:
        self.calls.append(("oauth.v2.access", asked))
        if app != f"{CLIENT}:{CLIENT_SECRET}":
            return web.json_response({"ok": False, "error": "invalid_client_id"})
        if waiting := self.answers.get("oauth.v2.access"):
            return waiting.pop(0)
        if asked.get("grant_type") == "refresh_token":
            return self._refreshed(str(asked["refresh_token"]))
        workspace = str(asked["code"])
        return web.json_response(self._tokens(workspace) | self._who(workspace))

    def _refreshed(self, old: str) -> web.Response:
        workspace = old.split("-")[1]
        if old != token(workspace, self.given.get(workspace, 0), kind="e"):
            return web.json_response({"ok": False, "error": "invalid_refresh_token"})
        return web.json_response(self._tokens(workspace))

    def _tokens(self, workspace: str) -> dict[str, Any]:
        number = self.given[workspace] = self.given.get(workspace, 0) + 1
        return {
            "ok": True,
            "access_token": token(workspace, number),
            "refresh_token": token(workspace, number, kind="e"),
            "expires_in": self.lives if number == 1 else TWELVE_HOURS,
            "token_type": "bot",
            "scope": "chat:write",
            "bot_user_id": BOT,
            "app_id": "A0APP00001",
        }

    def _who(self, workspace: str) -> dict[str, Any]:
        organisation = workspace if workspace.startswith("E") else self.organisations.get(workspace)
        return {
            "team": None if workspace.startswith("E") else {"id": workspace, "name": f"Team <{workspace}>"},
            "enterprise": {"id": organisation, "name": "Contoso Group"} if organisation else None,
            "is_enterprise_install": workspace.startswith("E"),
            "authed_user": {"id": PERSON},
        }


@dataclass(frozen=True)
class Browser:
    """A browser that keeps the cookie it was given."""

    port: int
    session: ClientSession
    cookies: dict[str, str]

    async def get(self, path: str, *, cookies: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Give status and page, and remember what is to be remembered."""
        address = f"http://127.0.0.1:{self.port}{path}"
        sent = "; ".join(f"{name}={value}" for name, value in (self.cookies if cookies is None else cookies).items())
        async with self.session.get(address, headers={"cookie": sent}, allow_redirects=False) as response:
            for name, cookie in response.cookies.items():
                assert (True, True) == (bool(cookie["secure"]), bool(cookie["httponly"]))
                self.cookies[name] = cookie.value
            return response.status, await response.text()

    async def begin(self) -> dict[str, list[str]]:
        """Open the page to install from, and give what its link asks Slack for."""
        status, page = await self.get("/slack/install")
        assert 200 == status
        link = page.split('href="')[1].split('"')[0].replace("&amp;", "&")
        return parse_qs(urlsplit(link).query)

    async def install(self, workspace: str) -> tuple[int, str]:
        """Install the bot in a workspace, and give status and page at the end."""
        (state,) = (await self.begin())["state"]
        return await self.get(f"/slack/oauth_redirect?code={workspace}&state={state}")


@dataclass(frozen=True)
class Met:
    """The Slack, the bot and a browser of one test."""

    slack: ManySlack
    bot: Bot
    browser: Browser
    kept: Kept
    clock: FakeClock

    async def tell(self, body: dict[str, Any]) -> int:
        """Send an event to the bot, wait until it has done with it, and give the status."""
        said = json.dumps(body)
        address = f"http://127.0.0.1:{self.browser.port}/slack/events"
        async with self.browser.session.post(address, data=said, headers=signed(said)) as response:
            await self.done()
            return response.status

    async def done(self) -> None:
        """Wait until the bot has done with all that it heard."""
        await asyncio.sleep(0.05)
        await self.bot.settle(patience=10)


def asked_in(workspace: str, number: int = 1, *, organisation: str | None = None) -> dict[str, Any]:
    """Give a mention in a workspace."""
    authorization = {
        "enterprise_id": organisation,
        "team_id": workspace,
        "user_id": BOT,
        "is_bot": True,
        "is_enterprise_install": bool(organisation),
    }
    body = envelope(event_id=f"Ev-{workspace}-{number}", ts=f"{number}.1", team=workspace)
    return body | {"team_id": workspace, "enterprise_id": organisation, "authorizations": [authorization]}


def told_to(workspace: str, kind: str, *, number: int = 1, at: float = 9e9, **event: object) -> dict[str, Any]:
    """Give an event about the app itself."""
    body = asked_in(workspace, number)
    return body | {"event_id": f"Ev-{kind}-{number}", "event_time": at, "event": {"type": kind, **event}}


def meet(
    do: Callable[[Met], Awaitable[_T]],
    *,
    kept: Kept,
    rules: Rules | None = None,
    keys: str = KEY,
    slack: ManySlack | None = None,
) -> _T:
    """Let a test meet a served bot of many workspaces, and give what the test gives."""

    async def meeting() -> _T:
        async with slack_api(slack or ManySlack()) as api, ClientSession() as session:
            assert isinstance(api, ManySlack)
            clock = FakeClock()
            bot = build_bot(
                oauth=OAuth(CLIENT, CLIENT_SECRET, safe=Safe(keys), redirect_uri="https://bot.example.com/back"),
                signing_secret=SECRET,
                base_url=api.base_url,
                ask=asking(lambda _: answer(matches=(ALLOCATION,))),
                kept=kept,
                clock=clock,
                rules=rules or Rules(per_minute=0),
                pace=0,
            )
            async with _served(face_of(bot, signing_secret=SECRET)) as port:
                return await do(Met(api, bot, Browser(port, session, {}), kept, clock))

    return asyncio.run(meeting())


@asynccontextmanager
async def _served(face: Starlette) -> AsyncIterator[int]:
    """Serve the application in this very loop, so that a test may look into the bot."""
    port = free_port()
    config = uvicorn.Config(face, host="127.0.0.1", port=port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await serving
