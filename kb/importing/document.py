"""A document of published documentation: front matter, sections, and what was missing while it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.importing.blocks import Block, Heading, Line, Text, walk
from kb.importing.checkout import Checkout
from kb.importing.finds import Gap
from kb.importing.inline import plain
from kb.importing.markdown import parse

_HEADER = re.compile(r"\A\s*<properties\b(.*?)/?>\s*(?:<tags\b(.*?)/>)?", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w.-]{1,60})\s?=\s*\"([^\"]*)\"")
_KEY = re.compile(r"^([\w.-]+)\s*:\s*(.*?)\s*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INCLUDE = re.compile(
    r"\[!INCLUDE\s*\[?[^\]]*\]?\(([^)\s]+)[^)]*\)\s*\]?|\[AZURE\.INCLUDE\s*\[[^\]]*\]\(([^)\s]+)\)\]", re.IGNORECASE
)
_BOLD_HEADING = re.compile(
    r"^\*\*((?:(?:possible |root )?causes?|solutions?|resolutions?|workarounds?|mitigations?|symptoms?|errors?"
    r"|error messages?(?: \d+)?|recommended (?:steps?|actions?))\b[^*\[\]\n]{0,60})\*\*:?\s*$",
    re.IGNORECASE,
)
_LOWEST = 7
_DEEPEST_INCLUDE = 4
_MOST_LINES, _LONGEST_LINE = 100_000, 10_000
_REPLACEMENT = "\ufffd"


@dataclass(eq=False, slots=True)
class Section:
    """A heading with the blocks below it, and the sections below that."""

    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    parent: Section | None = None

    @property
    def level(self) -> int:
        """Give the level of the heading; the document itself has 0."""
        return self.heading.level if self.heading else 0

    @property
    def title(self) -> str:
        """Give the heading as plain text."""
        return self.heading.text if self.heading else ""

    def everything(self) -> Iterator[Section]:
        """Give this section and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.everything()


@dataclass(eq=False, slots=True)
class Document:
    """One document; `text` is what stands in its file, `front` its front matter with keys in lower case."""

    path: str
    text: str
    front: dict[str, str]
    root: Section
    anchors: dict[str, Section]
    gaps: list[Gap]
    included: frozenset[str]

    @property
    def title(self) -> str:
        """Give the first heading, or else the title of the front matter."""
        heading = next((section.title for section in self.sections() if section.level == 1), "")
        return heading or self.front.get("title", "")

    def sections(self) -> Iterator[Section]:
        """Give every section in order, the text before the first heading as one of them."""
        return self.root.everything()

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Give every block with its section, those inside lists too."""
        for section in self.sections():
            for block in walk(section.blocks):
                yield section, block

    def section_named(self, anchor: str) -> Section | None:
        """Give the section that a link to `#anchor` leads to, in any casing."""
        return self.anchors.get(anchor.lower())


def read_document(path: str, text: str, *, checkout: Checkout) -> Document:
    """Give a document with its includes resolved from the checkout."""
    reader = _Reader(checkout)
    front, lines = _front_and_lines(path, text)
    expanded = list(reader.expanded(lines, (path,)))
    long = next((line.number for line in lines if len(line.text) == _LONGEST_LINE), 0)
    if long:
        reader.gaps.append(Gap(path, long, f"a line was cut after {_LONGEST_LINE} characters"))
    bad = next((line.number for line in lines if _REPLACEMENT in line.text), 0)
    if bad:
        reader.gaps.append(Gap(path, bad, "characters that are no UTF-8 show as \ufffd"))
    root = _tree(parse(expanded))
    anchors: dict[str, Section] = {}
    for section in root.everything():
        for name in section.heading.anchors if section.heading else ():
            anchors.setdefault(name.lower(), section)
    return Document(path, text, front, root, anchors, reader.gaps, frozenset(reader.included))


@dataclass(slots=True)
class _Reader:
    checkout: Checkout
    gaps: list[Gap] = field(default_factory=list)
    included: set[str] = field(default_factory=set)
    count: int = 0

    def expanded(self, lines: Sequence[Line], chain: tuple[str, ...]) -> Iterator[Line]:
        """Give the lines with those of included files in place of the include."""
        for line in lines:
            self.count += 1
            found = _INCLUDE.search(line.text) if "INCLUDE" in line.text.upper() else None
            if self.count > _MOST_LINES:
                return
            if found is None:
                yield line
            else:
                yield from self._included(line, found, chain)

    def _included(self, line: Line, found: re.Match[str], chain: tuple[str, ...]) -> Iterator[Line]:
        target = found[1] or found[2]
        path = self.checkout.included(line.path, target)
        text = self.checkout.read(path) if path else Gap(line.path, line.number, f"the include {target} is missing")
        if path is None or isinstance(text, Gap):
            self.gaps.append(Gap(line.path, line.number, f"the include {target} is missing"))
        elif path in chain or len(chain) > _DEEPEST_INCLUDE:
            self.gaps.append(Gap(line.path, line.number, f"the include {target} includes itself"))
        else:
            self.included.add(path)
            if line.text[: found.start()].strip():
                yield Line(line.text[: found.start()], line.path, line.number)
            yield from self.expanded(_front_and_lines(path, text)[1], (*chain, path))


def _front_and_lines(path: str, text: str) -> tuple[dict[str, str], list[Line]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    front: dict[str, str] = {}
    start = 0
    end = text.find("\n---", 3) if text.startswith("---\n") else -1
    header = _HEADER.match(text)
    if end >= 0:
        pairs = (_KEY.match(line) for line in text[4 : end + 1].split("\n"))
        front = {pair[1].lower(): plain(pair[2].strip("'\"")) for pair in pairs if pair and pair[2]}
        start = text.find("\n", end + 1) + 1 or len(text)
    elif header:
        pairs_of = _ATTRIBUTE.findall((header[1] or "") + " " + (header[2] or ""))
        front = {name.lower(): plain(value) for name, value in pairs_of}
        front.setdefault("title", front.get("pagetitle", "").split(" | ")[0])
        start = header.end()
    body = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text[start:])
    first = text.count("\n", 0, start) + 1
    return front, [Line(line[:_LONGEST_LINE], path, number) for number, line in enumerate(body.split("\n"), first)]


def _as_heading(block: Block) -> Block:
    """Give a paragraph such as `**Workaround**` as the heading it is meant to be; others as they are."""
    bold = _BOLD_HEADING.match(block.raw) if isinstance(block, Text) else None
    return Heading(block.at, _LOWEST, bold[1], ()) if bold else block


def _tree(blocks: Sequence[Block]) -> Section:
    root = current = Section(None)
    for given in blocks:
        block = _as_heading(given)
        if not isinstance(block, Heading):
            current.blocks.append(block)
            continue
        above: Section | None = current
        while above is not None and above.level >= block.level:
            above = above.parent
        parent = above or root
        current = Section(block, parent=parent)
        parent.children.append(current)
    return root
