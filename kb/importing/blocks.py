"""The blocks of a Markdown text: headings, paragraphs, lists, tables, code and quotes, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.importing.inline import plain


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document; an included one bears the path and number of the file it stands in."""

    text: str
    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands there, with the names under which links find it."""

    at: Line
    level: int
    raw: str
    anchors: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the heading as plain text."""
        return plain(self.raw)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph as it stands there, line ends included."""

    at: Line
    raw: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list with all blocks in it."""

    at: Line
    ordered: bool
    blocks: tuple[Block, ...]

    @property
    def raw(self) -> str:
        """Give the first paragraph of the item."""
        return next((block.raw for block in self.blocks if isinstance(block, Text)), "")


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    at: Line
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells as they stand there."""

    at: Line
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with or without pipes at its ends."""

    at: Line
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A fenced or indented block with its info string."""

    at: Line
    info: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; `alert` names what kind of remark it is (NOTE, WARNING), if it is one."""

    at: Line
    raw: str
    alert: str


Block = Heading | Text | Items | Table | Code | Quote


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give blocks and the blocks inside their lists."""
    for block in blocks:
        yield block
        if isinstance(block, Items):
            for item in block.items:
                yield from walk(item.blocks)
