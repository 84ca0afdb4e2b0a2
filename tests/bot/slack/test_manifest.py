"""The manifest asks for what this stage needs, and for nothing else."""

import pytest

from bot.slack.manifest import manifest


def test_the_scopes_are_the_least() -> None:
    """The bot reads mentions and direct messages and writes answers and files; it acts for nobody."""
    scopes = manifest()["oauth_config"]["scopes"]
    assert {"bot": ["app_mentions:read", "chat:write", "commands", "files:write", "im:history"]} == scopes


def test_socket_mode_needs_no_address() -> None:
    """In Socket Mode events come over the connection the bot opened."""
    settings = manifest(mode="socket")["settings"]
    assert settings["socket_mode_enabled"]
    assert {"bot_events": ["app_mention", "message.im"]} == settings["event_subscriptions"]


def test_http_mode_names_where_events_go() -> None:
    """In HTTP mode Slack is told the address under which the bot listens."""
    settings = manifest(mode="http", url="https://bot.example.com/")["settings"]
    assert not settings["socket_mode_enabled"]
    address = "https://bot.example.com/slack/events"
    assert address == settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"]


def test_the_command_and_the_shortcut_are_those_that_the_bot_listens_to() -> None:
    """Slack offers what the bot answers; over HTTP the command names its address as well."""
    features = manifest(mode="http", url="https://bot.example.com")["features"]
    (command,), (shortcut,) = features["slash_commands"], features["shortcuts"]
    assert ("/aztriage", "https://bot.example.com/slack/events") == (command["command"], command["url"])
    assert ("message", "explain_error") == (shortcut["type"], shortcut["callback_id"])
    assert "url" not in manifest()["features"]["slash_commands"][0]


def test_slacks_limits_on_words_are_kept() -> None:
    """A shortcut's name has up to 24 letters, a description of the app 140."""
    made = manifest()
    assert len(made["features"]["shortcuts"][0]["name"]) <= 24
    assert len(made["display_information"]["description"]) <= 140


@pytest.mark.parametrize("url", ["", "http://bot.example.com"])
def test_http_mode_needs_a_public_address(url: str) -> None:
    """Slack sends events to https addresses only."""
    with pytest.raises(ValueError, match="public https address"):
        manifest(mode="http", url=url)


def test_people_can_write_to_the_bot() -> None:
    """The messages tab is open for writing."""
    home = manifest()["features"]["app_home"]
    assert (True, False) == (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"])
