"""Sections and lists as numbered steps with commands, and as causes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from kb.entry import EFFECTS, Command, Shell, Step
from kb.importing.blocks import Block, Code, Item, Items, Quote, Table, Text
from kb.importing.commands import command_of
from kb.importing.document import Document, Section
from kb.importing.inline import links, parts, plain, shortened

_MOST_STEPS, _MOST_COMMANDS, _MOST_LINES, _STEP, _CAUSE = 8, 3, 12, 280, 220
_REST = Step("Go on with the remaining steps of the document.")
_WARNS = {"WARNING", "CAUTION", "IMPORTANT"}
_POINTER = re.compile(
    r"(?i)^(?:you (?:then |might |may )?(?:see|receive|get) |see also|learn more\b"
    r"|for (?:more|further|detailed) (?:information|details|instructions))"
)
_INTRO = re.compile(
    r"(?i)(?:following|below|these steps|as follows|reasons?|conditions?|causes?|methods?|options?)[^.:]*[:.]?$|:$"
)
_LABEL = re.compile(
    r"(?i)^(?:(?:possible |recommended |root )?(?:solution|resolution|workaround|mitigation|method|option|step|fix"
    r"|cause|reason|action)s?(?:\s*\d+[a-z]?|\s+[a-d])?|(?:error|issue|scenario|problem)\s*\d+)"
    r"(?:\s+for\s+(?:this\s+)?(?:error|cause|issue|scenario)s?(?:\s*\d+)?(?:\s+and\s+\w+\s+\d+)?)?"
    r"\s*(?:[:.–-]+\s*|$)"
)
_LINKED = re.compile(r"\s*\*\*(Cause|Step|Solution)\b")
_CAUSE_COLUMN = re.compile(r"(?i)^(?:issue|problem|cause|possible causes?|reason|access pattern|symptom|scenario)$")
_FIX_COLUMN = re.compile(r"(?i)^(?:solution|resolution|workaround|mitigation|recommendation|action|fix|what to do)$")


def steps_of(blocks: Sequence[Block]) -> tuple[Step, ...]:
    """Give the steps that a run of blocks describes, at most eight; commands stand under the step they follow."""
    made: list[Step] = []
    listed = any(isinstance(block, Items) and block.items[0].ordered for block in blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Items):
            made += [step for item in block.items if (step := _step(item)) is not None]
        elif isinstance(block, Text):
            made += _of_text(block, blocks[at + 1 : at + 2], before_list=listed and not made)
        elif isinstance(block, Quote) and (warning := _warning(block)):
            made.append(Step(warning))
        elif isinstance(block, Code) and made and (command := command_of(block)):
            made[-1] = with_commands(made[-1], [command])
        elif isinstance(block, Table):
            made += [
                Step(f"{shortened(issue, most=120)}: {fix}" if issue else fix) for issue, fix in table_fixes(block)
            ]
    return limited(made)


def steps_of_sections(sections: Sequence[Section], *, document: Document) -> tuple[Step, ...]:
    """Give the steps of sections, without those below them: all of a single one, or one for each of several."""
    leaves = [section for section in sections if section.blocks]
    if len(leaves) == 1:
        linked = steps_of_links(leaves[0].blocks, document=document)
        return linked or steps_of(leaves[0].blocks)
    made: list[Step] = []
    for leaf in leaves:
        inner = steps_of(leaf.blocks)
        name = unlabelled(leaf.title) or (
            unlabelled(leaf.parent.title) if leaf.parent and leaf.parent.level > 1 else ""
        )
        if name and inner:
            commands = [command for step in inner for command in step.commands]
            made.append(with_commands(Step(_named(name, inner)), commands))
        else:
            made += inner
    return limited(made)


def steps_of_links(blocks: Sequence[Block], *, document: Document) -> tuple[Step, ...]:
    """Give the steps of the sections that a text of links such as `Cause 1: [text](#anchor)` leads to."""
    made: list[Step] = []
    for _, name, section in islice(linked_sections(blocks, document=document), _MOST_STEPS):
        inner = steps_below(section)
        made += [Step(f"{name}: {_lower_first(step.text)}" if at == 0 else step.text, step.commands)
                 for at, step in enumerate(inner[:2])]  # fmt: skip
    return limited(made)


@lru_cache(maxsize=256)
def steps_below(section: Section) -> tuple[Step, ...]:
    """Give the steps of a section and of all below it."""
    return limited([step for leaf in section.everything() for step in steps_of(leaf.blocks)])


def linked_sections(blocks: Iterable[Block], *, document: Document) -> Iterator[tuple[str, str, Section]]:
    """Give the sections of this document that links such as `Cause 1: [text](#anchor)` lead to, with word and text."""
    for block in blocks:
        called = _LINKED.match(block.raw) if isinstance(block, Text) else None
        if not isinstance(block, Text) or called is None:
            continue
        for name, target in links(block.raw):
            section = document.section_named(target[1:]) if target.startswith("#") else None
            if section is not None:
                yield called[1].lower(), name, section


def causes_of(sections: Sequence[Section]) -> tuple[str, ...]:
    """Give the causes that sections describe, without those below: their lists, or headings and first sentences."""
    made: list[str] = []
    for section in sections:
        name = unlabelled(section.title)
        items = [plain(item.raw) for block in section.blocks if isinstance(block, Items) for item in block.items]
        listed = [text for text in items if not _LABEL.match(text) and not text.startswith("Solutions ")]
        told = [plain(block.raw) for block in section.blocks if isinstance(block, Text)]
        first = shortened(" ".join(text for text in told if not _INTRO.search(text)), most=_CAUSE)
        made += [shortened(text, most=_CAUSE) for text in listed if text] or [_titled(name, first)]
    return tuple(dict.fromkeys(cause for cause in made if cause))[:_MOST_STEPS]


def table_fixes(table: Table) -> Iterator[tuple[str, str]]:
    """Give the pairs of issue and fix of a table that has such columns."""
    names = [plain(cell) for cell in table.header]
    issue = next((at for at, name in enumerate(names) if _CAUSE_COLUMN.match(name)), None)
    fix = next((at for at, name in enumerate(names) if _FIX_COLUMN.match(name)), None)
    for row in table.rows:
        if issue is not None and fix is not None and len(row.cells) > max(issue, fix):
            told = shortened(plain(row.cells[fix]), most=_STEP)
            if told:
                yield plain(row.cells[issue]), told


def with_commands(step: Step, commands: Iterable[Command]) -> Step:
    """Give a step with further commands, each once; those for one shell are joined, with the worst of their effects."""
    by_shell: dict[Shell, Command] = {}
    for command in list(dict.fromkeys((*step.commands, *commands)))[:_MOST_COMMANDS]:
        before = by_shell.setdefault(command.shell, command)
        joined = before.text.count("\n") + command.text.count("\n") + 2
        if before is not command and command.text not in before.text and joined <= _MOST_LINES:
            worst = max(before.effect, command.effect, key=EFFECTS.index)
            by_shell[command.shell] = Command(f"{before.text}\n{command.text}", command.shell, worst)
    return Step(step.text, tuple(by_shell.values()))


def limited(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Give at most eight steps, without repetitions; the last one says when there are more."""
    once = list(dict.fromkeys(step for step in steps if step.text))
    return tuple(once) if len(once) <= _MOST_STEPS else (*once[: _MOST_STEPS - 1], _REST)


def unlabelled(heading: str) -> str:
    """Give a heading without `Solution 1:` and the like.

    >>> unlabelled("Solution 2: Modify your access patterns"), unlabelled("Cause"), unlabelled("Solution for cause 1")
    ('Modify your access patterns', '', '')
    """
    return _LABEL.sub("", heading).strip()


def _step(item: Item) -> Step | None:
    text = shortened(plain(item.raw), most=_STEP)
    commands = [command for block in item.blocks if isinstance(block, Code) and (command := command_of(block))]
    nested = [inner for block in item.blocks if isinstance(block, Items) for inner in block.items]
    if text.endswith(":") and nested:
        told = "; ".join(plain(inner.raw).rstrip(".;") for inner in nested[:4])
        text = shortened(f"{text} {told}.", most=_STEP)
    warnings = [told for block in item.blocks if isinstance(block, Quote) and (told := _warning(block))]
    text = " ".join([text, *warnings]) if text else text
    quoted = any(isinstance(block, Quote) for block in item.blocks)
    if not text or (text.endswith(":") and quoted and not commands):
        return None
    inner_commands = [
        command for one in nested for block in one.blocks if isinstance(block, Code) and (command := command_of(block))
    ]
    return with_commands(Step(_ended(text)), [*commands, *inner_commands])


def _warning(block: Quote) -> str:
    """Give what a remark warns of, or nothing."""
    told = plain(re.sub(r"^\s*\[!\w+\]", "", block.raw, count=1)) if block.alert in _WARNS else ""
    return shortened(told, most=_CAUSE)


def _of_text(block: Text, following: Sequence[Block], *, before_list: bool) -> list[Step]:
    if _LINKED.match(block.raw):
        return [Step(told) for part in parts(block.raw.replace("\n", "<br>")) if (told := unlabelled(part))]
    text = shortened(plain(block.raw), most=_STEP)
    after = following[0] if following else None
    command = command_of(after) if isinstance(after, Code) else None
    if not text or _POINTER.match(text) or (before_list and command is None):
        return []
    if isinstance(after, (Items, Table, Quote)) and _INTRO.search(text):
        return []
    if isinstance(after, Code) and command is None and text.endswith(":"):
        return []
    return [Step(_ended(text))]


def _named(name: str, inner: Sequence[Step]) -> str:
    # Whole, for a second sentence may say what must not be lost.
    return shortened(_titled(name, inner[0].text), most=_STEP)


def _titled(name: str, told: str) -> str:
    if not name or not told:
        return name or told
    return told if told.lower().startswith(name.lower()) else f"{name.rstrip('.:')}: {_lower_first(told)}"


def _lower_first(text: str) -> str:
    plain_start = text[:2].isalpha() and text[1:2].islower() and not text.startswith(("Azure", "Microsoft", "Windows"))
    return text[0].lower() + text[1:] if plain_start else text


def _ended(text: str) -> str:
    return re.sub(r"\s*:$", ".", text)
