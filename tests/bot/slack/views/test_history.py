"""A history says who did it first, fits a phone, and leads on to the pages."""

import json
from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from analysis.gaps import Gap
from bot.slack.text.limits import size
from bot.slack.views.buttons import unpacked
from bot.slack.views.history import COMFORT, history
from bot.slack.views.timeline import as_text
from bot.usecases.answers import Verdict
from tests.bot.slack.samples import ALLOCATION, FAILED_START, MACHINE, MONDAY, happening, parts, told


def test_the_verdict_comes_first() -> None:
    """The title names the machine and who did it; then why, and the days that were looked at."""
    lines = history(told(), zone=UTC).text.split("\n")
    assert "*vm-web-01: a person did it*" == lines[0]
    assert "ops@contoso.example started it, and Azure had no host for it." == lines[1]
    assert "Looked at: Mon 9 Nov 00:00 to Mon 16 Nov 00:00 (UTC)" == lines[2]


def test_times_are_those_of_the_zone() -> None:
    """Days and hours are shown in the zone that was set."""
    text = history(told(), zone=ZoneInfo("Asia/Tokyo")).text
    assert "11:00 :white_check_mark: Start virtual machine" in text
    assert "(Asia/Tokyo)" in text


def test_a_failure_has_one_line_and_its_first_fix() -> None:
    """The timeline names the code; below stand the meaning in one sentence and the first step with its command."""
    text = history(told(), zone=UTC).text
    assert "03:00 :x: Start virtual machine, failed `AllocationFailed`" in text
    assert f"First: {ALLOCATION.fixes[0].text}" in text
    assert str(ALLOCATION.fixes[0].command) in text
    assert str(ALLOCATION.fixes[1].command) not in text


def test_more_stands_behind_a_button() -> None:
    """The button of a failure carries its page, its message, and the machine, so that commands can be filled in."""
    (button,) = [
        part for part in parts(history(told(), zone=UTC).blocks) if str(part.get("action_id")).startswith("page.")
    ]
    carried = unpacked(button["value"])
    assert "compute/AllocationFailed" == carried["entry"]
    assert f"{MACHINE}\nCode: AllocationFailed\nMessage: {FAILED_START.message}" == carried["text"]


def test_routine_is_folded_into_a_line() -> None:
    """What an automation does again and again without a failure is counted, not listed."""
    backups = [
        happening(label="Back up", by="automation", who="backup", time=MONDAY + timedelta(days=day)) for day in range(5)
    ]
    text = history(told(timeline=(*backups, FAILED_START)), zone=UTC).text
    assert "As usual, without a failure: Back up (5 times)" in text
    assert 1 == text.count("Back up")


def test_what_an_automation_failed_at_once_is_no_routine() -> None:
    """The failure has its line, and what went well around it another."""
    backups = [
        happening(label="Back up", by="automation", who="backup", time=MONDAY + timedelta(days=day)) for day in range(5)
    ]
    failed = replace(backups[2], outcome="failed", code="UserErrorVmNotFound")
    text = history(told(timeline=(*backups[:2], failed, *backups[3:])), zone=UTC).text
    assert ":x: Back up, failed `UserErrorVmNotFound`" in text
    assert ":white_check_mark: Back up, the last of 4 since Mon 9 Nov 00:00" in text


def test_a_long_timeline_keeps_what_matters() -> None:
    """Of many lines the failures stay, wherever they stand; the rest is counted, and a button brings all."""
    lines = [
        happening(label=f"Change number {number}", by="automation", who=f"robot {number}", time=MONDAY)
        for number in range(40)
    ]
    shown = history(told(timeline=(FAILED_START, *lines)), zone=UTC)
    assert "AllocationFailed" in shown.text
    assert "… and 27 more lines of less weight." in shown.text
    assert "Every line as a file" in json.dumps(shown.blocks)


def test_what_fails_alike_is_one_line() -> None:
    """What failed ten times in the same way takes one line of a phone, not ten."""
    lines = [replace(FAILED_START, time=MONDAY + timedelta(hours=hour)) for hour in range(10)]
    text = history(told(timeline=tuple(lines)), zone=UTC).text
    assert "09:00 :x: Start virtual machine, failed, the last of 10 since Mon 9 Nov 00:00 `AllocationFailed`" in text
    assert 1 == text.count("Start virtual machine")


def test_an_incident_of_azure_has_a_mark_of_its_own() -> None:
    """It is over when the log tells of it, but that is no good news about the machine."""
    incident = happening(kind="service", label="Loss of availability", outcome="succeeded", code="4K7M-Z2G", who="")
    assert ":loudspeaker: Loss of availability `4K7M-Z2G`" in history(told(timeline=(incident,)), zone=UTC).text


def test_a_quiet_window_is_said() -> None:
    """Where nothing happened, the answer says so and offers no file."""
    shown = history(told(timeline=(), explained=(), verdict=Verdict("unknown", ())), zone=UTC)
    assert "vm-web-01: nothing that the log tells of" == shown.blocks[0]["text"]["text"]
    assert "actions" not in {block["type"] for block in shown.blocks}


def test_gaps_are_small_print() -> None:
    """What could not be seen is said, and what goes beyond five is counted."""
    gaps = tuple(Gap("unavailable", f"Reason {number}.") for number in range(7))
    text = history(told(gaps=gaps), zone=UTC).text
    assert "What I could not see:\n• Reason 0." in text
    assert "• 2 more gaps" in text


def test_many_failures_stay_readable() -> None:
    """Three failures are explained, three more are named with a button each, and the rest is left to asking."""
    many = tuple(replace(ALLOCATION, entry=f"compute/E{number}", code=f"E{number}") for number in range(9))
    shown = history(told(explained=many), zone=UTC)
    buttons = [part["text"]["text"] for part in parts(shown.blocks) if part.get("type") == "button"]
    assert [*["Causes and all steps"] * 3, "E3", "E4", "E5", "Every line as a file"] == buttons
    assert size(shown.blocks) < 2 * COMFORT


def test_the_file_holds_every_line() -> None:
    """Each line of the file tells time, outcome, what, code, who and message."""
    first, second = as_text((happening(), FAILED_START), zone=UTC).splitlines()
    assert first.startswith("2026-11-09 02:00:00 UTC  succeeded  Start virtual machine  ops@contoso.example")
    assert second.endswith(f"{MACHINE}  {FAILED_START.message}")
