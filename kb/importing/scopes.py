"""What the sections of an article are for: symptoms, causes, fixes; and the explanation that belongs to a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from kb.entry import Step
from kb.importing.blocks import Block, Code, Items, Quote, walk
from kb.importing.commands import command_of
from kb.importing.document import Document, Section
from kb.importing.inline import plain
from kb.importing.steps import causes_of, linked_sections, steps_of, steps_of_links, steps_of_sections, with_commands

_MOST_MESSAGE = 1200
_MOST_MESSAGE_LINES = 14


class Role(Enum):
    """What a section is for."""

    SYMPTOM = "symptom"
    CAUSE = "cause"
    FIX = "fix"
    DIAGNOSE = "diagnose"
    VERIFY = "verify"
    PREVENT = "prevent"
    ASIDE = "aside"


_HEADINGS = {
    Role.SYMPTOM: r"symptoms?\b|errors?$|error (?:messages?\s*\d*|details?)$|issue descriptions?|scenario\b|overview$",
    Role.CAUSE: r"(?:possible |common |root |probable )?causes?\b(?! and)|reasons?\b|why\b",
    Role.FIX: r"(?:possible |recommended )?(?:solution|resolution|workaround|mitigation|fix|remediation)(?:s|es)?\b"
    r"|recommended (?:steps?|actions?)|how to (?:fix|resolve|mitigate)|(?:fix|resolve|mitigate) the (?:problem|error)"
    r"|next actions?$|what to do|resolve\b|(?:troubleshooting )?steps?$",
    Role.DIAGNOSE: r"troubleshooting checklist|step-by-step diagnosis|diagnos\w+\b|(?:initial )?troubleshooting\b",
    Role.VERIFY: r"how to verify|verify the (?:fix|result|solution)|verification",
    Role.PREVENT: r"how to (?:prevent|avoid)\b|prevent\w*\b",
    Role.ASIDE: r"(?:more|additional|further|background) (?:information|references?|help|reading)|next steps?|see also"
    r"|related (?:content|articles?|documents?)|prerequisites?|before you (?:begin|start)|references?$|feedback"
    r"|recommended documents?|contact us|need help|applies to|background|third-party|limitations|before change",
}
_ROLES = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _HEADINGS.items())


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a document says about one problem beside its name and message."""

    causes: tuple[str, ...] = ()
    fixes: tuple[Step, ...] = ()
    diagnose: tuple[Step, ...] = ()
    verify: tuple[Step, ...] = ()
    prevent: tuple[Step, ...] = ()


def role_of(section: Section) -> Role | None:
    """Give what a section is for by its heading, or None if that does not tell."""
    title = section.title.strip("*: ") if section.level > 1 else ""
    return next((role for role, pattern in _ROLES if pattern.match(title)), None)


@lru_cache(maxsize=128)
def explanation_of(scope: Section, *, document: Document) -> Explanation:
    """Give the causes and steps that a section and those below it describe."""
    by_role = {role: [section for found, section in _roles(scope, None) if found is role] for role in Role}
    causes, fixes = causes_of(by_role[Role.CAUSE]), steps_of_sections(by_role[Role.FIX], document=document)
    linked = [pair for section in scope.everything() for pair in linked_sections(section.blocks, document=document)]
    if linked and not fixes:
        blocks = [block for section in scope.everything() for block in section.blocks]
        causes = causes or tuple(dict.fromkeys(name for word, name, _ in linked if word == "cause"))
        fixes = steps_of_links(blocks, document=document)
    rest = [
        tuple(step for section in by_role[role] for step in steps_of(section.blocks))[:8]
        for role in (Role.DIAGNOSE, Role.VERIFY, Role.PREVENT)
    ]
    return Explanation(causes, fixes, *rest)


def scope_of(section: Section) -> Section | None:
    """Give the nearest section around a place in which a fix is described under a heading of its own.

    A section with a topic of its own has nothing to do with the fixes beside it.
    """
    around: Section | None = section
    while around is not None and not _holds_fix(around):
        around = None if around.level > 1 and _purpose(around) is None else around.parent
    return around


@lru_cache(maxsize=128)
def other_steps(scope: Section) -> tuple[Step, ...]:
    """Give one step for each section that is for none of the known purposes: what an article tells to do."""
    made = [
        with_commands(
            Step(f"{section.title}: {steps[0].text}"), [command for step in steps for command in step.commands]
        )
        for role, section in _roles(scope, None)
        if role is None and section is not scope and section.level > 1 and (steps := steps_of(section.blocks))
    ]
    return tuple(made[:8])


def messages_in(blocks: Sequence[Block]) -> Iterator[str]:
    """Give the quoted errors of a run of blocks: quotations that are no remarks, and output that is no command."""
    for block in walk(blocks):
        text = message_of(block)
        if text and is_short(text):
            yield text


def message_of(block: Block) -> str:
    """Give the message that a block quotes, or nothing."""
    if isinstance(block, Quote) and not block.alert:
        raw = re.sub(r"&nbsp;|&emsp;|&ensp;", " ", block.raw)
    elif isinstance(block, Code) and block.info.split(" ")[0] in {
        "",
        "output",
        "text",
        "json",
        "log",
        "error",
        "console",
    }:
        raw = "" if command_of(block) else block.text
    else:
        return ""
    lines = [_unmarked(line) if isinstance(block, Quote) else line.rstrip() for line in raw.split("\n")]
    return "\n".join(line for line in lines if line.strip())


def is_short(message: str) -> bool:
    """Say whether a message is short enough to be shown as an example."""
    return len(message) <= _MOST_MESSAGE and message.count("\n") < _MOST_MESSAGE_LINES


def symptoms(scope: Section) -> list[Section]:
    """Give the sections that describe what is seen: the scope's own text and those called symptoms."""
    return [section for role, section in _roles(scope, None) if section is scope or role is Role.SYMPTOM]


def listed(blocks: Sequence[Block]) -> Iterator[str]:
    """Give the raw first lines of all list items."""
    for block in blocks:
        if isinstance(block, Items):
            yield from (item.raw for item in block.items)


def _roles(section: Section, inherited: Role | None) -> Iterator[tuple[Role | None, Section]]:
    own = inherited if inherited is Role.ASIDE else role_of(section) or inherited
    yield own, section
    for child in section.children:
        yield from _roles(child, own)


@lru_cache(maxsize=1024)
def _holds_fix(section: Section) -> bool:
    return any(role is Role.FIX for role, _ in _roles(section, None))


def _purpose(section: Section | None) -> Role | None:
    """Give what a section is for by its heading or one above it."""
    while section is not None and section.level > 1:
        role = role_of(section)
        if role is not None:
            return role
        section = section.parent
    return None


def _unmarked(line: str) -> str:
    return plain(re.sub(r"^\s*>\s?|\\\s*$", "", line))
