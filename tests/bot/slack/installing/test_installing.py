"""The bot is installed by a browser, in as many workspaces as come, over real HTTP."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import structlog
from aiohttp import web

from bot.slack.installing.safe import Safe, new_key
from bot.slack.listeners.asking import Access
from bot.slack.manifest import SCOPES
from bot.slack.rules import Rules
from bot.usecases.ports import StoreError
from tests.bot.slack.installing.many_slack import (
    AS_SLACK_SDK_DOES,
    CLIENT,
    KEY,
    ManySlack,
    Met,
    asked_in,
    meet,
    token,
    told_to,
)
from tests.bot.slack.interacting import FORM, command
from tests.bot.slack.wire import BOT, signed
from tests.fakes.install_states import FakeInstallStates
from tests.fakes.store import FakeStore

pytestmark = AS_SLACK_SDK_DOES
ONE, TWO = "T000000001", "T000000002"


@pytest.fixture
def kept() -> FakeStore:
    """Give an empty store."""
    return FakeStore()


def test_a_workspace_is_installed_by_a_browser(kept: FakeStore) -> None:
    """The page links to Slack with what the bot needs, and the way back ends in a page that says what to do next."""

    async def installing(met: Met) -> None:
        asked = await met.browser.begin()
        assert [CLIENT] == asked["client_id"]
        assert set(SCOPES) <= {*asked["scope"][0].split(",")}
        assert "user_scope" not in asked
        assert ["https://bot.example.com/back"] == asked["redirect_uri"]
        assert asked["state"] == [met.browser.cookies["slack-app-oauth-state"]]
        status, page = await met.browser.get(f"/slack/oauth_redirect?code={ONE}&state={asked['state'][0]}")
        assert (200, True) == (status, "aztriage is installed" in page)
        assert f"Team &lt;{ONE}&gt;" in page
        assert "deleted" == met.browser.cookies["slack-app-oauth-state"]

    meet(installing, kept=kept)
    assert [ONE] == [*kept.installations.workspaces()]
    content = Safe(KEY).open(kept.installations.get(ONE) or b"")
    assert content
    assert (token(ONE), ONE, BOT) == (content["bot_token"], content["team_id"], content["bot_user_id"])
    assert {} == kept.install_states.begun


def test_each_workspace_is_answered_with_its_own_token(kept: FakeStore) -> None:
    """Two ask in channels of the same name, and what is said to one is not said with the token of the other."""

    async def two(met: Met) -> list[int]:
        for workspace in (ONE, TWO):
            await met.browser.install(workspace)
        statuses = [await met.tell(asked_in(workspace)) for workspace in (ONE, TWO, ONE)]
        assert [1, 1] == [len(met.slack.posted_by(workspace)) for workspace in (ONE, TWO)]
        return statuses

    assert [200, 200, 200] == meet(two, kept=kept)
    assert {ONE, TWO} == {record.workspace for record in kept.audit.records}


def test_who_did_not_install_is_answered_nothing_and_nothing_is_kept(kept: FakeStore) -> None:
    """An event of an unknown workspace is acknowledged, and that is all."""

    async def stranger(met: Met) -> int:
        await met.browser.install(ONE)
        status = await met.tell(asked_in(TWO))
        assert [] == [call for call in met.slack.calls if call[0].startswith("chat.")]
        return status

    assert 200 == meet(stranger, kept=kept)
    assert {} == kept.events.questions


def test_a_state_is_good_once(kept: FakeStore) -> None:
    """Who plays the way back again gets no second installation, even with the cookie."""

    async def replay(met: Met) -> None:
        (state,) = (await met.browser.begin())["state"]
        cookies = dict(met.browser.cookies)
        path = f"/slack/oauth_redirect?code={ONE}&state={state}"
        first = await met.browser.get(path, cookies=cookies)
        again = await met.browser.get(path, cookies=cookies)
        assert [200, 401] == [first[0], again[0]]
        assert "was finished already, or took longer" in again[1]
        assert 1 == sum(method == "oauth.v2.access" for method, _ in met.slack.calls)

    meet(replay, kept=kept)


def test_a_state_belongs_to_a_browser(kept: FakeStore) -> None:
    """Neither a made-up state nor one of another browser is taken."""

    async def strangers(met: Met) -> None:
        (state,) = (await met.browser.begin())["state"]
        other = await met.browser.get(f"/slack/oauth_redirect?code={ONE}&state={state}", cookies={})
        made_up = await met.browser.get("/slack/oauth_redirect?code=x&state=y")
        guessed = await met.browser.get("/slack/oauth_redirect?code=x&state=y", cookies={"slack-app-oauth-state": "y"})
        assert [400, 400, 401] == [other[0], made_up[0], guessed[0]]
        assert "was not reached from the install page in this browser" in other[1]
        assert [] == met.slack.calls

    meet(strangers, kept=kept)
    assert [] == [*kept.installations.workspaces()]


def test_a_state_is_good_for_ten_minutes(kept: FakeStore) -> None:
    """Later the way back leads nowhere."""

    async def slow(met: Met) -> int:
        (state,) = (await met.browser.begin())["state"]
        met.clock.advance(timedelta(minutes=10))
        return (await met.browser.get(f"/slack/oauth_redirect?code={ONE}&state={state}"))[0]

    assert 401 == meet(slow, kept=kept)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("access_denied", "the request was declined in Slack"),
        ("<script>x</script>", "Slack reported an error, and nothing was installed"),
    ],
)
def test_who_declines_is_told_so(kept: FakeStore, error: str, said: str) -> None:
    """The page says that nothing was installed, and shows nothing of what stands in the address."""

    async def declining(met: Met) -> None:
        await met.browser.begin()
        status, page = await met.browser.get(f"/slack/oauth_redirect?error={error}&state=x")
        assert (200, True, False) == (status, said in page, "<script" in page)

    meet(declining, kept=kept)


@pytest.mark.parametrize("trouble", [web.json_response({"ok": False, "error": "invalid_code"}), None])
def test_a_code_that_slack_refuses_installs_nothing(
    kept: FakeStore, trouble: web.Response | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor does a Slack that breaks; the code stands in no log."""
    code = "T000000009"

    async def refused(met: Met) -> None:
        met.slack.answers["oauth.v2.access"] = [trouble or web.Response(text="<html>")]
        assert 401 == (await met.browser.install(code))[0]

    caplog.set_level("DEBUG")
    with structlog.testing.capture_logs() as logs:
        meet(refused, kept=kept)
    assert [] == [*kept.installations.workspaces()]
    assert code not in f"{logs}{caplog.text}"


def test_a_workspace_that_is_not_listed_is_refused(kept: FakeStore) -> None:
    """The browser says why, what Slack gave is given back, and nothing is kept."""
    rules = Rules(per_minute=0, access=Access(workspaces=frozenset({ONE})))

    async def two(met: Met) -> None:
        status, page = await met.browser.install(TWO)
        assert (403, True) == (status, "not on the list of those that this bot serves" in page)
        assert ["apps.uninstall"] == [
            method for method, _ in met.slack.calls_of[token(TWO)] if method.startswith("apps.")
        ]
        assert 200 == (await met.browser.install(ONE))[0]
        await met.tell(asked_in(ONE))
        assert 1 == len(met.slack.posted_by(ONE))

    meet(two, kept=kept, rules=rules)
    assert [ONE] == [*kept.installations.workspaces()]


def test_an_organisation_installs_for_its_workspaces(kept: FakeStore) -> None:
    """Its tokens stand under its own name; each of its workspaces is answered with them, and it may be on the list."""
    rules = Rules(per_minute=0, access=Access(workspaces=frozenset({"E1"})))

    async def organisation(met: Met) -> None:
        assert 200 == (await met.browser.install("E1"))[0]
        await met.tell(asked_in(ONE, organisation="E1"))
        assert 1 == len(met.slack.posted_by("E1"))
        await met.tell(told_to("", "app_uninstalled") | {"team_id": None, "enterprise_id": "E1"})
        await met.tell(asked_in(ONE, 2, organisation="E1"))
        assert 1 == len(met.slack.posted_by("E1"))

    meet(organisation, kept=kept, rules=rules)
    assert ([], ["E1", ONE]) == ([*kept.installations.workspaces()], sorted(set(kept.forgetting.forgotten)))


def test_a_command_of_a_workspace_without_tokens_is_told_to_install(kept: FakeStore) -> None:
    """Where the keys were changed the bot cannot speak, but it can say what to do when a command is used."""

    async def locked(met: Met) -> tuple[int, str]:
        body = urlencode(command("help", response_url=f"{met.slack.base_url}response"))
        address = f"http://127.0.0.1:{met.browser.port}/slack/events"
        headers = signed(body) | {"content-type": FORM}
        assert 200 == await met.tell(asked_in(ONE))
        async with met.browser.session.post(address, data=body, headers=headers) as response:
            status = response.status
        return status, " ".join(given["text"] for method, given in met.slack.calls if method == "response")

    meet(_installed, kept=kept)
    with structlog.testing.capture_logs() as logs:
        status, said = meet(locked, kept=kept, keys=new_key())
    assert (200, True) == (status, "please install me again" in said)
    assert [ONE] == [each["workspace"] for each in logs if each["event"] == "tokens.locked"]
    assert [ONE] == [*kept.installations.workspaces()]


async def _installed(met: Met) -> None:
    await met.browser.install(ONE)


def test_a_store_that_is_away_is_said_in_the_browser(kept: FakeStore) -> None:
    """Neither beginning nor ending an installation shows more than a sentence."""

    class Away(FakeInstallStates):
        def begin(self, *_: object, **__: object) -> None:
            raise StoreError("the disk is full")

    kept.install_states = Away()

    async def away(met: Met) -> tuple[int, str]:
        return await met.browser.get("/slack/install")

    status, page = meet(away, kept=kept)
    assert (503, True, False) == (status, "could not be kept" in page, "disk" in page)


def test_health_does_not_depend_on_one_workspace(kept: FakeStore) -> None:
    """A workspace whose token Slack does not take is told, and the bot stays up for the others."""

    async def revoked(met: Met) -> tuple[int, str]:
        await met.browser.install(ONE)
        met.slack.revoked.add(token(ONE))
        await met.tell(asked_in(ONE))
        return await met.browser.get("/healthz")

    assert (200, '{"status":"ok","mode":"http","posting":"token_revoked"}') == meet(revoked, kept=kept)


def test_the_pages_load_nothing_and_cannot_be_framed(kept: FakeStore) -> None:
    """What a browser is told about the page keeps scripts and frames out."""

    async def headers(met: Met) -> None:
        address = f"http://127.0.0.1:{met.browser.port}/slack/install"
        async with met.browser.session.get(address) as response:
            assert "default-src 'none'" in response.headers["content-security-policy"]
            assert ["no-store", "nosniff"] == [
                response.headers[name] for name in ("cache-control", "x-content-type-options")
            ]

    meet(headers, kept=kept, slack=ManySlack())
