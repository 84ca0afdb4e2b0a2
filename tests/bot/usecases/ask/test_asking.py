from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from analysis.sources.sample import Sample
from bot.usecases.answers import Explanation, Help, History, NeverSeen, NotReadable, Report, WhichMachine
from bot.usecases.ask import Ask, Asked
from bot.usecases.explain import Explain
from bot.usecases.history import TellHistory
from bot.usecases.ports import Subject
from bot.usecases.report import MakeReport, Memory
from kb.library import load_library
from tests.fakes.clock import FakeClock

SAMPLE = Sample()


@cache
def ask() -> Ask:
    """Give the use case over the sample, at the sample's own time."""
    explain, clock = Explain(load_library()), FakeClock(SAMPLE.now)
    return Ask(
        explain,
        lambda: TellHistory(lambda: SAMPLE, explain, clock),
        lambda: MakeReport(lambda: SAMPLE, explain, clock, lambda _: Memory()),
        clock,
    )


def asked(text: str, *, before: Subject | None = None) -> Asked:
    """Give the answer to a question."""
    return ask()(text, before=before)


def test_an_error_is_explained() -> None:
    """A code and a paste go to the knowledge base."""
    answer = asked("AllocationFailed").answer

    assert isinstance(answer, Explanation)
    assert answer.matches[0].entry == "compute/AllocationFailed"


def test_a_machine_is_told() -> None:
    """A question about a machine gives its history in the window the sentence names."""
    answer = asked("what happened to web-01 since yesterday?").answer

    assert isinstance(answer, History)
    assert answer.window.start == datetime(2026, 11, 15, tzinfo=UTC)
    assert answer.verdict.by == "platform"


def test_what_fails_is_reported() -> None:
    """A question about what fails gives the report, with the filters the sentence names."""
    answer = asked("what fails every week? code=Alloc*").answer

    assert isinstance(answer, Report)
    assert answer.name == "2026-W46"
    assert answer.filters == ("code=alloc*",)
    assert {one.code for one in answer.clusters} == {"AllocationFailed"}


def test_a_filter_that_is_none() -> None:
    """A filter that nobody can apply is answered with how to write one."""
    answer = asked("weekly report owner=me").answer

    assert isinstance(answer, NotReadable)
    assert "rg=prod-*" in answer.reason


def test_follow_ups_keep_resource_and_window() -> None:
    """Another machine keeps the window, another time keeps the machine, and the day before counts from the last window."""
    first = asked("what happened to web-01 yesterday?")
    other = asked("and web-02?", before=first.subject)
    earlier = asked("the day before?", before=other.subject)

    assert first.subject is not None
    assert first.subject.window is not None
    assert isinstance(other.answer, History)
    assert (other.answer.name, other.answer.window) == ("web-02", first.subject.window)
    assert isinstance(earlier.answer, History)
    assert earlier.answer.name == "web-02"
    assert earlier.answer.window.end == first.subject.window.start
    assert earlier.answer.window.start == first.subject.window.start - timedelta(days=1)


def test_an_error_between_keeps_the_subject() -> None:
    """An error that is explained in between does not change what was talked about."""
    first = asked("what happened to web-01?")

    assert asked("AllocationFailed", before=first.subject).subject == first.subject


def test_no_machine_is_named() -> None:
    """A question without a machine is asked back, and one about an unknown machine names those like it."""
    unknown = asked("what happened to web-1x?").answer

    assert asked("what happened?").answer == WhichMachine()
    assert isinstance(unknown, NeverSeen)
    assert "web-01" in unknown.near


def test_help() -> None:
    """Who greets is told what can be asked."""
    assert asked("Hello!").answer == Help()


def test_the_zone_of_the_asker() -> None:
    """Days are those of the asker's clock."""
    answer = ask()("what happened to web-01 yesterday?", zone=ZoneInfo("America/New_York")).answer

    assert isinstance(answer, History)
    assert answer.window.start == datetime(2026, 11, 14, 5, tzinfo=UTC)


def test_a_second_machine_is_not_passed_over() -> None:
    """An answer about one of two machines says which one it left out."""
    answer = asked("what happened to web-01 and web-02 since yesterday?").answer

    assert isinstance(answer, History)
    assert "web-01" == answer.name
    assert "You also named web-02" in answer.gaps[0].text


def test_a_group_is_no_second_machine() -> None:
    """What stands beside a machine without being listed with it is none."""
    answer = asked("what happened to web-01 in rg-web-prod since yesterday, and why?").answer

    assert isinstance(answer, History)
    assert not any("also named" in gap.text for gap in answer.gaps)


def test_a_time_that_is_none_is_asked_back() -> None:
    """Times that cannot be are said, not passed over."""
    for text, time in (("what happened to web-01 at 25:61?", "25:61"), ("what failed in 1850?", "in 1850")):
        answer = asked(text).answer
        assert isinstance(answer, NotReadable)
        assert f"“{time}” names no" in answer.reason


def test_a_week_goes_by_its_number() -> None:
    """A report is asked for by the number of its week."""
    answer = asked("what failed in week 45?").answer

    assert isinstance(answer, Report)
    assert "2026-W45" == answer.name
