"""Clusters, speed and memory beside other ways of finding log templates, in one run.

python -m tests.benchmarks.clustering [--labelled FILE] [--most 1000000] | --loghub FOLDER

prints tables as they stand in docs/benchmarks-clustering.md, or the one of Loghub's sets. FILE holds JSON lines {"message", "code", "template_id"};
without it the templates of the pages are filled. FOLDER is a copy of Loghub's 2k sets
(SET/SET_2k.log_structured.csv, or SET_2k.log_structured_corrected.csv, which is taken if both are there).
drain3 takes part if it can be imported: it is no dependency, so `pip install drain3` into a folder and name that in
PYTHONPATH.
"""

import argparse
import csv
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from analysis.clustering.unwrapping import innermost
from tests.benchmarks.clustering_messages import Labelled, messages, some_of_each
from tests.benchmarks.clustering_methods import METHODS, Method

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print all tables."""
    options = _options()
    if options.run:
        print(json.dumps(measured(METHODS[options.run], options.count, unwrap=options.unwrap)))
        return
    if importlib.util.find_spec("drain3") is None:
        print("drain3 is left out: it cannot be imported; `pip install drain3`, and name its folder in PYTHONPATH.\n")
    if options.loghub:
        loghub(options.loghub)
        return
    accuracy(labelled(options.labelled) if options.labelled else some_of_each())
    growth(options.most)
    shell(options.most)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--loghub", type=Path)
    parser.add_argument("--run", choices=sorted(METHODS), help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=1_000, help=argparse.SUPPRESS)
    parser.add_argument("--unwrap", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def labelled(path: Path) -> list[Labelled]:
    """Give labelled messages of a file."""
    plain = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Labelled(one["message"], one.get("code") or "", one["template_id"]) for one in plain]


def score(true: Sequence[str], found: Sequence[object]) -> dict[str, float]:
    """Give GA and FGA (Loghub-2.0) and pairwise precision and recall."""
    of_true, of_found, both = Counter(true), Counter(found), Counter(zip(true, found, strict=True))
    exact = [one for (one, other), count in both.items() if count == of_true[one] == of_found[other]]
    together = pairs(both.values())
    return {
        "GA": sum(of_true[one] for one in exact) / len(true),
        "FGA": 2 * len(exact) / (len(of_true) + len(of_found)),
        "P": together / max(1, pairs(of_found.values())),
        "R": together / max(1, pairs(of_true.values())),
        "clusters": len(of_found),
    }


def pairs(counts: Iterable[int]) -> int:
    """Give how many pairs there are in groups of these sizes."""
    return sum(count * (count - 1) // 2 for count in counts)


def accuracy(failures: list[Labelled]) -> None:
    """Print how right each method is, on messages as logged and with the innermost message taken out for all."""
    true = [one.template for one in failures]
    codes = [one.code for one in failures]
    raw = [one.message for one in failures]
    unwrapped = [innermost(text)[0] for text in raw]
    print(f"{len(raw)} messages, {len(set(true))} templates\n")
    print("| one setting for all | GA / FGA as logged | GA / FGA unwrapped | pairwise precision / recall | clusters |")
    print("|---|---|---|---|---|")
    for name, method in METHODS.items():
        if method.available():
            logged, inner = score(true, method.run(raw, codes)), score(true, method.run(unwrapped, codes))
            print(
                f"| {name} | {logged['GA']:.3f} / {logged['FGA']:.3f} | {inner['GA']:.3f} / {inner['FGA']:.3f} "
                f"| {inner['P']:.4f} / {inner['R']:.4f} | {inner['clusters']:.0f} |"
            )
    print(f"| group by code | {_code_only(true, codes)} | | | {len(set(codes))} |\n")


def _code_only(true: list[str], codes: list[str]) -> str:
    found = score(true, codes)
    return f"{found['GA']:.3f} / {found['FGA']:.3f}"


def measured(method: Method, count: int, *, unwrap: bool) -> dict[str, float]:
    """Give seconds, megabytes beyond the messages, and the scores for a number of messages, in this process."""
    failures = list(messages(count))
    true, codes = [one.template for one in failures], [one.code for one in failures]
    texts = [innermost(one.message)[0] if unwrap else one.message for one in failures]
    del failures
    method.run(texts[:100], codes[:100])
    before = _peak(reset=True)
    began = time.perf_counter()
    found = method.run(texts, codes)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "megabytes": _peak() - before, **score(true, found)}


def _peak(*, reset: bool = False) -> float:
    """Give the most megabytes that this process ever held, or holds since the last reset (Linux)."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def growth(most: int) -> None:
    """Print time, memory and FGA from a thousand messages on, each in a process of its own."""
    counts = [count for count in (1_000, 10_000, 100_000, 1_000_000) if count <= most]
    print("| messages as logged | " + " | ".join(f"{count:,}" for count in counts) + " | times ours |")
    print("|---|" + "---|" * (len(counts) + 1))
    ours = 0.0
    for name, method in METHODS.items():
        runs = [_in_process(name, count) for count in counts if count <= method.most and method.available()]
        if runs:
            cells = [f"{run['seconds']:.2f} s, {run['megabytes']:.0f} MB, FGA {run['FGA']:.3f}" for run in runs]
            ours = ours or runs[-1]["seconds"]
            told = f"{runs[-1]['seconds'] / ours:.1f}" if len(runs) == len(counts) else ""
            print(f"| {name} | " + " | ".join([*cells, *[""] * (len(counts) - len(runs))]) + f" | {told} |")
    drains = [_in_process("drain3", count, "--unwrap") for count in counts if METHODS["drain3"].available()]
    if drains:
        print("| drain3, unwrapped for it | " + " | ".join(f"FGA {run['FGA']:.3f}" for run in drains) + " | |")
    print()


def _in_process(name: str, count: int, *options: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.clustering", "--run", name, "--count", str(count), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout)


def shell(count: int) -> None:
    """Print time and memory of `aztriage cluster --labels` on a file, and of an empty start."""
    with tempfile.TemporaryDirectory() as folder:
        file, empty = Path(folder) / "failures.jsonl", Path(folder) / "empty.jsonl"
        empty.touch()
        with file.open("w", encoding="utf-8") as out:
            for one in messages(count):
                out.write(json.dumps({"message": one.message, "code": one.code}) + "\n")
        size = file.stat().st_size / 1e6
        start, full = min(_timed(empty) for _ in range(3)), min(_timed(file) for _ in range(3))
    print(f"`aztriage cluster --labels` on {count:,} messages ({size:.0f} MB), the best of three:\n")
    print("| | wall s | processor s | peak MB |")
    print("|---|---|---|---|")
    print("| a file without lines | " + " | ".join(f"{value:.2f}" for value in start) + " |")
    print("| the file | " + " | ".join(f"{value:.2f}" for value in full) + " |")
    print(f"| difference | {full[0] - start[0]:.2f} | {full[1] - start[1]:.2f} | |\n")


def _timed(file: Path) -> tuple[float, float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "cluster", "--labels", str(file)], stdout=subprocess.DEVNULL, cwd=ROOT
    )
    _, _, used = os.wait4(process.pid, 0)
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def loghub(folder: Path) -> None:
    """Print GA and FGA on each of Loghub's sets and their mean, one setting for all."""
    sets = {path.parent.name: path for path in sorted(folder.glob("*/*_2k.log_structured*.csv"))}
    if not sets:
        sys.exit(f"{folder} holds no set such as HDFS/HDFS_2k.log_structured.csv.")
    methods = {name: method for name, method in METHODS.items() if method.available()}
    scores = {name: [_on_set(path, method) for method in methods.values()] for name, path in sets.items()}
    print(f"| GA / FGA | {' | '.join(methods)} |\n|---|{'---|' * len(methods)}")
    for name, found in scores.items():
        print(f"| {name} | " + " | ".join(f"{one['GA']:.3f} / {one['FGA']:.3f}" for one in found) + " |")
    means = [
        " / ".join(f"{sum(one[key] for one in of) / len(of):.3f}" for key in ("GA", "FGA"))
        for of in zip(*scores.values(), strict=True)
    ]
    print(f"| mean of {len(sets)} | {' | '.join(means)} |")


def _on_set(path: Path, method: Method) -> dict[str, float]:
    with path.open(encoding="utf-8", newline="") as rows:
        lines = list(islice(csv.DictReader(rows), 2_000))
    found = method.run([line["Content"] for line in lines], [""] * len(lines))
    return score([line["EventId"] for line in lines], found)


if __name__ == "__main__":
    main()
