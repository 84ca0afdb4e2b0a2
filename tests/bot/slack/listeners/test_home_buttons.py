"""Buttons of the home tab do what they say, for those who may."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.bootstrap import Parts
from bot.slack.app import Bot
from tests.bot.slack.interacting import interact, pressed_in_window, tell
from tests.bot.slack.listeners.test_home import DRAFT, MINE, THEIRS, Calls, button_of, calls, kept, tabs
from tests.bot.slack.opening import opened, pressed_at_home
from tests.bot.slack.teaching import MAINTAINER, taught
from tests.bot.slack.wire import PERSON, TEAM, SlackApi


def after(label: str, *, by: str = PERSON) -> Callable[[Bot, SlackApi], Awaitable[tuple[list[str], Calls]]]:
    """Give what opens the tab, presses a button of it, and gives the tabs and what was posted."""

    async def do(bot: Bot, api: SlackApi) -> tuple[list[str], Calls]:
        await tell(bot, opened(person=by))
        await interact(bot, pressed_at_home(button_of(tabs(api)[0], label), person=by))
        return tabs(api), api.posted()

    return do


def test_pausing_changes_the_report_and_the_tab(parts: Parts) -> None:
    """The channel hears of it, and the tab offers to resume."""
    store = kept(MINE)
    (_, second), posted = taught(after("Pause"), parts=parts, kept=store)
    assert store.subscriptions.all()[0].paused
    assert ["C1"] == [said["channel"] for said in posted]
    assert "Resume" in second


def test_ending_asks_first_and_then_ends(parts: Parts) -> None:
    """Slack asks whether it is meant; then the report is gone from the store and the tab."""
    store = kept(MINE)

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        await tell(bot, opened())
        button = button_of(tabs(api)[0], "End it")
        assert "End it?" == button["confirm"]["title"]["text"]
        await interact(bot, pressed_at_home(button))
        return tabs(api)

    second = taught(do, parts=parts, kept=store)[1]
    assert [] == store.subscriptions.all()
    assert "You have ordered no report yet." in second


def test_run_now_brings_the_report_to_its_channel(parts: Parts) -> None:
    """A window says so at once; the tab then knows how much of it has a page; the press is in the record."""
    store = kept(replace(MINE, failures=None, covered=None))

    async def do(bot: Bot, api: SlackApi) -> tuple[Calls, Calls, list[str]]:
        bot.team.bell.loop = asyncio.get_running_loop()  # type: ignore[union-attr]
        await tell(bot, opened())
        await interact(bot, pressed_at_home(button_of(tabs(api)[0], "Run it now")))
        await bot.settle(patience=10)
        return calls(api, "views.open"), api.posted(), tabs(api)

    (window,), (posted, *_), (first, second) = taught(do, parts=parts, kept=store)
    assert "I am making the report" in json.dumps(window["view"])
    assert "C1" == posted["channel"]
    assert ("No report of it was made yet." in first, "in the last report" in second) == (True, True)
    assert ["subscription run"] == [record.kind for record in store.audit.records]


def test_only_owner_and_maintainers_change_a_report_here(parts: Parts) -> None:
    """A press that somebody else played changes nothing, and they are told why."""
    store = kept(THEIRS)

    async def do(bot: Bot, api: SlackApi) -> Calls:
        value = json.dumps({"verb": "unsubscribe", "id": THEIRS.id, "channel": "C2"})
        button = {"type": "button", "action_id": "order.0", "value": value}
        await interact(bot, pressed_at_home(button))
        return calls(api, "views.open")

    (window,) = taught(do, parts=parts, kept=store)
    assert [THEIRS] == store.subscriptions.all()
    assert "Only who ordered this report" in json.dumps(window["view"])


def test_a_report_that_is_gone_is_told(parts: Parts) -> None:
    """A tab may be older than what it shows; it is shown anew."""

    async def do(bot: Bot, api: SlackApi) -> tuple[Calls, list[str]]:
        value = json.dumps({"verb": "pause", "id": "ffffff", "channel": "C1"})
        await interact(bot, pressed_at_home({"type": "button", "action_id": "order.0", "value": value}))
        return calls(api, "views.open"), tabs(api)

    (window,), shown = taught(do, parts=parts, kept=kept())
    assert "This report is ordered no more." in json.dumps(window["view"])
    assert 1 == len(shown)


def test_a_maintainer_reviews_a_page(parts: Parts) -> None:
    """The window shows the page; accepting it tells the reviewer there, and the author."""
    store = kept(drafts=(DRAFT,))

    async def do(bot: Bot, api: SlackApi) -> tuple[Calls, Calls, Calls]:
        await tell(bot, opened(person=MAINTAINER))
        await interact(bot, pressed_at_home(button_of(tabs(api)[0], "Review GadgetStuck"), person=MAINTAINER))
        windows = calls(api, "views.open")
        accept = windows[0]["view"]["blocks"][-1]["elements"][0]
        press = pressed_in_window(accept) | {"user": {"id": MAINTAINER, "team_id": TEAM}}
        await interact(bot, press)
        return windows, calls(api, "views.push"), api.posted()

    (window,), (pushed,), (posted,) = taught(do, parts=parts, kept=store)
    assert "A gadget" in json.dumps(window["view"])
    assert "Accepted" in json.dumps(pushed["view"])
    assert PERSON == posted["channel"]
    assert "accepted" == store.drafts.all("accepted")[0].state


def test_looking_again_shows_it_anew(parts: Parts) -> None:
    """However short ago it was shown."""
    shown, _ = taught(after("Look again"), parts=parts, kept=kept())
    assert 2 == len(shown)
