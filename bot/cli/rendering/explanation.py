"""An explanation for the terminal: verdict first, then causes, steps with commands, references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from bot.cli.rendering.match import match_parts
from bot.cli.rendering.parts import Unbroken, clipped, listed
from bot.usecases.answers import Candidate, Explanation

_MOST_MESSAGE = 300


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
        yield from match_parts(first, short=short)
        others = answer.matches[1:]
        for other in [one for one in others if one.error != first.error]:
            yield Text("\nAlso in this text", "dim")
            yield from match_parts(other, short=True)
        alternatives = [one for one in others if one.error == first.error]
        if alternatives:
            yield Text("\nOr else: " + "; ".join(f"{one.code} ({one.title})" for one in alternatives), "dim")
    yield from _unlisted(answer)
    if not answer.matches:
        yield from _unknown(answer)
    yield Text(f"\nKnowledge {answer.knowledge_version}, {answer.elapsed_ms:.0f} ms", "dim")


def _unlisted(answer: Explanation) -> Iterator[RenderableType]:
    for code in answer.unlisted:
        yield Text.assemble(("No page yet for ", "bold yellow"), (code, "bold"))
        message = next((one.message for one in answer.chain if one.code == code and one.message), "")
        if message:
            yield Text(f"Azure says: {clipped(message, _MOST_MESSAGE)}")
        yield Text(f"Write one: aztriage kb new compute/{code.split('/')[-1]}", "dim")


def _unknown(answer: Explanation) -> Iterator[RenderableType]:
    if not answer.unlisted:
        yield Text("I do not know this error.", "bold yellow")
    if answer.nearest:
        yield Text("Did you mean")
        for one in answer.nearest:
            yield listed("•", f"{one.code}: {one.title}? (aztriage kb show {one.entry})")
    elif not answer.unlisted:
        yield Text("Paste the whole error, with its code; if it is Azure's, it stands near “code” or in brackets.")


def _redactions(answer: Explanation) -> str:
    found = ", ".join(f"{one.count} {one.kind.replace('-', ' ')}" for one in answer.redactions)
    return f"Taken out before reading: {found}. If that was real, treat it as leaked and renew it."
