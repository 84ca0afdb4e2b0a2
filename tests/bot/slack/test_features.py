"""Features that need more of Slack are off until switched on, and say so."""

import pytest

from bot.settings import Settings, SettingsError, load_settings
from bot.slack.features import FEATURE_NAMES, FEATURES, off
from bot.slack.manifest import manifest
from bot.slack.rules import rules_of


def test_every_feature_can_be_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings take each feature, and none is on by itself."""
    assert frozenset() == rules_of(Settings()).features
    monkeypatch.setenv("AZTRIAGE_SLACK_FEATURES", ", ".join(FEATURE_NAMES))
    assert frozenset(FEATURE_NAMES) == rules_of(load_settings()).features


def test_a_feature_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt feature is named with those that there are."""
    monkeypatch.setenv("AZTRIAGE_SLACK_FEATURES", "filez")
    with pytest.raises(SettingsError, match="'filez' is none of files, guests, threads, watch, workflow"):
        load_settings()


@pytest.mark.parametrize("name", FEATURE_NAMES)
def test_the_manifest_asks_for_what_a_feature_needs(name: str) -> None:
    """Scopes and events of a feature are in the manifest only if it is on."""
    least, more = manifest(), manifest(features=[feature for feature in FEATURE_NAMES if feature == name])
    feature = next(FEATURES[each] for each in FEATURE_NAMES if each == name)
    asked = set(more["oauth_config"]["scopes"]["bot"]) - set(least["oauth_config"]["scopes"]["bot"])
    assert set(feature.scopes) == asked
    heard = (
        more["settings"]["event_subscriptions"]["bot_events"],
        least["settings"]["event_subscriptions"]["bot_events"],
    )
    assert set(feature.events) == set(heard[0]) - set(heard[1])


def test_what_is_off_says_how_to_switch_it_on() -> None:
    """The sentence names the setting."""
    assert (
        "I do not read text files and logs that are attached to a question here: whoever runs me can switch it on "
        "(AZTRIAGE_SLACK_FEATURES=files)." == off("files")
    )


def test_several_that_are_off_are_told_in_one_sentence() -> None:
    """The setting names all of them."""
    said = off("guests", "workflow")
    assert said.startswith("I do not tell guests from members; I do not work as a step in Workflow Builder here: ")
    assert said.endswith("can switch them on (AZTRIAGE_SLACK_FEATURES=guests,workflow).")
