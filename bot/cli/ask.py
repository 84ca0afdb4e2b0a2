"""`aztriage ask`: one sentence, answered as Slack would."""

from __future__ import annotations

import json
import sys
from datetime import tzinfo
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.cli.history import Logs, Zone, not_answered
from bot.cli.parts import parts, settings, zone_of
from bot.cli.progress import reading
from bot.cli.reading import given_text, refuse
from bot.cli.rendering.explanation import show as show_explanation
from bot.cli.rendering.history import tell
from bot.cli.rendering.parts import console
from bot.cli.rendering.report import show_report
from bot.usecases.answers import Explanation, Help, History, Report, WhichMachine
from bot.usecases.as_json import explanation_as_json, history_as_json, report_as_json

HELP = (
    "Paste an error as Azure, Terraform or az printed it; ask “what happened to web-01 since yesterday?”; or ask "
    "“what fails every week?”."
)
WHICH = "Which machine? Ask for example “what happened to web-01 since yesterday?”."


def ask(
    text: Annotated[str | None, typer.Argument(help="A question or an error, or - for standard input")] = None,
    logs: Logs = None,
    zone: Zone = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Answer a question in plain words: explain an error, tell a machine's history, or report what fails."""
    given = settings()
    shown_in = zone_of(zone, given)
    read = given_text(text, None)
    with reading() as told:
        answer = parts(given).ask(logs, told)(read, zone=shown_in).answer
    if isinstance(answer, WhichMachine):
        refuse(WHICH, status=1)
    if isinstance(answer, Help):
        typer.echo(HELP)
        return
    if not isinstance(answer, Explanation | History | Report):
        not_answered(answer)
    if as_json:
        sys.stdout.write(json.dumps(_plain(answer), ensure_ascii=False, indent=2) + "\n")
        return
    show(answer, console(), zone=shown_in)


def show(answer: Explanation | History | Report, out: Console, *, zone: tzinfo) -> None:
    """Print an answer, whatever was asked."""
    if isinstance(answer, Explanation):
        show_explanation(answer, out)
    elif isinstance(answer, History):
        tell(answer, out, zone=zone)
    else:
        show_report(answer, out)


def _plain(answer: Explanation | History | Report) -> dict[str, Any]:
    if isinstance(answer, Explanation):
        return explanation_as_json(answer)
    return history_as_json(answer) if isinstance(answer, History) else report_as_json(answer)
