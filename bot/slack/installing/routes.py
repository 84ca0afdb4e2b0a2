"""Where browsers find the bot while it is installed, as routes of the web application."""

from __future__ import annotations

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def install_routes(flow: AsyncOAuthFlow) -> list[Route]:
    """Give the page to begin at and the one to which Slack sends back."""

    async def install(request: Request) -> Response:
        return to_starlette_response(await flow.handle_installation(_read(request)))

    async def redirect(request: Request) -> Response:
        return to_starlette_response(await flow.handle_callback(_read(request)))

    return [Route(flow.install_path, install), Route(flow.redirect_uri_path, redirect)]


def _read(request: Request) -> AsyncBoltRequest:
    return AsyncBoltRequest(body="", query=str(request.query_params), headers=dict(request.headers))
