"""Secrets in tables: CSV, Markdown and the output of `-o table`, where a column's head says what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from itertools import pairwise

from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, places
from kb.text.redaction.names import Held, held

_NOUNS = ("pass", "pwd", "secret", "key", "token")
_CELLS = {
    sign: re.compile(
        rf'[ \t│]*(?:"(?P<quoted>[^"\n]*)"|(?P<bare>[^{re.escape(sign)}\n]*?))[ \t│]*(?:{re.escape(sign)}|\r?$)'
    )
    for sign in (",", ";", "|", "\t")
}
_TITLE = re.compile(r"[A-Za-z_][\w ./-]{0,40}\Z")
_RULE = re.compile(r"[ \t│|+]*:?-{2,}[-: \t|│+]*\Z")
_DASHES = re.compile(r"-{2,}")
_LONGEST_LINE = 2000
_FEWEST_COLUMNS = 2

Span = tuple[int, int]


def tabled(page: Page) -> Iterator[Find]:
    """Give the cells under heads that say that they hold a secret."""
    if "\n" not in page.text:
        return
    for noun in _NOUNS:
        done = 0
        for at in places(page.lower, noun):
            if at >= done:
                start = page.text.rfind("\n", done, at) + 1 or done
                done = _line_end(page.text, at)
                if done - start <= _LONGEST_LINE and done < len(page.text):
                    done = yield from _below(page.text, start, done)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _below(text: str, start: int, end: int) -> Generator[Find, None, int]:
    """Give the secret cells below a line, if that is the head of a table, and return where the table ends."""
    following = text[end + 1 : min(_line_end(text, end + 1), end + _LONGEST_LINE)].rstrip("\r")
    ruled = bool(_RULE.match(following))
    if ruled and "|" not in following:
        return (yield from _aligned(text, start, end, following))
    for sign in _CELLS:
        heads = _cells(text, start, end, sign) if text.find(sign, start, end) >= 0 else []
        held_by = {number: holding for number, span in enumerate(heads) if (holding := held(text[slice(*span)]))}
        if held_by and len(heads) >= _FEWEST_COLUMNS and all(_titled(text[slice(*span)]) for span in heads):
            if ruled if sign == "|" else _first(text, start, sign, len(heads)):
                return (yield from _rows(text, end + 1, sign, len(heads), held_by))
            return end
    return end


def _titled(head: str) -> bool:
    return not head or (bool(_TITLE.match(head)) and not values.strong(head) and not values.random(head))


def _first(text: str, start: int, sign: str, width: int) -> bool:
    """Tell whether the line before is no row of the same table."""
    before = text.rfind("\n", max(0, start - _LONGEST_LINE), max(0, start - 1)) + 1
    return not start or len(_cells(text, before, start - 1, sign)) != width


def _cells(text: str, start: int, end: int, sign: str) -> list[Span]:
    spans: list[Span] = []
    while start <= end and (cell := _CELLS[sign].match(text, start, end)):
        spans.append(cell.span("quoted") if cell["quoted"] is not None else cell.span("bare"))
        if cell.end() == start or cell.end() >= end:
            break
        start = cell.end()
    return spans


def _rows(text: str, start: int, sign: str, width: int, held_by: dict[int, Held]) -> Generator[Find, None, int]:
    while start < len(text) and (end := _line_end(text, start)) - start <= _LONGEST_LINE:
        if not _RULE.match(text, start, end):
            cells = _cells(text, start, end, sign)
            if len(cells) != width and end < len(text):
                break
            for number, span in enumerate(cells):
                if number in held_by and _fits(text[slice(*span)], held_by[number]):
                    yield Find(*span, held_by[number].kind)
        start = end + 1
    return start - 1


def _aligned(text: str, start: int, end: int, rule: str) -> Generator[Find, None, int]:
    """Give the secret cells of a table whose columns are set by dashes under the heads, and return where it ends."""
    columns = [found.start() for found in _DASHES.finditer(rule)]
    line = text[start:end]
    held_by = [
        (left, right, holding)
        for left, right in pairwise([*columns, _LONGEST_LINE])
        if (holding := held(line[left:right].strip()))
    ]
    row = _line_end(text, end + 1) + 1
    while held_by and row < (stop := _line_end(text, row)) <= row + _LONGEST_LINE:
        for left, right, holding in held_by:
            cell = text[row + left : min(row + right, stop)]
            value = cell.strip()
            if _fits(value, holding):
                place = row + left + len(cell) - len(cell.lstrip())
                yield Find(place, place + len(value), holding.kind)
        row = stop + 1
    return row - 1


def _fits(value: str, holding: Held) -> bool:
    return (
        " " not in value
        and not values.placeholder(value)
        and holding.accepts(value)
        and not values.code(value)
        and not values.composite(value)
    )
