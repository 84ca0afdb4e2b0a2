"""Serving Slack: over Socket Mode if there is an app token, over signed HTTP requests if there is a signing secret."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
import uvicorn
from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.slack.app import build_app
from bot.slack.gate import signed_body
from bot.slack.listeners.asking import Access
from bot.slack.listeners.explain import ANSWERING
from bot.slack.sender import SLACK
from bot.usecases.answers import Explanation
from bot.usecases.ports import Conversations

PATIENCE = 10.0
log = structlog.get_logger(__name__)


class SlackRefusedError(Exception):
    """Slack cannot be reached or does not take the tokens; the message is a sentence for whoever starts the bot."""


def serve(  # noqa: PLR0913 - all of them named, none of them belongs together
    *,
    token: str,
    explain: Callable[[str], Explanation],
    conversations: Conversations,
    app_token: str = "",
    signing_secret: str = "",
    base_url: str = SLACK,
    host: str = "127.0.0.1",
    port: int = 3000,
    access: Access | None = None,
) -> None:
    """Serve until the process is told to stop; what is being answered then is finished first.

    Raises:
        ValueError: there is neither an app token nor a signing secret.
        SlackRefusedError: Slack cannot be reached or does not take a token.
    """
    app = build_app(
        token=token,
        signing_secret=signing_secret,
        base_url=base_url,
        explain=explain,
        conversations=conversations,
        access=access,
    )
    face = face_of(app, app_token=app_token, signing_secret=signing_secret)
    asyncio.run(_check(app.client, app_token=app_token))
    uvicorn.run(face, host=host, port=port, log_config=None, access_log=False)


def face_of(app: AsyncApp, *, app_token: str = "", signing_secret: str = "") -> Starlette:
    """Give the web application: health in both modes, and the events of Slack where they come over HTTP."""
    if app_token:
        return socket_face(app, app_token=app_token)
    if signing_secret:
        return http_face(app, signing_secret=signing_secret)
    raise ValueError("Slack needs an app token (Socket Mode) or a signing secret (HTTP)")


def http_face(app: AsyncApp, *, signing_secret: str) -> Starlette:
    """Give the web application to which Slack sends its events."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        body = await signed_body(request, verifier)
        if body is None:
            return JSONResponse({"error": "invalid request"}, status_code=401)
        return to_starlette_response(
            await app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(request.headers)))
        )

    async def healthy(_: Request) -> Response:
        return JSONResponse({"status": "ok", "mode": "http"})

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/healthz", healthy)]
    return Starlette(routes=routes, lifespan=_finishing)


def socket_face(app: AsyncApp, *, app_token: str) -> Starlette:
    """Give the web application that keeps a connection to Slack open and tells whether it stands."""

    async def healthy(request: Request) -> Response:
        up = await request.app.state.link.client.is_connected()
        return JSONResponse({"status": "ok" if up else "down", "mode": "socket"}, status_code=200 if up else 503)

    @asynccontextmanager
    async def lifespan(face: Starlette) -> AsyncIterator[None]:
        # The connection belongs to the running loop, so it cannot be made any earlier.
        face.state.link = link = AsyncSocketModeHandler(app, app_token)
        await link.client.connect()  # type: ignore[no-untyped-call]
        try:
            async with _finishing(face):
                yield
        finally:
            await link.client.close()  # type: ignore[no-untyped-call]

    return Starlette(routes=[Route("/healthz", healthy)], lifespan=lifespan)


@asynccontextmanager
async def _finishing(_: Starlette) -> AsyncIterator[None]:
    """Wait at the end for what is being answered: Slack was told that it arrived and will not send it again."""
    log.info("slack.serving")
    yield
    answering = [task for task in asyncio.all_tasks() if task.get_name().startswith(ANSWERING)]
    if answering:
        await asyncio.wait(answering, timeout=PATIENCE)


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
