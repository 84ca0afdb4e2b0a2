"""How long a history and a report take in a big exported log, beside DuckDB counting the rows of the same files.

python -m tests.benchmarks.logs_made FOLDER && python -m tests.benchmarks.logs FOLDER --machine web-044
"""

import argparse
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from analysis.excerpt import Excerpt, Failures
from analysis.sources.export_files import ExportFiles
from analysis.window import Window

THREADS = 2


def main() -> None:
    """Measure and print: the best of several turns, all by turns, so that what else runs here slows all alike."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--machine", default="web-044")
    options.add_argument("--days", type=int, default=7)
    options.add_argument("--turns", type=int, default=5)
    given = options.parse_args()
    works: dict[str, Callable[[], Excerpt | Failures]] = {
        "history": lambda: history(given.folder, given.machine, given.days),
        "failures": lambda: failures(given.folder, given.days),
    }
    for name, work in works.items():
        print(f"{name}: {len(work().events):,} rows; peak memory so far {peak():.0f} MB")
    best = dict.fromkeys([*works, "count"], (9e9, 9e9))
    for _ in range(given.turns):
        for name, work in works.items():
            best[name] = min(best[name], timed(work))
        best["count"] = min(best["count"], timed(lambda: counted(given.folder)))
    for name, (wall, cpu) in best.items():
        ratio = f"{wall / best['count'][0]:.2f} times the count, by CPU {cpu / best['count'][1]:.2f}"
        print(f"{name}: {wall:.2f} s, CPU {cpu:.2f} s: {ratio}")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give how long some work takes by the clock and of the processors, in seconds."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def peak() -> float:
    """Give the most memory that this process held at once, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def history(folder: Path, machine: str, days: int) -> Excerpt:
    """Give what a history of the log's last days needs."""
    log = ExportFiles([folder])
    found = log.find(machine)
    return log.about(found.resources[0], last_days(log, days))


def failures(folder: Path, days: int) -> Failures:
    """Give what a report on the log's last days needs."""
    log = ExportFiles([folder])
    return log.failures(last_days(log, days))


def last_days(log: ExportFiles, days: int) -> Window:
    """Give a window that ends with the log."""
    newest = log.until() or datetime.now(UTC)
    return Window(newest - timedelta(days=days), newest + timedelta(seconds=1))


def counted(folder: Path) -> int:
    """Give the number of rows as DuckDB counts them."""
    query = "SELECT count(*) FROM read_json(?, format='newline_delimited')"
    with duckdb.connect(config={"threads": THREADS}) as connection:
        found = connection.execute(query, [str(folder / "**" / "PT1H.json")]).fetchone()
    return int(found[0]) if found else 0


if __name__ == "__main__":
    main()
