"""What is said about subscriptions fits Slack's limits and rings nobody, whatever people wrote."""

from dataclasses import replace

import pytest

from bot.slack.text.limits import validate
from bot.slack.views.subscription import failed, failed_for_owner, outcome
from bot.usecases.subscriptions.subscribing import MOST, Changed, Listed, NotDone, Outcome, Subscribed, Wanted
from bot.usecases.team_ports import Subscription
from tests.fakes.clock import NOON

ONE = Subscription("a1b2c3", "T1", "C1", 1, "09:00", "Europe/Vienna", "U1", NOON, filters={"group": "<!channel>" * 90})
MANY = tuple(replace(ONE, id=f"{number:06x}", paused=number % 2 == 1) for number in range(MOST))


@pytest.mark.parametrize(
    "told",
    [
        Subscribed(ONE),
        Subscribed(replace(ONE, weekday=None, thread="1.1", filters={}), already=True),
        Changed(replace(ONE, paused=True), "paused"),
        Changed(ONE, "resumed"),
        Changed(ONE, "ended"),
        Listed(()),
        Listed((ONE,)),
        Listed(MANY),
        Wanted(ONE, alone=True),
        NotDone("I do not understand “<!here>”. " * 60),
    ],
)
def test_every_outcome_fits(told: Outcome) -> None:
    """Slack takes it, and its text holds nothing that calls anybody."""
    shown = outcome(told)
    assert () == validate(shown.blocks)
    assert "<!" not in shown.text


@pytest.mark.parametrize("channel", ["C1", "<!channel>"])
def test_a_failure_is_told_twice(channel: str) -> None:
    """The channel gets a button to try again; the owner hears which channel it is about, if it is one."""
    one, reason = replace(ONE, channel=channel), "Azure refused <!here> `az login`. " * 60
    for shown in (failed(one, reason, next_run=NOON), failed_for_owner(one, reason)):
        assert () == validate(shown.blocks)
        assert "<!" not in shown.text
    assert ("<#C1>" in failed_for_owner(one, reason).text) == (channel == "C1")
