"""The manifest asks for what this stage needs, and for nothing else."""

from pathlib import Path

import pytest

from bot.slack.features import FEATURE_NAMES
from bot.slack.manifest import manifest


def test_the_scopes_are_the_least() -> None:
    """The bot reads mentions and direct messages, writes answers and files, names talks; it acts for nobody."""
    scopes = manifest()["oauth_config"]["scopes"]
    least = ["app_mentions:read", "assistant:write", "chat:write", "commands", "files:write", "im:history"]
    assert {"bot": least} == scopes


def test_socket_mode_needs_no_address() -> None:
    """In Socket Mode events come over the connection the bot opened."""
    settings = manifest(mode="socket")["settings"]
    assert settings["socket_mode_enabled"]
    heard = ["app_context_changed", "app_home_opened", "app_mention", "message.im"]
    assert {"bot_events": heard} == settings["event_subscriptions"]


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
    """The messages tab is open for writing, and beside it there is a home tab."""
    home = manifest()["features"]["app_home"]
    assert (True, False) == (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"])
    assert home["home_tab_enabled"]


def test_the_messages_tab_is_that_of_an_agent() -> None:
    """It says what the bot does and offers questions to begin with, within Slack's limits; the old form is not used."""
    features = manifest()["features"]
    agent = features["agent_view"]
    assert 0 < len(agent["agent_description"]) <= 300
    assert 0 < len(agent["suggested_prompts"]) <= 4
    assert all({"title", "message"} == set(prompt) for prompt in agent["suggested_prompts"])
    assert "assistant_view" not in features


def test_the_step_of_workflows_is_there_only_if_it_is_on() -> None:
    """Slack takes steps only of apps that can be installed in an organisation."""
    off, on = manifest(), manifest(features=["workflow"])
    assert "functions" not in off
    assert not off["settings"]["org_deploy_enabled"]
    step = on["functions"]["explain_azure_error"]
    assert ["text"] == step["input_parameters"]["required"]
    assert {"answer", "entry", "code", "confidence"} == set(step["output_parameters"]["properties"])
    assert (True, "remote") == (on["settings"]["org_deploy_enabled"], on["settings"]["function_runtime"])


def test_every_permission_is_explained() -> None:
    """Whoever installs the bot can read what each scope is for."""
    told = (Path(__file__).parents[3] / "docs" / "slack-setup.md").read_text(encoding="utf-8")
    scopes = manifest(features=FEATURE_NAMES)["oauth_config"]["scopes"]["bot"]
    assert [] == [scope for scope in scopes if f"`{scope}`" not in told]


def test_many_workspaces_need_a_way_back_rotation_and_farewells() -> None:
    """Browsers come back to the bot, tokens rotate, and Slack tells who takes the bot away."""
    made = manifest(mode="http", url="https://bot.example.com/", many=True)
    assert ["https://bot.example.com/slack/oauth_redirect"] == made["oauth_config"]["redirect_urls"]
    assert made["settings"]["token_rotation_enabled"]
    assert made["settings"]["org_deploy_enabled"]
    farewells = {"app_uninstalled", "team_access_revoked", "tokens_revoked"}
    assert farewells <= {*made["settings"]["event_subscriptions"]["bot_events"]}
    one = manifest(mode="http", url="https://bot.example.com")
    assert made["oauth_config"]["scopes"] == one["oauth_config"]["scopes"]
    assert "redirect_urls" not in one["oauth_config"]
    assert not one["settings"]["token_rotation_enabled"]
    assert not farewells & {*one["settings"]["event_subscriptions"]["bot_events"]}


def test_many_workspaces_need_http() -> None:
    """Over Socket Mode no browser finds the bot."""
    with pytest.raises(ValueError, match="needs HTTP mode"):
        manifest(many=True)
