"""How long a history and a report take in a big exported log, beside DuckDB counting the rows of the same files.

python -m tests.benchmarks.logs_made FOLDER && python -m tests.benchmarks.logs FOLDER --week 2026-W43

Each turn runs the program from its start to its end, as a user does, and DuckDB warm in this process; the best of
several turns counts, all by turns, so that what else runs on the machine slows all alike.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

THREADS = 2


@dataclass(frozen=True)
class Took:
    """How long something took by the clock and of the processors (seconds), and the memory it held at most (MB)."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--machine", default="web-044")
    options.add_argument("--week", default="2026-W43")
    options.add_argument("--turns", type=int, default=5)
    given = options.parse_args()
    logs = ["--logs", str(given.folder)]
    with tempfile.TemporaryDirectory() as out:
        os.environ["AZTRIAGE_STORE"] = f"sqlite:///{out}/store.db"
        works: dict[str, Callable[[], Took]] = {
            "count(*)": lambda: counted(given.folder),
            "history": lambda: run("history", given.machine, *logs, "--since", "7d", "--json"),
            "report": lambda: run("report", *logs, "--week", given.week, "--format", "json"),
            "report with page and charts": lambda: run("report", *logs, "--week", given.week, "--out", out),
        }
        turns = [{name: work() for name, work in works.items()} for _ in range(given.turns + 1)][1:]
    best = {name: Took(*(min(getattr(turn[name], part) for turn in turns) for part in PARTS)) for name in works}
    print(table(best))


PARTS = ("wall", "cpu", "memory")


def table(best: dict[str, Took]) -> str:
    """Give the table as Markdown."""
    count = best["count(*)"]
    lines = [
        "| | seconds | times the count | CPU seconds | times the count | most memory |",
        "|---|---|---|---|---|---|",
    ]
    for name, took in best.items():
        times = f"{took.wall:.2f} | {took.wall / count.wall:.1f} | {took.cpu:.2f} | {took.cpu / count.cpu:.1f}"
        lines.append(f"| {name} | {times} | {f'{took.memory:.0f} MB' if took.memory else ''} |")
    return "\n".join(lines)


def run(*arguments: str) -> Took:
    """Give how the program fares with these arguments, from the start of its process to its end."""
    start = time.perf_counter()
    done = subprocess.Popen([sys.executable, "-m", "bot", *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(done.pid, 0)
    assert 0 == status, arguments
    return Took(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def counted(folder: Path) -> Took:
    """Give how DuckDB fares with counting the rows."""
    start, used = time.perf_counter(), time.process_time()
    query = "SELECT count(*) FROM read_json(?, format='newline_delimited')"
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute(query, [str(folder / "**" / "PT1H.json")]).fetchone()
    return Took(time.perf_counter() - start, time.process_time() - used, 0)


if __name__ == "__main__":
    main()
