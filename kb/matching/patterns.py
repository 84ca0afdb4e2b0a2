"""Where a pattern of an entry fits a text. RE2 cannot hang; what it says is found in quicker ways where there are any.

A pattern without wildcards is looked for as the text it is. One with wide gaps (`.{1,400}`), which RE2 unrolls at the
cost of milliseconds, is first tried with gaps of any width: where that fits nothing, nor does the pattern, and where
all gaps of the fit are narrow enough, it is the very fit of the pattern, for gaps are filled in the same order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from kb.literals import plain
from kb.text.errors import Span
from kb.text.lazily import lazily

_WIDE: Final = 12
_ITEM: Final = lazily(
    r"(?P<one>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\[\\])(?:\{(?P<least>\d{1,3}),(?P<most>\d{1,4})\}(?P<lazy>\??))?",
    re.DOTALL,
)
_UNCOUNTED: Final = lazily(r"\?(?!P?<)")


@dataclass(frozen=True, slots=True)
class _Loosened:
    """A pattern with gaps of any width: the number of the group that each is, and how wide it may be at most."""

    pattern: str
    gaps: tuple[tuple[int, int], ...]


def search(pattern: str, text: str, lowered: str) -> Span | None:
    """Give where a pattern fits a text first, of which `lowered` is the lower case; None if nowhere or no pattern."""
    literal = _plain(pattern)
    if literal is not None and len(text) == len(lowered):
        wanted, anyhow = literal
        at = (lowered if anyhow else text).find(wanted)
        return (at, at + len(wanted)) if at >= 0 else None
    loosened = _loosened(pattern)
    if loosened is not None:
        hit = _search(loosened.pattern, text)
        if hit is None:
            return None
        if all(hit.end(group) - hit.start(group) <= most for group, most in loosened.gaps):
            return _span(hit)
    hit = _search(pattern, text)
    return _span(hit) if hit is not None else None


@lru_cache(maxsize=16384)
def _plain(pattern: str) -> tuple[str, bool] | None:
    literal = plain(pattern)
    return (literal[0].lower(), True) if literal is not None and literal[1] else literal


@lru_cache(maxsize=16384)
def _loosened(pattern: str) -> _Loosened | None:
    """Give a pattern with its wide gaps opened; only those outside of groups, which are filled once at the most."""
    parts: list[str] = []
    gaps: list[tuple[int, int]] = []
    depth = groups = 0
    for item in _ITEM.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(item["one"], 0)
        groups += item["one"] == "(" and not _UNCOUNTED.match(pattern, item.end())
        if depth == 0 and item["most"] and int(item["most"]) - int(item["least"]) >= _WIDE:
            groups += 1
            parts.append(f"({item['one']}{{{item['least']},}}{item['lazy']})")
            gaps.append((groups, int(item["most"])))
        else:
            parts.append(item[0])
    return _Loosened("".join(parts), tuple(gaps)) if gaps else None


def _search(pattern: str, text: str) -> Any:  # noqa: ANN401 - the RE2 binding has no types
    compiled = _compiled(pattern)
    return compiled.search(text) if compiled is not None else None


@lru_cache(maxsize=16384)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 - as above
    import re2  # noqa: PLC0415 - loaded when the first pattern is tried

    try:
        return re2.compile(pattern)
    except re2.error:
        return None


def _span(hit: Any) -> Span:  # noqa: ANN401 - as above
    start, end = hit.span()
    return start, end
