"""A question about files is answered from them, and from nothing else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from analysis.sources.sample.period import UNTIL, Period
from analysis.sources.sample.story import Story
from analysis.sources.sample.writing.folders import SHAPES
from bot.bootstrap import build
from bot.settings import Settings
from bot.usecases.answers import Explanation, History, NeverSeen, Report
from bot.usecases.ask import Ask, Asked
from bot.usecases.files.asking import AskFiles, Contents
from bot.usecases.files.holding import Rows, Text, Unread, held

LOGS = Path(__file__).parents[3] / "data" / "logs"
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Give the real use case; the log of its own would be the sample."""
    folder = tmp_path_factory.mktemp("asked")
    return build(Settings(kb=None, cache=folder, store=SecretStr(f"sqlite:///{folder / 'aztriage.db'}"))).ask("sample")


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Give four weeks of the sample's fleet, as one file."""
    folder = tmp_path_factory.mktemp("exported")
    SHAPES["rest"](Story(Period(UNTIL, 4, 1)).rows(), folder)
    (file,) = [path for path in folder.rglob("*") if path.is_file()][:1]
    found = held(file.name, file.read_bytes())
    assert isinstance(found, Rows)
    return found


def small() -> Rows:
    """Give five rows of one morning."""
    found = held("a.json", (LOGS / "doc_status_messages.json").read_bytes())
    assert isinstance(found, Rows)
    return found


def test_what_a_log_holds_is_told(ask: Ask) -> None:
    """Rows, machines, and the most frequent failures with their pages."""
    told = AskFiles(ask)("", [small()]).of_log
    assert isinstance(told, Contents)
    assert ("a.json", 5, 5) == (told.name, told.rows, told.report.totals.failures)
    assert "policy/RequestDisallowedByPolicy" in [one.match.entry for one in told.worst if one.match]


def test_a_machine_is_looked_up_in_the_file(ask: Ask) -> None:
    """Over all of it, however long ago; a machine of the bot's own log is not known there."""
    told = AskFiles(ask)("what happened to my-vm-1?", [small()]).of_log
    assert isinstance(told, Asked)
    assert isinstance(told.answer, History)
    assert ("a.json", small().window) == (told.answer.source, told.answer.window)
    other = AskFiles(ask)("what happened to web-01?", [small()]).of_log
    assert isinstance(other, Asked)
    assert isinstance(other.answer, NeverSeen)


def test_a_follow_up_goes_on(ask: Ask) -> None:
    """With the window of before."""
    first = AskFiles(ask)("what happened to my-vm-1?", [small()]).of_log
    assert isinstance(first, Asked)
    second = AskFiles(ask)("and my-vm-2?", [small()], before=first.subject).of_log
    assert isinstance(second, Asked)
    assert isinstance(second.answer, History)
    assert "my-vm-2" == second.answer.name


def test_a_report_on_a_long_log_is_on_its_last_week(ask: Ask, fleet: Rows) -> None:
    """So that there is something to compare with; a short log is reported on as a whole."""
    long = AskFiles(ask)("weekly report", [fleet]).of_log
    assert isinstance(long, Asked)
    assert isinstance(long.answer, Report)
    assert (WEEK, True) == (long.answer.window.end - long.answer.window.start, long.answer.totals.failures > 0)
    assert fleet.window.end - long.answer.window.end < WEEK
    short = AskFiles(ask)("weekly report", [small()]).of_log
    assert isinstance(short, Asked)
    assert isinstance(short.answer, Report)
    assert small().window == short.answer.window


def test_a_text_is_explained_with_what_was_said_to_it(ask: Ask) -> None:
    """Whichever of the two holds the error."""
    answer = AskFiles(ask)("why?", [Text("a.log", "Error: AllocationFailed: no capacity")])
    assert answer.of_texts is not None
    assert isinstance(answer.of_texts.answer, Explanation)
    assert "AllocationFailed" == answer.of_texts.answer.matches[0].code
    assert () == answer.of_texts.answer.notices


def test_a_question_that_needs_a_log_is_not_answered_from_a_text(ask: Ask) -> None:
    """The answer says why it explains instead."""
    answer = AskFiles(ask)("what happened to web-01?", [Text("a.log", "Error: AllocationFailed: no capacity")])
    assert answer.of_texts is not None
    assert isinstance(answer.of_texts.answer, Explanation)
    assert ("a.log is no exported activity log, so I explain what it says.",) == answer.of_texts.answer.notices


def test_each_file_is_answered(ask: Ask) -> None:
    """A log, a text, and one that cannot be read."""
    answer = AskFiles(ask)("", [small(), Text("b.log", "AllocationFailed"), Unread("c.bin", "binary")])
    assert isinstance(answer.of_log, Contents)
    assert answer.of_texts is not None
    assert (Unread("c.bin", "binary"),) == answer.unread


def test_the_log_of_the_bot_is_never_opened(ask: Ask) -> None:
    """Whatever is asked."""

    def closed() -> None:
        raise AssertionError("the log was opened")

    def shut(ask: Ask) -> Ask:
        tell, make = ask.history(), ask.report()
        return replace(
            ask,
            history=lambda: replace(tell, open_log=closed),  # type: ignore[arg-type]
            report=lambda: replace(make, open_log=closed),  # type: ignore[arg-type]
        )

    for text in ("", "what happened to my-vm-1?", "weekly report", "what failed on 2024-08-30?"):
        assert AskFiles(shut(ask))(text, [small()]).of_log is not None
