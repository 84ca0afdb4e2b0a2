"""A person attaches a log, goes on in the thread without a mention, and has alerts of another app explained."""

import gzip
from pathlib import Path

from slack_sdk import WebClient

from tests.bot.slack.wire import BOT, TOKEN
from tests.e2e.slack.workspace import Message, Workspace

LOG = (Path(__file__).parents[2] / "data" / "logs" / "doc_status_messages.json").read_bytes()
ERROR = "Error: AllocationFailed: Allocation failed. We do not have sufficient capacity for the requested VM size."


def attach(workspace: Workspace, name: str, content: bytes, comment: str) -> str:
    """Attach a file as the person, and give the timestamp of the message."""
    sent = workspace.person.files_upload_v2(
        channel=workspace.channel, filename=name, content=content, initial_comment=comment
    )
    shares = workspace.person.files_info(file=sent["file"]["id"])["file"]["shares"]
    return str(next(iter(shares.values()))[workspace.channel][0]["ts"])


def test_an_attached_log_is_read(workspace: Workspace) -> None:
    """Packed, as it was exported; the question is answered from it."""
    asked = attach(workspace, "PT1H.json.gz", gzip.compress(LOG), f"<@{BOT}> what happened to my-vm-1?")
    answer = workspace.answer(asked)
    assert "my-vm-1: " in answer["text"]
    assert "Read from PT1H.json.gz" in answer["text"]


def test_an_attached_text_is_explained(workspace: Workspace) -> None:
    """An error in a file is as good as one that is pasted."""
    asked = attach(workspace, "apply.log", ERROR.encode(), f"<@{BOT}> why?")
    assert "`AllocationFailed`" in workspace.answer(asked)["text"]


def test_a_thread_goes_on_without_a_mention(workspace: Workspace) -> None:
    """What people say to each other there stays among them."""
    asked = workspace.say(f"<@{BOT}> what happened to web-01 last week?")
    workspace.answer(asked)
    workspace.say("thanks, I restarted web-02 too", thread=asked)
    workspace.say("and web-02?", thread=asked)
    assert "web-02: " in workspace.answer(asked, number=2)["text"]
    workspace.settle()
    assert 2 == len([each for each in workspace.thread(asked) if each.get("user") == BOT])


def test_an_alert_is_explained_once(workspace: Workspace) -> None:
    """When the bot was told to watch the channel, and not after it was told to stop."""
    monitor = WebClient(token=f"{TOKEN}-monitor", base_url=workspace.person.base_url)

    def alert() -> list[Message]:
        posted = monitor.chat_postMessage(channel=workspace.channel, text=f"Fired: Sev1 failed operations\n{ERROR}")
        workspace.settle()
        return [each for each in workspace.thread(posted["ts"]) if each.get("user") == BOT]

    assert [] == alert()
    workspace.answer(workspace.say(f"<@{BOT}> watch"))
    (explained,) = alert()
    assert "`AllocationFailed`" in explained["text"]
    assert [] == alert()
    workspace.answer(workspace.say(f"<@{BOT}> unwatch"))
