"""Reports leave on time, once, whatever dies in between; a fake clock drives whole years."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from analysis.events import table
from analysis.filters import Filter
from analysis.sources import SourceError
from bot.slack.reporting import Reporting
from bot.slack.scheduler import LEASE, PAUSE, WORK, Scheduler
from bot.slack.text.limits import validate
from bot.usecases.answers import NotReadable, Report, Totals
from bot.usecases.explain import Explain
from bot.usecases.ports import ActivityLog, StoreError
from bot.usecases.report import MakeReport, Memory
from bot.usecases.scope import Scope, Scopes
from bot.usecases.subscriptions.running import RunReport
from bot.usecases.subscriptions.schedule import days_before, next_run, run_after
from bot.usecases.team_ports import Subscription
from kb.library import Library
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.clock import FakeClock
from tests.fakes.events import FakeEvents
from tests.fakes.leases import FakeLeases
from tests.fakes.outbox import FakeOutbox
from tests.fakes.subscriptions import FakeSubscriptions

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # 9:00 in Vienna
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
WEEKLY = Subscription("a1b2c3", "T1", "C1", 1, "09:00", "Europe/Vienna", "U1", MONDAY)


@dataclass
class Office:
    """One process or several with one store; `answers` fail with what a test says."""

    subscriptions: FakeSubscriptions
    clock: FakeClock = field(default_factory=lambda: FakeClock(FRIDAY))
    leases: FakeLeases = field(default_factory=FakeLeases)
    outbox: FakeOutbox = field(default_factory=lambda: FakeOutbox(FakeEvents()))
    failing: str = ""
    asked: list[tuple[datetime, Scope]] = field(default_factory=list)

    def report(self, subscription: Subscription, *, due: datetime, scope: Scope) -> Report | NotReadable:
        """Give an empty report on the days before it was due."""
        self.asked.append((due, scope))
        if self.failing == "bug":
            raise RuntimeError("AccountKey and other secrets")
        if self.failing:
            return NotReadable(self.failing)
        zone = ZoneInfo(subscription.zone)
        window = days_before(due, weekly=subscription.weekday is not None, zone=zone)
        return Report(
            window=window,
            name=f"{window.start:%Y-%m-%d}",
            zone=subscription.zone,
            partial=False,
            totals=Totals(0, 0, 0),
            clusters=(),
            deployments=(),
            resources=(),
            covered=0,
            filters=(),
            gaps=(),
            source="a log",
            knowledge_version="v1",
        )

    def scheduler(self, name: str = "one", **parts: object) -> Scheduler:
        """Give a process."""
        reporting = Reporting(self.report, self.outbox, self.clock, Scopes(), self.subscriptions)  # type: ignore[arg-type]
        given = {"leases": self.leases, "reporting": reporting, "clock": self.clock, "written": lambda: None} | parts
        pool = ThreadPoolExecutor(1)
        return Scheduler(self.subscriptions, pool=pool, name=name, **given)  # type: ignore[arg-type]

    def sent(self) -> list[tuple[str, str]]:
        """Give channel and kind of all that was written."""
        return [(one.outgoing.message.channel, one.outgoing.message.kind) for one in self.outbox.kept]

    def reports(self) -> list[datetime]:
        """Give when the messages of reports were written."""
        return [one.outgoing.written for one in self.outbox.kept if one.outgoing.message.kind == "message"]


def test_a_report_comes_when_it_is_due() -> None:
    """Not before, then with its files, and then it is due a week later."""
    office = Office(FakeSubscriptions(WEEKLY))
    scheduler = office.scheduler()
    assert 0 == scheduler.run_due()
    office.clock.at = MONDAY
    assert 1 == scheduler.run_due()
    assert [("C1", "message"), ("C1", "file"), ("C1", "file")] == office.sent()
    (after,) = office.subscriptions.all()
    assert (MONDAY, MONDAY + WEEK) == (after.last_run, after.next_run)
    assert 0 == scheduler.run_due()


def test_a_year_of_reports_passes_in_a_moment() -> None:
    """Every Monday at nine on the wall of Vienna, in winter and in summer: 52 reports, none at another hour."""
    office = Office(FakeSubscriptions(WEEKLY), failing="Nobody has to draw 52 charts here.")
    scheduler = office.scheduler()
    end = FRIDAY + 52 * WEEK
    while office.clock.now() < end:
        scheduler.run_due()
        office.clock.advance(6 * HOUR + timedelta(minutes=7))
    due = [when for when, _ in office.asked]
    walls = {when.astimezone(ZoneInfo("Europe/Vienna")).strftime("%A %H:%M") for when in due}
    assert (52, {"Monday 09:00"}) == (len(due), walls)
    assert {WEEK, WEEK - HOUR, WEEK + HOUR} == {after - before for before, after in pairwise(due)}


def test_missed_runs_are_caught_up_once() -> None:
    """After three weeks without power one report comes, on the last week, and the next one on its day."""
    office = Office(FakeSubscriptions(WEEKLY))
    office.clock.at = MONDAY + 2 * WEEK + 3 * DAY
    assert [1, 0] == [office.scheduler().run_due() for _ in range(2)]
    assert [MONDAY + 2 * WEEK] == [when for when, _ in office.asked]
    assert [MONDAY + 3 * WEEK] == [one.next_run for one in office.subscriptions.all()]


class Dies(FakeSubscriptions):
    """Subscriptions of which the process dies before it can move one on."""

    def begin(self, subscription: Subscription, *, at: datetime, next_run: datetime) -> bool:
        """Die."""
        raise SystemExit


def test_a_process_that_dies_after_writing_doubles_nothing() -> None:
    """The report is in the outbox, the subscription still due: the next process only moves it on."""
    office = Office(Dies(WEEKLY))
    office.clock.at = MONDAY
    with pytest.raises(SystemExit):
        office.scheduler().run_due()
    office.subscriptions = FakeSubscriptions(WEEKLY)
    office.clock.advance(LEASE)
    assert 0 == office.scheduler("two").run_due()
    assert 1 == len(office.reports())
    assert [MONDAY + WEEK] == [one.next_run for one in office.subscriptions.all()]


def test_a_process_that_dies_before_writing_loses_nothing() -> None:
    """What it had begun, the next process does from the beginning."""
    office = Office(FakeSubscriptions(WEEKLY))
    office.clock.at = MONDAY

    class Cut(FakeOutbox):
        def write(self, *_: object, **__: object) -> bool:
            raise SystemExit

    cut = Reporting(office.report, Cut(FakeEvents()), office.clock, Scopes(), office.subscriptions)  # type: ignore[arg-type]
    with pytest.raises(SystemExit):
        office.scheduler(reporting=cut).run_due()
    office.clock.advance(LEASE)
    assert 1 == office.scheduler("two").run_due()
    assert 1 == len(office.reports())


def test_of_two_processes_one_runs() -> None:
    """The other waits until the first has been silent for the time of the lease."""
    office = Office(FakeSubscriptions(WEEKLY, replace(WEEKLY, id="d4e5f6", channel="C2", next_run=MONDAY + HOUR)))
    office.clock.at = MONDAY
    one, two = office.scheduler("one"), office.scheduler("two")
    assert (1, 0) == (one.run_due(), two.run_due())
    office.clock.advance(HOUR)
    assert (1, 0) == (two.run_due(), one.run_due())
    assert not office.leases.hold(WORK, by="one", at=office.clock.now(), until=MONDAY)


@pytest.mark.parametrize("failing", ["Azure refused the login; run `az login`.", "bug"])
def test_a_report_that_fails_says_so(failing: str) -> None:
    """The channel and the owner hear why, a bug without its text; the next report comes on its day."""
    office = Office(FakeSubscriptions(WEEKLY), failing=failing)
    office.clock.at = MONDAY
    assert 1 == office.scheduler().run_due()
    assert [("C1", "message"), ("U1", "message")] == office.sent()
    for kept in office.outbox.kept:
        message = kept.outgoing.message
        assert () == validate(message.blocks)
        assert ("az login" in message.text) == (failing != "bug")
        assert "AccountKey" not in f"{message}"
    assert [MONDAY + WEEK] == [one.next_run for one in office.subscriptions.all()]


def test_one_that_cannot_be_read_does_not_hold_up_the_rest() -> None:
    """A zone that is no longer known keeps its subscription from running, and no other."""
    office = Office(FakeSubscriptions(replace(WEEKLY, id="000000", zone="Mars/Olympus"), WEEKLY))
    office.clock.at = MONDAY
    assert 1 == office.scheduler().run_due()


def test_a_channel_sees_its_own_scope_and_filters() -> None:
    """The report of a channel is made from what lies within its scope, and passes its filters on."""
    seen: list[tuple[str, Sequence[Filter]]] = []

    def make() -> MakeReport:
        log = FakeActivityLog(table([]))
        made = MakeReport(lambda: log, Explain(Library(())), FakeClock(MONDAY), lambda _: Memory())
        return Spying(made.open_log, made.explain, made.clock, made.recall)

    @dataclass(frozen=True)
    class Spying(MakeReport):
        def __call__(self, window_of=None, *, zone=UTC, filters=()):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204
            seen.append((self.open_log().label, filters))
            return NotReadable("enough")

    run = RunReport(make)
    wanted = replace(WEEKLY, filters={"group": "prod-*"})
    run(wanted, due=MONDAY, scope=Scope.of(["1111"]))
    ((label, (only,)),) = seen
    assert ("1111 only", "group=prod-*") == (label.partition(", ")[2], str(only))


def test_the_log_decides_what_now_is() -> None:
    """A live log is read up to the time the report was due, one that ended before up to its end."""

    def report(now: datetime) -> Report | NotReadable:
        log = FakeActivityLog(table([]))
        log.now = now
        make = MakeReport(lambda: log, Explain(Library(())), FakeClock(), lambda _: Memory())
        return RunReport(lambda: make)(WEEKLY, due=MONDAY)

    late, ended = report(MONDAY + 2 * DAY), report(MONDAY - 3 * WEEK)
    assert isinstance(late, Report)
    assert isinstance(ended, Report)
    assert ("2026-W47", "2026-W44") == (late.name, ended.name)


def test_a_log_that_cannot_be_read_is_a_sentence() -> None:
    """The reason of the source is the reason of the report."""

    def refuse() -> ActivityLog:
        raise SourceError("The workspace does not answer.")

    run = RunReport(lambda: MakeReport(refuse, Explain(Library(())), FakeClock(), lambda _: Memory()))
    assert NotReadable("The workspace does not answer.") == run(WEEKLY, due=MONDAY)


def test_the_pause_is_shorter_than_the_lease() -> None:
    """A process that looks on time never loses its work to another."""
    assert timedelta(seconds=2 * PAUSE) < LEASE
    assert run_after(WEEKLY, MONDAY) == next_run(
        1, MONDAY.replace(hour=9).time(), ZoneInfo("Europe/Vienna"), after=MONDAY
    )


def test_the_scheduler_looks_by_itself() -> None:
    """Once woken it runs what is due and says that it wrote; a store that is away does not stop it."""

    class Away(FakeSubscriptions):
        away = True

        def due(self, at: datetime) -> Sequence[Subscription]:
            """Fail once."""
            if self.away:
                self.away = False
                raise StoreError("The store cannot be used.")
            return super().due(at)

    office = Office(Away(WEEKLY))
    office.clock.at = MONDAY

    async def at_work() -> int:
        written = asyncio.Event()
        scheduler = office.scheduler(written=written.set)
        for _ in range(2):
            scheduler.wake()
            await asyncio.wait(scheduler.shift.tasks(), timeout=10)
        await asyncio.wait_for(written.wait(), timeout=10)
        await scheduler.finish()
        return len(office.reports())

    assert 1 == asyncio.run(at_work())
    assert office.leases.hold(WORK, by="another", at=MONDAY, until=MONDAY)
