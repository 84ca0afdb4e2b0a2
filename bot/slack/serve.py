"""Serving Slack: over Socket Mode if there is an app token, over signed HTTP requests if there is a signing secret."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

import orjson
import structlog
import uvicorn
from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.slack.app import Bot, build_bot
from bot.slack.gate import signed_body
from bot.slack.installing.flow import OAuth
from bot.slack.installing.routes import install_routes
from bot.slack.kept import Kept
from bot.slack.rules import Rules
from bot.slack.sending.client import SLACK
from bot.usecases.ports import Clock

if TYPE_CHECKING:
    from bot.usecases.ask import Ask
    from bot.usecases.teach.lessons import Lessons

PATIENCE = 10.0
# Seconds after which a connection that broke without a word is looked after; usually 10.
_PING = 3
# Seconds that a computing thread may keep the interpreter while an event waits to be acknowledged; usually 0.005.
_TURN = 0.0005
log = structlog.get_logger(__name__)


class SlackRefusedError(Exception):
    """Slack cannot be reached or does not take the tokens; the message is a sentence for whoever starts the bot."""


def serve(  # noqa: PLR0913 - all of them named, none of them belongs together
    *,
    token: str = "",
    oauth: OAuth | None = None,
    ask: Ask,
    kept: Kept,
    clock: Clock,
    app_token: str = "",
    signing_secret: str = "",
    base_url: str = SLACK,
    host: str = "127.0.0.1",
    port: int = 3000,
    rules: Rules | None = None,
    lessons: Lessons | None = None,
    zone: tzinfo = UTC,
) -> None:
    """Serve until the process is told to stop; what is being answered then is finished first.

    Raises:
        ValueError: there is neither an app token nor a signing secret.
        SlackRefusedError: Slack cannot be reached or does not take a token.
    """
    bot = build_bot(
        token=token,
        oauth=oauth,
        signing_secret=signing_secret,
        base_url=base_url,
        kept=kept,
        clock=clock,
        rules=rules,
        ask=ask,
        lessons=lessons,
        zone=zone,
        way="Socket Mode" if app_token else "HTTP",
    )
    face = face_of(bot, app_token=app_token, signing_secret=signing_secret)
    if oauth and not (rules and rules.access.workspaces):
        log.warning("install.open", help="any workspace may install; AZTRIAGE_SLACK_WORKSPACES lists those that may")
    if oauth is None:
        asyncio.run(_check(bot.app.client, app_token=app_token))
    uvicorn.run(face, host=host, port=port, log_config=None, access_log=False)


def face_of(bot: Bot, *, app_token: str = "", signing_secret: str = "") -> Starlette:
    """Give the web application: health in both modes, and the events of Slack where they come over HTTP."""
    if app_token:
        return socket_face(bot, app_token=app_token)
    if signing_secret:
        return http_face(bot, signing_secret=signing_secret)
    raise ValueError("Slack needs an app token (Socket Mode) or a signing secret (HTTP)")


def http_face(bot: Bot, *, signing_secret: str) -> Starlette:
    """Give the web application to which Slack sends its events."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        body = await signed_body(request, verifier)
        if body is None:
            return JSONResponse({"error": "invalid request"}, status_code=401)
        # Questions are most of what comes, and Bolt would check their signature once more.
        if (status := await _asked(bot, body)) is not None:
            return Response(status_code=status)
        return to_starlette_response(
            await bot.app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(request.headers)))
        )

    async def healthy(_: Request) -> Response:
        return _health(bot, up=True, mode="http")

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/healthz", healthy)]
    if bot.many:
        routes += install_routes(bot.many.flow)
    return Starlette(routes=routes, lifespan=_working(bot))


def socket_face(bot: Bot, *, app_token: str) -> Starlette:
    """Give the web application that keeps a connection to Slack open and tells whether it stands."""

    async def healthy(request: Request) -> Response:
        up = await request.app.state.link.client.is_connected()
        return _health(bot, up=up, mode="socket")

    @asynccontextmanager
    async def lifespan(face: Starlette) -> AsyncIterator[None]:
        # The connection belongs to the running loop, so it cannot be made any earlier.
        face.state.link = link = AsyncSocketModeHandler(bot.app, app_token, ping_interval=_PING)
        await link.client.connect()  # type: ignore[no-untyped-call]
        try:
            async with _working(bot)(face):
                yield
        finally:
            await link.client.close()  # type: ignore[no-untyped-call]

    return Starlette(routes=[Route("/healthz", healthy)], lifespan=lifespan)


async def _asked(bot: Bot, body: str) -> int | None:
    """Keep a question of a signed request, and give the status to acknowledge it with; None if it is something else."""
    try:
        event = orjson.loads(body)
        (own, *_) = event["authorizations"]
    except (ValueError, TypeError, LookupError):  # commands and buttons come as forms; Bolt knows what to do with them
        return None
    return await bot.intake.question(event, bot_user=own.get("user_id"), team=own.get("team_id"))


def _health(bot: Bot, *, up: bool, mode: str) -> Response:
    told = {"status": "ok" if up else "down", "mode": mode}
    if troubles := bot.sender.troubles():
        # One workspace of many that cannot be written to is no reason to stop serving the others.
        told |= {"status": "ok" if bot.many and up else "down", "posting": troubles[0].code}
    return JSONResponse(told, status_code=200 if told["status"] == "ok" else 503)


def _working(bot: Bot) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Take up at the start what was left, and wait at the end for what is being answered."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sys.setswitchinterval(_TURN)
        await bot.start()
        log.info("slack.serving")
        yield
        await bot.finish(patience=PATIENCE)

    return lifespan


async def _check(client: AsyncWebClient, *, app_token: str) -> None:
    """Ask Slack whether it takes the tokens: with a wrong one the connection would be tried for ever."""
    kind = "bot"
    try:
        await client.auth_test()
        if app_token:
            kind = "app"
            await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        reason = error.response.get("error")
        raise SlackRefusedError(f"Slack refused the {kind} token: {reason}") from None
    except (ClientError, TimeoutError) as error:
        raise SlackRefusedError(f"Slack cannot be reached at {client.base_url}: {type(error).__name__}") from None
