"""`aztriage explain`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.parts import explainer
from bot.cli.reading import decoded, given_text, raw_bytes, refuse
from bot.usecases.answers import Explanation
from bot.usecases.as_json import explanation_as_json


def explain(
    text: Annotated[str | None, typer.Argument(help="The error, or - for standard input")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the error from a file")] = None,
    batch: Annotated[str | None, typer.Option("--batch", help='JSON lines {"id","text"} from a file, or -')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
    ranking: Annotated[
        bool, typer.Option("--explain-ranking", help="Show what else was considered, and why it lost")
    ] = False,
) -> None:
    """Say what an Azure error means and what to do about it."""
    if batch is not None:
        if text is not None or file is not None:
            refuse("--batch reads its texts from its own file; leave the text and --file out.", status=2)
        _explain_all(batch)
        return
    read = given_text(text, file)
    ask = explainer()
    answer = ask(read)
    candidates = ask.ranking(read) if ranking else ()
    if as_json:
        plain = explanation_as_json(answer) | ({"considered": [asdict(one) for one in candidates]} if ranking else {})
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")
        return
    from bot.cli.rendering.explanation import show, show_ranking  # noqa: PLC0415 - scripts want JSON, without colours
    from bot.cli.rendering.parts import console  # noqa: PLC0415

    show(answer, console())
    show_ranking(candidates, console())


def _explain_all(batch: str) -> None:
    name = "standard input" if batch == "-" else batch
    lines = decoded(raw_bytes(batch), name=name).split("\n")
    ask = explainer()
    ask.warm_up()
    answered = bad = 0
    for answer in batch_answers(lines, ask):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answered, bad = (answered, bad + 1) if "error" in answer else (answered + 1, bad)
    if bad and not answered:
        refuse(f'No line of {name} is a question; write one JSON object a line: {{"id": 1, "text": "…"}}.', status=1)


def batch_answers(lines: Iterable[str], ask: Callable[[str], Explanation]) -> Iterator[dict[str, Any]]:
    """Give the answer to each line in order; a line that is no question gives an error, and the rest go on."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, text = _question(line)
        if text is None:
            yield {"id": name, "error": f'line {number} is no JSON object with "id" and a "text" that is not empty'}
        else:
            yield {"id": name, **explanation_as_json(ask(text))}


def _question(line: str) -> tuple[Any, str | None]:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(question, dict):
        return None, None
    text = question.get("text")
    if not isinstance(text, str) or not text.strip() or "id" not in question:
        return question.get("id"), None
    return question["id"], _whole_characters(text)


def _whole_characters(text: str) -> str:
    """Give a text without halves of surrogate pairs, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
