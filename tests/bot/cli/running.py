"""Running the program as a user does: in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Run:
    """How a run ended and what it printed."""

    status: int
    out: str
    err: str


def aztriage(*arguments: str, given: str | bytes | None = None, settings: dict[str, str] | None = None) -> Run:
    """Run the program with these arguments, standard input and settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AZTRIAGE_", "SLACK_"))}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        cwd=ROOT,
        env=kept | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100"} | (settings or {}),
        check=False,
        timeout=60,
    )
    return Run(done.returncode, done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode())
