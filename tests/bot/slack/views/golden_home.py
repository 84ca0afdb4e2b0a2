"""The home tab as different people see it, for the golden files."""

from dataclasses import replace
from datetime import timedelta

from bot.slack.features import FEATURE_NAMES
from bot.slack.views.home import Health, Home, Tab, home, plain_home, refused_home
from bot.usecases.team_ports import Draft, Subscription
from tests.fakes.clock import NOON

HEALTH = Health(
    version="2026.11.20",
    pages=1320,
    codes=1704,
    log="the built-in sample (made-up data)",
    way="Socket Mode",
)
WEEKLY = Subscription(
    "a1b2c3",
    "T1",
    "C1",
    1,
    "09:00",
    "Europe/Vienna",
    "U1",
    NOON + timedelta(days=2, hours=20),
    filters={"rg": "prod-*"},
    failures=50,
    covered=41,
)
DAILY = replace(WEEKLY, id="d4e5f6", weekday=None, time="07:30", filters={}, paused=True, failures=None, covered=None)
DRAFT = Draft("D1", "compute/GadgetStuck", "T1", "U1", "---\ntitle: A gadget\n---\n", NOON)
TROUBLES = (
    "Slack does not take my token (`token_revoked`): what I write waits until whoever runs me has renewed it.",
    "I cannot read the log: No one is logged in to Azure. Run `az login`, then ask again.",
    "My store is away: I can neither show nor change reports on schedule. Whoever runs me finds why in my log.",
)


def home_tabs() -> dict[str, Tab]:
    """Give every home tab by name."""
    quiet = replace(WEEKLY, id="0a0b0c", channel="D1", failures=0, covered=0)
    many = [replace(WEEKLY, id=f"{number:06x}", channel=f"C{number}") for number in range(18)]
    drafts = [replace(DRAFT, id=f"D{number}", name=f"compute/Gadget{number}") for number in range(7)]
    return {
        "home": home(Home(NOON, HEALTH, (WEEKLY, DAILY, quiet))),
        "home-nothing-yet": home(Home(NOON, HEALTH)),
        "home-maintainer": home(
            Home(NOON, replace(HEALTH, features=frozenset({"files", "workflow"})), (WEEKLY,), (DRAFT,), everybody=True)
        ),
        "home-much": home(
            Home(NOON, replace(HEALTH, features=frozenset(FEATURE_NAMES)), tuple(many), tuple(drafts), everybody=True)
        ),
        "home-trouble": home(
            Home(NOON, replace(HEALTH, troubles=TROUBLES, log="cannot be read", store="away"), reports=None)
        ),
        "home-refused": refused_home("guest"),
        "home-plain": plain_home("What belongs here cannot be shown at the moment."),
    }
