"""Markdown lines as blocks: what documentation is written in, and no more of the language than that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.importing.blocks import Block, Code, Heading, Item, Items, Line, Quote, Row, Table, Text
from kb.importing.inline import plain

_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([^`]*?)\s*$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_TAB = re.compile(r"^\s*#{1,6}\s*\[[^\]]*\]\(#tab/[^)]*\)|^\s*\*{3,}\s*$|^\s*-{3,}\s*$")
_ITEM = re.compile(r"^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(?=\S)")
_QUOTE = re.compile(r"^\s*>\s?(.*)$")
_ALERT = re.compile(r"^\[!(\w+)\]|^\[AZURE\.(\w+)\]", re.IGNORECASE)
_RULE_CELL = re.compile(r"^:?-+:?$")
_ANCHOR = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?([^\"'>\s]+)[\"']?\s*/?>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_TRIPLE_COLON = re.compile(r"^\s*:::\s?(?!image)")
_DEEPEST = 8
_CODE_INDENT = 4
_SETEXT = re.compile(r"^(?:=+|-{3,})\s*$")


def parse(lines: Sequence[Line], *, depth: int = 0) -> list[Block]:
    """Give the blocks of these lines in order."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        text = lines[at].text
        if not text.strip() or _TAB.match(text) or _TRIPLE_COLON.match(text):
            at += 1
            continue
        block, at = _next(lines, at, blocks, depth)
        if isinstance(block, Table) and not block.header and blocks and isinstance(blocks[-1], Table):
            blocks[-1] = Table(blocks[-1].at, blocks[-1].header, (*blocks[-1].rows, *block.rows))
        else:
            blocks.append(block)
    return blocks


def _next(lines: Sequence[Line], at: int, before: Sequence[Block], depth: int) -> tuple[Block, int]:
    text = lines[at].text
    if fence := _FENCE.match(text):
        return _fenced(lines, at, fence)
    if heading := _HEADING.match(text):
        return _heading(lines[at], len(heading[1]), heading[2] or ""), at + 1
    if _starts_table(lines, at) or (text.lstrip().startswith("|") and before and isinstance(before[-1], Table)):
        return _table(lines, at)
    if _ITEM.match(text) and depth < _DEEPEST:
        return _items(lines, at, depth)
    reader = _quote if _QUOTE.match(text) else _indented if _indent(text) >= _CODE_INDENT else _text
    return reader(lines, at)


def _fenced(lines: Sequence[Line], at: int, fence: re.Match[str]) -> tuple[Block, int]:
    mark, indent = fence[2], len(fence[1])
    end = next(
        (n for n in range(at + 1, len(lines)) if set(lines[n].text.strip()) == {mark[0]} and _closes(lines[n], mark)),
        len(lines),
    )
    inside = [line.text[min(indent, _indent(line.text)) :].rstrip() for line in lines[at + 1 : end]]
    return Code(lines[at], fence[3].strip().lower(), "\n".join(inside).strip("\n")), end + 1


def _closes(line: Line, mark: str) -> bool:
    return len(line.text.strip()) >= len(mark)


def _indented(lines: Sequence[Line], at: int) -> tuple[Block, int]:
    end = at
    while end < len(lines) and (not lines[end].text.strip() or _indent(lines[end].text) >= _CODE_INDENT):
        end += 1
    text = "\n".join(line.text.rstrip()[_CODE_INDENT:] for line in lines[at:end])
    return Code(lines[at], "", text.strip("\n")), end


def _heading(line: Line, level: int, raw: str) -> Heading:
    named = _ANCHOR.findall(raw)
    slug = re.sub(r"[^\w\- ]", "", plain(raw).lower()).strip().replace(" ", "-")
    return Heading(line, level, raw, (*named, slug))


def _quote(lines: Sequence[Line], at: int) -> tuple[Block, int]:
    end, inside = at, list[str]()
    while end < len(lines):
        found = _QUOTE.match(lines[end].text)
        lazy = lines[end].text.strip() and inside and inside[-1].strip() and not _starts_block(lines, end)
        if not found and not lazy:
            break
        inside.append(found[1] if found else lines[end].text.strip())
        end += 1
    first = next((line.strip() for line in inside if line.strip()), "")
    alert = _ALERT.match(first)
    return Quote(lines[at], "\n".join(inside), (alert[1] or alert[2]).upper() if alert else ""), end


def _starts_table(lines: Sequence[Line], at: int) -> bool:
    follows = lines[at + 1].text if at + 1 < len(lines) else ""
    return "|" in lines[at].text and "|" in follows and _is_rule(follows)


def _is_rule(text: str) -> bool:
    """Say whether a line is the one below a table's header."""
    if "-" not in text or not set(text) <= set("|:- \t"):
        return False
    filled = [cell for cell in _cells(text) if cell]
    return all(_RULE_CELL.match(cell) for cell in filled)


def _table(lines: Sequence[Line], at: int) -> tuple[Block, int]:
    """Give a table; rows that stand apart from theirs come without a header."""
    headed = _starts_table(lines, at)
    rows, end = _rows(lines, at + 2 if headed else at)
    return Table(lines[at], _cells(lines[at].text) if headed else (), rows), end


def _rows(lines: Sequence[Line], at: int) -> tuple[tuple[Row, ...], int]:
    rows = []
    while at < len(lines) and "|" in lines[at].text and not _FENCE.match(lines[at].text):
        rows.append(Row(lines[at], _cells(lines[at].text)))
        at += 1
    return tuple(rows), at


def _cells(text: str) -> tuple[str, ...]:
    stripped = text.strip()
    inside = stripped.removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in _PIPE.split(inside))


def _items(lines: Sequence[Line], at: int, depth: int) -> tuple[Block, int]:
    first = lines[at]
    outer = _indent(first.text)
    items: list[Item] = []
    while at < len(lines):
        found = _ITEM.match(lines[at].text)
        if not found or _indent(lines[at].text) > outer + 1 or _TAB.match(lines[at].text):
            break
        end = _end_of_item(lines, at, outer)
        inner = Line(lines[at].text[found.end() :], lines[at].path, lines[at].number)
        rest = _dedented(lines[at + 1 : end])
        items.append(Item(lines[at], found[3] is not None, tuple(parse([inner, *rest], depth=depth + 1))))
        at = end
    return Items(first, tuple(items)), at


def _end_of_item(lines: Sequence[Line], at: int, outer: int) -> int:
    """Give where an item ends: at the next one, at a block further out, or at text after a blank line."""
    end, blank, fence = at + 1, False, ""
    while end < len(lines):
        text = lines[end].text
        deeper = _indent(text) > outer + 1
        mark = _FENCE.match(text)
        if fence:
            fence = "" if mark and text.strip().startswith(fence) else fence
        elif not text.strip():
            blank = True
        elif not deeper and (blank or _starts_block(lines, end)):
            break
        else:
            blank, fence = False, mark[2] if mark else ""
        end += 1
    while end > at + 1 and not lines[end - 1].text.strip():
        end -= 1
    return _past_blanks(lines, end, outer)


def _past_blanks(lines: Sequence[Line], end: int, outer: int) -> int:
    """Give the next line with text if it is an item of the same list, else the end as it is."""
    later = end
    while later < len(lines) and not lines[later].text.strip():
        later += 1
    same = later < len(lines) and _ITEM.match(lines[later].text) and abs(_indent(lines[later].text) - outer) <= 1
    return later if same else end


def _dedented(lines: Sequence[Line]) -> list[Line]:
    deep = [_indent(line.text) for line in lines if line.text.strip()]
    least = min(deep, default=0)
    return [Line(line.text[least:] if line.text.strip() else "", line.path, line.number) for line in lines]


def _starts_block(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    kinds = (_FENCE, _HEADING, _ITEM, _QUOTE, _TAB, _TRIPLE_COLON, _SETEXT)
    return any(kind.match(text) for kind in kinds) or _starts_table(lines, at)


def _text(lines: Sequence[Line], at: int) -> tuple[Block, int]:
    end = at + 1
    while end < len(lines) and lines[end].text.strip() and not _starts_block(lines, end):
        end += 1
    under = lines[end].text if end < len(lines) else ""
    if end == at + 1 and _SETEXT.match(under):
        return _heading(lines[at], 1 if under.startswith("=") else 2, lines[at].text.strip()), end + 1
    return Text(lines[at], "\n".join(line.text.strip() for line in lines[at:end])), end


def _indent(text: str) -> int:
    expanded = text.expandtabs(_CODE_INDENT)
    return len(expanded) - len(expanded.lstrip())
