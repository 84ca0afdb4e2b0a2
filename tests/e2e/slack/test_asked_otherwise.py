"""A person asks by the command, the shortcut, or the window for long pastes; and changes or deletes a question."""

import re

from bot.slack.status import WAITING
from tests.bot.slack.interacting import command, shortcut, submission
from tests.e2e.slack.workspace import Workspace

ERROR = "AllocationFailed: Allocation failed. We do not have sufficient capacity for the requested VM size."


def test_the_command_answers_who_asked(workspace: Workspace) -> None:
    """The answer goes to the address that came with the command, for one person's eyes."""
    workspace.inbox.letters.clear()  # of presses in tests before
    workspace.interact(command(f"{ERROR}", trigger="slash.1"))
    *_, said = workspace.told()
    assert "ephemeral" == said["response_type"]
    assert "`AllocationFailed`" in said["text"]


def test_the_command_alone_opens_a_window(workspace: Workspace) -> None:
    """Room for a long paste; what is sent off there is answered in the window."""
    workspace.interact(command("", trigger=workspace.trigger()))
    workspace.until(lambda: "are taken out before anything reads" in workspace.windows())
    window = re.search(r"\bV[0-9A-Z]{8,}\b", workspace.windows())
    assert window is not None
    assert '"response_action": "update"' in workspace.interact(submission({"paste1": ERROR}, view=window[0]))
    workspace.until(lambda: "The region has no free capacity" in workspace.windows())


def test_the_shortcut_explains_a_message_in_its_thread(workspace: Workspace) -> None:
    """Whatever stands in a message, also of somebody else, is explained under it once."""
    said = workspace.say(ERROR)
    for number in range(2):
        workspace.interact(shortcut({"ts": said, "text": ERROR}, trigger=f"cut{number}"))
    assert "`AllocationFailed`" in workspace.answer(said)["text"]
    workspace.settle()
    assert 1 == len(workspace.thread(said))
    assert ["I explain it in the thread.", "I was asked before: the explanation is in the thread."] == [
        each["text"] for each in workspace.told()
    ]


def test_a_changed_question_is_answered_in_place(workspace: Workspace) -> None:
    """Who mends a direct message finds the new answer where the old one stood."""
    asked = workspace.say("what is QuotaExceeded?", channel=workspace.direct)
    before = workspace.answer(asked, channel=workspace.direct)
    workspace.person.chat_update(channel=workspace.direct, ts=asked, text=ERROR)
    workspace.until(lambda: "`AllocationFailed`" in workspace.answer(asked, channel=workspace.direct)["text"])
    (after,) = workspace.thread(asked, channel=workspace.direct)
    assert before["ts"] == after["ts"]


def test_a_deleted_question_takes_its_answer_along(workspace: Workspace) -> None:
    """Who deletes a direct message finds the answer gone as well."""
    asked = workspace.say(ERROR, channel=workspace.direct)
    answer = workspace.answer(asked, channel=workspace.direct)
    workspace.person.chat_delete(channel=workspace.direct, ts=asked)
    workspace.until(lambda: answer["ts"] not in workspace.standing(workspace.direct))


def test_no_sign_of_work_is_left_behind(workspace: Workspace) -> None:
    """The message that says that the bot is at work becomes the answer."""
    asked = workspace.say("what happened to web-03 last week?", channel=workspace.direct)
    workspace.answer(asked, channel=workspace.direct)
    assert WAITING not in [each["text"] for each in workspace.thread(asked, channel=workspace.direct)]
