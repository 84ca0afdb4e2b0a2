"""Whoever waits sees that something happens, and what they saw never stands in the way of the answer."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack import progress, status
from bot.slack.app import Bot, build_bot
from bot.slack.listeners import ask
from bot.slack.progress import SAID, Progress
from bot.slack.sending.client import web_client
from bot.slack.status import LOADING, Status
from bot.usecases.answers import Explanation
from bot.usecases.delivery_ports import Question
from tests.bot.slack.asking import asking
from tests.bot.slack.interacting import tell
from tests.bot.slack.samples import ALLOCATION, answer
from tests.bot.slack.wire import PERSON, SECRET, TEAM, TOKEN, SlackApi, deliver, direct, envelope, slack_api
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.store import FakeStore

_T = TypeVar("_T")
QUESTION = Question("Ev1", TEAM, "D1", "1.1", "1.1", PERSON, "AllocationFailed", NOON)
KNOWN = answer(matches=(ALLOCATION,))
START, APPEND, STOP = "chat.startStream", "chat.appendStream", "chat.stopStream"
LINE = "assistant.threads.setStatus"


def refused(error: str) -> web.Response:
    """Give Slack's answer to what it does not do."""
    return web.json_response({"ok": False, "error": error})


def methods(api: SlackApi) -> list[str]:
    """Give what Slack was asked, in order, without who people are and what talks are called."""
    aside = {"auth.test", "users.info", "assistant.threads.setTitle"}
    return [method for method, _ in api.calls if method not in aside]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every answer one that takes long."""
    monkeypatch.setattr(ask, "MOMENT", 0)
    monkeypatch.setattr(ask, "SOON", 0)
    monkeypatch.setattr(status, "PATIENCE", 0)


def served(
    *bodies: dict[str, Any],
    explain: Callable[[str], Explanation] | None = None,
    prepare: Callable[[SlackApi], None] = lambda _: None,
) -> SlackApi:
    """Let a bot that takes its time answer events, and give what Slack was asked."""
    let_go = threading.Event()

    def slowly(text: str) -> Explanation:
        let_go.wait(5)
        return explain(text) if explain else KNOWN

    async def meeting() -> SlackApi:
        async with slack_api() as api:
            prepare(api)
            bot = build_bot(
                token=TOKEN,
                signing_secret=SECRET,
                base_url=api.base_url,
                ask=asking(slowly),
                kept=FakeStore(),
                clock=FakeClock(),
                pace=0,
            )
            for body in bodies:
                let_go.clear()
                asyncio.get_running_loop().call_later(0.3, let_go.set)
                await tell(bot, body)
            return api

    return asyncio.run(meeting())


@pytest.mark.usefixtures("slow")
def test_a_long_answer_takes_the_place_of_its_progress() -> None:
    """The line first, then a message that grows; it is ended, and the answer is written over it."""
    api = served(direct())
    assert [LINE, START, STOP, "chat.update"] == methods(api)
    line, begun, ended, answered = (said for method, said in api.calls if method in {LINE, START, STOP, "chat.update"})
    assert [*LOADING] == line["loading_messages"]
    assert (TEAM, PERSON, "1.1") == (begun["recipient_team_id"], begun["recipient_user_id"], begun["thread_ts"])
    assert [SAID, "in_progress"] == [begun["chunks"][0]["text"], begun["chunks"][1]["status"]]
    assert "complete" == ended["chunks"][0]["status"]
    assert ("2.2", "2.2") == (ended["ts"], answered["ts"])
    assert "AllocationFailed" in answered["text"]


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("error", ["unknown_method", "missing_scope", "not_allowed_token_type"])
def test_a_workspace_without_streams_gets_a_message(error: str) -> None:
    """It is asked once; the line stands meanwhile, and the answer is a message of its own."""

    def prepare(api: SlackApi) -> None:
        api.answers[START] = [refused(error)]

    api = served(direct(event_id="EvA", ts="1.1"), direct(event_id="EvB", ts="2.1"), prepare=prepare)
    assert [LINE, START, "chat.postMessage", LINE, "chat.postMessage"] == methods(api)


@pytest.mark.usefixtures("slow")
def test_what_cannot_be_ended_is_taken_away() -> None:
    """A stream that Slack does not end is deleted, and the answer comes all the same."""

    def prepare(api: SlackApi) -> None:
        api.answers[STOP] = [refused("message_not_in_streaming_state")]

    assert [LINE, START, STOP, "chat.delete", "chat.postMessage"] == methods(served(direct(), prepare=prepare))


@pytest.mark.usefixtures("slow")
def test_an_answer_that_breaks_leaves_no_progress_behind() -> None:
    """What said that an answer takes its place is taken away, and the apology stands alone."""

    def broken(_: str) -> Explanation:
        raise RuntimeError("a bug")

    api = served(direct(), explain=broken)
    assert [LINE, START, STOP, "chat.delete", "chat.postMessage"] == methods(api)
    assert "Something went wrong" in api.posted()[0]["text"]


@pytest.mark.usefixtures("slow")
def test_an_answer_that_may_not_be_written_over_comes_as_a_message() -> None:
    """Whatever became of the message that grew: the outbox sees the answer to its end."""

    def prepare(api: SlackApi) -> None:
        api.answers["chat.update"] = [refused("message_not_found")]

    assert ["chat.update", "chat.postMessage"] == methods(served(direct(), prepare=prepare))[-2:]


def test_a_quick_answer_needs_no_sign() -> None:
    """What is there at once is said at once."""

    async def meeting() -> list[str]:
        async with slack_api() as api:
            bot = build_bot(
                token=TOKEN,
                signing_secret=SECRET,
                base_url=api.base_url,
                ask=asking(lambda _: KNOWN),
                kept=FakeStore(),
                clock=FakeClock(),
                pace=0,
            )
            await tell(bot, envelope())
            return methods(api)

    assert ["chat.postMessage"] == asyncio.run(meeting())


@pytest.mark.usefixtures("slow")
def test_a_process_that_dies_while_it_streams_loses_no_answer() -> None:
    """What grew was never the answer: the next process finds the question, and answers it once."""
    kept, let_go = FakeStore(), threading.Event()

    def slowly(_: str) -> Explanation:
        let_go.wait(5)
        return KNOWN

    def bot_of(api: SlackApi, explain: Callable[[str], Explanation]) -> Bot:
        return build_bot(
            token=TOKEN,
            signing_secret=SECRET,
            base_url=api.base_url,
            ask=asking(explain),
            kept=kept,
            clock=FakeClock(),
            pace=0,
        )

    async def meeting() -> list[str]:
        async with slack_api() as api:
            dying = bot_of(api, slowly)
            delivering = asyncio.ensure_future(deliver(dying, direct()))
            async with asyncio.timeout(5):
                while START not in methods(api):  # noqa: ASYNC110 - the recording Slack rings no bell
                    await asyncio.sleep(0.01)
            dying.answering.shift.stop()
            for task in dying.answering.shift.tasks() | {delivering}:
                task.cancel()
            let_go.set()
            next_one = bot_of(api, lambda _: KNOWN)
            await next_one.answering.resume()
            await next_one.settle(patience=5)
            return [said["text"] for method, said in api.calls if method in {"chat.postMessage", "chat.update"}]

    (said,) = asyncio.run(meeting())
    assert "AllocationFailed" in said


def meeting_slack(do: Callable[[SlackApi], Awaitable[_T]]) -> _T:
    """Give what comes of meeting a Slack that records."""

    async def meeting() -> _T:
        async with slack_api() as api:
            return await do(api)

    return asyncio.run(meeting())


def test_progress_goes_on_while_the_work_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Again and again it says how long it has taken; that Slack is busy once does no harm."""
    monkeypatch.setattr(progress, "BETWEEN", 0.02)

    async def do(api: SlackApi) -> tuple[str, list[dict[str, Any]]]:
        api.answers[APPEND] = [refused("fatal_error")]
        work = asyncio.get_running_loop().create_future()
        shown = Progress(web_client(token=TOKEN, base_url=api.base_url), QUESTION)
        await shown.begin()
        asyncio.get_running_loop().call_later(0.2, work.set_result, None)
        ts = await shown.until(work)
        return ts, [said for method, said in api.calls if method == APPEND]

    ts, grown = meeting_slack(do)
    assert "2.2" == ts
    assert len(grown) > 1
    assert all("seconds so far" in said["chunks"][0]["details"] for said in grown)


def test_a_line_is_renewed_before_slack_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be streamed, the line stands as long as the work takes."""
    monkeypatch.setattr(status, "PATIENCE", 0)
    monkeypatch.setattr(status, "RENEWED", 0.05)

    async def do(api: SlackApi) -> list[str]:
        api.answers[START] = [refused("unknown_method")]

        async def client_of(_: str) -> AsyncWebClient:
            return web_client(token=TOKEN, base_url=api.base_url)

        work = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.3, work.set_result, None)
        assert "" == await Status(client_of)(QUESTION, work, moment=0)
        return methods(api)

    assert 2 <= meeting_slack(do).count(LINE)


def test_a_slack_that_does_not_answer_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the answer is there, a sign of life is waited for no longer than a moment."""
    monkeypatch.setattr(status, "GRACE", 0.01)

    class Hanging(AsyncWebClient):
        async def assistant_threads_setStatus(self, **_: object) -> AsyncSlackResponse:  # noqa: N802 - Slack's name
            await asyncio.sleep(60)
            raise AssertionError

    async def meeting() -> str:
        async def client_of(_: str) -> AsyncWebClient:
            return Hanging()

        work = asyncio.get_running_loop().create_future()
        work.set_result(None)
        async with asyncio.timeout(5):
            return await Status(client_of)(QUESTION, work, moment=0)

    assert "" == asyncio.run(meeting())


def test_without_a_thread_there_is_no_line_and_no_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message stands in, and the answer takes its place."""
    monkeypatch.setattr(status, "PATIENCE", 0)

    async def do(api: SlackApi) -> tuple[str, list[str]]:
        async def client_of(_: str) -> AsyncWebClient:
            return web_client(token=TOKEN, base_url=api.base_url)

        work = asyncio.get_running_loop().create_future()
        ts = await Status(client_of)(replace(QUESTION, thread=""), work, moment=0)
        return ts, methods(api)

    assert ("2.2", ["chat.postMessage"]) == meeting_slack(do)
