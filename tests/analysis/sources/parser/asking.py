"""Microsoft's parser of KQL, in a process of its own."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.azure.engine import SCHEMA
from tests.node import NODE, installed

HERE = Path(__file__).parent


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
    installed(HERE, "@kusto")
    with subprocess.Popen(
        [NODE, "check.mjs"], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        try:
            yield Parser(run)
        finally:
            run.terminate()
