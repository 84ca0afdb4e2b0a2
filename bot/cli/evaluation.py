"""`aztriage eval`: how right the answers are on labelled pastes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.parts import parts
from bot.cli.reading import decoded, raw_bytes, refuse
from bot.usecases.evaluate import Evaluation, LabelledPaste, evaluate


def evaluation(
    pastes: Annotated[str, typer.Argument(help='JSON lines {"id","text","codes",…}, or - for standard input')],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="Name the pastes that were answered wrong")] = False,
) -> None:
    """Say how right the answers are on labelled pastes."""
    lines = decoded(raw_bytes(pastes), name=pastes).split("\n")
    items, skipped = read_pastes(lines)
    if skipped:
        refuse(
            f"{pastes}:{skipped[0]}: this line is no labelled paste; {len(skipped)} lines would be skipped.", status=1
        )
    if not items:
        refuse(f"{pastes} holds no labelled pastes.", status=1)
    made = evaluate(items, parts().explain)
    if as_json:
        typer.echo(json.dumps(_as_json(made, misses=misses), ensure_ascii=False, indent=2))
        return
    for line in table(made):
        typer.echo(line)
    for one in made.misses if misses else ():
        text = " ".join(one.paste.text.split())[:120]
        typer.echo(f"{one.paste.id}  wanted {one.paste.codes[:1]} got {one.answer or 'nothing'}: {text}")


def read_pastes(lines: Iterable[str]) -> tuple[list[LabelledPaste], list[int]]:
    """Give the labelled pastes, and the numbers of the lines that are none."""
    items: list[LabelledPaste] = []
    skipped: list[int] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            plain = json.loads(line)
            items.append(
                LabelledPaste(
                    id=str(plain["id"]),
                    text=str(plain["text"]),
                    codes=tuple(map(str, plain["codes"])),
                    acceptable=tuple(map(str, plain.get("acceptable", ()))),
                    kind=str(plain.get("kind", "")),
                )
            )
        except (ValueError, KeyError, TypeError):
            skipped.append(number)
    return items, skipped


def table(made: Evaluation) -> list[str]:
    """Give the figures as lines of text."""
    head = (
        f"{'':20} {'gold':>5} {'top-1':>6} {'top-3':>6} {'or unlisted':>11} {'abstained':>9} {'none':>5} {'alarms':>6}"
    )
    rows = [
        f"{one.name:20} {one.with_gold:5} {_told(one.top1):>6} {_told(one.top3):>6} {_told(one.or_unlisted):>11} "
        f"{_told(one.abstained):>9} {one.without_gold:5} {_told(one.false_alarms):>6}"
        for one in made.groups
    ]
    bars = [
        f"  {one.low:.1f} to {one.high:.1f}: {one.count:4} matches, sure {one.confidence:.3f}, right {one.right:.3f}"
        for one in made.bins
    ]
    return [
        head,
        *rows,
        f"macro-F1 over codes {_told(made.macro_f1)}, expected calibration error {_told(made.calibration_error)}",
        *bars,
        f"median {made.median_ms:.1f} ms, 95th percentile {made.p95_ms:.1f} ms",
    ]


def _told(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _as_json(made: Evaluation, *, misses: bool) -> dict[str, object]:
    plain = asdict(made)
    named = [{"id": one.paste.id, "codes": list(one.paste.codes), "answer": one.answer} for one in made.misses]
    return plain | {"misses": named if misses else len(named)}
