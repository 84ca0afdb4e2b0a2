"""Leaving: when a workspace takes the bot away, its tokens and what came from it are forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import time
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.slack.installing.workspaces import Workspaces
from bot.slack.sending.client import NoTokenError
from bot.slack.sending.failures import code_of
from bot.slack.working import in_thread
from bot.usecases.delivery_ports import Audit, AuditRecord, Forgetting
from bot.usecases.ports import Clock, StoreError

EVENTS = ("app_uninstalled", "team_access_revoked", "tokens_revoked")
# Seconds after which it is forgotten once more: what was being answered meanwhile has ended by then.
AGAIN = 600.0
_STORE_PAUSE = 30.0
_DEAD = frozenset({"account_inactive", "app_uninstalled", "invalid_auth", "team_not_found", "token_revoked"})
log = structlog.get_logger(__name__)


class Leaving:
    """Forgets workspaces. `gone` is called with each."""

    def __init__(  # noqa: PLR0913 - all of them named, none of them belongs together
        self,
        workspaces: Workspaces,
        *,
        forgetting: Forgetting,
        audit: Audit,
        clock: Clock,
        gone: Callable[[str], None],
        again: float = AGAIN,
    ) -> None:
        """Forget nobody until told."""
        self._workspaces = workspaces
        self._forgetting = forgetting
        self._audit = audit
        self._clock = clock
        self._gone = gone
        self._again = again
        self._later: dict[asyncio.TimerHandle, Callable[[], Awaitable[None]]] = {}
        self._work: set[asyncio.Future[None]] = set()

    async def uninstalled(self, body: dict[str, Any]) -> None:
        """Forget the workspace of an event, or all workspaces of the organisation that installed the bot for them."""
        team, organisation = str(body.get("team_id") or ""), str(body.get("enterprise_id") or "")
        since = float(body.get("event_time") or time())
        try:
            name = await self._name(team, organisation)
            if await self._is_back(name, since):
                log.info("uninstall.late", workspace=name)
                return
            everyone = [*await self._workspaces.members(name), name]
        except StoreError as error:
            log.error("workspace.not_forgotten", workspace=team, error=str(error))  # noqa: TRY400 - the sentence says it
            self._set_alarm(_STORE_PAUSE, partial(self.uninstalled, body))
            return
        for each in everyone:
            await self.forget(each, since=since)

    async def tokens_revoked(self, body: dict[str, Any]) -> None:
        """Forget the workspace of an event if its bot's token is dead; one that was renewed is revoked as well."""
        if (body["event"].get("tokens") or {}).get("bot") and await self._is_dead(str(body.get("team_id") or "")):
            await self.uninstalled(body)

    async def access_revoked(self, body: dict[str, Any]) -> None:
        """Forget workspaces that their organisation took the bot from."""
        for workspace in body["event"].get("team_ids") or ():
            await self.forget(str(workspace), since=time())

    async def forget(self, workspace: str, *, since: float, once_more: bool = True) -> None:
        """Forget a workspace, and later once more, unless it was installed again `since`, in seconds of the epoch."""
        try:
            if not once_more and await self._is_back(workspace, since):
                return
            await self._workspaces.tokens.drop(workspace)
            rows = await in_thread(lambda: self._forgetting.forget_workspace(workspace))
            if once_more:
                record = AuditRecord(self._clock.now(), workspace, "", "", "uninstall", "", "forgotten")
                await in_thread(lambda: self._audit.add(record))
        except StoreError as error:
            log.error("workspace.not_forgotten", workspace=workspace, error=str(error))  # noqa: TRY400 - it says it
            self._set_alarm(_STORE_PAUSE, partial(self.forget, workspace, since=since, once_more=once_more))
            return
        self._gone(workspace)
        log.info("workspace.forgotten", workspace=workspace, rows=rows)
        if once_more:
            self._set_alarm(self._again, partial(self.forget, workspace, since=time(), once_more=False))

    async def finish(self) -> None:
        """Do now what was to be done later."""
        waiting, self._later = self._later, {}
        for alarm, work in waiting.items():
            alarm.cancel()
            await work()
        for alarm in self._later:  # the store is away, and this process ends
            alarm.cancel()

    async def _name(self, team: str, organisation: str) -> str:
        try:
            found = await self._workspaces.find(team, organisation)
        except NoTokenError:
            found = None
        return found[0] if found else team or organisation

    async def _is_back(self, name: str, since: float) -> bool:
        """Say whether it was installed after a time; Slack is asked, for its clock and ours may differ."""
        try:
            found = await self._workspaces.find(name)
        except NoTokenError:
            return False
        return found is not None and found[1].installed_at > since and not await self._is_dead(name)

    async def _is_dead(self, workspace: str) -> bool:
        try:
            await (await self._workspaces.client(workspace)).auth_test()
        except NoTokenError:
            return True
        except SlackApiError as error:
            return code_of(error) in _DEAD
        except (ClientError, TimeoutError, StoreError) as error:
            log.warning("revoked.unknown", workspace=workspace, error=type(error).__name__)
        return False

    def _set_alarm(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        loop = asyncio.get_running_loop()

        def ring() -> None:
            self._later.pop(alarm, None)
            task = asyncio.ensure_future(work())
            self._work.add(task)
            task.add_done_callback(self._work.discard)

        alarm = loop.call_later(seconds, ring)
        self._later[alarm] = work


def register(app: AsyncApp, leaving: Leaving) -> None:
    """Listen to what Slack tells when the bot is taken away."""

    async def uninstalled(body: dict[str, Any]) -> None:
        await leaving.uninstalled(body)

    async def tokens_revoked(body: dict[str, Any]) -> None:
        await leaving.tokens_revoked(body)

    async def access_revoked(body: dict[str, Any]) -> None:
        await leaving.access_revoked(body)

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(tokens_revoked)
    app.event("team_access_revoked")(access_revoked)
