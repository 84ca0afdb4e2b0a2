"""`aztriage demo`: pasted errors of different shapes, what is not known, and a secret, without any account."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from importlib.resources import files

from rich.console import Console
from rich.text import Text

from bot.cli.rendering import console, show
from bot.usecases.answers import Explanation

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
  .venv/bin/aztriage explain "paste an error here"     explain an error
  .venv/bin/aztriage kb search disk attached           find a page
  make run                                             talk to the bot: here, or in Slack if its tokens are set
docs/slack-setup.md shows how to put it into Slack in five steps."""


def demo(explain: Callable[[str], Explanation], *, out: Console | None = None) -> None:
    """Explain the built-in samples and say how to start the bot."""
    out = out or console()
    for number, (name, text) in enumerate(samples()):
        out.rule(_HEADS[name], style="dim", align="left")
        for line in text.rstrip("\n").split("\n"):
            out.print(Text(_clipped(line), "dim"), soft_wrap=True)
        out.print()
        show(explain(text), out, short=number > 0)
    out.rule(style="dim")
    out.print(Text(_NEXT.strip("\n")), soft_wrap=True)


def samples() -> Iterator[tuple[str, str]]:
    """Give the built-in pastes by name, in order; the key in one of them is made up while the program runs."""
    folder = files("bot.cli") / "samples"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".txt"):
            yield path.name.removesuffix(".txt"), path.read_text(encoding="utf-8").replace("{made-up key}", _MADE_UP)


def _clipped(line: str) -> str:
    return line if len(line) <= _WIDEST_SHOWN else f"{line[: _WIDEST_SHOWN - 1]}…"
