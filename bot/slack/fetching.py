"""Fetching a file from Slack: with the token of its workspace, from Slack only, and not more than is read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.slack.sending.client import NoTokenError
from bot.usecases.files.holding import Held, Unread, UnreadError, Why, held
from bot.usecases.ports import SharedFile

LARGEST: Final = 20 << 20  # bytes
SECONDS: Final = 30.0
AT_ONCE: Final = 2  # files that lie in memory at a time
_BLOCK: Final = 1 << 16
_GONE: Final = frozenset({"file_not_found", "file_deleted"})
_UNREADABLE: Final = ("image/", "video/", "audio/", "application/pdf")
_Work = Callable[[Callable[[], Held]], Awaitable[Held]]
log = structlog.get_logger(__name__)


class Fetcher:
    """Fetches files. `clients` gives the client of a workspace.

    Whoever asks for files takes a place in `room` as long as it holds them: there are few, so that memory lasts.
    """

    def __init__(self, clients: Callable[[str], Awaitable[AsyncWebClient]]) -> None:
        """Fetch nothing until called."""
        self._clients = clients
        self.room = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, file: SharedFile, *, workspace: str, work: _Work) -> Held:
        """Give what a file holds; `work` runs the reading of it, which would hold up the loop."""
        if file.kind.startswith(_UNREADABLE):
            return Unread(file.name, "binary")
        try:
            content = await asyncio.wait_for(self._content(file, workspace), timeout=SECONDS)
            return await work(lambda: held(file.name, content))
        except UnreadError as error:
            why: Why = error.why
        except TimeoutError:
            why = "slow"
        except NoTokenError:
            why = "denied"
        except (ClientError, OSError) as error:
            log.info("file.not_fetched", error=type(error).__name__)
            why = "broken"
        log.info("file.unread", why=why)
        return Unread(file.name, why)

    async def _content(self, file: SharedFile, workspace: str) -> bytes:
        if file.size > LARGEST:
            raise UnreadError("large")
        client = await self._clients(workspace)
        address = await _address(client, file)
        headers = {"Authorization": f"Bearer {client.token}"}
        # A session of its own: it sends no cookies, and its time is not that of messages.
        async with (
            ClientSession(timeout=ClientTimeout(total=SECONDS)) as session,
            session.get(
                address, headers=headers, allow_redirects=False, proxy=client.proxy, ssl=client.ssl or True
            ) as response,
        ):
            _check(response, file)
            return await _bounded(response)


async def _address(client: AsyncWebClient, file: SharedFile) -> URL:
    """Give where the file lies; nowhere but at Slack, for the token goes there too."""
    address = URL(file.url or await _told_address(client, file), encoded=True)
    home = URL(client.base_url)
    within = address.host == home.host or (address.host or "").endswith(f".{home.host}")
    if not within or (address.scheme, address.port) != (home.scheme, home.port) or address.user or address.password:
        raise UnreadError("elsewhere")
    return address


async def _told_address(client: AsyncWebClient, file: SharedFile) -> str:
    """Ask for the address, which an event about a file of another organisation leaves out."""
    try:
        told = (await client.api_call("files.info", data={"file": file.id})).get("file") or {}
    except SlackApiError as error:
        raise UnreadError("gone" if error.response.get("error") in _GONE else "denied") from None
    return str(told.get("url_private_download") or told.get("url_private") or "")


def _check(response: ClientResponse, file: SharedFile) -> None:
    if response.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise UnreadError("gone")
    # To a token that may not read files Slack gives its login page, or the way to it.
    login = response.content_type == "text/html" and "html" not in file.kind and not file.name.endswith(("html", "htm"))
    if response.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} or response.status // 100 == 3 or login:  # noqa: PLR2004 - any redirect
        raise UnreadError("denied")
    if response.status != HTTPStatus.OK:
        raise UnreadError("broken")


async def _bounded(response: ClientResponse) -> bytes:
    content = bytearray()
    async for block in response.content.iter_chunked(_BLOCK):
        content += block
        if len(content) > LARGEST:
            raise UnreadError("large")
    return bytes(content)
