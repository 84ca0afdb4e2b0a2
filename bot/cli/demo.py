"""`aztriage demo`: pasted errors of different shapes, what is not known, and a secret, without any account."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, timedelta
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.adapters.logs import SAMPLE
from bot.bootstrap import Parts
from bot.cli.rendering.explanation import show
from bot.cli.rendering.history import tell
from bot.cli.rendering.parts import console
from bot.cli.rendering.report import show_report
from bot.cli.report import write
from bot.usecases.answers import History, Report
from bot.usecases.times.asked import last

_HEADS = {
    "1-terraform": "Somebody pastes what Terraform printed",
    "2-activity-log": "… or escaped JSON out of the activity log",
    "3-az": "… or what az printed",
    "4-unknown": "What is no error of Azure gets no guess",
    "5-secret": "A secret in the paste is taken out before anything reads it",
}
_MADE_UP = b64encode(bytes(range(64))).decode()
_WIDEST_SHOWN = 160
_NEXT = """
This was a demonstration on built-in samples. What you can do now:
  .venv/bin/aztriage explain "paste an error here"               explain an error
  .venv/bin/aztriage history web-01                              what happened to a machine
  .venv/bin/aztriage report --logs sample                        what fails every week
  .venv/bin/aztriage ask "who stopped web-01 last thursday?"     any of the three, in your own words
  make run                                                       talk to the bot, here or in Slack
docs/slack-setup.md shows how to put it into Slack in five steps; docs/operations.md how to read your own logs."""
_MACHINE = "web-01"


def demo(parts: Parts, *, out: Console | None = None, folder: Path = Path("demo-report")) -> None:
    """Answer the three questions from the built-in samples, write a report, and say how to start the bot."""
    out = out or console()
    for number, (name, text) in enumerate(samples()):
        out.rule(_HEADS[name], style="dim", align="left")
        for line in text.rstrip("\n").split("\n"):
            out.print(Text(_clipped(line), "dim"), soft_wrap=True)
        out.print()
        show(parts.explain(text), out, short=number > 0)
    out.rule(f"What happened to {_MACHINE}?", style="dim", align="left")
    _history(parts, out)
    out.rule("What fails every week?", style="dim", align="left")
    _report(parts, out, folder)
    out.rule(style="dim")
    out.print(Text(_NEXT.strip("\n")), soft_wrap=True)


def _history(parts: Parts, out: Console) -> None:
    answer = parts.history(SAMPLE)(_MACHINE, last(timedelta(days=7)))
    if isinstance(answer, History):
        tell(answer, out, zone=UTC)


def _report(parts: Parts, out: Console, folder: Path) -> None:
    answer = parts.report(SAMPLE)()
    if isinstance(answer, Report):
        show_report(answer, out)
        write(answer, folder)
        page = (folder / "report.html").resolve()
        out.print(
            Text(f"\nThe same as a page with charts: {page}, and as a picture: report.png beside it."), soft_wrap=True
        )


def samples() -> Iterator[tuple[str, str]]:
    """Give the built-in pastes by name, in order; the key in one of them is made up while the program runs."""
    folder = files("bot.cli") / "samples"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".txt"):
            yield path.name.removesuffix(".txt"), path.read_text(encoding="utf-8").replace("{made-up key}", _MADE_UP)


def _clipped(line: str) -> str:
    return line if len(line) <= _WIDEST_SHOWN else f"{line[: _WIDEST_SHOWN - 1]}…"
