"""What any text must hold for a pattern to fit it, so that most patterns need not be tried or even compiled."""

from __future__ import annotations

import re
from typing import Final

_LEAST: Final = 4
_ESCAPED: Final = re.compile(r"\\([^\w\s])")
_QUANTIFIER: Final = re.compile(r"[?*]|\{\d*,?\d*\}")
_FLAGS: Final = re.compile(r"\(\?[a-zA-Z]+\)")
_CLASS: Final = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")


def sure_texts(pattern: str) -> tuple[str, ...]:
    """Give literal texts in lower case, one of which stands in any text (in lower case) that a pattern of RE2 fits.

    Only what stands outside of groups and classes counts; () means that nothing is sure.

    >>> sure_texts(r"(?i)exceeding approved .{0,40} cores quota"), sure_texts("(?i)disk full|no space left")
    (('exceeding approved ',), ('disk full', 'no space left'))
    """
    branches = [_longest(branch) for branch in _branches(_FLAGS.sub("", pattern))]
    return tuple(branches) if all(len(one) >= _LEAST for one in branches) else ()


def _branches(pattern: str) -> list[list[str]]:
    """Give the literal runs of each alternative at the top level of a pattern."""
    branches: list[list[str]] = [[""]]
    at = depth = 0
    while at < len(pattern):
        runs, width = branches[-1], 1
        char = pattern[at]
        if (found := _CLASS.match(pattern, at)) is not None:
            width, char = len(found[0]), ""
        elif (escape := _ESCAPED.match(pattern, at)) is not None:
            width, char = 2, escape[1]
        elif char == "\\":
            width, char = 2, ""
        elif char in "()":
            depth += 1 if char == "(" else -1
            char = ""
        elif char == "|" and depth == 0:
            branches.append([""])
            at += 1
            continue
        elif char in ".^$|+?*":
            char = ""
        quantifier = _QUANTIFIER.match(pattern, at + width)
        if quantifier is not None:
            width, char = width + len(quantifier[0]), ""
        if depth or not char:
            runs.append("")
        else:
            runs[-1] += char.lower()
        at += width
    return branches


def _longest(runs: list[str]) -> str:
    return max(runs, key=len)
