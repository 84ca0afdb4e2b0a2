"""Whoever teaches the bot or orders reports stands in the record: who, what, where, with which scope, how it ended."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.bootstrap import Parts
from bot.slack.app import Bot
from bot.slack.rules import Rules
from bot.usecases.scope import Scope, Scopes
from tests.bot.slack.interacting import command, interact, pressed
from tests.bot.slack.listeners.test_buttons import MESSAGE, button
from tests.bot.slack.listeners.test_teach import ENTRY, UNKNOWN, _options, buttons, by, fields, opened, sent
from tests.bot.slack.teaching import MAINTAINER, taught
from tests.bot.slack.wire import BOT, PERSON, TEAM, SlackApi, deliver, envelope
from tests.bot.usecases.teach.test_form import FORM
from tests.fakes.store import FakeStore

Do = Callable[[Bot, SlackApi], Awaitable[Any]]
RULES = Rules(
    per_minute=0,
    maintainers=frozenset({MAINTAINER}),
    scopes=Scopes({"C1": Scope.of(["00000000-0000-0000-0000-00000000beef/rg-shop"])}),
)


@pytest.fixture
def record(parts: Parts) -> Callable[[Do], list[tuple[str, str, str]]]:
    """Give a function that lets a test do something, and gives who did what, and how it ended."""

    def recorded(do: Do) -> list[tuple[str, str, str]]:
        kept = FakeStore()
        taught(do, parts=parts, kept=kept, rules=RULES)
        assert {(TEAM, "C1")} == {(one.workspace, one.channel) for one in kept.audit.records}
        assert all("beef" in one.scope for one in kept.audit.records)
        return [(one.person, one.kind, one.outcome) for one in kept.audit.records]

    return recorded


def test_notes_are_recorded(record: Callable[[Do], list[tuple[str, str, str]]]) -> None:
    """Added, and removed by who may not and who may."""

    async def do(bot: Bot, api: SlackApi) -> None:
        await interact(bot, pressed(MESSAGE, button("note", ENTRY)))
        await interact(bot, sent(opened(api), {"note": "Wrong."}))
        assert bot.team
        (note,) = bot.team.teaching.notes.of(ENTRY, workspace=TEAM)
        for person in ("UOTHER0001", MAINTAINER):
            await interact(bot, by(person, pressed(MESSAGE, button("note_remove", note.id), trigger="T3")))

    assert [
        (PERSON, f"note added: {ENTRY}", "done"),
        ("UOTHER0001", "note removed", "refused"),
        (MAINTAINER, "note removed", "done"),
    ] == record(do)


def test_thumbs_are_recorded(record: Callable[[Do], list[tuple[str, str, str]]]) -> None:
    """Up, down, and a reason; the reason itself is not."""

    async def do(bot: Bot, api: SlackApi) -> None:
        await interact(bot, pressed(MESSAGE, button("helped", ENTRY)))
        await interact(bot, pressed(MESSAGE, button("not", ENTRY), trigger="T2"))
        await interact(bot, sent(opened(api), {"reason": "It was the quota."}))

    assert [f"thumb up: {ENTRY}", f"thumb down: {ENTRY}", f"thumb down with a reason: {ENTRY}"] == [
        kind for _, kind, _ in record(do)
    ]


def test_pages_and_their_review_are_recorded(record: Callable[[Do], list[tuple[str, str, str]]]) -> None:
    """Who proposed, who tried to accept, and who did."""

    async def do(bot: Bot, api: SlackApi) -> None:
        await interact(bot, pressed(MESSAGE, button("draft", json.dumps({"code": "X", "text": UNKNOWN}))))
        await interact(bot, sent(opened(api), fields(FORM)))
        accept = buttons(api.posted()[0])["Accept"]
        await interact(bot, pressed(MESSAGE, accept, trigger="T2"))
        await interact(bot, by(MAINTAINER, pressed(MESSAGE, accept, trigger="T3")))

    name = f"{FORM.provider}/{FORM.code}"
    assert [
        (PERSON, f"page proposed: {name}", "done"),
        (PERSON, "page reviewed", "refused"),
        (MAINTAINER, f"page accepted: {name}", "done"),
    ] == record(do)


def test_decisions_about_clusters_are_recorded(record: Callable[[Do], list[tuple[str, str, str]]]) -> None:
    """Taken, refused, and taken back."""

    async def do(bot: Bot, api: SlackApi) -> None:
        clusters = json.dumps({"clusters": [["c-1", "one"], ["c-2", "two"]]})
        await interact(bot, pressed(MESSAGE, button("sort", clusters)))
        window = opened(api)
        one, other = [option["value"] for option in _options(window)][:2]
        await interact(bot, sent(window, {"cluster": one, "decision": "merged", "into": one}))
        await interact(bot, sent(window, {"cluster": one, "decision": "merged", "into": other}, trigger="T2"))
        await interact(bot, pressed(MESSAGE, buttons(api.posted()[-1])["Undo"], trigger="T3"))

    assert [
        (PERSON, "cluster merged: c-1", "refused"),
        (PERSON, "cluster merged: c-1", "done"),
        (PERSON, "cluster undone: c-1", "done"),
    ] == record(do)


def test_orders_of_reports_are_recorded(record: Callable[[Do], list[tuple[str, str, str]]]) -> None:
    """By mention and by command, each with what was done."""

    async def do(bot: Bot, _: SlackApi) -> None:
        await deliver(bot, envelope(text=f"<@{BOT}> subscribe weekly monday 09:00"))
        for number, text in enumerate(["pause", "resume", "run now", "unsubscribe"]):
            await interact(bot, command(text, trigger=f"T1.{number}"))

    done = ["subscribe", "pause", "resume", "run", "unsubscribe"]
    assert [(PERSON, f"subscription {verb}", "answered") for verb in done] == record(do)
