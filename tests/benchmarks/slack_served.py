"""The programs that tests/benchmarks/slack.py measures: a hello-world app of Bolt, our bot, and a Slack to answer to.

python -m tests.benchmarks.slack_served hello|bot|api PORT [SETTINGS as JSON]
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable

import uvicorn
from pydantic import SecretStr
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.adapters.clock import SystemClock
from bot.adapters.store.store import open_store
from bot.bootstrap import build
from bot.settings import Settings
from bot.slack.app import build_bot
from bot.slack.rules import Rules
from bot.slack.serve import face_of
from tests.bot.slack.asking import reading
from tests.bot.slack.wire import BOT, IDENTITY, SECRET, TEAM, TOKEN


def hello() -> Starlette:
    """Give the least that Bolt can do: check, acknowledge, call a listener that does nothing."""

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token=TOKEN, bot_id="B1", bot_user_id=BOT)

    app = AsyncApp(signing_secret=SECRET, authorize=authorize)

    @app.event("app_mention")
    async def mentioned() -> None:
        """Do nothing."""

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


def bot(*, api: str, store: str, answers: str) -> Starlette:
    """Give our bot with its real store; its answers are real ones, or wait about a second each as Azure makes them wait."""
    parts = build(Settings(kb=None, store=SecretStr(store)))

    def waited(_: str) -> None:
        time.sleep(random.uniform(0.5, 1.5))

    clock = SystemClock()
    made = build_bot(
        token=TOKEN,
        signing_secret=SECRET,
        base_url=api,
        ask=reading(waited) if answers == "waiting" else parts.ask("sample"),
        kept=open_store(store, clock=clock),
        clock=clock,
        rules=Rules(per_minute=0),
    )
    return face_of(made, signing_secret=SECRET)


def api() -> Starlette:
    """Give a Slack that takes everything and counts what was posted."""
    posted: dict[str, int] = {}

    async def method(request: Request) -> Response:
        name = request.path_params["method"]
        if name == "auth.test":
            return JSONResponse(IDENTITY)
        if name == "chat.postMessage":
            thread = (await request.json())["thread_ts"]
            posted[thread] = posted.get(thread, 0) + 1
        if name == "posted":
            return JSONResponse(posted)
        await asyncio.sleep(0)
        return JSONResponse({"ok": True, "ts": "2.2", "user": {}})

    return Starlette(routes=[Route("/api/{method}", method, methods=["GET", "POST"])])


def main(kind: str, port: str, settings: str = "{}") -> None:
    """Serve one of them until told to stop."""
    programs: dict[str, Callable[..., Starlette]] = {"hello": hello, "bot": bot, "api": api}
    face = programs[kind](**json.loads(settings))
    uvicorn.run(face, host="127.0.0.1", port=int(port), log_config=None, access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
