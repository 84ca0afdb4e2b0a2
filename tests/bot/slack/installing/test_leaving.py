"""Who takes the bot away is forgotten, with tokens and all; who did not, is not."""

import asyncio
import time
from pathlib import Path

import pytest
import structlog

from bot.adapters.store.store import open_store
from bot.slack.installing.safe import Safe, new_key
from bot.usecases.ports import StoreError
from bot.usecases.team_ports import Subscription
from tests.bot.slack.installing.many_slack import (
    AS_SLACK_SDK_DOES,
    CLIENT_SECRET,
    KEY,
    ManySlack,
    Met,
    asked_in,
    meet,
    token,
    told_to,
)
from tests.bot.slack.wire import PERSON, SECRET
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.forgetting import FakeForgetting
from tests.fakes.store import FakeStore

pytestmark = AS_SLACK_SDK_DOES
ONE, TWO = "T000000001", "T000000002"
BOT_REVOKED = {"oauth": [], "bot": ["U0BOT00001"]}


@pytest.fixture
def kept() -> FakeStore:
    """Give an empty store."""
    return FakeStore()


def test_who_uninstalls_is_forgotten_and_answered_nothing(kept: FakeStore) -> None:
    """Later events of that workspace are acknowledged and leave nothing; the other workspace goes on."""

    async def leaving(met: Met) -> None:
        for workspace in (ONE, TWO):
            await met.browser.install(workspace)
            await met.tell(asked_in(workspace))
        assert [200, 200] == [await met.tell(told_to(ONE, "app_uninstalled")), await met.tell(asked_in(ONE, 2))]
        await met.tell(asked_in(TWO, 2))
        assert [1, 2] == [len(met.slack.posted_by(workspace)) for workspace in (ONE, TWO)]

    meet(leaving, kept=kept)
    assert [TWO] == [*kept.installations.workspaces()]
    assert {TWO} == {question.workspace for question in kept.events.questions.values()}
    assert {TWO} == {one.outgoing.message.workspace for one in kept.outbox.kept}
    assert {TWO} == {thread.partition(":")[0] for thread in kept.conversations.subjects} | {TWO}
    assert ("uninstall", ONE) in {(record.kind, record.workspace) for record in kept.audit.records}


def test_what_is_under_way_ends_and_leaves_nothing(kept: FakeStore) -> None:
    """An answer and a report that come after the workspace left are given up at once, and their traces go too."""

    async def under_way(met: Met) -> list[str]:
        await met.browser.install(ONE)
        met.bot.answering.shift.rest(on=True)
        await met.tell(asked_in(ONE))
        (question,) = kept.events.take(9)
        await met.tell(told_to(ONE, "app_uninstalled"))
        await met.bot.answering._see_to(question)
        await met.done()
        return [one.error for one in kept.outbox.kept]

    with structlog.testing.capture_logs() as logs:
        assert ["not_installed"] == meet(under_way, kept=kept)
    assert "message.put_off" not in {each["event"] for each in logs}
    assert ([], {}) == (kept.outbox.kept, kept.events.questions)
    assert [ONE, ONE] == kept.forgetting.forgotten


def test_a_token_that_was_replaced_may_be_revoked(kept: FakeStore) -> None:
    """Slack revokes old tokens as well; as long as the present one works, nothing is forgotten."""

    async def revoked(met: Met) -> None:
        await met.browser.install(ONE)
        await met.tell(told_to(ONE, "tokens_revoked", tokens=BOT_REVOKED))
        await met.tell(told_to(ONE, "tokens_revoked", number=2, tokens={"oauth": [PERSON], "bot": []}))
        assert [] == kept.forgetting.forgotten
        met.slack.revoked.add(token(ONE))
        await met.tell(told_to(ONE, "tokens_revoked", number=3, tokens=BOT_REVOKED))

    meet(revoked, kept=kept)
    assert [] == [*kept.installations.workspaces()]


def test_an_old_farewell_does_not_end_a_new_installation(kept: FakeStore) -> None:
    """Slack tells again what it could not tell at once; by then the workspace may be back."""

    async def late(met: Met) -> None:
        await met.browser.install(ONE)
        await met.tell(told_to(ONE, "app_uninstalled", at=time.time() - 300))
        assert [] == kept.forgetting.forgotten
        met.slack.revoked.add(token(ONE))  # now it is gone, whatever the clocks say
        await met.tell(told_to(ONE, "app_uninstalled", number=2, at=time.time() - 300))

    meet(late, kept=kept)
    assert [] == [*kept.installations.workspaces()]


def test_who_comes_back_is_not_forgotten_later(kept: FakeStore) -> None:
    """The second forgetting, which follows the first, leaves a new installation alone."""

    async def back(met: Met) -> None:
        await met.browser.install(ONE)
        await met.tell(told_to(ONE, "app_uninstalled"))
        await asyncio.sleep(0.01)
        await met.browser.install(ONE)

    meet(back, kept=kept)
    assert ([ONE], [ONE]) == ([*kept.installations.workspaces()], kept.forgetting.forgotten)


def test_an_organisation_may_take_it_from_one_workspace(kept: FakeStore) -> None:
    """The others keep it."""

    async def one_of_two(met: Met) -> None:
        await met.browser.install("E1")
        for workspace in (ONE, TWO):
            await met.tell(asked_in(workspace, organisation="E1"))
        await met.tell(told_to(ONE, "team_access_revoked", team_ids=[ONE]))

    meet(one_of_two, kept=kept)
    assert ["E1", TWO] == [*kept.installations.workspaces()]


class _Away(FakeForgetting):
    def forget_workspace(self, workspace: str) -> int:
        if not self.forgotten:
            self.forgotten.append("away")
            raise StoreError("the disk is full")
        return super().forget_workspace(workspace)


def test_a_store_that_is_away_only_delays_it(kept: FakeStore) -> None:
    """What could not be forgotten at once is forgotten later, at the latest when the bot ends."""
    kept.forgetting = _Away(kept.events, kept.installations)

    async def away(met: Met) -> None:
        await met.browser.install(ONE)
        await met.tell(told_to(ONE, "app_uninstalled"))
        assert ["away"] == kept.forgetting.forgotten

    meet(away, kept=kept)
    assert ["away", ONE] == kept.forgetting.forgotten


def test_no_secret_is_in_the_file_or_in_a_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Installing, answering, renewing and leaving write neither token nor secret nor key, sealed ones but for."""
    caplog.set_level("DEBUG")
    with structlog.testing.capture_logs() as logs, open_store(_url(tmp_path), clock=FakeClock()) as store:
        meet(_whole_life, kept=store, slack=ManySlack(lives=60))
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"installations" in written
    said = f"{logs}{caplog.text}"
    for secret in ("xox", CLIENT_SECRET, SECRET, KEY):
        assert secret.encode() not in written, secret
        assert secret not in said, secret


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'aztriage.db'}"


async def _whole_life(met: Met) -> None:
    for workspace in (ONE, TWO):
        await met.browser.install(workspace)
        await met.tell(asked_in(workspace))
    met.slack.revoked.add(token(TWO, 2))
    await met.tell(asked_in(TWO, 2))
    await met.browser.install("x' OR 1=1 --")
    await met.tell(told_to(ONE, "app_uninstalled"))


def test_a_subscription_of_who_left_is_not_run(tmp_path: Path) -> None:
    """It goes with the workspace, from a real store."""
    with open_store(_url(tmp_path), clock=FakeClock()) as store:

        async def leaving(met: Met) -> None:
            await met.browser.install(ONE)
            store.subscriptions.put(Subscription("s1", ONE, "C1", 1, "09:00", "UTC", PERSON, NOON))
            await met.tell(told_to(ONE, "app_uninstalled"))

        meet(leaving, kept=store)
        assert ([], []) == ([*store.subscriptions.all()], [*store.installations.workspaces()])


def test_keys_are_changed_without_installing_again(kept: FakeStore) -> None:
    """A new key in front of the old one: with the next start all is sealed anew, and the old one may go."""
    new = new_key()

    async def answered(met: Met) -> int:
        await met.tell(asked_in(ONE, met.slack.given.get(ONE, 0) + 7))
        return len(met.slack.posted_by(ONE))

    async def installing(met: Met) -> None:
        await met.browser.install(ONE)

    meet(installing, kept=kept)
    assert Safe(new).open(kept.installations.get(ONE) or b"") is None
    assert 1 == meet(answered, kept=kept, keys=f"{new}, {KEY}")
    assert Safe(new).open(kept.installations.get(ONE) or b"")
    kept.events.questions.clear()
    assert 1 == meet(answered, kept=kept, keys=new)
