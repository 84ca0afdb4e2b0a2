"""Files with a question: text is explained, a log is asked, and whatever cannot be read is said in a sentence."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.slack import fetching
from bot.slack.app import Bot
from bot.slack.features import off
from bot.slack.listeners import reading
from bot.slack.rules import Rules
from bot.slack.views.help import picture
from bot.usecases.ports import Subject
from tests.bot.slack.interacting import interact, pressed, shortcut, tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, TEAM, TOKEN, SlackApi, direct, envelope
from tests.fakes.store import FakeStore

ON = Rules(per_minute=0, features=frozenset({"files"}))
LOG = (Path(__file__).parents[3] / "data" / "logs" / "doc_status_messages.json").read_bytes()
ERROR = b"Error: AllocationFailed: Allocation failed. We do not have sufficient capacity for the requested VM size."
Call = tuple[str, dict[str, Any]]


def file(name: str, *, api: SlackApi | None = None, **more: object) -> dict[str, Any]:
    """Give a file as it stands in a message, at a Slack."""
    base = api.base_url.removesuffix("/api/") if api else "https://files.slack.com"
    return {
        "id": "F0001",
        "created": 1,
        "name": name,
        "title": name,
        "mimetype": "text/plain",
        "filetype": "text",
        "mode": "hosted",
        "size": 9,
        "url_private": f"{base}/files-pri/{name}",
        "url_private_download": f"{base}/files-pri/{name}",
    } | more


def said_by(api: SlackApi) -> list[str]:
    """Give what the bot said, also in the place of a sign that it is at work."""
    return [given["text"] for method, given in api.calls if method in {"chat.postMessage", "chat.update"}]


def asked(meet: Meet, text: str, *contents: bytes, kept: FakeStore | None = None, rules: Rules = ON) -> list[str]:
    """Give what the bot says to a mention with files."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        files = [file(f"{number}.log", api=api) for number in range(len(contents))]
        api.shared = {f"{number}.log": content for number, content in enumerate(contents)}
        await tell(bot, envelope(text=f"<@{BOT}> {text}", files=files, subtype="file_share"))
        return said_by(api)

    said: list[str] = meet(do, kept=kept, rules=rules)
    return said


def test_a_text_file_is_explained(meet: Meet) -> None:
    """The error in it, as if it had been pasted; it is fetched with the token of the workspace, once."""

    async def do(bot: Bot, api: SlackApi) -> tuple[list[str], list[tuple[str, str]]]:
        api.shared = {"apply.log": ERROR}
        await tell(bot, direct(text="", files=[file("apply.log", api=api)], subtype="file_share"))
        return said_by(api), api.fetched

    (said,), fetched = meet(do, rules=ON)
    assert "`AllocationFailed`" in said
    assert [("apply.log", f"Bearer {TOKEN}")] == fetched


def test_a_file_of_any_encoding_is_read(meet: Meet) -> None:
    """UTF-16 of Windows, packed files, and a zip archive of one."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("logs/apply.log", ERROR)
    for content in (ERROR.decode().encode("utf-16"), gzip.compress(ERROR), archive.getvalue()):
        (said,) = asked(meet, "why?", content)
        assert "`AllocationFailed`" in said


def test_a_question_is_answered_from_the_log(meet: Meet) -> None:
    """What happened to a machine, by the file and not by the bot's own log; the text of the answer says so."""
    (said,) = asked(meet, "what happened to my-vm-1?", LOG)
    assert "my-vm-1" in said
    assert "Read from 0.log" in said
    assert "policy/RequestDisallowedByPolicy" not in said


def test_a_report_is_made_of_the_log(meet: Meet) -> None:
    """Over all of it where it is no longer than a week."""
    said = asked(meet, "weekly report", LOG)[0]
    assert "operations failed" in said
    assert "Read from 0.log" in said


def test_a_log_without_a_question_is_summed_up(meet: Meet) -> None:
    """Rows, times, machines, the worst failures explained, and buttons to go on with."""

    async def do(bot: Bot, api: SlackApi) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        api.shared = {"PT1H.json": LOG}
        await tell(bot, envelope(text=f"<@{BOT}>", files=[file("PT1H.json", api=api)]))
        (summary,) = api.posted()
        buttons = [each for block in summary["blocks"] if block["type"] == "actions" for each in block["elements"]]
        history = next(each for each in buttons if "my-vm-1" in each["text"]["text"])
        await interact(bot, pressed({"ts": "2.2", "thread_ts": "1.1"}, history))
        # The address is not carried: Slack is asked for it.
        await tell(bot)
        return summary, api.posted()

    def prepare(api: SlackApi) -> None:
        base = api.base_url.removesuffix("/api/")
        found = {"ok": True, "file": {"id": "F0001", "url_private_download": f"{base}/files-pri/PT1H.json"}}
        api.answers["files.info"] = [web.json_response(found)]

    summary, posted = meet(do, rules=ON, prepare=prepare)
    assert "PT1H.json holds 5 rows from 2024-08-30" in summary["text"]
    assert "`RequestDisallowedByPolicy`" in summary["text"]
    assert "my-vm-1: " in posted[-1]["text"]
    assert "Read from PT1H.json" in posted[-1]["text"]


def test_a_follow_up_asks_the_same_file(meet: Meet) -> None:
    """In the thread of a file, questions about machines go on being about it; nothing of it is kept but where it is."""
    kept = FakeStore()

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        api.shared = {"PT1H.json": LOG}
        mention: dict[str, Any] = {"files": [file("PT1H.json", api=api)], "ts": "1.1"}
        await tell(bot, envelope(text=f"<@{BOT}> what happened to my-vm-1?", **mention))
        await tell(bot, envelope(event_id="Ev2", text=f"<@{BOT}> and my-vm-2?", ts="1.2", thread_ts="1.1"))
        return said_by(api)

    _, second = meet(do, rules=ON, kept=kept)
    assert "my-vm-2: " in second
    assert "Read from PT1H.json" in second
    subject = kept.conversations.subject(f"{TEAM}:C1:1.1")
    assert subject is not None
    assert ["PT1H.json"] == [each.name for each in subject.files]
    assert "RequestDisallowedByPolicy" not in str(subject)


def test_the_feature_is_off(meet: Meet) -> None:
    """Then a file alone brings how to do without, and beside a question a line says that it was not read."""
    off_rules = Rules(per_minute=0)
    (alone,) = asked(meet, "", ERROR, rules=off_rules)
    assert alone.startswith(off("files").split(":", maxsplit=1)[0])
    assert "Paste the text" in alone
    (beside,) = asked(meet, "AllocationFailed", ERROR, rules=off_rules)
    assert "`AllocationFailed`" in beside
    assert "AZTRIAGE_SLACK_FEATURES=files" in beside


@pytest.mark.parametrize("rules", [ON, Rules(per_minute=0)])
def test_a_picture_is_never_fetched(meet: Meet, rules: Rules) -> None:
    """Alone it brings how to copy the text, beside a question a line that says so."""

    async def do(bot: Bot, api: SlackApi) -> tuple[list[str], list[tuple[str, str]]]:
        shot = file("shot.png", api=api, mimetype="image/png")
        await tell(bot, direct(text="", files=[shot], subtype="file_share"))
        await tell(bot, direct(event_id="Ev2", ts="2.1", files=[shot], subtype="file_share"))
        return said_by(api), api.fetched

    (alone, beside), fetched = meet(do, rules=rules)
    assert ([], picture().text) == (fetched, alone)
    assert "`AllocationFailed`" in beside
    assert "I cannot read the picture" in beside


def unread(meet: Meet, answer: web.Response | bytes | float, **more: object) -> str:
    """Give what is said to a file that Slack gives so."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        api.shared = {"a.log": answer}
        await tell(bot, direct(text="", files=[file("a.log", api=api, **more)], subtype="file_share"))
        return said_by(api)

    (said,) = meet(do, rules=ON)
    return str(said)


def test_files_that_are_large_together_are_left(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read first is answered; the others are named."""
    monkeypatch.setattr(reading, "LARGEST", 2000)
    first, second = asked(meet, "why?", ERROR * 30, ERROR)
    assert "`AllocationFailed`" in first
    assert "`1.log` is left" in second


def test_what_cannot_be_read_is_said(meet: Meet) -> None:
    """One sentence each; none of them ends the bot, and none brings an error page for an error."""
    assert "is not there any more" in unread(meet, web.Response(status=404))
    assert "files:read" in unread(meet, web.Response(status=403))
    assert "files:read" in unread(meet, web.Response(status=302, headers={"Location": "https://example.com/login"}))
    login = web.Response(body=b"<html>AllocationFailed</html>", content_type="text/html")
    assert "files:read" in unread(meet, login)
    assert "could not be read to its end" in unread(meet, web.Response(status=500))
    assert "is no text" in unread(meet, b"\x7fELF" + bytes(range(256)) * 9)
    assert "is empty" in unread(meet, b"  ")
    assert "larger than 20 MB" in unread(meet, ERROR, size=99 << 20)
    assert "more than I read" in unread(meet, gzip.compress(b"\0" * (40 << 20)))
    assert "is no text" in unread(meet, ERROR, mimetype="video/mp4")


def test_the_token_goes_to_slack_only(meet: Meet) -> None:
    """A file elsewhere, also at an address that looks like Slack's, is not fetched."""
    for address in ("https://evilslack.com/a", "http://files.slack.com/a", "https://slack.com@example.com/a"):
        assert "does not lie in Slack" in unread(meet, ERROR, url_private_download=address)


def test_a_file_that_grows_on_the_way_is_left(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Slack says of its size is not relied on."""
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    assert "larger than" in unread(meet, b"x" * 200_000)


def test_a_file_that_takes_too_long_is_left(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time the person hears so."""
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    assert "took too long" in unread(meet, 5.0)


def test_a_secret_in_a_file_is_told_to_its_poster(meet: Meet) -> None:
    """It is taken out before anything reads it, named in the answer, and never repeated."""
    secret = "c2VjcmV0" * 10 + "cw=="
    said = asked(meet, "why?", f"AccountName=stprod;AccountKey={secret};\n".encode() + ERROR)
    assert secret not in json.dumps(said)
    assert any("I took out" in each for each in said)


def test_the_shortcut_reads_files(meet: Meet) -> None:
    """A message with a file only is explained in its thread."""

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, str]]:
        api.shared = {"a.log": ERROR}
        await interact(bot, shortcut({"ts": "1.1", "text": "", "files": [file("a.log", api=api)]}))
        return [(said["thread_ts"], said["text"]) for said in api.posted()]

    ((thread, said),) = meet(do, rules=ON)
    assert "1.1" == thread
    assert "`AllocationFailed`" in said


def test_where_files_are_is_forgotten_with_the_answer(meet: Meet) -> None:
    """Of an explained text nothing is left in the store."""
    kept = FakeStore()
    asked(meet, "why?", ERROR, kept=kept)
    assert [()] == [each.attached for each in kept.events.questions.values()]
    assert Subject("") != kept.conversations.subject(f"{TEAM}:C1:1.1")
