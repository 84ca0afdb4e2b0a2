"""`aztriage history`: what happened to a machine."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Never

import typer

from bot.cli.parts import parts, settings, zone_of
from bot.cli.progress import reading
from bot.cli.reading import refuse
from bot.cli.rendering.parts import clipped
from bot.usecases.answers import History, NeverSeen, NotReadable, SeveralMachines
from bot.usecases.as_json import history_as_json
from bot.usecases.times.asked import NotATimeError, asked_window

_LONGEST_NAME = 120
Logs = Annotated[
    str | None,
    typer.Option("--logs", help="An exported file or folder, `sample`, or `workspace`", metavar="LOG"),
]
Zone = Annotated[str | None, typer.Option("--tz", help="Time zone for times given and shown, such as Europe/Vienna")]


def history(
    machine: Annotated[str, typer.Argument(help="Name, resource id, scale-set instance (ss/3) or computer name")],
    logs: Logs = None,
    since: Annotated[str | None, typer.Option("--since", help="7d, yesterday or “Monday 9:00”; default 7d")] = None,
    start: Annotated[str | None, typer.Option("--from", help="Beginning of the window")] = None,
    end: Annotated[str | None, typer.Option("--to", help="End of the window; default now")] = None,
    zone: Zone = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; times in UTC")] = False,
) -> None:
    """Say what happened to a machine: who or what did it, when, why, what to do, and what could not be seen."""
    if not machine.strip():
        refuse("Name a machine: aztriage history web-01", status=2)
    given = settings()
    shown_in = zone_of(zone, given)
    try:
        window = asked_window(since=since, start=start, end=end, zone=shown_in)
        with reading() as told:
            answer = parts(given).history(logs, told)(machine, window, zone=shown_in)
    except NotATimeError as error:
        refuse(str(error), status=2)
    if not isinstance(answer, History):
        not_answered(answer)
    if as_json:
        sys.stdout.write(json.dumps(history_as_json(answer), ensure_ascii=False, indent=2) + "\n")
        return
    from bot.cli.rendering.history import tell  # noqa: PLC0415 - scripts ask for JSON, without colours
    from bot.cli.rendering.parts import console  # noqa: PLC0415

    tell(answer, console(), zone=shown_in)


def not_answered(answer: NeverSeen | SeveralMachines | NotReadable) -> Never:
    """End with the sentence that says why a machine's history cannot be told."""
    refuse(sentence(answer), status=1)


def sentence(answer: NeverSeen | SeveralMachines | NotReadable) -> str:
    """Give why a machine's history cannot be told, and what to ask instead."""
    if isinstance(answer, NotReadable):
        return answer.reason
    if isinstance(answer, NeverSeen):
        near = f" Did you mean {' or '.join(answer.near)}?" if answer.near else " Check the name and the log."
        unread = "".join(f"\n  {gap.text}" for gap in answer.gaps)
        return f"No machine named “{clipped(answer.name, _LONGEST_NAME)}” stands in {answer.source}.{near}{unread}"
    lines = "".join(f"\n  {candidate}" for candidate in answer.candidates)
    return f"{answer.name} stands in more than one group; ask again with one of these ids:{lines}"
