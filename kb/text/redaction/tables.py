"""Secrets in tables: CSV, Markdown and the output of `-o table`, where a column's head says what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, places
from kb.text.redaction.names import Held, held

_NOUNS = ("pass", "pwd", "secret", "key", "token", "pat")
_CELLS = {
    sign: lazily(
        rf'[ \t│]*(?:"(?P<quoted>[^"\n]*)"|(?P<bare>[^{re.escape(sign)}\n]*?))[ \t│]*(?:{re.escape(sign)}|\r?$)'
    )
    for sign in (",", ";", "|", "\t")
}
_TITLE = lazily(r"[A-Za-z_][\w ./-]{0,40}\Z")
_RULE = lazily(r"[ \t│|+>]*:?-{2,}[-: \t|│+]*\Z")
_DASHES = lazily(r"-{2,}")
_LONGEST_LINE = 2000
_NEAR = 80
_FEWEST_COLUMNS = 2
_BEFORE_HEAD = (":", "=", '"', "'", "`", "(", ">", "]", " ")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: what separates its cells, how many there are, which hold a secret.

    One that stands behind other words is embedded: its last row may have more behind it.
    """

    sign: str
    width: int
    held_by: dict[int, Held]
    embedded: bool = False


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
                if done - start <= _LONGEST_LINE and _promising(page.text, start, done):
                    done = yield from _below(page.text, start, at, done)


def _promising(text: str, start: int, end: int) -> bool:
    """Tell whether a line may be a head: it has several cells, or dashes follow."""
    if end == len(text):
        return False
    return any(text.find(sign, start, end) >= 0 for sign in _CELLS) or text.find("--", end, end + _NEAR) >= 0


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _below(text: str, start: int, at: int, end: int) -> Generator[Find, None, int]:
    """Give the secret cells below a line, if that is the head of a table, and return where the table ends."""
    following = text[end + 1 : min(_line_end(text, end + 1), end + _LONGEST_LINE)].rstrip("\r")
    ruled = bool(_RULE.match(following))
    if ruled and "|" not in following:
        return (yield from _aligned(text, start, end, following))
    if head := _head(text, start, start, end, ruled=ruled) or _embedded(text, start, at, end):
        return (yield from _rows(text, end + 1, head))
    return end


def _head(text: str, line: int, start: int, end: int, *, ruled: bool) -> Head | None:
    """Give the head that stands from start to end of the line, None if there is none or it is a row among others."""
    for sign in _CELLS:
        spans = _cells(text, start, end, sign) if text.find(sign, start, end) >= 0 else []
        heads = [text[slice(*span)] for span in spans]
        held_by = {number: holding for number, head in enumerate(heads) if (holding := held(head))}
        if held_by and len(heads) >= _FEWEST_COLUMNS and all(map(_titled, heads[:-1])):
            first = ruled if sign == "|" else start > line or _first(text, line, sign, len(heads))
            return Head(sign, len(heads), held_by) if first else None
    return None


def _embedded(text: str, start: int, at: int, end: int) -> Head | None:
    """Give the head that stands on its line behind a sign or an opening quote."""
    before = text[start:at]
    cut = max(before.rfind(sign) for sign in _BEFORE_HEAD) + 1
    if not cut or not any(sign in before[cut:] for sign in (",", ";", "\t")):
        return None
    head = _head(text, start, start + cut, end, ruled=False)
    return Head(head.sign, head.width, head.held_by, embedded=True) if head else None


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


def _rows(text: str, start: int, head: Head) -> Generator[Find, None, int]:
    while start < len(text) and (end := _line_end(text, start)) - start <= _LONGEST_LINE:
        if not _RULE.match(text, start, end):
            spans = _cells(text, start, end, head.sign)
            if len(spans) != head.width and end < len(text):
                break
            for number, span in enumerate(spans):
                value = text[slice(*span)]
                if number in head.held_by and _fits(value, head.held_by[number], embedded=head.embedded):
                    yield Find(*span, head.held_by[number].kind)
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


def _fits(value: str, holding: Held, *, embedded: bool = False) -> bool:
    if " " in value or values.placeholder(value) or values.code(value) or values.composite(value):
        return False
    return holding.accepts(value) and (not embedded or values.telling(value) or values.turning(value))
