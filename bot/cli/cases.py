"""`aztriage cases`: what people decided about clusters of failures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from getpass import getuser
from typing import Annotated

import typer

from bot.cli.parts import parts
from bot.cli.reading import refuse
from bot.usecases.decided import FIXED, MERGED, SPLIT
from bot.usecases.ports import Case, Cases, StoreError

app = typer.Typer(no_args_is_help=True, help="Mark clusters of failures as fixed, merge or split them, or undo that.")
_ID = re.compile(r"[0-9a-f]{12}(?:-[0-9a-f]{6})?")
Cluster = Annotated[str, typer.Argument(help="A cluster's id, as in the JSON report")]


@app.command()
def fixed(cluster: Cluster) -> None:
    """Mark a cluster as fixed: if it fails again, reports call it regressed."""
    _record(cluster, FIXED)


@app.command()
def merge(cluster: Cluster, into: Annotated[str, typer.Argument(help="The cluster that it belongs to")]) -> None:
    """Count a cluster as part of another from now on."""
    _record(cluster, MERGED, into=into)


@app.command()
def split(cluster: Cluster) -> None:
    """Count each kind of message in a cluster as a cluster of its own from now on."""
    _record(cluster, SPLIT)


@app.command()
def undo(cluster: Cluster) -> None:
    """Take back the last decision about a cluster; the one before it is in force again."""
    with _opened() as (cases, now):
        found = next((case for case in cases.all() if case.cluster == cluster), None)
        if found is None or not cases.undo(found, by=_person(), at=now()):
            refuse(f"Nothing is decided about {cluster}; aztriage cases list shows what is.", status=1)
        typer.echo(f"No longer {found.decision}: {cluster}")


@app.command(name="list")
def listed() -> None:
    """Show the decisions in force."""
    with _opened() as (cases, _):
        found = cases.all()
        for case in found:
            into = f" into {case.into}" if case.into else ""
            typer.echo(f"{case.cluster}  {case.decision}{into}  by {case.by}, {case.decided:%Y-%m-%d %H:%M} UTC")
        if not found:
            typer.echo("Nothing is decided yet.")


def _record(cluster: str, decision: str, *, into: str | None = None) -> None:
    strange = next((one for one in (cluster, into or cluster) if not _ID.fullmatch(one)), None)
    if strange is not None:
        refuse(f"“{strange[:40]}” is no cluster's id; aztriage report --format json shows them.", status=2)
    if into == cluster:
        refuse("A cluster cannot be merged into itself; name two clusters.", status=2)
    with _opened() as (cases, now):
        cases.record(Case(cluster, decision, _person(), now(), into=into))
        typer.echo(f"{decision.capitalize()}: {cluster}" + (f" into {into}" if into else ""))


@contextmanager
def _opened() -> Iterator[tuple[Cases, Callable[[], datetime]]]:
    built = parts()
    try:
        with built.open_store() as store:
            yield store.cases, built.clock.now
    except StoreError as error:
        refuse(str(error), status=1)


def _person() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "unknown"
