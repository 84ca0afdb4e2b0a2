"""What `aztriage kb coverage` reads and prints: which codes of a list or a log have no page."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import typer

from bot.cli.reading import decoded, raw_bytes, refuse
from kb.coverage import Coverage, Met, coverage, met_codes
from kb.library import Library


def print_coverage(name: str, library: Library, *, as_json: bool) -> None:
    """Print the codes of a file that have no page, most frequent first, and how many have one."""
    met = _met(name, library)
    if met.unread:
        typer.echo(_left_out(met.unread), err=True)
    found = coverage(met.counts, is_known=library.knows)
    if as_json:
        typer.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        return
    for code, count in found.missing:
        typer.echo(f"{count:>7}  {code}")
    typer.echo(_summary(found))


def _met(name: str, library: Library) -> Met:
    if name == "-" and sys.stdin.isatty():
        refuse("Name a file, or pipe one in: aztriage kb coverage - < codes.txt", status=2)
    shown = "standard input" if name == "-" else name
    met = met_codes(decoded(raw_bytes(name), name=shown), is_known=library.knows)
    if not met.counts:
        refuse(f"There are no codes in {shown}; give JSON lines with `code`, one code a line, or a log.", status=1)
    return met


def _summary(found: Coverage) -> str:
    codes = _share(found.covered_codes, found.codes, "code", "codes")
    occurrences = _share(found.covered_occurrences, found.occurrences, "occurrence", "occurrences")
    return f"{codes}, {occurrences} have a page"


def _share(part: int, whole: int, one: str, many: str) -> str:
    """Give `1 of 3 codes (33.3 %)`, rounded down: 100 % is said of nothing less."""
    return f"{part} of {whole} {one if whole == 1 else many} ({part * 1000 // whole / 10:.1f} %)"


def _left_out(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return f"Left out what is neither a code nor an object: line {lines[0]}{more}."


def _as_json(found: Coverage) -> dict[str, Any]:
    return {
        "codes": {"covered": found.covered_codes, "total": found.codes},
        "occurrences": {"covered": found.covered_occurrences, "total": found.occurrences},
        "missing": [{"code": code, "count": count} for code, count in found.missing],
    }
