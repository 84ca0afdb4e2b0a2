"""Orders to watch are told from talk, and alerts that are over from those that are not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.usecases.answers import Explanation
from bot.usecases.team_ports import Watch
from bot.usecases.watching import MOST, ExplainAlert, Said, WatchAlerts, is_over, said_of, watch_on
from tests.bot.slack.asking import asking
from tests.bot.slack.samples import ALLOCATION, answer
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.leases import FakeLeases
from tests.fakes.watches import FakeWatches

WATCH = Watch("T1", "C1", "", "U1", NOON)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("watch", Said("watch")),
        ("Watch this channel.", Said("watch")),
        ("please watch alerts", Said("watch")),
        ("watch all alerts from Azure Monitor", Said("watch", "Azure Monitor")),
        ("watch alerts from `Logic App` every 12 hours", Said("watch", "Logic App", 12)),
        ("watch every 2 days", Said("watch", "", 48)),
        ("watch every 0 h", Said("watch", "", 1)),
        ("watch every 9999 days", Said("watch", "", 14 * 24)),
        ("unwatch", Said("unwatch")),
        ("stop watching", Said("unwatch")),
        ("unwatch alerts from Azure Monitor", Said("unwatch", "Azure Monitor")),
        ("watching?", Said("list")),
        ("what do you watch", None),
        ("what are you watching?", Said("list")),
        ("watch out for web-01", None),
        ("watch web-01", None),
        ("VM watcher failed with Conflict", None),
        ("", None),
    ],
)
def test_an_order_is_understood(text: str, said: Said | None) -> None:
    """And nothing else is taken for one."""
    assert said_of(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Resolved: Sev1 vm-health",
        "[RESOLVED] vm-health",
        ":white_check_mark: Recovered: vm-health",
        '{"essentials": {"monitorCondition": "Resolved"}}',
        r"{\"monitorCondition\":\"Resolved\"}",
        "Monitor condition: Resolved",
        '"currentHealthStatus": "Available"',
        "Azure Monitor alert vm-health was deactivated",
    ],
)
def test_an_alert_that_is_over_is_known(text: str) -> None:
    """In the words of Azure Monitor and of those who pass its alerts on."""
    assert is_over(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fired: Sev1 vm-health",
        '"monitorCondition": "Fired", "previousHealthStatus": "Available", "currentHealthStatus": "Unavailable"',
        "The request could not be resolved: AllocationFailed",
        "no host available",
    ],
)
def test_an_alert_that_is_not_over_is_none(text: str) -> None:
    """Words like these stand in errors, too."""
    assert not is_over(text)


def test_an_app_is_known_by_any_of_its_names() -> None:
    """In any case, by a part; of several watches the one that is most often counts."""
    named, any_app = replace(WATCH, app="azure", hours=2), replace(WATCH, hours=6)
    assert named == watch_on([any_app, named], ["Azure Monitor", "B1"])
    assert any_app == watch_on([any_app, named], ["Deployer"])
    assert watch_on([named], ["Deployer", ""]) is None


def test_a_channel_has_not_too_many_watches() -> None:
    """One on the same app is changed, whatever its case."""
    watches, clock = FakeWatches(), FakeClock()
    order = WatchAlerts(watches, clock)

    def ordered(app: str) -> str:
        return order(Said("watch", app), workspace="T1", channel="C1", person="U1").done

    assert ["begun"] * MOST == [ordered(f"app {number}") for number in range(MOST)]
    assert ["full", "begun"] == [ordered("another"), ordered("APP 1")]
    assert MOST == len(watches.all())


def test_an_alert_is_explained_once_in_its_hours() -> None:
    """By whichever process; the event itself may be answered again, for the answer may have been lost."""
    leases, clock = FakeLeases(), FakeClock()

    def explained(event: str, *, grade: str = "likely", channel: str = "C1") -> Explanation | None:
        known = answer(matches=(replace(ALLOCATION, grade=grade),))  # type: ignore[arg-type]
        alert = ExplainAlert(asking(lambda _: known).explain, leases, clock)
        return alert("AllocationFailed", replace(WATCH, channel=channel), event=event)

    assert explained("Ev0", grade="possible") is None
    assert explained("Ev1") is not None
    assert explained("Ev1") is not None
    assert explained("Ev2") is None
    assert explained("Ev3", channel="C2") is not None
    clock.advance(timedelta(hours=6))
    assert explained("Ev4") is not None
