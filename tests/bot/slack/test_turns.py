"""Answers that compute take turns; one that waits for a log holds up nobody."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest
from pydantic import SecretStr

from analysis.excerpt import Excerpt, Failures, Found
from analysis.window import Window
from bot.bootstrap import build
from bot.settings import Settings
from bot.slack.turns import PatientLog, Turns, in_turns
from bot.usecases.answers import Explanation, History, NeverSeen, Report
from bot.usecases.ask import Ask
from bot.usecases.scope import Scope
from bot.usecases.scoped import within
from tests.bot.slack.asking import asking
from tests.bot.slack.samples import ALLOCATION, answer

MANY = 8


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Give the use case over the built-in sample."""
    folder = tmp_path_factory.mktemp("turns")
    store = SecretStr(f"sqlite:///{folder / 'aztriage.db'}")
    return build(Settings(kb=None, cache=folder, store=store)).ask("sample")


def counting() -> tuple[Callable[[str], Explanation], Callable[[], int]]:
    """Give a way to explain, and how many did so at the same time at most."""
    at_work, most, lock = 0, 0, threading.Lock()

    def explain(_: str) -> Explanation:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.01)
        with lock:
            at_work -= 1
        return answer(matches=(ALLOCATION,))

    return explain, lambda: most


def test_one_error_is_explained_at_a_time() -> None:
    """However many threads ask."""
    explain, most = counting()
    ask = in_turns(asking(explain))
    with ThreadPoolExecutor(MANY) as pool:
        list(pool.map(ask, ["AllocationFailed"] * MANY))
    assert 1 == most()


def test_answers_are_the_same(real: Ask) -> None:
    """Turns change when an answer comes, not what it says, and a scope keeps its bounds."""
    ask = in_turns(real)
    for question in ("AllocationFailed", "what happened to web-01 last week?", "what fails every week?", "help"):
        assert type(real(question).answer) is type(ask(question).answer)
    told, expected = ask("what happened to web-01 last week?").answer, real("what happened to web-01 last week?").answer
    assert isinstance(told, History)
    assert expected == told
    nowhere = within(ask, Scope.of(["00000000-0000-0000-0000-000000000000"]))
    assert isinstance(nowhere("what happened to web-01 last week?").answer, NeverSeen)


def test_a_log_that_is_slow_holds_up_nobody(real: Ask) -> None:
    """While one waits for the log, another report is made from start to end."""
    turns, reading, go_on = Turns(), threading.Event(), threading.Event()

    class Slow:
        """A log that answers when it is told to."""

        waits = True

        def __init__(self) -> None:
            self.log = real.report().open_log()
            self.label, self.now = self.log.label, self.log.now

        def until(self) -> datetime | None:
            return self.log.until()

        def find(self, name: str) -> Found:
            return self.log.find(name)

        def about(self, resource: str, window: Window) -> Excerpt:
            return self.log.about(resource, window)

        def failures(self, window: Window) -> Failures:
            reading.set()
            assert go_on.wait(20)
            return self.log.failures(window)

    slow = in_turns(replace(real, report=lambda: replace(real.report(), open_log=Slow)), turns)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow, "what fails every week?")
        assert reading.wait(20)
        assert isinstance(in_turns(real, turns)("what fails every week?").answer, Report)
        assert not waiting.done()
        go_on.set()
        assert isinstance(waiting.result(20).answer, Report)


def test_an_error_does_not_wait_for_a_report(real: Ask) -> None:
    """What takes milliseconds has a turn of its own."""
    turns = Turns()
    with turns.taken():
        turns.lengthen()
        with ThreadPoolExecutor(1) as pool:
            explained = pool.submit(in_turns(real, turns), "AllocationFailed").result(20)
    assert isinstance(explained.answer, Explanation)


def test_who_has_no_turn_needs_none(real: Ask) -> None:
    """Reports on schedule are made without asking; reading then waits for nobody, and leaves nothing behind."""
    turns = Turns()
    turns.lengthen()
    log = PatientLog(real.report().open_log(), turns)
    assert log.label == real.report().open_log().label
    assert log.find("web-01").resources
    with turns.taken():
        pass


def test_a_failure_gives_the_turn_back() -> None:
    """The next one is answered."""

    def broken(_: str) -> Explanation:
        raise ValueError("a bug")

    turns = Turns()
    with pytest.raises(ValueError, match="a bug"):
        in_turns(asking(broken), turns)("AllocationFailed")
    explain, _ = counting()
    assert isinstance(in_turns(asking(explain), turns)("AllocationFailed").answer, Explanation)
