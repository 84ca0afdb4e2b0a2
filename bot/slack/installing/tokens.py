"""The tokens as they are kept: sealed, each under the name of its workspace, or of the organisation that installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from slack_sdk.oauth.installation_store import Bot

from bot.slack.installing.safe import Safe
from bot.slack.sending.client import NoTokenError
from bot.slack.working import in_thread
from bot.usecases.delivery_ports import Installations
from bot.usecases.ports import Clock, StoreError

Content = dict[str, Any]
# What is needed to speak and to know again who installed; no names, and nothing of the person who did.
_FIELDS = (
    "app_id",
    "enterprise_id",
    "team_id",
    "bot_token",
    "bot_id",
    "bot_user_id",
    "bot_scopes",
    "bot_refresh_token",
    "bot_token_expires_at",
    "is_enterprise_install",
    "installed_at",
)
log = structlog.get_logger(__name__)


def packed(bot: Bot) -> Content:
    """Give what is kept of an installation."""
    return {name: getattr(bot, name) for name in _FIELDS}


class Tokens:
    """Reads and writes them; nothing is remembered, so that all processes that share the store have the same."""

    def __init__(self, installations: Installations, *, safe: Safe, clock: Clock) -> None:
        """Keep tokens under the keys of a safe."""
        self._installations = installations
        self._safe = safe
        self._clock = clock
        self._locked: set[str] = set()
        # Renewed, but the store was away: what it holds is worth nothing any more.
        self._unsaved: dict[str, Content] = {}

    async def get(self, name: str, *, first: bool = False) -> Content | None:
        """Give what is kept under a name; `first` is for what Slack waits for.

        Raises:
            NoTokenError: it is there, but none of the keys opens it.
            StoreError: the store cannot be read.
        """
        if name in self._unsaved:
            return await self._saved(name)
        sealed = await in_thread(lambda: self._installations.get(name), first=first)
        if sealed is None:
            return None
        content = self._safe.open(sealed)
        if content is None:
            self._say_locked(name)
            raise NoTokenError("no_key")
        return content

    async def put(self, name: str, content: Content) -> None:
        """Keep this under a name, in place of what was there.

        Raises:
            StoreError: the store cannot be written.
        """
        sealed = self._safe.seal(content)
        await in_thread(lambda: self._installations.put(name, sealed, at=self._clock.now()))
        self._unsaved.pop(name, None)
        self._locked.discard(name)

    async def renew(self, name: str, content: Content, *, instead_of: Content) -> None:
        """Keep renewed tokens, unless others were installed meanwhile, or all was taken away."""
        try:
            if await self.get(name) == instead_of:
                await self.put(name, content)
        except StoreError as error:
            log.error("tokens.not_kept", workspace=name, error=str(error))  # noqa: TRY400 - the sentence says it
            self._unsaved[name] = content

    async def drop(self, name: str) -> None:
        """Forget what is kept under a name.

        Raises:
            StoreError: the store cannot be written.
        """
        self._unsaved.pop(name, None)
        await in_thread(lambda: self._installations.drop(name))

    async def names(self) -> Sequence[str]:
        """Give the names under which something is kept.

        Raises:
            StoreError: the store cannot be read.
        """
        return await in_thread(self._installations.workspaces)

    async def reseal(self) -> None:
        """Seal with the newest key what an older one sealed, and log what none of them opens.

        Raises:
            StoreError: the store cannot be used.
        """
        again = await in_thread(self._reseal)
        if again:
            log.info("tokens.resealed", workspaces=again)

    def _reseal(self) -> list[str]:
        done = []
        for name in self._installations.workspaces():
            sealed = self._installations.get(name)
            if sealed is None:
                continue
            if self._safe.open(sealed) is None:
                self._say_locked(name)
            elif again := self._safe.resealed(sealed):
                self._installations.put(name, again, at=self._clock.now())
                done.append(name)
        return done

    async def _saved(self, name: str) -> Content:
        content = self._unsaved[name]
        try:
            await self.put(name, content)
        except StoreError as error:
            log.warning("tokens.not_kept", workspace=name, error=str(error))
        return content

    def _say_locked(self, name: str) -> None:
        if name not in self._locked:
            self._locked.add(name)
            log.error("tokens.locked", workspace=name, help="give the old key to AZTRIAGE_SLACK_KEYS, or install again")
