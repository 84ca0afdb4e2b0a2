"""Tokens that rotate are renewed in time, once, and are not lost when something breaks."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
import structlog
from aiohttp import web
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.store.store import open_store
from bot.slack.installing.renewing import Renewing
from bot.slack.installing.safe import Safe
from bot.slack.installing.tokens import Tokens, packed
from bot.slack.installing.workspaces import Workspaces
from bot.slack.sending.client import NoTokenError, equip
from bot.usecases.delivery_ports import Installations, Leases
from bot.usecases.ports import StoreError
from tests.bot.slack.installing.many_slack import (
    AS_SLACK_SDK_DOES,
    CLIENT,
    CLIENT_SECRET,
    KEY,
    TWELVE_HOURS,
    ManySlack,
    Met,
    asked_in,
    meet,
    token,
)
from tests.bot.slack.wire import slack_api
from tests.fakes.clock import FakeClock
from tests.fakes.installations import FakeInstallations
from tests.fakes.leases import FakeLeases
from tests.fakes.store import FakeStore

pytestmark = AS_SLACK_SDK_DOES
ONE = "T000000001"
_T = TypeVar("_T")


def installed(*, ends_in: float) -> Bot:
    """Give an installation whose token ends in so many seconds."""
    return Bot(
        team_id=ONE,
        bot_token=token(ONE),
        bot_refresh_token=token(ONE, kind="e"),
        bot_token_expires_at=int(time.time() + ends_in),
        bot_id="B1",
        bot_user_id="U1",
        installed_at=time.time(),
    )


def process(api: ManySlack, installations: Installations, leases: Leases) -> Workspaces:
    """Give what one of several processes that share a store knows of the workspaces."""
    clock, base = FakeClock(), AsyncWebClient()
    equip(base, base_url=api.base_url)
    tokens = Tokens(installations, safe=Safe(KEY), clock=clock)
    rotator = AsyncTokenRotator(client_id=CLIENT, client_secret=CLIENT_SECRET, client=base)
    return Workspaces(tokens, renewing=Renewing(tokens, leases, rotator=rotator, clock=clock), base=base)


def share(
    do: Callable[[ManySlack, list[Workspaces]], Awaitable[_T]],
    *,
    ends_in: float,
    store: FakeInstallations | None = None,
) -> _T:
    """Let a test use a workspace in two processes that share a store."""

    async def sharing() -> _T:
        async with slack_api(ManySlack(given={ONE: 1})) as api:
            assert isinstance(api, ManySlack)
            installations, leases = store or FakeInstallations(), FakeLeases()
            both = [process(api, installations, leases) for _ in range(2)]
            await both[0].keep(installed(ends_in=ends_in))
            return await do(api, both)

    return asyncio.run(sharing())


async def tokens_of(processes: list[Workspaces], times: int) -> set[str]:
    """Give the tokens that the processes use when all ask at the same moment."""
    clients = await asyncio.gather(*(each.client(ONE) for each in processes for _ in range(times)))
    return {str(client.token) for client in clients}


def renewals(api: ManySlack) -> int:
    """Count how often Slack was asked for another token."""
    return sum(method == "oauth.v2.access" for method, _ in api.calls)


def test_a_token_that_has_ended_is_renewed_before_it_is_used() -> None:
    """The next one is used and kept, with what renews it in its turn."""

    async def ended(api: ManySlack, processes: list[Workspaces]) -> None:
        client = await processes[0].client(ONE)
        assert token(ONE, 2) == client.token
        content = await processes[1].tokens.get(ONE)
        assert content
        assert (token(ONE, 2), token(ONE, 2, kind="e")) == (content["bot_token"], content["bot_refresh_token"])
        assert content["bot_token_expires_at"] > time.time() + TWELVE_HOURS - 60
        assert token(ONE, 2) == (await processes[1].client(ONE)).token
        assert 1 == renewals(api)

    share(ended, ends_in=-5)


def test_two_processes_renew_once() -> None:
    """Forty calls at the same moment ask Slack once, and afterwards all have the new token."""

    async def crowd(api: ManySlack, processes: list[Workspaces]) -> None:
        assert await tokens_of(processes, 20) <= {token(ONE), token(ONE, 2)}
        assert {token(ONE, 2)} == await tokens_of(processes, 1)
        assert 1 == renewals(api)

    share(crowd, ends_in=3600)


def test_two_processes_that_share_a_file_renew_once(tmp_path: Path) -> None:
    """The same over the real store, opened twice."""
    url = f"sqlite:///{tmp_path / 'aztriage.db'}"

    async def crowd() -> int:
        async with slack_api(ManySlack(given={ONE: 1})) as api:
            assert isinstance(api, ManySlack)
            with open_store(url, clock=FakeClock()) as one, open_store(url, clock=FakeClock()) as other:
                both = [process(api, store.installations, store.leases) for store in (one, other)]
                await both[0].keep(installed(ends_in=-5))
                assert {token(ONE, 2)} == await tokens_of(both, 5)
            return renewals(api)

    assert 1 == asyncio.run(crowd())


def test_after_a_long_pause_all_wait_for_the_one_who_renews() -> None:
    """The old token has ended, so nobody goes on with it, and nobody is turned away."""

    async def crowd(api: ManySlack, processes: list[Workspaces]) -> int:
        assert {token(ONE, 2)} == await tokens_of(processes, 5)
        return renewals(api)

    assert 1 == share(crowd, ends_in=-3600)


def test_a_token_that_lives_is_left_alone() -> None:
    """More than two hours before its end Slack is not asked."""

    async def living(api: ManySlack, processes: list[Workspaces]) -> int:
        assert {token(ONE)} == await tokens_of(processes, 1)
        return renewals(api)

    assert 0 == share(living, ends_in=7300)


@pytest.mark.parametrize("refused", [{"ok": False, "error": "invalid_refresh_token"}, None])
def test_a_token_that_cannot_be_renewed_is_used_to_its_end(refused: dict[str, object] | None) -> None:
    """Slack is not asked again at once, and neither token nor secret is logged."""

    async def refusing(api: ManySlack, processes: list[Workspaces]) -> int:
        answer = web.json_response(refused) if refused else web.Response(text="<html>")
        api.answers["oauth.v2.access"] = [answer] * 3
        for _ in range(5):
            assert token(ONE) == (await processes[0].client(ONE)).token
        return renewals(api)

    with structlog.testing.capture_logs() as logs:
        assert share(refusing, ends_in=600) <= 3
    assert ["token.not_renewed"] == [each["event"] for each in logs]
    assert "xox" not in f"{logs}"


def test_after_its_end_nothing_can_be_said() -> None:
    """The workspace has to install again; that is no bug, and Slack is asked once a minute at most."""

    async def ended(api: ManySlack, processes: list[Workspaces]) -> int:
        api.answers["oauth.v2.access"] = [web.json_response({"ok": False, "error": "invalid_refresh_token"})]
        for _ in range(3):
            with pytest.raises(NoTokenError, match="token_expired"):
                await processes[0].client(ONE)
        return renewals(api)

    assert 1 == share(ended, ends_in=-5)


class Full(FakeInstallations):
    """Installations that cannot be written after the first."""

    def __init__(self) -> None:
        super().__init__()
        self.writes = 0

    def put(self, *given: object, **named: object) -> None:
        """Write, or fail."""
        self.writes += 1
        if 1 < self.writes < 4:
            raise StoreError("the disk is full")
        super().put(*given, **named)  # type: ignore[arg-type]


def test_a_renewed_token_survives_a_store_that_is_away() -> None:
    """It is used all the same, and written as soon as the store takes it."""
    store = Full()

    async def away(api: ManySlack, processes: list[Workspaces]) -> int:
        used = [(await processes[0].client(ONE)).token for _ in range(4)]
        assert [token(ONE, 2)] * 4 == used
        assert token(ONE, 2) == (await processes[1].client(ONE)).token
        return renewals(api)

    assert 1 == share(away, ends_in=600, store=store)


def test_what_was_installed_meanwhile_is_not_overwritten() -> None:
    """Renewing takes a moment; who installs again in it keeps the new tokens."""

    async def meanwhile(_: ManySlack, processes: list[Workspaces]) -> None:
        old, new = installed(ends_in=5), installed(ends_in=TWELVE_HOURS)
        new.bot_token = token(ONE, 7)
        await processes[0].keep(new)
        await processes[1].tokens.renew(ONE, packed(installed(ends_in=99)), instead_of=packed(old))
        assert token(ONE, 7) == (await processes[0].client(ONE)).token

    share(meanwhile, ends_in=TWELVE_HOURS)


def test_a_question_is_answered_with_a_renewed_token() -> None:
    """From the event to the answer over the wire: the token of the installation has ended, the next one answers."""
    kept = FakeStore()

    async def asking(met: Met) -> list[str]:
        await met.browser.install(ONE)
        assert 200 == await met.tell(asked_in(ONE))
        return [bearer for bearer, calls in met.slack.calls_of.items() if any("chat." in call[0] for call in calls)]

    assert [token(ONE, 2)] == meet(asking, kept=kept, slack=ManySlack(lives=60))
