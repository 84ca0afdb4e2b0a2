"""A person opens the home tab, and finds there what they ordered in a channel."""

import json

from tests.bot.slack.opening import opened, pressed_at_home
from tests.bot.slack.serving import request
from tests.bot.slack.wire import BOT, signed
from tests.e2e.slack.workspace import Workspace


def open_home(workspace: Workspace, *, event_id: str) -> None:
    """Tell the bot, as Slack does, that the person opened its home tab."""
    person = str(workspace.person.auth_test()["user_id"])
    body = json.dumps(opened(person=person, event_id=event_id))
    status, _ = request(workspace.bot_port, "/slack/events", body=body.encode(), headers=signed(body))
    assert 200 == status


def test_the_home_tab_is_shown(workspace: Workspace) -> None:
    """This Slack takes the tab and keeps it for the person."""
    open_home(workspace, event_id="EvHomeA")
    workspace.until(lambda: "Azure errors, explained where you work" in workspace.windows())
    assert "the built-in sample" in workspace.windows()


def test_what_was_ordered_in_a_channel_stands_there(workspace: Workspace) -> None:
    """The report comes up when the person looks again, and goes when it is ended."""
    look = {"type": "button", "action_id": "refresh.99", "value": "home"}
    workspace.answer(workspace.say(f"<@{BOT}> subscribe weekly friday 07:15 Europe/Vienna"))
    workspace.interact(pressed_at_home(look, trigger="home.1"))
    workspace.until(lambda: "Every Friday at 07:15 Europe/Vienna" in workspace.windows())
    workspace.answer(workspace.say(f"<@{BOT}> unsubscribe"))
    workspace.interact(pressed_at_home(look, trigger="home.2"))
    workspace.until(lambda: "You have ordered no report yet." in workspace.windows())
