"""From the event to the answer: written before it is acknowledged, answered once, by whom and for whom it may be."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncBoltRequest

from bot.adapters.store.store import open_store
from bot.slack.app import Bot, build_bot
from bot.slack.kept import Kept
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.serve import face_of
from bot.slack.views.refusals import refusal
from bot.usecases.answers import Explanation
from bot.usecases.delivery_ports import AuditRecord, Question
from bot.usecases.ports import StoreError
from bot.usecases.scope import Scope, Scopes
from tests.bot.slack.asking import asking
from tests.bot.slack.samples import ALLOCATION, answer
from tests.bot.slack.serving import request, served
from tests.bot.slack.wire import (
    BOT,
    PERSON,
    SECRET,
    TEAM,
    TOKEN,
    SlackApi,
    deliver,
    direct,
    envelope,
    signed,
    slack_api,
)
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.events import FakeEvents
from tests.fakes.store import FakeStore

PLANTED = "AccountKey=" + "c2VjcmV0" * 4
OPEN = Rules(per_minute=0)


def known(text: str) -> Explanation:
    """Explain everything as a lack of capacity."""
    return answer(matches=(ALLOCATION,))


def bot_at(api: SlackApi, kept: Kept, rules: Rules = OPEN, explain: Callable[[str], Explanation] = known) -> Bot:
    """Give a bot that answers to a Slack."""
    return build_bot(
        token=TOKEN,
        signing_secret=SECRET,
        base_url=api.base_url,
        ask=asking(explain),
        kept=kept,
        clock=FakeClock(),
        rules=rules,
        pace=0,
    )


def converse(
    *bodies: dict[str, Any],
    rules: Rules = OPEN,
    kept: Kept | None = None,
    explain: Callable[[str], Explanation] = known,
    prepare: Callable[[SlackApi], None] = lambda _: None,
) -> list[tuple[str, dict[str, Any]]]:
    """Deliver events to a bot and give what it asked of Slack to say."""

    async def conversation() -> list[tuple[str, dict[str, Any]]]:
        async with slack_api() as api:
            prepare(api)
            await deliver(bot_at(api, kept or FakeStore(), rules, explain), *bodies)
            return [call for call in api.calls if call[0].startswith("chat.")]

    return asyncio.run(conversation())


def said(calls: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Give the texts that were posted for all to see."""
    return [given["text"] for method, given in calls if method == "chat.postMessage"]


def test_a_question_is_written_before_it_is_acknowledged() -> None:
    """When Slack has its answer, the question stands in the store, redacted, and nothing has been said yet."""
    kept = FakeStore()

    async def acknowledged() -> tuple[int, list[str]]:
        async with slack_api() as api:
            bot = bot_at(api, kept)
            bot.answering.shift.stop()
            body = json.dumps(envelope(text=f"<@{BOT}> it says {PLANTED}"))
            response = await bot.app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(signed(body))))
            return response.status, said(api.calls)

    assert (200, []) == asyncio.run(acknowledged())
    question = kept.events.questions["Ev1"]
    assert ("received", 1) == (kept.events.states["Ev1"], kept.events.waiting())
    assert (TEAM, "C1", "1.1", PERSON) == (question.workspace, question.channel, question.message, question.person)
    assert "it says AccountKey=[redacted:storage-account-key]" == question.text
    assert (("storage-account-key", 1),) == question.redactions


@pytest.mark.parametrize("kind", ["sqlite", "memory"])
def test_every_event_delivered_three_times_is_answered_once(kind: str, tmp_path: Path) -> None:
    """Thirty events, each three times, at the same time and over signed HTTP: thirty answers, each in its thread."""
    bodies = [json.dumps(envelope(event_id=f"Ev{each}", ts=f"{each}.1", channel=f"C{each}")) for each in range(30)]

    async def thrice(kept: Kept) -> list[str]:
        async with slack_api() as api:
            face = face_of(bot_at(api, kept), signing_secret=SECRET)

            def post(port: int, body: str) -> int:
                return request(port, "/slack/events", body=body.encode(), headers=signed(body))[0]

            def all_at_once() -> None:
                with served(face) as port:

                    async def racing() -> None:
                        statuses = await asyncio.gather(*(asyncio.to_thread(post, port, body) for body in bodies * 3))
                        assert {200} == set(statuses)

                    asyncio.run(racing())
                    until = time.monotonic() + 20
                    while len(said(api.calls)) < len(bodies) and time.monotonic() < until:
                        time.sleep(0.02)

            await asyncio.to_thread(all_at_once)
            return [given["thread_ts"] for _, given in api.calls if "thread_ts" in given]

    if kind == "memory":
        threads = asyncio.run(thrice(FakeStore()))
    else:
        with open_store(f"sqlite:///{tmp_path}/store.db", clock=FakeClock()) as store:
            threads = asyncio.run(thrice(store))
    assert sorted(f"{each}.1" for each in range(30)) == sorted(threads)


def test_what_was_received_and_not_answered_is_answered_after_a_restart(tmp_path: Path) -> None:
    """A bot that ended in the middle leaves its questions in the store; the next one answers each of them once."""

    async def ending(kept: Kept) -> None:
        async with slack_api() as api:
            bot = bot_at(api, kept)
            bot.answering.shift.stop()  # as if the process had ended right after
            await deliver(bot, envelope(), envelope(event_id="Ev2", ts="2.1"))
            kept.events.take(1)  # and one of them was being worked on
            assert [] == said(api.calls)

    async def starting(kept: Kept) -> list[str]:
        async with slack_api() as api:
            bot = bot_at(api, kept)
            await bot.start()
            await bot.settle(patience=10)
            await deliver(bot, envelope())  # Slack sends it once more
            await bot.finish(patience=10)
            return [given["thread_ts"] for _, given in api.calls if "thread_ts" in given]

    url = f"sqlite:///{tmp_path}/store.db"
    with open_store(url, clock=FakeClock()) as store:
        asyncio.run(ending(store))
    for expected in (["1.1", "2.1"], []):
        with open_store(url, clock=FakeClock()) as store:
            assert expected == sorted(asyncio.run(starting(store)))


def test_an_answer_that_was_not_sent_is_sent_after_a_restart(tmp_path: Path) -> None:
    """It waits in the outbox, and the question is not asked again."""
    asked: list[str] = []

    def explain(text: str) -> Explanation:
        asked.append(text)
        return known(text)

    async def ending(kept: Kept) -> None:
        async with slack_api() as api:
            bot = bot_at(api, kept, explain=explain)
            bot.sender.shift.stop()
            await deliver(bot, envelope())
            await bot.settle(patience=10)

    async def starting(kept: Kept) -> list[str]:
        async with slack_api() as api:
            bot = bot_at(api, kept, explain=explain)
            await bot.start()
            await bot.finish(patience=10)
            return said(api.calls)

    with open_store(f"sqlite:///{tmp_path}/store.db", clock=FakeClock()) as store:
        asyncio.run(ending(store))
        assert 1 == len(asyncio.run(starting(store)))
    assert 1 == len(asked)


def test_a_command_is_not_played_twice() -> None:
    """The same trigger, signed and sent again, reaches no listener; another one does."""
    heard: list[str] = []

    async def playing() -> list[int]:
        async with slack_api() as api:
            bot = bot_at(api, FakeStore())

            async def command(ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - Bolt's own
                await ack()
                heard.append(body["trigger_id"])

            bot.app.command("/other")(command)
            statuses = []
            for trigger in ("1.2.a", "1.2.a", "1.2.b"):
                form = {"command": "/other", "text": "x", "team_id": TEAM, "user_id": PERSON, "trigger_id": trigger}
                body = urlencode(form)
                headers = signed(body) | {"content-type": "application/x-www-form-urlencoded"}
                statuses.append(
                    (await bot.app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(headers)))).status
                )
                await asyncio.sleep(0.05)
            return statuses

    assert [200] * 3 == asyncio.run(playing())
    assert ["1.2.a", "1.2.b"] == heard


def test_other_events_are_heard_once() -> None:
    """An event that is no question, delivered three times, reaches its listener once."""
    heard: list[str] = []

    async def opening() -> None:
        async with slack_api() as api:
            bot = bot_at(api, FakeStore())

            async def opened(event: dict[str, Any]) -> None:
                heard.append(event["channel"])

            bot.app.event("channel_left")(opened)
            await deliver(bot, *[envelope(type="channel_left")] * 3)
            await asyncio.sleep(0.05)

    asyncio.run(opening())
    assert ["C1"] == heard


def test_a_pasted_secret_is_told_to_its_poster_alone() -> None:
    """In a channel only the person sees how to rotate it; no message holds it, nor does what is kept."""
    kept = FakeStore()
    calls = converse(envelope(text=f"<@{BOT}> {PLANTED} AllocationFailed"), kept=kept)
    (whispered,) = [given for method, given in calls if method == "chat.postEphemeral"]
    assert (PERSON, "C1", "1.1") == (whispered["user"], whispered["channel"], whispered["thread_ts"])
    assert "storage account key: regenerate it with `az storage account keys renew`" in whispered["text"]
    assert 1 == len(said(calls))
    assert PLANTED not in f"{calls}{kept.events.questions}{kept.outbox.kept}{kept.audit.records}"


def test_a_secret_in_a_direct_message_is_told_there() -> None:
    """There nobody else reads along, and the advice stays."""
    assert ["chat.postMessage"] * 2 == [method for method, _ in converse(direct(text=PLANTED))]


def test_a_text_without_secrets_brings_no_advice() -> None:
    """Nobody is told to rotate what was not there."""
    assert ["chat.postMessage"] == [method for method, _ in converse(envelope())]


REFUSED = {
    "workspace": Access(workspaces=frozenset({"T9"})),
    "channel": Access(channels=frozenset({"C9"})),
    "person": Access(users=frozenset({"U9"})),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_who_is_on_no_list_gets_a_sentence(reason: str) -> None:
    """The question is neither read nor kept, and the record says why."""

    def unasked(text: str) -> Explanation:
        pytest.fail(f"{text} was read")

    kept = FakeStore()
    calls = converse(envelope(), rules=Rules(access=REFUSED[reason]), kept=kept, explain=unasked)
    assert [refusal(reason).text] == said(calls)
    assert ("", "refused", reason) == (
        kept.events.questions["Ev1"].text,
        kept.audit.records[0].kind,
        kept.audit.records[0].outcome,
    )


@pytest.mark.parametrize("mark", ["is_restricted", "is_ultra_restricted", "is_stranger"])
def test_a_guest_gets_a_sentence(mark: str) -> None:
    """Slack is asked who they are; where guests are let in, it is not."""

    def prepare(api: SlackApi) -> None:
        user = {"id": PERSON, mark: True}
        api.answers["users.info"] = [web.json_response({"ok": True, "user": user}) for _ in range(2)]

    again = envelope(event_id="Ev2", ts="2.1")
    assert [refusal("guest").text] * 2 == said(converse(envelope(), again, prepare=prepare))
    (text,) = said(converse(envelope(), rules=Rules(access=Access(guests=True)), prepare=prepare))
    assert refusal("guest").text != text


def test_without_the_scope_nobody_is_taken_for_a_guest() -> None:
    """Who cannot be told apart is answered, and the log says what is missing, once."""

    def prepare(api: SlackApi) -> None:
        api.answers["users.info"] = [web.json_response({"ok": False, "error": "missing_scope"})]

    with structlog.testing.capture_logs() as logged:
        texts = said(converse(envelope(), envelope(event_id="Ev2", ts="2.1", user="U9"), prepare=prepare))
    assert refusal("guest").text not in texts
    assert ["users:read"] == [line["needed"] for line in logged if line["event"] == "guests.unknown"]


def test_a_person_in_a_hurry_is_told_once() -> None:
    """What is beyond the limit is not read; one sentence says so, and other people are answered as ever."""
    hurried = [envelope(event_id=f"Ev{each}", ts=f"{each}.1") for each in range(6)]
    other = envelope(event_id="Ev9", ts="9.1", user="U9")
    texts = said(converse(*hurried, other, rules=Rules(per_minute=2)))
    assert (4, 1) == (len(texts), texts.count(refusal("hurry").text))


def test_who_asked_is_recorded_with_the_scope() -> None:
    """The record says who asked what kind of question, where, and what could be told there."""
    kept = FakeStore()
    scopes = Scopes({"C1": Scope.of(["1111/rg-shop-*"])})
    converse(envelope(), direct(event_id="Ev2", ts="2.1", text="help"), rules=Rules(scopes=scopes), kept=kept)
    assert [
        AuditRecord(NOON, TEAM, "C1", PERSON, "explain", "1111/rg-shop-*", "answered"),
        AuditRecord(NOON, TEAM, "D1", PERSON, "help", "nothing", "answered"),
    ] == sorted(kept.audit.records, key=lambda record: record.channel)


def test_a_store_that_comes_back_gets_the_event_again() -> None:
    """An event that could not be kept is not acknowledged; when Slack sends it again, it is answered."""

    class AwayOnce(FakeEvents):
        times = 1

        def receive(self, questions: Sequence[Question]) -> Sequence[Question]:
            if self.times:
                self.times -= 1
                raise StoreError("The store is away.")
            return super().receive(questions)

    first, second = said(converse(envelope(), envelope(), kept=FakeStore(events=AwayOnce())))
    assert first.startswith("Something went wrong; say id ")
    assert ALLOCATION.title in second


def test_health_tells_that_nothing_can_be_posted() -> None:
    """After Slack has refused the token, a probe learns of it."""

    async def revoked() -> tuple[int, str]:
        async with slack_api() as api:
            api.answers["chat.postMessage"] = [web.json_response({"ok": False, "error": "token_revoked"})]
            face = face_of(bot_at(api, FakeStore()), signing_secret=SECRET)
            body = json.dumps(envelope())

            def probe() -> tuple[int, str]:
                with served(face) as port:
                    assert 200 == request(port, "/slack/events", body=body.encode(), headers=signed(body))[0]
                    until = time.monotonic() + 10
                    while (health := request(port, "/healthz", method="GET"))[0] == 200 and time.monotonic() < until:
                        time.sleep(0.02)
                    return health

            return await asyncio.to_thread(probe)

    assert (503, '{"status":"down","mode":"http","posting":"token_revoked"}') == asyncio.run(revoked())
