"""The home tab fits whatever there is, and counts what it does not show."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text.limits import validate
from bot.slack.views.home import Home, home
from tests.bot.slack.views.golden_home import DRAFT, HEALTH, WEEKLY
from tests.bot.slack.views.test_hostile import HOSTILE
from tests.fakes.clock import NOON


def written(shown: Home) -> str:
    """Give a tab as text."""
    return json.dumps(home(shown), ensure_ascii=False)


@given(st.integers(0, 60), st.integers(0, 30))
def test_it_fits_however_much_there_is(reports: int, drafts: int) -> None:
    """What is left out is counted, and nothing is when nothing is."""
    many = tuple(replace(WEEKLY, id=f"{number:06x}") for number in range(reports))
    waiting = tuple(replace(DRAFT, id=f"D{number}") for number in range(drafts))
    shown = Home(NOON, HEALTH, many, waiting, everybody=True)
    assert () == validate(home(shown)["blocks"], surface="home")
    assert (reports > 15, f"{reports - 15} more report" in written(shown)) in {(True, True), (False, False)}
    assert (drafts > 5, f"{drafts - 5} more page" in written(shown)) in {(True, True), (False, False)}


@given(HOSTILE, HOSTILE, HOSTILE)
def test_what_others_wrote_calls_nobody(log: str, trouble: str, name: str) -> None:
    """A log's label, a trouble, a draft's name and a filter are shown and do nothing."""
    health = replace(HEALTH, log=log, troubles=(trouble,))
    report = replace(WEEKLY, channel=name, filters={"rg": log})
    tab = home(Home(NOON, health, (report,), (replace(DRAFT, name=name),)))
    assert () == validate(tab["blocks"], surface="home")
    markup = [part["text"] for part in _texts(tab["blocks"]) if part.get("type") == "mrkdwn"]
    assert not any("<!channel>" in text or "<@" in text for text in markup)


def test_buttons_that_look_alike_sound_different() -> None:
    """A screen reader tells which report a button is about."""
    tab = home(Home(NOON, HEALTH, (WEEKLY, replace(WEEKLY, id="d4e5f6", time="10:00"))))
    labels = [part["accessibility_label"] for part in _texts(tab["blocks"]) if "accessibility_label" in part]
    assert "Run it now: every Monday at 10:00 Europe/Vienna" in labels
    assert len(set(labels)) == len(labels) == 6


def _texts(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        return [value, *(found for inner in value.values() for found in _texts(inner))]
    return [found for inner in value for found in _texts(inner)] if isinstance(value, list) else []
