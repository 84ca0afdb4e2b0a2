"""The body of an entry: headings from a fixed list, and under each of them text, bullets, steps or fenced messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.entry import EFFECTS, SHELLS, Command, Example, Step
from kb.faults import Fault

HEADINGS = (
    "Meaning",
    "Causes",
    "Fix",
    "Diagnose",
    "Verify",
    "Prevent",
    "Tip",
    "Examples",
    "Counter-examples",
)

_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*(.*?)\s*$")
_ITEM = re.compile(r"^(?:(\d+)[.)]|[-*])\s+(.*)$")
_TABLE = re.compile(r"^\s*\|")


@dataclass(slots=True)
class Section:
    """One heading with the lines below it; `line` is that of the heading, from 1."""

    heading: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Say whether there is nothing but blank lines."""
        return not any(line.strip() for line in self.lines)


@dataclass(slots=True)
class Fence:
    """A fenced block: its info string and its text; `line` is that of the opening fence."""

    info: str
    line: int
    text: str


@dataclass(slots=True)
class _Item:
    line: int
    number: int | None
    words: list[str]
    fences: list[Fence] = field(default_factory=list)


def split(body: str, *, path: str, first_line: int) -> tuple[dict[str, Section], list[Fault]]:
    """Give the sections by heading, and a fault for each heading that is unknown, twice, out of order or empty."""
    sections: dict[str, Section] = {}
    faults: list[Fault] = []
    current: Section | None = None
    fence = ""
    for at, line in enumerate(body.split("\n"), first_line):
        opened = _FENCE.match(line)
        if opened and (not fence or (line.strip().startswith(fence) and not opened[3])):
            fence = "" if fence else opened[2]
        if not fence and line.startswith("#"):
            current = Section(line.lstrip("#").strip(), at)
            faults += _heading_faults(line, current, sections, path)
            sections.setdefault(current.heading, current)
        elif current is not None:
            current.lines.append(line)
        elif line.strip():
            faults.append(Fault(path, at, "text stands before the first heading", "move it under `## Meaning`"))
    faults += [
        Fault(path, section.line, f"'{section.heading}' is empty", "fill it or remove the heading")
        for section in sections.values()
        if section.empty
    ]
    return sections, faults


def _heading_faults(line: str, section: Section, before: dict[str, Section], path: str) -> Iterator[Fault]:
    name = section.heading
    if not line.startswith("## ") or name not in HEADINGS:
        known = ", ".join(HEADINGS)
        yield Fault(path, section.line, f"'{line.strip()}' is no known heading", f"use `## ` and one of {known}")
    elif name in before:
        yield Fault(path, section.line, f"'{name}' stands twice", "join the two sections")
    elif any(HEADINGS.index(other) > HEADINGS.index(name) for other in before if other in HEADINGS):
        yield Fault(path, section.line, f"'{name}' is out of order", f"keep the order {', '.join(HEADINGS)}")


def text(section: Section | None) -> str:
    """Give running text: lines of a paragraph joined, paragraphs, tables and bullets kept apart."""
    if section is None:
        return ""
    parts: list[str] = []
    for line in section.lines:
        kept = bool(_TABLE.match(line) or _ITEM.match(line) or not line.strip() or not parts)
        if kept or not parts[-1].strip() or _TABLE.match(parts[-1]):
            parts.append(line.strip() if not _TABLE.match(line) else line.rstrip())
        else:
            parts[-1] = f"{parts[-1]} {line.strip()}"
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip()


def bullets(section: Section | None, *, path: str) -> tuple[tuple[str, ...], list[Fault]]:
    """Give the items of a list, and a fault for whatever is no item."""
    if section is None:
        return (), []
    items, faults = _items(section, path)
    for item in items:
        faults += [Fault(path, f.line, "a command stands under Causes", "move it to Fix") for f in item.fences]
    return tuple(" ".join(item.words) for item in items), faults


def steps(section: Section | None, *, path: str, numbered: bool) -> tuple[tuple[Step, ...], list[Fault]]:
    """Give the steps of a list with their commands, and every fault in numbers and info strings."""
    if section is None:
        return (), []
    items, faults = _items(section, path)
    if numbered:
        faults += [
            Fault(path, item.line, f"this step is number {item.number or 'none'}", f"number it {count}.")
            for count, item in enumerate(items, 1)
            if item.number != count
        ]
    made = []
    for item in items:
        commands = [_command(fence, path) for fence in item.fences]
        faults += [fault for fault in commands if isinstance(fault, Fault)]
        made.append(Step(" ".join(item.words), tuple(c for c in commands if isinstance(c, Command))))
    return tuple(made), faults


def _command(fence: Fence, path: str) -> Command | Fault:
    shell, _, effect = fence.info.partition(" ")
    for known_shell in SHELLS:
        for known_effect in EFFECTS:
            if (shell, effect.strip()) == (known_shell, known_effect):
                return Command(fence.text, known_shell, known_effect)
    wanted = f"one of {', '.join(SHELLS)} and one of {', '.join(EFFECTS)}"
    return Fault(path, fence.line, f"'{fence.info}' does not say shell and effect", f"write {wanted} after the fence")


def fences(section: Section | None, *, path: str) -> tuple[tuple[Example, ...], list[Fault]]:
    """Give the fenced messages of a section; `constructed` in the info string marks one that was made up."""
    if section is None:
        return (), []
    faults: list[Fault] = []
    made = []
    for piece in _pieces(section, path, faults):
        if isinstance(piece, Fence):
            words = piece.info.split()
            made.append(Example(piece.text, "constructed" in words, "asked" in words))
        elif piece[1].strip():
            faults.append(Fault(path, piece[0], "text stands outside a fence", "put each message into a ``` fence"))
    return tuple(made), faults


def _items(section: Section, path: str) -> tuple[list[_Item], list[Fault]]:
    faults: list[Fault] = []
    items: list[_Item] = []
    for piece in _pieces(section, path, faults):
        if isinstance(piece, Fence):
            if items:
                items[-1].fences.append(piece)
            else:
                faults.append(Fault(path, piece.line, "a fence stands before the first step", "write the step first"))
            continue
        line, words = piece
        found = _ITEM.match(words)
        if found:
            items.append(_Item(line, int(found[1]) if found[1] else None, [found[2].strip()]))
        elif words.strip() and items:
            items[-1].words.append(words.strip())
        elif words.strip():
            faults.append(Fault(path, line, f"'{section.heading}' starts with text", "make it a list"))
    return items, faults


def _pieces(section: Section, path: str, faults: list[Fault]) -> Iterator[Fence | tuple[int, str]]:
    lines: Sequence[str] = section.lines
    at = 0
    while at < len(lines):
        number = section.line + 1 + at
        opened = _FENCE.match(lines[at])
        at += 1
        if not opened:
            yield number, lines[at - 1]
            continue
        end = next((n for n in range(at, len(lines)) if lines[n].strip() == opened[2]), None)
        if end is None:
            faults.append(Fault(path, number, "this fence is never closed", f"add a line {opened[2]}"))
            end = len(lines)
        indent = len(opened[1])
        block = [line[indent:] if not line[:indent].strip() else line.lstrip() for line in lines[at:end]]
        yield Fence(opened[3], number, "\n".join(block))
        at = end + 1
