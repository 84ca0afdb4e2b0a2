"""The innermost message of a failure: what ARM wrapped as JSON, as JSON inside strings, or as Code="…" Message="…".

Made for signatures: masked numbers are no JSON, logs cut their texts, so braces and backslashes are read, no document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.clustering.masking import VARIABLE

_LABELLED = re.compile(
    r"\s*(?:Error ?)?(?:code|id)\s*:\s*([^\s,;]+)[\s,;]+(?:Error ?)?message\s*:\s*(\S.*)", re.IGNORECASE | re.DOTALL
)
_PART = re.compile(r"""[{}]|(?:[Cc]ode|[Mm]essage)(?:=|(\\*)["']\s*:\s*)(\\*)"(?!\2")""")
_HINTS = ('essage"', "essage'", "essage\\", 'essage="')
_CODE = re.compile(r"[^\\\"]+")
_CLOSING = re.compile(r'(\\*)"')
_FOLLOWS = re.compile(r'\s*(?:[,}\])]|\\+[nr]|\\*"\s*[,}\]]|$)| +[A-Z]\w*=')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_STANDS_FOR = {"n": "\n", "r": "", "t": " ", "b": "", "f": "", "<": "\n<"}
_MOST_ROUNDS = 8


@dataclass(slots=True)
class _Error:
    """An object: how deep it lies, its code, and where its message starts, behind how many backslashes."""

    depth: int
    code: str | None = None
    message: int | None = None
    backslashes: int = 0


def innermost(text: str) -> tuple[str, str | None]:
    r"""Give the innermost message of a signature and its code; the text itself and None if nothing is wrapped.

    Of several errors side by side, the first of those that lie deepest.

    >>> innermost('{"error":{"code":"A","message":"{\\"code\\":\\"B\\",\\"message\\":\\"no disk\\"}"}}')
    ('no disk', 'B')
    """
    if labelled := _LABELLED.match(text):
        return labelled[2], None if VARIABLE in labelled[1] else labelled[1]
    best = _deepest(text) if any(hint in text for hint in _HINTS) else None
    if best is None or best.message is None:
        return text, None
    return _value(text, best.message, best.backslashes), best.code


def _deepest(text: str) -> _Error | None:
    open_: list[_Error] = [_Error(0)]
    best: _Error | None = None
    for found in _PART.finditer(text):
        if found[0] == "{":
            open_.append(_Error(len(open_)))
        elif found[0] == "}":
            if len(open_) > 1:
                open_.pop()
        elif found[0][0] in "cC":
            if open_[-1].code is not None and open_[-1].message is not None:
                open_[-1] = _Error(open_[-1].depth)
            code = _CODE.match(text, found.end())
            open_[-1].code = code[0] if code else None
        elif open_[-1].message is None:
            error = open_[-1]
            error.message = found.end()
            error.backslashes = len(found[2])
            if best is None or error.depth > best.depth:
                best = error
    return best


def _value(text: str, at: int, backslashes: int) -> str:
    """Give the string that starts at `at`, as often unescaped as the backslashes before its quote say."""
    end = len(text)
    for closing in _CLOSING.finditer(text, at):
        if len(closing[1]) == backslashes and _FOLLOWS.match(text, closing.end()):
            end = closing.start()
            break
    value = text[at:end]
    for _ in range(min(_MOST_ROUNDS, (backslashes + 1).bit_length())):
        if "\\" not in value:
            break
        value = _ESCAPE.sub(_unescaped, value)
    return value


def _unescaped(escape: re.Match[str]) -> str:
    return _STANDS_FOR.get(escape[1], escape[1])
