"""A person pastes an error into Slack and reads the answer there."""

import json
import logging
import time

import pytest

from bot.slack.text.limits import validate
from bot.slack.views.help import help_message
from tests.bot.slack.serving import request
from tests.bot.slack.wire import BOT, envelope, signed
from tests.e2e.slack.workspace import Message, Workspace

TERRAFORM = """\
╷
│ Error: creating Linux Virtual Machine (Subscription: "00000000-0000-0000-0000-000000000000"
│ Resource Group Name: "rg-shop-prod"
│ Virtual Machine Name: "vm-web-01"): performing CreateOrUpdate: unexpected status 409 (409 Conflict) with error:
│ AllocationFailed: Allocation failed. We do not have sufficient capacity for the requested VM size in this region.
│ Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance
│
│   with azurerm_linux_virtual_machine.web["01"],
│   on main.tf line 21, in resource "azurerm_linux_virtual_machine" "web":
│   21: resource "azurerm_linux_virtual_machine" "web" {
╵
"""
SECRET_KEY = "c2VjcmV0" * 10 + "cw=="


def commands(message: Message) -> list[str]:
    """Give what stands in the code blocks of a message."""
    elements = [part for block in message["blocks"] if block["type"] == "rich_text" for part in block["elements"]]
    return [each["elements"][0]["text"] for each in elements if each["type"] == "rich_text_preformatted"]


def test_a_mention_with_an_error_is_answered_in_its_thread(workspace: Workspace) -> None:
    """The answer to a pasted Terraform error names the cause and brings commands with the names of the paste."""
    asked = workspace.say(f"<@{BOT}> why?\n```\n{TERRAFORM}```")
    answer = workspace.answer(asked)
    assert (BOT, asked) == (answer["user"], answer["thread_ts"])
    assert "· `AllocationFailed` ·" in answer["text"]
    assert any("--resource-group rg-shop-prod --name vm-web-01" in command for command in commands(answer))
    assert () == validate(answer["blocks"])


def test_a_direct_message_is_answered(workspace: Workspace) -> None:
    """In a direct message nobody needs to be mentioned."""
    asked = workspace.say(TERRAFORM, channel=workspace.direct)
    assert "`AllocationFailed`" in workspace.answer(asked, channel=workspace.direct)["text"]


def test_a_follow_up_in_the_thread_is_answered_there(workspace: Workspace) -> None:
    """A mention inside a thread is answered in the same thread."""
    top = workspace.say("the deployment broke again")
    reply = workspace.person.chat_postMessage(
        channel=workspace.channel, thread_ts=top, text=f"<@{BOT}> AllocationFailed: {TERRAFORM}"
    )
    workspace.settle()
    assert [reply["ts"], top] == [workspace.thread(top)[0]["ts"], workspace.thread(top)[1]["thread_ts"]]


def test_an_event_that_comes_twice_is_answered_once(workspace: Workspace) -> None:
    """Slack sends an event again when it is in doubt; the person gets one answer."""
    asked = workspace.say("AllocationFailed")
    event = envelope(event_id="EvTwice", text=f"<@{BOT}> AllocationFailed", ts=asked, channel=workspace.channel)
    body = json.dumps(event)
    for _ in range(2):
        headers = signed(body) | {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
        assert 200 == request(workspace.bot_port, "/slack/events", body=body.encode(), headers=headers)[0]
    workspace.answer(asked)
    workspace.settle()
    assert 1 == len(workspace.thread(asked))


def test_the_bot_does_not_answer_itself(workspace: Workspace) -> None:
    """What the bot says in a direct message is no question, though Slack sends it as an event."""
    said = workspace.as_bot.chat_postMessage(channel=workspace.direct, text="AllocationFailed")["ts"]
    workspace.settle()
    assert [] == workspace.thread(said, channel=workspace.direct)


def test_a_channel_can_talk_without_the_bot(workspace: Workspace) -> None:
    """A message that mentions nobody is not answered."""
    said = workspace.say("AllocationFailed, as every Monday")
    workspace.settle()
    assert [] == workspace.thread(said)


def test_a_mention_without_an_error_is_helped(workspace: Workspace) -> None:
    """Who only calls the bot is told how to ask."""
    assert help_message().text == workspace.answer(workspace.say(f"<@{BOT}>"))["text"]


def test_what_is_not_known_is_not_guessed(workspace: Workspace) -> None:
    """An error of something else gets an honest answer."""
    answer = workspace.answer(workspace.say(f"<@{BOT}> my coffee machine shows E04 and blinks"))
    assert "I do not know this error" == answer["blocks"][0]["text"]["text"]


def test_nobody_is_called_by_a_paste(workspace: Workspace) -> None:
    """A paste that names a channel call or closes code blocks is answered without doing either."""
    code = "FabricUpsetError"
    paste = f'{{"error": {{"code": "{code}", "message": "tell <!channel> and <!here|x> ``` now"}}}}'
    answer = workspace.answer(workspace.say(f"<@{BOT}> {paste}"))
    assert code in answer["text"]
    assert "<!" not in answer["text"]
    kinds = {part["type"] for block in answer["blocks"] for part in block.get("elements", ())}
    assert kinds <= {"rich_text_section", "rich_text_preformatted", "rich_text_list", "mrkdwn", "button"}


def test_a_secret_goes_nowhere(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pasted key is taken out, the answer says so, and neither answer nor log holds it."""
    caplog.set_level(logging.DEBUG)
    asked = workspace.say(f"<@{BOT}> AccountName=stprod;AccountKey={SECRET_KEY};\n{TERRAFORM}")
    answer = workspace.answer(asked)
    assert "I took out 1 " in answer["text"]
    assert "consider rotating it." in answer["text"]
    workspace.settle()
    assert SECRET_KEY not in json.dumps(answer) + caplog.text + "".join(capsys.readouterr())


def test_requests_that_slack_did_not_sign_are_refused(workspace: Workspace) -> None:
    """A forged, stale or malformed request gets 401 and no answer."""
    asked = workspace.say("AllocationFailed")
    body = json.dumps(envelope(event_id="EvForged", ts=asked, channel=workspace.channel))
    for headers in (
        signed(body, secret="guessed"),
        signed(body, at=time.time() - 600),
        signed(body) | {"x-slack-request-timestamp": "now"},
        signed(body) | {"x-slack-signature": "v0=\xe9"},
        {},
    ):
        assert 401 == request(workspace.bot_port, "/slack/events", body=body.encode(), headers=headers)[0]
    workspace.settle()
    assert [] == workspace.thread(asked)
