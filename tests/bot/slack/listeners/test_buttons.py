"""Buttons do what they say, for whoever may ask, and never break without a word."""

import json
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.slack.app import Bot
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.views.buttons import packed
from bot.usecases.scope import Scope, Scopes
from tests.bot.slack.inbox import inbox
from tests.bot.slack.interacting import interact, pressed, pressed_in_window
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import SlackApi
from tests.fakes.store import FakeStore

MESSAGE = {"ts": "5.5", "thread_ts": "1.1"}
WEB_01 = (
    "/subscriptions/5a5106ca-89c2-4663-af21-357634386e2e/resourceGroups/rg-web-prod"
    "/providers/Microsoft.Compute/virtualMachines/web-01"
)
WINDOW = ["2026-11-09T00:00:00+00:00", "2026-11-16T00:00:00+00:00"]


def button(action: str, value: str) -> dict[str, Any]:
    """Give a button as Slack sends it back."""
    return {"type": "button", "action_id": f"{action}.0", "value": value, "text": {"type": "plain_text", "text": "x"}}


def calls(api: SlackApi, *methods: str) -> list[dict[str, Any]]:
    """Give what Slack was asked by these methods."""
    return [said for method, said in api.calls if method in methods]


def test_a_question_is_asked_in_the_thread_once(meet: Meet) -> None:
    """The answer stands in the thread of the button; who presses again, or somebody else, gets no second one."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        ask = button("ask", "AllocationFailed")
        await interact(bot, *(pressed(MESSAGE, ask, trigger=f"T{number}") for number in range(2)))
        return api.posted()

    (posted,) = meet(do)
    assert ("C1", "1.1") == (posted["channel"], posted["thread_ts"])


def test_a_press_that_comes_again_is_passed_over(meet: Meet) -> None:
    """The same press, sent twice by whoever, counts once."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        press = pressed(MESSAGE, button("timeline", packed({"resource": WEB_01, "window": WINDOW})))
        await interact(bot, press, press)
        return calls(api, "files.completeUploadExternal")

    assert 1 == len(meet(do))


def test_a_question_in_a_window_is_answered_there(meet: Meet) -> None:
    """What only one person sees stays so."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, pressed_in_window(button("ask", "AllocationFailed")))
        assert [] == api.posted()
        return calls(api, "views.update")

    waiting, answered = meet(do)
    assert "V1" == waiting["view_id"] == answered["view_id"]
    assert "AllocationFailed" in json.dumps(answered["view"])


def test_a_page_is_filled_in(meet: Meet) -> None:
    """The window shows the commands with the names that the button carries."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        value = packed({"entry": "compute/AllocationFailed", "text": "AllocationFailed", "known": {"vm": "vm-9"}})
        await interact(bot, pressed(MESSAGE, button("page", value)))
        return calls(api, "views.open")

    (opened,) = meet(do)
    assert "--name vm-9" in json.dumps(opened["view"])


def test_a_page_over_a_window_is_pushed(meet: Meet) -> None:
    """In a window, the page opens above it."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, pressed_in_window(button("page", packed({"entry": "compute/AllocationFailed"}))))
        return calls(api, "views.push")

    assert 1 == len(meet(do))


@pytest.mark.parametrize("value", ["", "[]", "{", '{"entry": "compute/NoSuchPage", "known": 3}', '{"text": null}'])
def test_a_button_of_another_time_opens_a_window_all_the_same(meet: Meet, value: str) -> None:
    """What a button carries may be of an older version, or of a page that is gone."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, pressed(MESSAGE, button("page", value)))
        return calls(api, "views.open")

    (opened,) = meet(do)
    assert "There is no page" in json.dumps(opened["view"])


def test_how_the_bot_knows_is_shown(meet: Meet) -> None:
    """Evidence and chain come from the button itself."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        value = packed({"evidence": [["code", "X9"]], "chain": [["Outer", "look inside"], ["Inner", "the reason"]]})
        await interact(bot, pressed(MESSAGE, button("why", value)))
        return calls(api, "views.open")

    shown = json.dumps(meet(do)[0]["view"])
    assert all(each in shown for each in ("X9", "Outer", "look inside", "Inner", "the reason"))


def test_a_timeline_outside_the_scope_is_not_sent(meet: Meet) -> None:
    """A button that was carried into another channel tells nothing there."""
    rules = Rules(per_minute=0, scopes=Scopes({"C1": Scope.of(["*/rg-data-*"])}))
    with inbox() as letters:

        async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
            value = packed({"resource": WEB_01, "window": WINDOW})
            await interact(bot, pressed(MESSAGE, button("timeline", value), response_url=letters.address))
            return calls(api, "files.completeUploadExternal")

        assert [] == meet(do, rules=rules)
        assert "never seen" in letters.letters[0]["text"]


def test_people_who_may_not_ask_are_told_alone(meet: Meet) -> None:
    """A press by somebody who is not let in asks nothing."""
    rules = Rules(per_minute=0, access=Access(users=frozenset({"UOTHER"})))
    with inbox() as letters:

        async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
            await interact(bot, pressed(MESSAGE, button("ask", "AllocationFailed"), response_url=letters.address))
            return api.posted()

        assert [] == meet(do, rules=rules)
        assert ["ephemeral"] == [each["response_type"] for each in letters.letters]


@pytest.mark.parametrize(("action", "value"), [("page", {"entry": "compute/AllocationFailed"}), ("why", {})])
def test_people_who_may_not_ask_see_no_more_of_an_answer(meet: Meet, action: str, value: dict[str, str]) -> None:
    """No page and no evidence either; a sentence for their eyes comes instead."""
    rules = Rules(per_minute=0, access=Access(users=frozenset({"UOTHER"})))
    with inbox() as letters:

        async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
            await interact(bot, pressed(MESSAGE, button(action, packed(value)), response_url=letters.address))
            return calls(api, "views.open")

        assert [] == meet(do, rules=rules)
        assert ["ephemeral"] == [each["response_type"] for each in letters.letters]


def test_who_presses_again_hears_that_it_was_asked(meet: Meet) -> None:
    """No press ends in silence."""
    with inbox() as letters:

        async def do(bot: Bot, _: SlackApi) -> None:
            ask = button("ask", "AllocationFailed")
            presses = [pressed(MESSAGE, ask, trigger=f"T{n}", response_url=letters.address) for n in range(2)]
            await interact(bot, *presses)

        meet(do)
        assert ["This was asked before"] == [each["text"].partition(":")[0] for each in letters.letters]


def test_a_timeline_is_on_record(meet: Meet) -> None:
    """Who had it sent, where and with which scope."""
    kept = FakeStore()
    rules = Rules(per_minute=0, scopes=Scopes({"C1": Scope.of(["*/rg-web-*"])}))

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, pressed(MESSAGE, button("timeline", packed({"resource": WEB_01, "window": WINDOW}))))
        return calls(api, "files.completeUploadExternal")

    assert 1 == len(meet(do, rules=rules, kept=kept))
    assert [("timeline", "C1", "*/rg-web-*")] == [(one.kind, one.channel, one.scope) for one in kept.audit.records]


@pytest.mark.parametrize(("scope", "said"), [("*/rg-web-*", "rg-web-prod"), ("*/rg-data-*", "never seen")])
def test_a_question_in_a_window_is_one_of_its_channel(meet: Meet, scope: str, said: str) -> None:
    """What the channel is let see is told, and no more, also where the channels that may ask are listed."""
    rules = Rules(
        per_minute=0,
        access=Access(channels=frozenset({"C1"})),
        scopes=Scopes({"C1": Scope.of([scope]), "*": Scope.of(["*"])}),
    )

    async def do(bot: Bot, api: SlackApi) -> dict[str, Any]:
        press = pressed_in_window(button("ask", "what happened to web-01 last week?"))
        press["view"]["private_metadata"] = packed({"channel": "C1"})
        await interact(bot, press)
        return calls(api, "views.update")[-1]

    shown = meet(do, rules=rules)["view"]
    shown = shown if isinstance(shown, dict) else json.loads(shown)
    assert said in json.dumps(shown)
    assert {"channel": "C1"} == json.loads(shown["private_metadata"])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("internal_error", "Something went wrong; say id "),
        ("token_revoked", "Something went wrong; say id "),
        ("expired_trigger_id", "Slack gave me too little time to open the window; press it once more."),
    ],
)
def test_a_window_that_slack_refuses_is_told(meet: Meet, error: str, said: str) -> None:
    """When the window cannot be opened, the person gets an id or what to do instead of silence."""

    def prepare(api: SlackApi) -> None:
        api.answers["views.open"] = [web.json_response({"ok": False, "error": error})]

    with inbox() as letters:

        async def do(bot: Bot, _: SlackApi) -> None:
            await interact(bot, pressed(MESSAGE, button("why", "{}"), response_url=letters.address))

        meet(do, prepare=prepare)
        assert letters.letters[0]["text"].startswith(said)


def test_what_nobody_hears_is_named_in_the_log(meet: Meet) -> None:
    """Where the address of a press is used up, nothing is tried again and again, and whoever runs the bot can see it."""
    rules = Rules(per_minute=0, access=Access(users=frozenset({"UOTHER"})))
    with inbox() as letters, structlog.testing.capture_logs() as logged:
        letters.statuses[:], letters.body = [404] * 3, "used_url"

        async def do(bot: Bot, _: SlackApi) -> None:
            await interact(bot, pressed(MESSAGE, button("ask", "AllocationFailed"), response_url=letters.address))

        meet(do, rules=rules)
        assert 1 == len(letters.letters)
    assert [("reply.lost", "used_url")] == [
        (line["event"], line["error"]) for line in logged if "lost" in line["event"]
    ]
