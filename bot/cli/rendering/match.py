"""One match for the terminal: what it means, what to do, why we think so."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.control import strip_control_codes
from rich.text import Text

from bot.cli.rendering.parts import Unbroken, clipped, listed
from bot.usecases.answers import ExplainedMatch, FixStep

_GRADE = {"confirmed": "bold green", "likely": "bold cyan", "possible": "bold yellow"}
_EFFECT = {"change": " (changes something)", "destroy": " (data is lost)"}
_EFFECT_STYLE = {"change": "yellow", "destroy": "bold red"}
_RETRY = {
    "safe": "Trying again is safe.",
    "later": "Trying again later can help.",
    "platform": "Azure tries again by itself.",
}
_ACT = {"platform": "It is for Azure to act.", "nobody": "Nobody has to act."}


def match_parts(match: ExplainedMatch, *, short: bool = False) -> Iterator[RenderableType]:
    """Give the lines of a match; a short one has what is needed to act."""
    head = Text.assemble((match.grade.capitalize(), _GRADE[match.grade]), ": ", (match.code, "bold"))
    yield head
    yield Text(match.title, "bold")
    yield Text(match.meaning)
    hints = " ".join(filter(None, (_ACT.get(match.act), _RETRY.get(match.retry))))
    if hints:
        yield Text(hints, "italic")
    if not short:
        yield from _list("Causes", match.causes)
    yield from _steps("What to do", match.fixes)
    if not short:
        yield from _steps("How to tell which cause it is", match.diagnose)
        yield from _steps("Afterwards", match.verify)
        if match.tip:
            yield Text.assemble(("\nTip ", "bold"), match.tip)
    for reference in match.references:
        yield Unbroken.assemble(("See ", "dim"), f"{reference.title}: ", (reference.url, "underline"))
    yield Text(_because(match), "dim")


def _because(match: ExplainedMatch) -> str:
    seen = "; ".join(f"{one.kind} “{clipped(one.text, 90)}”" for one in match.evidence)
    return f"Because of {seen} ({match.entry}, {match.confidence:.2f})"


def _list(title: str, items: tuple[str, ...]) -> Iterator[RenderableType]:
    if items:
        yield Text(f"\n{title}", "bold")
        for item in items:
            yield listed("•", item)


def _steps(title: str, steps: tuple[FixStep, ...]) -> Iterator[RenderableType]:
    if steps:
        yield Text(f"\n{title}", "bold")
    for number, step in enumerate(steps, 1):
        yield listed(f"{number}.", step.text)
        if step.command is not None:
            yield _command(step.command, step.effect)


def _command(command: str, effect: str) -> Unbroken:
    lines = strip_control_codes(command).split("\n")
    text = Unbroken("\n".join(f"      {line}" for line in lines), "cyan")
    if effect in _EFFECT:
        text.append(f"  #{_EFFECT[effect]}", _EFFECT_STYLE[effect])
    return text
