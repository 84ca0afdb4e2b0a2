"""Whatever Slack answers, a message comes to a sane end: sent, sent otherwise, sent later, or named in the log."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.slack.sending.client import RETRIES, web_client
from bot.slack.sending.failures import LIFETIME, PAUSES, TOKEN_PAUSE
from bot.slack.sending.sender import Sender
from bot.slack.text.limits import Block
from bot.usecases.delivery_ports import Attachment, Message
from bot.usecases.ports import StoreError
from tests.bot.slack.wire import CUT, TOKEN, SlackApi, slack_api
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.events import FakeEvents
from tests.fakes.outbox import FakeOutbox

SECTION: Block = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}
MESSAGE = Message("T1", "C1", "1.1", "plain", blocks=(SECTION,), person="U1", event="Ev1")
CHART = Attachment("a.png", "Failures by week", "Failures rise from 3 to 9", b"\x89PNG")


@dataclass
class Sent:
    """What arrived at Slack, and what is left in the outbox."""

    api: SlackApi
    outbox: FakeOutbox
    sender: Sender
    logged: Sequence[Mapping[str, Any]]

    @property
    def posted(self) -> list[dict[str, Any]]:
        """The messages that arrived, accepted or not."""
        return self.api.posted()

    @property
    def states(self) -> list[str]:
        """What became of each message of the outbox."""
        return [one.state for one in self.outbox.kept]

    def events(self) -> list[str]:
        """What the log names."""
        return [str(line["event"]) for line in self.logged]


def sent(*messages: Message, pace: float = 0, clock: FakeClock | None = None, **answers: list[web.Response]) -> Sent:
    """Send messages to a Slack that gives these answers to its methods, written with `_` for the dot."""
    clock = clock or FakeClock()
    outbox = FakeOutbox(FakeEvents())

    async def sending() -> Sent:
        async with slack_api() as api:
            api.answers |= {name.replace("_", ".", 1): list(given) for name, given in answers.items()}
            client = web_client(token=TOKEN, base_url=api.base_url)

            async def client_of(_: str) -> Any:  # noqa: ANN401 - one client for every workspace
                return client

            sender = Sender(outbox, client_of, clock=clock, pace=pace)
            await sender.write(messages)
            while tasks := sender.shift.tasks():
                await asyncio.wait(tasks, timeout=20)
            return Sent(api, outbox, sender, logged)

    with structlog.testing.capture_logs() as logged:
        return asyncio.run(sending())


async def come_true(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < until
        await asyncio.sleep(0.01)


def no(error: str, *, status: int = 200, wait: int | None = None) -> web.Response:
    """Give an answer in which Slack says no."""
    headers = {} if wait is None else {"Retry-After": f"{wait}"}
    return web.json_response({"ok": False, "error": error}, status=status, headers=headers)


def test_a_message_is_posted_as_it_is() -> None:
    """Blocks and their text go out in one message, in the thread, calling nobody and unfurling nothing."""
    done = sent(MESSAGE)
    (message,) = done.posted
    assert ([SECTION], "plain", "1.1") == (message["blocks"], message["text"], message["thread_ts"])
    quiet = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
    assert quiet == {key: message[key] for key in quiet}
    assert (["sent"], "2.2") == (done.states, done.outbox.kept[0].ts)


def test_a_burst_keeps_its_order() -> None:
    """Ten messages of a channel arrive one after the other, in the order of writing; another channel does not wait."""
    burst = [replace(MESSAGE, text=f"{number}", blocks=()) for number in range(10)]
    began = time.monotonic()
    done = sent(*burst, replace(MESSAGE, channel="C2", text="other", blocks=()), pace=0.05)
    texts = [message["text"] for message in done.posted]
    assert [f"{number}" for number in range(10)] == [text for text in texts if text != "other"]
    assert texts.index("other") <= 2
    assert time.monotonic() - began >= 9 * 0.05


def test_blocks_that_slack_would_refuse_are_never_sent() -> None:
    """They go out as text, with the whole as a file, and the log names the fault."""
    done = sent(replace(MESSAGE, blocks=({"type": "nope"},)))
    (message,) = done.posted
    assert ("plain", False) == (message["text"], "blocks" in message)
    assert [b"plain"] == done.api.uploads
    assert [("block 1 (nope): unknown type",)] == [line["faults"] for line in done.logged if "faults" in line]
    assert ["failed", "sent", "sent"] == done.states


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long", "no_text", "odd_new_error"])
def test_what_is_refused_is_sent_as_text_and_file(error: str) -> None:
    """When Slack refuses a message for its content, the answer is not lost."""
    done = sent(MESSAGE, chat_postMessage=[no(error)])
    first, second = done.posted
    assert ([SECTION], False, "plain") == (first["blocks"], "blocks" in second, second["text"])
    assert [b"plain"] == done.api.uploads
    (completed,) = [given for method, given in done.api.calls if method == "files.completeUploadExternal"]
    assert ("C1", "1.1") == (completed["channel_id"], completed["thread_ts"])


def test_text_that_is_refused_too_is_named_in_the_log() -> None:
    """What Slack takes in no form ends there, and the next message of the channel goes out."""
    done = sent(
        replace(MESSAGE, blocks=()), replace(MESSAGE, text="next", blocks=()), chat_postMessage=[no("msg_too_long")]
    )
    assert (["failed", "sent"], "next") == (done.states, done.posted[-1]["text"])
    assert "message.lost" in done.events()


def test_a_busy_slack_is_waited_for() -> None:
    """Told to wait a second, the sender waits it, posts again, and leaves nothing behind."""
    began = time.monotonic()
    done = sent(MESSAGE, chat_postMessage=[no("ratelimited", status=429, wait=1)])
    assert (["sent"], 2) == (done.states, len(done.posted))
    assert time.monotonic() - began >= 1


def test_a_slack_that_stays_busy_is_asked_a_few_times_only() -> None:
    """After the client's own attempts the message waits in the outbox as long as Slack said; there is no second loop."""
    busy = [no("ratelimited", status=429, wait=seconds) for seconds in (*[0] * RETRIES, 30)]
    done = sent(MESSAGE, chat_postMessage=busy)
    assert (["waiting"], RETRIES + 1) == (done.states, len(done.posted))
    assert NOON + timedelta(seconds=30) == done.outbox.next_due()


def test_a_broken_slack_is_asked_a_few_times_only() -> None:
    """The same when the server itself fails; then the message waits a little."""
    done = sent(MESSAGE, chat_postMessage=[no("internal_error", status=503) for _ in range(9)])
    assert (["waiting"], RETRIES + 1) == (done.states, len(done.posted))
    assert NOON + PAUSES[0] == done.outbox.next_due()


def test_a_cut_connection_is_tried_again() -> None:
    """A connection that breaks in the middle is opened anew."""
    done = sent(MESSAGE, chat_postMessage=[CUT])
    assert (["sent"], 2) == (done.states, len(done.posted))


def test_a_network_that_stays_away_keeps_the_message() -> None:
    """After the client has given up, the message waits in the outbox, and with it those behind it."""
    done = sent(MESSAGE, MESSAGE, chat_postMessage=[CUT] * 9)
    assert (["waiting", "waiting"], RETRIES + 1) == (done.states, len(done.posted))


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
def test_a_revoked_token_keeps_the_message_and_is_told(error: str) -> None:
    """Nothing can be sent until somebody gives a new token; health tells, and the message waits."""
    done = sent(MESSAGE, chat_postMessage=[no(error)])
    assert (["waiting"], 1) == (done.states, len(done.posted))
    assert NOON + TOKEN_PAUSE == done.outbox.next_due()
    assert [("T1", error)] == [(trouble.workspace, trouble.code) for trouble in done.sender.troubles()]


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"])
def test_a_closed_channel_sends_the_answer_to_the_person(error: str) -> None:
    """Who asked gets the answer as a direct message, with the reason why it does not stand in the channel."""
    done = sent(MESSAGE, chat_postMessage=[no(error)])
    _, told, moved = done.posted
    assert ("U1", "U1") == (told["channel"], moved["channel"])
    assert f"I could not post this in <#C1> ({error}); invite me there, or ask me here." == told["text"]
    assert ([SECTION], False) == (moved["blocks"], "thread_ts" in moved)
    assert ["failed", "sent", "sent"] == done.states


def test_a_person_who_cannot_be_reached_either_is_named_in_the_log() -> None:
    """There is no third place."""
    done = sent(MESSAGE, chat_postMessage=[no("not_in_channel"), no("channel_not_found"), no("channel_not_found")])
    assert ["failed"] * 3 == done.states
    assert 2 == done.events().count("message.lost")


def test_a_private_message_is_shown_to_one_person() -> None:
    """If the channel does not take it, it goes to the person directly, without a word about the channel."""
    private = replace(MESSAGE, kind="private")
    done = sent(private)
    ((method, given),) = done.api.calls
    assert ("chat.postEphemeral", "U1", "C1") == (method, given["user"], given["channel"])
    done = sent(private, chat_postEphemeral=[no("user_not_in_channel")])
    (message,) = done.posted
    assert ("U1", "plain") == (message["channel"], message["text"])


def test_an_edit_replaces_a_message() -> None:
    """A message that is not there any more is posted anew."""
    edit = replace(MESSAGE, kind="edit", edits="2.2")
    ((method, given),) = sent(edit).api.calls
    assert ("chat.update", "2.2", "C1") == (method, given["ts"], given["channel"])
    done = sent(edit, chat_update=[no("message_not_found")])
    assert "1.1" == done.posted[0]["thread_ts"]


def test_a_file_is_uploaded() -> None:
    """Its bytes arrive, with its title and what stands for it where it cannot be seen."""
    done = sent(replace(MESSAGE, kind="file", blocks=(), text="", attachment=CHART))
    assert ([CHART.content], ["sent"]) == (done.api.uploads, done.states)
    given = dict(done.api.calls)
    assert CHART.alt == given["files.getUploadURLExternal"]["alt_txt"]
    assert CHART.title == json.loads(given["files.completeUploadExternal"]["files"])[0]["title"]


FILE = replace(MESSAGE, kind="file", blocks=(), text="", attachment=CHART)


def test_a_file_waits_for_a_busy_slack() -> None:
    """Rate limits on files are obeyed; what stays refused waits in the outbox."""
    done = sent(FILE, files_getUploadURLExternal=[no("ratelimited", status=429, wait=0)])
    assert ["sent"] == done.states
    done = sent(FILE, files_completeUploadExternal=[no("ratelimited", wait=7)])
    assert (["waiting"], NOON + timedelta(seconds=7)) == (done.states, done.outbox.next_due())
    done = sent(FILE, upload=[web.Response(status=400)])
    assert ["waiting"] == done.states


def test_a_file_that_may_not_be_sent_is_said_in_words() -> None:
    """Without the scope for files a chart is told in its words, and text is posted in pieces, a table in its head."""
    done = sent(FILE, files_getUploadURLExternal=[no("missing_scope")])
    (told,) = done.posted
    assert "I could not attach “Failures by week” (missing_scope): Failures rise from 3 to 9." == told["text"]
    lines = Attachment("a.txt", "Lines", "All lines", "\n".join(["code,count & <b>"] * 400).encode())
    done = sent(replace(FILE, attachment=lines), files_getUploadURLExternal=[no("missing_scope")])
    assert len(done.posted) > 2
    assert 400 == sum(message["text"].count("code,count &amp; &lt;b&gt;") for message in done.posted)
    assert all(len(message["text"]) <= 4000 for message in done.posted)


def test_a_table_that_may_not_be_sent_is_shown_by_its_first_rows() -> None:
    """Twenty of them in one message, whatever stands in their cells, and how to get the others."""
    rows = ["code,said", *(f'E{number},"one\ntwo"' for number in range(400))]
    table = Attachment("a.csv", "Rows", "All rows", "\r\n".join(rows).encode())
    done = sent(replace(FILE, attachment=table), files_getUploadURLExternal=[no("missing_scope")])
    told, shown = (message["text"] for message in done.posted)
    assert "Here are the first 20 of its 400 rows." in told
    assert (True, False) == ("E19,&quot;" in shown or 'E19,"one\ntwo"' in shown, "E20" in shown)
    short = Attachment("a.csv", "Rows", "All rows", "\n".join(rows[:5]).encode())
    done = sent(replace(FILE, attachment=short), files_getUploadURLExternal=[no("missing_scope")])
    assert "rows" not in done.posted[0]["text"].replace("Rows", "").replace("All rows", "")


def test_an_old_answer_is_given_up() -> None:
    """After a day nobody waits for it any more; the log names it."""
    clock = FakeClock()
    outbox = FakeOutbox(FakeEvents())
    outbox.write([MESSAGE], at=NOON - LIFETIME)

    async def sending() -> None:
        async with slack_api() as api:
            api.answers["chat.postMessage"] = [no("token_revoked")]
            client = web_client(token=TOKEN, base_url=api.base_url)

            async def client_of(_: str) -> Any:  # noqa: ANN401 - one client for every workspace
                return client

            sender = Sender(outbox, client_of, clock=clock)
            sender.wake()
            while tasks := sender.shift.tasks():
                await asyncio.wait(tasks)

    with structlog.testing.capture_logs() as logged:
        asyncio.run(sending())
    assert (["failed"], "message.lost") == ([one.state for one in outbox.kept], logged[-1]["event"])


def test_what_was_sent_is_not_sent_again_when_the_store_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the store is away just when a message was sent, only the mark is made up for later."""
    monkeypatch.setattr("bot.slack.sending.sender._STORE_PAUSE", 0.05)

    class Away(FakeOutbox):
        times = 1

        def sent(self, number: int, *, ts: str, at: Any) -> None:  # noqa: ANN401 - as the port
            if self.times:
                self.times -= 1
                raise StoreError("The store cannot be used.")
            super().sent(number, ts=ts, at=at)

    outbox = Away(FakeEvents())

    async def sending() -> int:
        async with slack_api() as api:
            client = web_client(token=TOKEN, base_url=api.base_url)

            async def client_of(_: str) -> Any:  # noqa: ANN401 - one client for every workspace
                return client

            sender = Sender(outbox, client_of, clock=FakeClock(), pace=0)
            await sender.write([MESSAGE])
            await come_true(lambda: [one.state for one in outbox.kept] == ["sent"])
            return len(api.posted())

    assert 1 == asyncio.run(sending())
    assert ["sent"] == [one.state for one in outbox.kept]


def test_what_was_put_off_is_sent_when_its_time_comes() -> None:
    """The sender sets itself an alarm; nobody has to wake it."""
    outbox = FakeOutbox(FakeEvents())
    clock = FakeClock()

    async def sending() -> int:
        async with slack_api() as api:
            client = web_client(token=TOKEN, base_url=api.base_url)
            api.answers["chat.postMessage"] = [no("ratelimited")]

            async def client_of(_: str) -> Any:  # noqa: ANN401 - one client for every workspace
                return client

            sender = Sender(outbox, client_of, clock=clock, pace=0)
            await sender.write([MESSAGE])
            await come_true(lambda: bool(outbox.kept[0].error))
            outbox.kept[0].next_try = NOON + timedelta(seconds=0.1)
            sender.wake()
            await asyncio.sleep(0.05)
            clock.advance(timedelta(seconds=1))
            await come_true(lambda: outbox.kept[0].state == "sent")
            return len(api.posted())

    assert 2 == asyncio.run(sending())
