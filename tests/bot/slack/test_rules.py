"""The settings say who may ask, about what, and how fast."""

import pytest

from bot.settings import SettingsError, load_settings
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules, rules_of
from bot.usecases.scope import Scope, Scopes


def test_without_settings_members_ask_about_everything() -> None:
    """The whole team, no guests, nobody outside, and no more than a person can read."""
    assert Rules() == rules_of(load_settings())


def test_settings_become_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are written with commas or blanks between, the scopes as JSON."""
    given = {
        "WORKSPACES": "T1",
        "CHANNELS": " C1, C2 im ,",
        "USERS": "U1,U2",
        "SCOPES": '{"C1": ["1111/rg-*", "2222"], "*": []}',
        "SHARED": "true",
        "GUESTS": "yes",
        "RATE": "5",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"AZTRIAGE_SLACK_{name}", value)
    access = Access(
        shared_channels=True,
        guests=True,
        workspaces=frozenset({"T1"}),
        channels=frozenset({"C1", "C2", "im"}),
        users=frozenset({"U1", "U2"}),
    )
    scopes = Scopes({"C1": Scope.of(["1111/rg-*", "2222"]), "*": Scope()})
    assert Rules(access=access, scopes=scopes, per_minute=5) == rules_of(load_settings())


@pytest.mark.parametrize(
    ("name", "value"), [("SCOPES", '{"C1": ["a/b/c"]}'), ("SCOPES", "C1=1111"), ("RATE", "-1"), ("RATE", "many")]
)
def test_what_cannot_be_used_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the setting."""
    monkeypatch.setenv(f"AZTRIAGE_SLACK_{name}", value)
    with pytest.raises(SettingsError, match=f"AZTRIAGE_SLACK_{name} cannot be used"):
        load_settings()
