"""Each refusal of Slack, for each kind of message: it is sent, sent otherwise, waits, or is named in the log."""

from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from bot.slack.sending.client import RETRIES
from bot.usecases.delivery_ports import Message
from tests.bot.slack.sending.test_sender import FILE, MESSAGE, no, sent
from tests.bot.slack.wire import CUT

TABLE = (
    replace(FILE, attachment=replace(FILE.attachment, name="a.csv", content=b"code,count\n"))
    if FILE.attachment
    else FILE
)
EDIT = replace(MESSAGE, kind="edit", edits="2.2")
PRIVATE = replace(MESSAGE, kind="private")
METHODS = {
    "message": (MESSAGE, "chat_postMessage"),
    "edit": (EDIT, "chat_update"),
    "private": (PRIVATE, "chat_postEphemeral"),
    "file": (TABLE, "files_getUploadURLExternal"),
    "file at its end": (TABLE, "files_completeUploadExternal"),
}
WAITING = ["token_revoked", "token_expired", "account_inactive", "invalid_auth", "ratelimited", "internal_error"]
ELSEWHERE = ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"]
OTHERWISE = ["invalid_blocks", "msg_blocks_too_long", "msg_too_long", "an_error_of_tomorrow"]
FILES = ["missing_scope", "file_uploads_disabled", "storage_limit_reached", "blocked_file_type"]


def answering(method: str, answers: list[web.Response]) -> dict[str, Any]:
    """Give what a method of Slack answers, as `sent` takes it."""
    return {method: answers}


def states(message: Message, method: str, *errors: str, **more: int) -> list[str]:
    """Give what became of each message in the outbox when a method says no so often."""
    return sent(message, **answering(method, [no(error, **more) for error in errors])).states


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("error", WAITING)
def test_what_passes_is_waited_for(name: str, error: str) -> None:
    """A token that is renewed, a Slack that is busy or broken: the message stays where it is."""
    message, method = METHODS[name]
    assert ["waiting"] == states(message, method, error)


@pytest.mark.parametrize("name", METHODS)
def test_a_status_that_says_busy_is_waited_for(name: str) -> None:
    """The same with the status 429, once the client has tried a few times."""
    message, method = METHODS[name]
    assert ["waiting"] == states(message, method, *["ratelimited"] * (RETRIES + 1), status=429, wait=0)


@pytest.mark.parametrize("name", METHODS)
def test_a_network_that_stays_away_is_waited_for(name: str) -> None:
    """Cut connections lose nothing."""
    message, method = METHODS[name]
    assert ["waiting"] == sent(message, **answering(method, [CUT] * 9)).states


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("error", ELSEWHERE)
def test_a_closed_channel_sends_it_to_the_person(name: str, error: str) -> None:
    """Whatever it was, it arrives at who asked."""
    message, method = METHODS[name]
    done = sent(message, **answering(method, [no(error)]))
    assert ("failed", {"sent"}) == (done.states[0], set(done.states[1:]))
    assert {"U1"} <= {given.get("channel") or given.get("channel_id") for _, given in done.api.calls[1:]}


@pytest.mark.parametrize("name", ["message", "edit", "private"])
@pytest.mark.parametrize("error", OTHERWISE)
def test_blocks_that_are_refused_become_text(name: str, error: str) -> None:
    """The words arrive."""
    message, method = METHODS[name]
    done = sent(message, **answering(method, [no(error)]))
    assert ("failed", {"sent"}) == (done.states[0], set(done.states[1:]))
    texts = [given for called, given in done.api.calls if called == method.replace("_", ".", 1)]
    assert ("plain", False) == (texts[-1]["text"], bool(texts[-1].get("blocks")))


@pytest.mark.parametrize("name", ["file", "file at its end"])
@pytest.mark.parametrize("error", FILES)
def test_a_file_that_is_refused_becomes_text(name: str, error: str) -> None:
    """A table is posted as text, behind the reason why it is no file."""
    message, method = METHODS[name]
    done = sent(message, **answering(method, [no(error)]))
    assert error in done.posted[0]["text"]
    assert "code,count" in done.posted[1]["text"]
    assert "sent" == done.states[-1]
