"""Accuracy and time of explaining, side by side with simple searches, in one run on one core.

python -m tests.benchmarks.explain [PASTES.jsonl]        prints tables as they stand in docs/benchmarks.md

Of our own pastes only those marked `report` count; weights and thresholds were chosen on those marked `tune`.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.usecases.evaluate import LabelledPaste
from bot.usecases.explain import Explain
from kb.compiling import compiled
from kb.index import read_index
from kb.library import SHIPPED, Library, load_library
from kb.reading import render
from tests.benchmarks.anchors import ANCHORS
from tests.benchmarks.reliability import reported

ROOT = Path(__file__).parents[2]
STYLES = {"prose_no_code": "no code in text", "question": "question"}


def main() -> None:
    """Print all tables."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "data" / "pastes.jsonl"
    pastes = [paste(json.loads(line)) for line in reported(path.read_text(encoding="utf-8").splitlines())]
    library = load_library()
    entries = list(library)
    explain = Explain(library)
    explain.warm_up()  # as `explain --batch` does
    print(f"{len(pastes)} pastes, {len(entries)} entries\n")
    print("| | top-1, all | code in text | no code in text | question | false alarms | median ms | p95 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|---|")
    print(row("aztriage", pastes, lambda text: next((one.code for one in explain(text).matches), None)))
    for name, make in ANCHORS.items():
        print(row(name, pastes, make(entries)))
    print()
    loading(library)
    start_up()


def paste(plain: dict) -> LabelledPaste:
    """Give a labelled paste from its line."""
    kind = STYLES.get(plain["kind"], "code in text") if plain["codes"] else "negative"
    return LabelledPaste(plain["id"], plain["text"], tuple(plain["codes"]), tuple(plain["acceptable"]), kind)


def row(name: str, pastes: Sequence[LabelledPaste], search: Callable[[str], str | None]) -> str:
    """Give a line of the table for one way of searching."""
    times: list[float] = []
    right: dict[str, list[bool]] = {}
    alarms: list[bool] = []
    search(pastes[0].text)
    for one in pastes:
        began = time.process_time()
        code = search(one.text)
        times.append(1000 * (time.process_time() - began))
        if one.codes:
            gold = {known.lower() for known in (one.codes[0], *one.acceptable)}
            right.setdefault(one.kind, []).append(code is not None and code.lower() in gold)
        else:
            alarms.append(code is not None)
    times.sort()
    every = [hit for hits in right.values() for hit in hits]
    styles = " | ".join(
        f"{mean(right.get(style, [])):.3f}" for style in ("code in text", "no code in text", "question")
    )
    late = " | ".join(f"{times[int(len(times) * share)]:.2f}" for share in (0.5, 0.95, 0.99))
    return f"| {name} | {mean(every):.3f} | {styles} | {mean(alarms):.3f} | {late} |"


def mean(hits: Sequence[bool]) -> float:
    """Give the share of hits."""
    return sum(hits) / len(hits) if hits else float("nan")


def loading(library: Library) -> None:
    """Print how long loading takes and how answers slow down, for the shipped entries and for ten thousand."""
    print("| library | entries | load ms | explain p95 ms |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        many(Path(folder), library)
        for name, data in (("shipped", compiled(SHIPPED)), ("generated", compiled(Path(folder)))):
            began = time.process_time()
            loaded = Library((read_index(data),))
            loaded.by_code("AllocationFailed")
            took = 1000 * (time.process_time() - began)
            explain = Explain(loaded, seconds=time.process_time)
            explain.warm_up()
            texts = [entry.examples[0].text for entry in list(loaded)[::40] if entry.examples]
            times = sorted(explain(text).elapsed_ms for text in texts)
            print(f"| {name} | {len(loaded)} | {took:.0f} | {times[int(len(times) * 0.95)]:.1f} |")
    print()


def many(folder: Path, library: Library, *, count: int = 10_000) -> None:
    """Write generated entries: the shipped ones again and again under other codes, with other words."""
    shipped = list(library)
    for number in range(count):
        entry = shipped[number % len(shipped)]
        letters = "".join(chr(97 + (number // 26**place) % 26) for place in range(4))
        code = f"{entry.codes[0].split('/')[0]}{letters.capitalize()}X"
        examples = tuple(replace(one, text=f"{code}: {one.text} {letters}") for one in entry.examples)
        made = replace(entry, id=f"generated/{code}", codes=(code,), match=(), related=(), examples=examples)
        path = folder / f"generated/{code}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(render(made), encoding="utf-8")


def start_up() -> None:
    """Print the processor time of a shell answer beside an empty start of Python."""
    runs = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "aztriage explain AllocationFailed": [sys.executable, "-m", "bot", "explain", "AllocationFailed"],
    }
    print("| command | processor seconds (median of 5) |")
    print("|---|---|")
    for name, command in runs.items():
        print(f"| `{name}` | {sorted(cpu(command) for _ in range(5))[2]:.3f} |")


def cpu(command: list[str]) -> float:
    """Give the user and system seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
