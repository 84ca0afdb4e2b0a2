"""A page as a form: what a person fills in, the page that comes of it, and which field each fault belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kb.entry import Entry, Example, Step
from kb.faults import Fault
from kb.importing.commands import effect_of
from kb.importing.neutral import neutral
from kb.reading import read, render
from kb.text.entities import find_entities
from kb.text.redaction import redact

Field = Literal["provider", "code", "title", "meaning", "fix", "example"]
LONGEST: Final = 2500  # characters of a field; a window takes no more than 3,000 in one
_NAMES: Final = {"vm": "vm-01", "vmss": "vmss-01", "resource_group": "rg-01"}
_SHORTEST_NAME: Final = 3
_CODE: Final = re.compile(r"(?P<code>[A-Za-z][\w-]{2,99})(?:\.(?P<variant>[a-z0-9][a-z0-9-]{0,60}))?")
_NUMBERED: Final = re.compile(r"^\s*(?:\d+[.)]|[-*•])\s+")
_COMMAND: Final = re.compile(r"^\s*(?:\$\s+)?((?:az|kubectl|terraform|sudo|systemctl|journalctl)\s.+)$")
_SECTIONS: Final[dict[str, Field]] = {
    "title": "title", "codes": "code", "meaning": "meaning", "fix": "fix", "examples": "example"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in. `code` may have a variant behind a dot; `fix` is one step a line, commands among them."""

    provider: str
    code: str
    title: str
    meaning: str
    fix: str
    example: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with a field, and how to mend it."""

    field: Field
    what: str


def masked(text: str) -> str:
    """Give an error without what is somebody's: names of machines and groups, ids, addresses, secrets.

    >>> masked("VM 'web-77' in resource group 'rg-shop' has no room at 20.1.2.3")
    "VM 'vm-01' in resource group 'rg-01' has no room at 203.0.113.7"
    """
    clean = redact(text, emails=True).text.text
    found = find_entities([clean])
    for kind, neutral_name in _NAMES.items():
        for name in found.get(kind, ()):
            if len(name) >= _SHORTEST_NAME:
                clean = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", neutral_name, clean)
    return neutral(clean)


def prefilled(text: str, *, code: str = "", provider: str = "compute") -> Form:
    """Give the form to begin with for an error that has no page."""
    return Form(provider, code, title="", meaning="", fix="", example=masked(text).strip()[:LONGEST])


def page_of(form: Form) -> tuple[str, str] | Misfit:
    """Give id and text of the page that a form makes, with nothing in it that is somebody's; a name may not fit."""
    found = _CODE.fullmatch(form.code.strip())
    if found is None:
        what = "Write one word as Azure prints it, such as AllocationFailed; with a variant: AllocationFailed.spot"
        return Misfit("code", what)
    entry = Entry(
        id=f"{form.provider}/{form.code.strip()}",
        title=" ".join(neutral(form.title).split()),
        kind="error",
        codes=(found["code"],),
        meaning=neutral(form.meaning).strip(),
        fixes=(),
        origin="team",
        examples=(Example(masked(form.example).replace("```", "'''").strip()),),
    )
    page = render(entry)
    fix = "\n".join(_steps(neutral(form.fix)))
    # Between the sections of a page without steps: what a person wrote is read as it stands.
    return entry.id, page.replace("## Examples\n", f"## Fix\n{fix}\n## Examples\n", 1)


def form_of(name: str, page: str) -> Form | None:
    """Give the form of a page, None if it cannot be read."""
    entry = read(page, entry_id=name, path=name).entry
    if entry is None:
        return None
    provider, _, code = name.partition("/")
    lines = [line for number, step in enumerate(entry.fixes, start=1) for line in _lines(number, step)]
    example = entry.examples[0].text if entry.examples else ""
    return Form(provider, code, entry.title, entry.meaning, "\n".join(lines), example)


def misfits(faults: list[Fault], page: str) -> tuple[Misfit, ...]:
    """Give the first fault of each field; what concerns no field in particular stands with the code."""
    found: dict[Field, Misfit] = {}
    for fault in faults:
        if fault.severity == "error":
            field = _field_at(page, fault.line)
            found.setdefault(field, Misfit(field, f"{fault.what[:1].upper()}{fault.what[1:]}; {fault.mend}."))
    return tuple(found.values())


def _field_at(page: str, line: int) -> Field:
    for written in reversed(page.split("\n")[:line]):
        key = written.removeprefix("## ").strip().lower() if written.startswith("## ") else written.partition(":")[0]
        if key in _SECTIONS:
            return _SECTIONS[key]
    return "code"


def _steps(fix: str) -> Iterator[str]:
    """Give the lines of a fix as numbered steps, each command in a fence below its step."""
    if "```" in fix:  # written by somebody who knows how pages are written
        yield fix.strip("\n")
        return
    number = 0
    for line in filter(str.strip, fix.splitlines()):
        command = _COMMAND.match(line)
        if command and number:
            text = command[1].strip()
            effect = effect_of(text, shell="sh")  # noqa: S604 - a command is told what it would do, not run
            yield from (f"   ```sh {effect}", f"   {text}", "   ```")
        else:
            number += 1
            yield f"{number}. {_NUMBERED.sub('', line).strip()}"


def _lines(number: int, step: Step) -> Iterator[str]:
    yield f"{number}. {step.text}"
    for command in step.commands:
        yield from (f"   ```{command.shell} {command.effect}", *(f"   {one}" for one in command.text.split("\n")))
        yield "   ```"
