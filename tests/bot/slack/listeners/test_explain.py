"""Questions are answered once, in their thread, and never with a traceback."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.slack.app import build_bot
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.views.help import help_message, picture
from bot.slack.views.refusals import outsiders
from bot.usecases.answers import Explanation
from bot.usecases.delivery_ports import Question
from bot.usecases.ports import StoreError
from tests.bot.slack.asking import asking, reading
from tests.bot.slack.samples import ALLOCATION, answer
from tests.bot.slack.wire import BOT, SECRET, TOKEN, SlackApi, deliver, direct, envelope, slack_api
from tests.fakes.clock import FakeClock
from tests.fakes.events import FakeEvents
from tests.fakes.store import FakeStore

PLANTED = "AccountKey=" + "c2VjcmV0" * 4


def known(text: str) -> Explanation:
    """Explain everything as a lack of capacity, and nothing without that code."""
    return answer(matches=(ALLOCATION,) if "AllocationFailed" in text else ())


def converse(
    *bodies: dict[str, Any],
    explain: Callable[[str], Explanation] = known,
    kept: FakeStore | None = None,
    access: Access | None = None,
    prepare: Callable[[SlackApi], None] = lambda _: None,
    status: int = 200,
) -> list[dict[str, Any]]:
    """Deliver events to a bot and give what it posted."""

    async def conversation() -> list[dict[str, Any]]:
        async with slack_api() as api:
            prepare(api)
            bot = build_bot(
                token=TOKEN,
                signing_secret=SECRET,
                base_url=api.base_url,
                ask=asking(explain),
                kept=kept or FakeStore(),
                clock=FakeClock(),
                rules=Rules(access=access or Access(), per_minute=0),
                pace=0,
            )
            assert [status] * len(bodies) == await deliver(bot, *bodies)
            return api.posted()

    return asyncio.run(conversation())


def test_a_mention_is_answered() -> None:
    """A mention with an error is answered in its thread, in blocks, without unfurling anything."""
    (posted,) = converse(envelope())
    assert ("C1", "1.1") == (posted["channel"], posted["thread_ts"])
    assert ALLOCATION.title == posted["blocks"][0]["text"]["text"]
    quiet = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
    assert quiet == {key: posted[key] for key in quiet}


def test_a_direct_message_is_answered_in_its_thread() -> None:
    """A direct message in a thread is answered there."""
    (posted,) = converse(direct(thread_ts="0.5"))
    assert ("D1", "0.5") == (posted["channel"], posted["thread_ts"])


def test_the_use_case_gets_what_was_pasted() -> None:
    """The mention is taken off and entities are decoded before the question is asked."""
    asked: list[str] = []

    def explain(text: str) -> Explanation:
        asked.append(text)
        return answer()

    converse(envelope(text=f"<@{BOT}> a &lt;b&gt; &amp;\n```c```"), explain=explain)
    assert ["a <b> &\n```c```"] == asked


def test_an_event_is_answered_once() -> None:
    """The same event again, and the same message as another event, are passed over."""
    same_message = direct(channel="C1", event_id="Ev2")
    assert 1 == len(converse(envelope(), envelope(), same_message))


def test_a_mention_is_not_answered_as_a_message_too() -> None:
    """The plain message of a channel that comes with a mention is passed over, whichever is first."""
    message = envelope(type="message", channel_type="channel", event_id="Ev2")
    assert 1 == len(converse(message, envelope()))
    assert 1 == len(converse(envelope(), message))


def test_the_bot_does_not_answer_bots() -> None:
    """Messages of the bot itself and of other apps are passed over."""
    assert [] == converse(direct(user=BOT), direct(bot_id="B9", event_id="Ev2"), direct(subtype="bot_message", ts="3"))


@pytest.mark.parametrize("text", [f"<@{BOT}>", f"<@{BOT}> help", f"<@{BOT}> Hello!"])
def test_a_mention_without_an_error_is_helped(text: str) -> None:
    """Who says nothing, or asks for help, is told how to ask."""
    (posted,) = converse(envelope(text=text))
    assert help_message().text == posted["text"]


def test_a_picture_is_answered_with_a_way_out() -> None:
    """A picture alone is answered with how to copy the text; with text the text counts."""
    files = [{"id": "F1", "mimetype": "image/png"}]
    (posted,) = converse(direct(text="", subtype="file_share", files=files))
    assert picture().text == posted["text"]
    (posted,) = converse(direct(subtype="file_share", files=files))
    assert ALLOCATION.title == posted["blocks"][0]["text"]["text"]


def test_other_organisations_get_no_answer() -> None:
    """In a channel shared with another organisation the question is not even read."""

    def explain(text: str) -> Explanation:
        pytest.fail(f"{text} was read")

    (posted,) = converse(envelope(envelope={"is_ext_shared_channel": True}), explain=explain)
    assert outsiders().text == posted["text"]


def test_another_team_can_be_let_in() -> None:
    """A team that is on the list gets its answer."""
    (posted,) = converse(envelope(user_team="T999"), access=Access(teams=frozenset({"T999"})))
    assert ALLOCATION.title == posted["blocks"][0]["text"]["text"]


def fail_with_a_secret(text: str) -> Explanation:
    """Fail as a bug would: with what was pasted in the message."""
    raise RuntimeError(f"cannot read {text} {PLANTED}")


def test_a_bug_is_told_by_an_id(caplog: pytest.LogCaptureFixture) -> None:
    """When something breaks, person and log get the same id, and neither gets the text of the exception."""
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        (posted,) = converse(envelope(text=f"<@{BOT}> {PLANTED}"), explain=fail_with_a_secret)
    (failure,) = [line for line in logged if line["event"] == "answer.failed"]
    assert f"Something went wrong; say id `{failure['id']}` to whoever runs this bot." == posted["text"]
    assert "RuntimeError" == failure["error"]
    assert failure["where"][-1].endswith("fail_with_a_secret")
    assert PLANTED not in f"{posted}{logged}{caplog.text}"


def test_a_store_that_fails_is_told_once() -> None:
    """When the store breaks the person hears of it once, and Slack, which is told so, sends the event again."""

    class Away(FakeEvents):
        def receive(self, questions: Sequence[Question]) -> Sequence[Question]:
            raise StoreError("The store cannot be used.")

    (posted,) = converse(envelope(), envelope(), kept=FakeStore(events=Away()), status=503)
    assert posted["text"].startswith("Something went wrong; say id ")


def test_a_busy_slack_still_gets_the_answer() -> None:
    """The client with which listeners post waits and tries again, too."""

    def prepare(api: SlackApi) -> None:
        busy = web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"})
        api.answers["chat.postMessage"] = [busy]

    first, second = converse(envelope(), prepare=prepare)
    assert first == second


def test_slow_answers_do_not_hold_up_the_loop() -> None:
    """While answers take their time, further events are still acknowledged at once, and few run at a time."""
    running: list[int] = []
    most: list[int] = []
    lock = threading.Lock()

    def slow(_: str) -> None:
        with lock:
            running.append(1)
            most.append(len(running))
        time.sleep(0.1)
        with lock:
            running.pop()

    async def conversation() -> tuple[float, int]:
        async with slack_api() as api:
            bot = build_bot(
                token=TOKEN,
                signing_secret=SECRET,
                base_url=api.base_url,
                ask=reading(slow),
                kept=FakeStore(),
                clock=FakeClock(),
                rules=Rules(per_minute=0),
                workers=3,
                readers=3,
                pace=0,
            )
            began = time.perf_counter()
            asks = f"<@{BOT}> what happened to web-01?"
            bodies = [envelope(event_id=f"Ev{number}", ts=f"{number}.0", text=asks) for number in range(9)]
            task = asyncio.create_task(deliver(bot, *bodies))
            longest = 0.0
            while not task.done():
                before = time.perf_counter()
                await asyncio.sleep(0.005)
                longest = max(longest, time.perf_counter() - before)
            assert time.perf_counter() - began >= 0.3
            return longest, len(api.posted())

    longest, posted = asyncio.run(conversation())
    assert (3, 9) == (max(most), posted)
    assert longest < 0.09
