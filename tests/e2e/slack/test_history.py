"""A person asks what happened to a machine, goes on asking, and reads the answers in the thread."""

import json

from bot.slack.text.limits import validate
from tests.bot.slack.serving import request
from tests.bot.slack.wire import BOT, TEAM, signed
from tests.e2e.slack.workspace import Message, Workspace


def head(message: Message) -> str:
    """Give the title of an answer."""
    return str(message["blocks"][0]["text"]["text"])


def buttons(message: Message) -> dict[str, dict[str, str]]:
    """Give the buttons of a message by what stands on them."""
    found = [each for block in message["blocks"] if block["type"] == "actions" for each in block["elements"]]
    return {each["text"]["text"]: each for each in found}


def test_a_mention_is_answered_with_a_history(workspace: Workspace) -> None:
    """The answer says who did it, shows a timeline, and explains the failure."""
    asked = workspace.say(f"<@{BOT}> what happened to web-01 last week?")
    answer = workspace.answer(asked)
    assert "web-01: Azure did it" == head(answer)
    assert "The host crashed and took the VM down" in answer["text"]
    assert "As usual, without a failure: Back up" in answer["text"]
    assert () == validate(answer["blocks"])


def test_a_follow_up_keeps_the_subject(workspace: Workspace) -> None:
    """In the thread it is enough to name another machine, or another time."""
    asked = workspace.say(f"<@{BOT}> what happened to web-01 last week?")
    workspace.answer(asked)
    workspace.say(f"<@{BOT}> and web-02?", thread=asked)
    answer = workspace.answer(asked, number=2)
    assert head(answer).startswith("web-02: ")
    assert "Mon 9 Nov 00:00 to Mon 16 Nov 00:00" in answer["text"]


def test_a_direct_message_goes_on_from_the_one_before(workspace: Workspace) -> None:
    """In a direct message nobody needs to open a thread for a follow-up."""
    workspace.answer(
        workspace.say("what happened to web-01 last week?", channel=workspace.direct), channel=workspace.direct
    )
    answer = workspace.answer(workspace.say("and web-02?", channel=workspace.direct), channel=workspace.direct)
    assert head(answer).startswith("web-02: ")


def test_names_like_it_are_offered_and_asked_by_a_button(workspace: Workspace) -> None:
    """A name that was never seen brings names like it; pressing one asks, and pressing it again does nothing."""
    asked = workspace.say(f"<@{BOT}> what happened to web-1 last week?")
    offer = workspace.answer(asked)
    assert "I have never seen this machine" == head(offer)
    for number in range(2):
        workspace.press(offer, buttons(offer)["web-01"], thread=asked, trigger=f"press{asked}.{number}")
    assert head(workspace.answer(asked, number=2)).startswith("web-01: ")
    workspace.settle()
    assert 2 == len(workspace.thread(asked))


def test_every_line_comes_as_a_file(workspace: Workspace) -> None:
    """A button puts the whole timeline into the thread."""
    asked = workspace.say(f"<@{BOT}> what happened to web-01 last week?")
    answer = workspace.answer(asked)
    workspace.press(answer, buttons(answer)["Every line as a file"], thread=asked, trigger=f"file{asked}")
    assert ["web-01.txt"] == [file["name"] for file in workspace.answer(asked, number=2)["files"]]


def test_a_page_opens_in_a_window(workspace: Workspace) -> None:
    """The whole page of a failure opens for the person who pressed the button, its commands filled in."""
    asked = workspace.say(f"<@{BOT}> what happened to web-01 last week?")
    answer = workspace.answer(asked)
    workspace.press(answer, buttons(answer)["Causes and all steps"], thread=asked, trigger=workspace.trigger())
    workspace.until(lambda: "az vm redeploy --resource-group rg-web-prod --name web-01" in workspace.windows())


def test_a_press_that_slack_did_not_sign_is_refused(workspace: Workspace) -> None:
    """Nobody else can press a button."""
    body = json.dumps({"type": "block_actions", "team": {"id": TEAM}})
    headers = signed(body, secret="guessed")
    assert 401 == request(workspace.bot_port, "/slack/events", body=body.encode(), headers=headers)[0]
