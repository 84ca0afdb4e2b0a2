"""The home tab shows each person what is theirs, and how the bot is."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from analysis.sources import SourceError
from bot.bootstrap import Parts
from bot.slack.app import Bot
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.text.limits import validate
from bot.usecases.ports import StoreError
from bot.usecases.team_ports import Draft, Subscription
from tests.bot.slack.interacting import tell
from tests.bot.slack.opening import opened
from tests.bot.slack.teaching import MAINTAINER, taught
from tests.bot.slack.wire import PERSON, TEAM, SlackApi
from tests.fakes.clock import NOON
from tests.fakes.drafts import FakeDrafts
from tests.fakes.store import FakeStore
from tests.fakes.subscriptions import FakeSubscriptions

MINE = Subscription("a1b2c3", TEAM, "C1", 1, "09:00", "Europe/Vienna", PERSON, NOON, failures=50, covered=41)
THEIRS = replace(MINE, id="d4e5f6", channel="C2", owner="UBOB000001", failures=None, covered=None)
ELSEWHERE = replace(MINE, id="0a0b0c", workspace="TOTHER")
DRAFT = Draft("D1", "compute/GadgetStuck", TEAM, PERSON, "---\ntitle: A gadget\n---\n", NOON)
Calls = list[dict[str, Any]]


def kept(*subscriptions: Subscription, drafts: tuple[Draft, ...] = ()) -> FakeStore:
    """Give a store that holds these."""
    found = FakeDrafts()
    for draft in drafts:
        found.put(draft)
    return FakeStore(subscriptions=FakeSubscriptions(*subscriptions), drafts=found)


def calls(api: SlackApi, method: str) -> Calls:
    """Give what Slack was asked by a method."""
    return [said for name, said in api.calls if name == method]


def tabs(api: SlackApi) -> list[str]:
    """Give each home tab that was shown, as text."""
    shown = calls(api, "views.publish")
    assert all(() == validate(each["view"]["blocks"], surface="home") for each in shown)
    return [json.dumps(each["view"], ensure_ascii=False) for each in shown]


def button_of(tab: str, label: str) -> dict[str, Any]:
    """Give the first button of a tab with this label."""
    blocks = json.loads(tab)["blocks"]
    rows = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return next(element for element in rows if element["text"]["text"] == label)


def opening(*events: dict[str, Any]) -> Callable[[Bot, SlackApi], Awaitable[list[str]]]:
    """Give what opens the tab and gives what was shown."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        await tell(bot, *events)
        return tabs(api)

    return do


def test_a_person_sees_what_they_ordered(parts: Parts) -> None:
    """Reports that others ordered, or of another workspace, are not shown; coverage of the last report is."""
    (tab,) = taught(opening(opened()), parts=parts, kept=kept(MINE, THEIRS, ELSEWHERE))
    assert "Every Monday at 09:00 Europe/Vienna" in tab
    assert "Of 50 failures in the last report I had a page for 41." in tab
    assert ("C1" in tab, "C2" in tab, "0a0b0c" in tab) == (True, False, False)


def test_it_is_shown_to_who_opened_it(parts: Parts) -> None:
    """Slack is told whose tab it is."""

    async def do(bot: Bot, api: SlackApi) -> Calls:
        await tell(bot, opened())
        return calls(api, "views.publish")

    (shown,) = taught(do, parts=parts, kept=kept())
    assert (PERSON, "home") == (shown["user_id"], shown["view"]["type"])


def test_it_says_how_the_bot_is(parts: Parts) -> None:
    """Knowledge, log, way to Slack, what is off and how to switch it on, and what is kept."""
    (tab,) = taught(opening(opened()), parts=parts, kept=kept())
    assert "the built-in sample" in tab
    assert f"{len(parts.library)} pages" in tab
    assert '"text": "HTTP"' in tab
    assert "AZTRIAGE_SLACK_FEATURES=files" in tab
    assert "1 year" in tab
    assert "<!date^" in tab


def test_what_is_on_is_not_called_off(parts: Parts) -> None:
    """A feature that was switched on is told as such."""
    rules = Rules(per_minute=0, features=frozenset({"files"}))
    (tab,) = taught(opening(opened()), parts=parts, kept=kept(), rules=rules)
    assert "AZTRIAGE_SLACK_FEATURES=files" not in tab
    assert "I read text files and logs that are attached to a question" in tab


def test_a_maintainer_sees_every_report_and_the_drafts(parts: Parts) -> None:
    """Those of the workspace, and of no other."""
    foreign = replace(DRAFT, id="D2", name="compute/Foreign", workspace="TOTHER")
    reviewed = replace(DRAFT, id="D3", name="compute/Done", state="accepted")
    store = kept(MINE, THEIRS, ELSEWHERE, drafts=(DRAFT, foreign, reviewed))
    (tab,) = taught(opening(opened(person=MAINTAINER)), parts=parts, kept=store)
    assert all(each in tab for each in ("C1", "C2", "Review GadgetStuck"))
    assert not any(each in tab for each in ("0a0b0c", "Foreign", "Done"))


def test_opening_twice_in_a_moment_shows_it_once(parts: Parts) -> None:
    """Neither the same event sent again nor another click asks Slack twice."""
    events = (opened(), opened(), opened(event_id="EvOpened2"), opened(event_id="EvOpened3", person=MAINTAINER))
    assert 2 == len(taught(opening(*events), parts=parts, kept=kept()))


def test_a_tab_that_slack_did_not_take_is_shown_at_the_next_opening(parts: Parts) -> None:
    """Too many requests are waited for; what still fails is tried again when the person comes back."""

    async def do(bot: Bot, api: SlackApi) -> int:
        busy = {"ok": False, "error": "ratelimited"}
        api.answers["views.publish"] = [
            web.json_response(busy, status=429, headers={"Retry-After": "0"}) for _ in range(3)
        ]
        await tell(bot, opened(), opened(event_id="EvOpened2"))
        return len(tabs(api))

    assert 4 == taught(do, parts=parts, kept=kept())


def test_blocks_that_slack_refuses_become_a_sentence(parts: Parts) -> None:
    """A tab is never left as it was without a word."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        api.answers["views.publish"] = [web.json_response({"ok": False, "error": "invalid_blocks"})]
        await tell(bot, opened())
        return tabs(api)

    _, second = taught(do, parts=parts, kept=kept())
    assert "What belongs here cannot be shown at the moment" in second


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (Rules(access=Access(users=frozenset({"UOTHER"}))), "I answer only the people I was told to"),
        (Rules(access=Access(workspaces=frozenset({"TOTHER"}))), "I am not set up for this workspace"),
    ],
)
def test_strangers_are_refused(parts: Parts, rules: Rules, said: str) -> None:
    """Whoever may not ask sees a sentence and nothing else."""
    (tab,) = taught(opening(opened()), parts=parts, kept=kept(MINE), rules=rules)
    assert said in tab
    assert 1 == len(json.loads(tab)["blocks"])


def test_guests_are_refused(parts: Parts) -> None:
    """A guest of the workspace sees nothing of it."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        api.answers["users.info"] = [web.json_response({"ok": True, "user": {"is_restricted": True}})]
        await tell(bot, opened())
        return tabs(api)

    (tab,) = taught(do, parts=parts, kept=kept(MINE))
    assert "no guests" in tab


def test_a_list_of_channels_does_not_close_it(parts: Parts) -> None:
    """The tab is no channel."""
    rules = Rules(per_minute=0, access=Access(channels=frozenset({"C1"})))
    (tab,) = taught(opening(opened()), parts=parts, kept=kept(MINE), rules=rules)
    assert "Every Monday" in tab


def test_without_the_store_the_rest_is_shown(parts: Parts) -> None:
    """What does not work is said, and all else stands."""

    class Away(FakeSubscriptions):
        def all(self) -> list[Subscription]:
            raise StoreError("the server is away")

    (tab,) = taught(opening(opened()), parts=parts, kept=FakeStore(subscriptions=Away()))
    assert "My store is away" in tab
    assert "I cannot look them up at the moment." in tab
    assert "the server is away" not in tab
    assert "the built-in sample" in tab


def test_a_log_that_cannot_be_read_is_told(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason stands there before anybody asks."""

    def refuse(*_: object, **__: object) -> None:
        raise SourceError("No one is logged in to Azure.")

    monkeypatch.setattr("bot.adapters.logs.open_log", refuse)
    (tab,) = taught(opening(opened()), parts=parts, kept=kept())
    assert "I cannot read the log: No one is logged in to Azure." in tab
