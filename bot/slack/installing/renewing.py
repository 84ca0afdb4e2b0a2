"""Renewing: a token that rotates is exchanged for the next before it ends, by one process at a time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from time import monotonic, time
from uuid import uuid4

import structlog
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from bot.slack.installing.tokens import Tokens, packed
from bot.slack.sending.client import NoTokenError
from bot.slack.sending.failures import code_of
from bot.slack.working import in_thread
from bot.usecases.delivery_ports import Leases
from bot.usecases.ports import Clock

# Tokens live twelve hours: https://docs.slack.dev/authentication/using-token-rotation
AHEAD = 120  # minutes before its end at which a token is renewed
LEASE = timedelta(minutes=2)  # longer than Slack may take with all attempts
PAUSE = 60.0  # seconds until it is tried again, if it failed
PATIENCE = 20.0  # seconds to wait for another who does it, if the old token has ended
_BETWEEN = 0.2
log = structlog.get_logger(__name__)


def due(bot: Bot) -> bool:
    """Say whether a token has to be renewed; those that do not rotate never have to."""
    return bot.bot_token_expires_at is not None and bot.bot_token_expires_at <= time() + AHEAD * 60


def has_ended(bot: Bot) -> bool:
    """Say whether Slack takes a token no more."""
    return bot.bot_token_expires_at is not None and bot.bot_token_expires_at <= time()


class Renewing:
    """Renews tokens. Whoever comes while another does it goes on with the old one if that has not ended, else waits."""

    def __init__(self, tokens: Tokens, leases: Leases, *, rotator: AsyncTokenRotator, clock: Clock) -> None:
        """Renew nothing until called."""
        self._tokens = tokens
        self._leases = leases
        self._rotator = rotator
        self._clock = clock
        self._not_before: dict[str, float] = {}

    async def __call__(self, bot: Bot, name: str) -> Bot:
        """Give a bot with a token that is good, as it is kept under a name by now.

        Raises:
            NoTokenError: the token has ended, and there is no other.
            StoreError: the store cannot be used.
        """
        if self._not_before.get(name, 0.0) <= monotonic():
            bot = await self._by_one(bot, name)
        if has_ended(bot):
            raise NoTokenError("token_expired")
        return bot

    async def _by_one(self, bot: Bot, name: str) -> Bot:
        work, me, until = f"tokens:{name}", uuid4().hex, monotonic() + PATIENCE
        while not await self._hold(work, me):
            if not has_ended(bot) or monotonic() > until:
                return bot
            await asyncio.sleep(_BETWEEN)
        try:
            # Another may have done it since this one was read, and a token for renewing is good only once.
            content = await self._tokens.get(name)
            bot = Bot(**content) if content else bot
            return await self._renewed(bot, name) if content and due(bot) else bot
        finally:
            await in_thread(lambda: self._leases.leave(work, by=me))

    async def _hold(self, work: str, me: str) -> bool:
        now = self._clock.now()
        return await in_thread(lambda: self._leases.hold(work, by=me, at=now, until=now + LEASE))

    async def _renewed(self, bot: Bot, name: str) -> Bot:
        try:
            fresh = await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=AHEAD)
        except Exception as error:  # noqa: BLE001 - slack_sdk fails in many ways; the old token may still be good
            log.error("token.not_renewed", workspace=name, error=_code(error))  # noqa: TRY400 - may quote tokens
            self._not_before[name] = monotonic() + PAUSE
            return bot
        if fresh is None:
            return bot
        await self._tokens.renew(name, packed(fresh), instead_of=packed(bot))
        log.info("token.renewed", workspace=name)
        return fresh


def _code(error: Exception) -> str:
    return code_of(error.api_error) if isinstance(error, SlackTokenRotationError) else type(error).__name__
