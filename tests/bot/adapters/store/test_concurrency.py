"""Several threads and processes share a store."""

import json
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Timer

from bot.adapters.store.store import open_store
from bot.usecases.delivery_ports import Question
from bot.usecases.ports import Case
from tests.bot.adapters.store.claiming import EVENTS, THREADS
from tests.fakes.clock import NOON, FakeClock

ROOT = Path(__file__).parents[4]
PROCESSES = 2
COMMAND = [sys.executable, "-m", "tests.bot.adapters.store.claiming"]


def test_every_event_is_won_once(url: str) -> None:
    """Two processes start at once on an empty database, and of all their claims each event is won by one."""
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen([*COMMAND, url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(PROCESSES)
        ]
        assert ["ready\n"] * PROCESSES == [process.stdout.readline() for process in running if process.stdout]
        for process in running:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        printed = [process.communicate()[0] for process in running]
    assert [0] * PROCESSES == [process.returncode for process in running]
    assert sorted(EVENTS) == sorted(event for line in printed for event in json.loads(line))


def test_a_file_that_another_prepares_is_waited_for(tmp_path: Path) -> None:
    """SQLite refuses at once to change how it writes while another process does so; the store tries again."""
    file = tmp_path / "aztriage.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = Timer(0.2, other.close)
    release.start()
    with open_store(f"sqlite:///{file}", clock=FakeClock()) as store, store.database.reading() as connection:
        assert "wal" == connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    release.join()


def test_two_people_take_a_decision_back_at_once(url: str) -> None:
    """Of many who take back the same decision at the same time one succeeds, and the one before it stays in force."""
    first = Case(cluster="c1", decision="split", by="U1", decided=NOON)
    second = Case(cluster="c1", decision="fixed", by="U1", decided=NOON)
    with open_store(url, clock=FakeClock()) as store, ThreadPoolExecutor(THREADS) as pool:
        store.cases.record(first)
        store.cases.record(second)
        assert 1 == sum(pool.map(lambda number: store.cases.undo(second, by=f"U{number}", at=NOON), range(4 * THREADS)))
        assert [first] == list(store.cases.all())


def test_a_question_is_taken_by_one(url: str) -> None:
    """Of many who look for work at once each question is taken by one, and received once however often it comes."""
    with open_store(url, clock=FakeClock()) as store, ThreadPoolExecutor(THREADS) as pool:
        questions = [
            Question(f"Ev{number}", "T1", "C1", "", f"{number}.1", "U1", "AllocationFailed", NOON)
            for number in range(60)
        ]
        received = pool.map(lambda _: store.events.receive(questions), range(THREADS))
        assert 60 == sum(map(len, received))
        taken = [each.event for some in pool.map(lambda _: store.events.take(5), range(20)) for each in some]
        assert sorted(question.event for question in questions) == sorted(taken)
