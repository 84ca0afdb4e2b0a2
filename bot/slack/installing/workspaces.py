"""The workspaces that installed the bot, and the client of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.installing.renewing import Renewing, due
from bot.slack.installing.tokens import Tokens, packed
from bot.slack.sending.client import NoTokenError, equip

# Instead of tokens, for a workspace whose organisation installed the bot for all of its workspaces.
_MEMBER = "member_of"


class Workspaces:
    """Gives the client of a workspace; what one installed serves no other."""

    def __init__(self, tokens: Tokens, *, renewing: Renewing, base: AsyncWebClient) -> None:
        """`base` is a client without a token, whose address and connection the others share."""
        self.tokens = tokens
        self._renewing = renewing
        self._base = base

    async def client(self, workspace: str) -> AsyncWebClient:
        """Give the client with the token of a workspace.

        Raises:
            NoTokenError: the workspace has not installed the bot, or its token cannot be read or has ended.
            StoreError: the store cannot be used.
        """
        bot = await self._ready(workspace)
        if bot is None:
            raise NoTokenError("not_installed")
        return self.client_with(bot.bot_token)

    def client_with(self, token: str) -> AsyncWebClient:
        """Give a client with a token."""
        client = AsyncWebClient(token=token, session=self._base.session)
        equip(client, base_url=self._base.base_url)
        return client

    async def find(self, workspace: str, organisation: str = "", *, first: bool = False) -> tuple[str, Bot] | None:
        """Give the name under which the tokens of a workspace are kept, and the tokens; those of its organisation else.

        `first` is for what Slack waits for.

        Raises:
            NoTokenError: they are there, but cannot be read.
            StoreError: the store cannot be used.
        """
        content = await self.tokens.get(workspace, first=first) if workspace else None
        if content and _MEMBER not in content:
            return workspace, Bot(**content)
        name = str(content[_MEMBER]) if content else organisation
        of_all = await self.tokens.get(name, first=first) if name else None
        if of_all is None:
            return None
        if workspace and not content:
            # Messages name their workspace alone.
            await self.tokens.put(workspace, {_MEMBER: name})
        return name, Bot(**of_all)

    async def knows(self, body: Mapping[str, Any]) -> bool:
        """Say whether an event comes from a workspace that can be answered.

        Raises:
            StoreError: the store cannot be used.
        """
        try:
            return await self.find(*_whose(body), first=True) is not None
        except NoTokenError:
            return False

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Give Bolt the token with which a request is answered, None if there is none.

        Raises:
            StoreError: the store cannot be used.
        """
        try:
            bot = await self._ready(team_id or "", enterprise_id or "")
        except NoTokenError:
            return None
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
            bot_scopes=bot.bot_scopes,
        )

    async def keep(self, bot: Bot) -> str:
        """Keep what was installed; gives the name: the workspace, or the organisation if it did for all of its own.

        Raises:
            StoreError: the store cannot be written.
        """
        name = name_of(bot)
        await self.tokens.put(name, packed(bot))
        return name

    async def members(self, organisation: str) -> list[str]:
        """Give the workspaces that use what their organisation installed.

        Raises:
            StoreError: the store cannot be read.
        """
        found = []
        for name in await self.tokens.names():
            try:
                content = await self.tokens.get(name)
            except NoTokenError:
                continue
            if content and content.get(_MEMBER) == organisation:
                found.append(name)
        return found

    async def _ready(self, workspace: str, organisation: str = "") -> Bot | None:
        found = await self.find(workspace, organisation)
        if found is None:
            return None
        name, bot = found
        return await self._renewing(bot, name) if due(bot) else bot


def name_of(bot: Bot) -> str:
    """Give the name under which an installation is kept."""
    return str((bot.enterprise_id if bot.is_enterprise_install else bot.team_id) or bot.enterprise_id or "")


def _whose(body: Mapping[str, Any]) -> tuple[str, str]:
    return str(body.get("team_id") or ""), str(body.get("enterprise_id") or "")
