"""The way to an installation: Bolt's OAuth flow over our store, with our pages and the list of who may install."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.installing.pages import HEADERS, failed_page, install_page, installed_page
from bot.slack.installing.paths import INSTALL, REDIRECT
from bot.slack.installing.safe import Safe
from bot.slack.installing.workspaces import Workspaces, name_of
from bot.slack.working import in_thread
from bot.usecases.delivery_ports import InstallStates
from bot.usecases.ports import Clock, StoreError

TIME = timedelta(minutes=10)
_CLEAR = "slack-app-oauth-state=deleted; Secure; HttpOnly; Path=/; Max-Age=0"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OAuth:
    """What Slack knows the app by, and the safe for what it gives.

    `redirect_uri` is where Slack sends browsers back, "" for the first that the app's page in Slack names.
    """

    client_id: str
    client_secret: str = field(repr=False)
    safe: Safe = field(repr=False)
    redirect_uri: str = ""


class NotListedError(BoltError):
    """A workspace that is not on the list tried to install the bot."""


class States(AsyncOAuthStateStore):
    """Ways to Slack's consent page; Bolt binds each to the browser by a cookie."""

    def __init__(self, states: InstallStates, clock: Clock) -> None:
        """Keep them in a store."""
        self._states = states
        self._clock = clock

    async def async_issue(self, *_: object, **__: object) -> str:
        """Begin one."""
        state, now = secrets.token_urlsafe(32), self._clock.now()
        await in_thread(lambda: self._states.begin(state, at=now, until=now + TIME))
        return state

    async def async_consume(self, state: str) -> bool:
        """End one; False if it cannot be ended."""
        return await in_thread(lambda: self._states.end(state, at=self._clock.now()))


class _Keeper(AsyncInstallationStore):
    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def async_save(self, installation: Installation) -> None:
        name = await self._workspaces.keep(installation.to_bot())
        log.info("workspace.installed", workspace=name)


class Flow(AsyncOAuthFlow):
    """Installs the bot in workspaces: all of them, or those on a list."""

    def __init__(  # noqa: PLR0913 - all of them named, none of them belongs together
        self,
        oauth: OAuth,
        *,
        client: AsyncWebClient,
        workspaces: Workspaces,
        states: InstallStates,
        clock: Clock,
        scopes: tuple[str, ...],
        listed: frozenset[str],
    ) -> None:
        """`client` has no token; `listed` are ids of workspaces and organisations, none for all."""
        self._workspaces = workspaces
        self._listed = listed
        settings = AsyncOAuthSettings(
            client_id=oauth.client_id,
            client_secret=oauth.client_secret,
            scopes=scopes,
            user_scopes=(),
            redirect_uri=oauth.redirect_uri or None,
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            authorization_url=client.base_url.removesuffix("api/") + "oauth/v2/authorize",
            installation_store=_Keeper(workspaces),
            state_store=States(states, clock),
            state_expiration_seconds=int(TIME.total_seconds()),
            callback_options=AsyncCallbackOptions(success=_succeeded, failure=_failed),
        )
        # Bolt logs the code with which an installation failed; it may still be good.
        super().__init__(client=client, logger=_silent(), settings=settings)

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:  # noqa: ARG002 - Bolt's call
        """Give the page from which an installation is begun."""
        return install_page(url)

    async def handle_installation(self, request: AsyncBoltRequest) -> BoltResponse:
        """Answer a browser that wants to install."""
        try:
            begun = await super().handle_installation(request)
        except StoreError as error:
            log.error("install.not_begun", error=str(error))  # noqa: TRY400 - the sentence says it
            return _page(failed_page("storage_error", install_path=INSTALL), status=503)
        begun.headers.update({name.lower(): [value] for name, value in HEADERS.items()})
        return begun

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        """Answer a browser that comes back from Slack."""
        try:
            return await super().handle_callback(request)
        except StoreError as error:
            log.error("install.not_ended", error=str(error))  # noqa: TRY400 - the sentence says it
            return _page(failed_page("storage_error", install_path=INSTALL), status=503)

    async def run_installation(self, code: str) -> Installation | None:
        """Give what Slack gives for a code, None if it gives nothing."""
        try:
            return await super().run_installation(code)
        except Exception as error:  # noqa: BLE001 - slack_sdk fails in many ways; the browser gets a sentence
            log.warning("install.not_answered", error=type(error).__name__)
            return None

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep what was installed, if its workspace is on the list; else give it back to Slack."""
        if self._listed and not self._listed & {installation.team_id, installation.enterprise_id}:
            log.warning("install.unlisted", workspace=name_of(installation.to_bot()))
            await self._give_back(installation.bot_token or "")
            raise NotListedError("not listed")
        await super().store_installation(request, installation)

    async def _give_back(self, token: str) -> None:
        # In the body: secrets in an address end in the logs of proxies.
        own = {"client_id": self.settings.client_id, "client_secret": self.settings.client_secret}
        try:
            await self._workspaces.client_with(token).api_call("apps.uninstall", data=own)
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.warning("install.not_given_back", error=type(error).__name__)


async def _succeeded(args: AsyncSuccessArgs) -> BoltResponse:
    made = args.installation
    name = made.enterprise_name if made.is_enterprise_install else made.team_name
    return _page(installed_page(name or "", app=made.app_id or "", team_id=made.team_id or ""), status=200)


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    unlisted = isinstance(args.error, NotListedError)
    reason = "unlisted" if unlisted else args.reason
    log.info("install.failed", reason=reason if reason.replace("_", "").isalpha() else "other")
    shown = failed_page(reason, install_path=args.settings.install_path)
    return _page(shown, status=403 if unlisted else args.suggested_status_code)


def _page(html: str, *, status: int) -> BoltResponse:
    return BoltResponse(status=status, body=html, headers={**HEADERS, "Set-Cookie": _CLEAR})


def _silent() -> logging.Logger:
    logger = logging.getLogger("aztriage.oauth")
    logger.disabled = True
    return logger
