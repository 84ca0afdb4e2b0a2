"""An explanation for the terminal: verdict first, then causes, steps with commands, references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.control import strip_control_codes
from rich.table import Table
from rich.text import Text

from bot.usecases.answers import Candidate, ExplainedMatch, Explanation, FixStep

_WIDEST = 100
_MOST_MESSAGE = 300
_GRADE = {"confirmed": "bold green", "likely": "bold cyan", "possible": "bold yellow"}
_EFFECT = {"change": " (changes something)", "destroy": " (data is lost)"}
_EFFECT_STYLE = {"change": "yellow", "destroy": "bold red"}
_RETRY = {
    "safe": "Trying again is safe.",
    "later": "Trying again later can help.",
    "platform": "Azure tries again by itself.",
}
_ACT = {"platform": "It is for Azure to act.", "nobody": "Nobody has to act."}


def console(*, width: int | None = None) -> Console:
    """Give the console for answers: as wide as the terminal, but no wider than reads well."""
    made = Console(highlight=False, soft_wrap=False)
    made.width = width or min(made.width, _WIDEST)
    return made


class Unbroken(Text):
    """A line that must stay in one piece to be copied: a command, a link."""


def show(answer: Explanation, out: Console, *, short: bool = False) -> None:
    """Print an explanation; a short one leaves out what is not needed to act."""
    for part in _parts(answer, short=short):
        out.print(part, soft_wrap=isinstance(part, Unbroken))


def show_ranking(candidates: Sequence[Candidate], out: Console) -> None:
    """Print what was considered, and why it lost."""
    for one in candidates:
        out.print(Text.assemble((one.entry, "bold"), f"  {one.by}: {one.verdict}"))


def _parts(answer: Explanation, *, short: bool) -> Iterator[RenderableType]:
    for notice in answer.notices:
        yield Text(notice, "yellow")
    if answer.redactions:
        yield Text(_redactions(answer), "yellow")
    first = answer.matches[0] if answer.matches else None
    if first is not None:
        yield from _match(first, short=short)
        others = answer.matches[1:]
        for other in [one for one in others if one.error != first.error]:
            yield Text("\nAlso in this text", "dim")
            yield from _match(other, short=True)
        alternatives = [one for one in others if one.error == first.error]
        if alternatives:
            yield Text("\nOr else: " + "; ".join(f"{one.code} ({one.title})" for one in alternatives), "dim")
    yield from _unlisted(answer)
    if not answer.matches:
        yield from _unknown(answer)
    yield Text(f"\nKnowledge {answer.knowledge_version}, {answer.elapsed_ms:.0f} ms", "dim")


def _match(match: ExplainedMatch, *, short: bool = False) -> Iterator[RenderableType]:
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
    seen = "; ".join(f"{one.kind} “{_clipped(one.text, 90)}”" for one in match.evidence)
    return f"Because of {seen} ({match.entry}, {match.confidence:.2f})"


def _list(title: str, items: tuple[str, ...]) -> Iterator[RenderableType]:
    if items:
        yield Text(f"\n{title}", "bold")
        for item in items:
            yield _item("•", item)


def _steps(title: str, steps: tuple[FixStep, ...]) -> Iterator[RenderableType]:
    if steps:
        yield Text(f"\n{title}", "bold")
    for number, step in enumerate(steps, 1):
        yield _item(f"{number}.", step.text)
        if step.command is not None:
            yield _command(step.command, step.effect)


def _item(mark: str, text: str) -> Table:
    """Give an item whose further lines stand under its text, not under its mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=len(mark) + 1, justify="right")
    grid.add_column()
    grid.add_row(mark, Text(text))
    return grid


def _command(command: str, effect: str) -> Unbroken:
    lines = strip_control_codes(command).split("\n")
    text = Unbroken("\n".join(f"      {line}" for line in lines), "cyan")
    if effect in _EFFECT:
        text.append(f"  #{_EFFECT[effect]}", _EFFECT_STYLE[effect])
    return text


def _unlisted(answer: Explanation) -> Iterator[RenderableType]:
    for code in answer.unlisted:
        yield Text.assemble(("No page yet for ", "bold yellow"), (code, "bold"))
        message = next((one.message for one in answer.chain if one.code == code and one.message), "")
        if message:
            yield Text(f"Azure says: {_clipped(message, _MOST_MESSAGE)}")
        yield Text(f"Write one: aztriage kb new compute/{code.split('/')[-1]}", "dim")


def _unknown(answer: Explanation) -> Iterator[RenderableType]:
    if not answer.unlisted:
        yield Text("I do not know this error.", "bold yellow")
    if answer.nearest:
        yield Text("Did you mean")
        for one in answer.nearest:
            yield _item("•", f"{one.code}: {one.title}? (aztriage kb show {one.entry})")
    elif not answer.unlisted:
        yield Text("Paste the whole error, with its code; if it is Azure's, it stands near “code” or in brackets.")


def _redactions(answer: Explanation) -> str:
    found = ", ".join(f"{one.count} {one.kind.replace('-', ' ')}" for one in answer.redactions)
    return f"Taken out before reading: {found}. If that was real, treat it as leaked and renew it."


def _clipped(text: str, most: int) -> str:
    line = " ".join(strip_control_codes(text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
