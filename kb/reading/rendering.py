"""An entry as the Markdown file that reads back to the same entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

import yaml

from kb.entry import Entry, Example, Step

_BODY = {
    "id",
    "meaning",
    "causes",
    "fixes",
    "diagnose",
    "verify",
    "prevent",
    "tip",
    "examples",
    "counter_examples",
}


def render(entry: Entry) -> str:
    """Give the file's text; keys with their default are left out."""
    return "\n".join(["---", *_front(entry), "---", *_sections(entry)]) + "\n"


def body(entry: Entry) -> str:
    """Give the page below the front matter."""
    return "\n".join(_sections(entry)) + "\n"


def _front(entry: Entry) -> Iterator[str]:
    for item in fields(Entry):
        value = getattr(entry, item.name)
        required = item.name in {"title", "kind", "codes", "status"}
        if item.name in _BODY or (value == item.default and not required):
            continue
        if item.name == "references":
            value = [{"title": reference.title, "url": reference.url} for reference in value]
        yield f"{item.name}: {_yaml(value)}"


def _yaml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = list(value) if isinstance(value, tuple) else value
    written = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100_000, default_flow_style=True)
    return str(written).removesuffix("...\n").rstrip("\n")


def _sections(entry: Entry) -> Iterator[str]:
    yield from _section("Meaning", [entry.meaning])
    yield from _section("Causes", [f"- {cause}" for cause in entry.causes])
    yield from _section("Fix", _steps(entry.fixes, numbered=True))
    yield from _section("Diagnose", _steps(entry.diagnose, numbered=True))
    yield from _section("Verify", _steps(entry.verify, numbered=False))
    yield from _section("Prevent", _steps(entry.prevent, numbered=False))
    yield from _section("Tip", [entry.tip] if entry.tip else [])
    yield from _section("Examples", _messages(entry.examples))
    yield from _section("Counter-examples", _messages([Example(text) for text in entry.counter_examples]))


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"## {heading}"
        yield from lines


def _steps(steps: Sequence[Step], *, numbered: bool) -> list[str]:
    lines: list[str] = []
    for count, step in enumerate(steps, 1):
        lines.append(f"{count}. {step.text}" if numbered else f"- {step.text}")
        for command in step.commands:
            block = [f"```{command.shell} {command.effect}", *command.text.split("\n"), "```"]
            lines += [f"   {line}" if line else "" for line in block]
    return lines


def _messages(examples: Sequence[Example]) -> list[str]:
    lines: list[str] = []
    for example in examples:
        fence = "````" if "```" in example.text else "```"
        marks = " constructed" * example.constructed + " asked" * example.asked
        lines += [f"{fence}text{marks}", example.text, fence]
    return lines
