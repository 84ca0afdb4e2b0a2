"""Values in quotes at any depth of escaping, in texts that may be cut anywhere.

A string that was escaped k times has delimiters behind 2^k - 1 backslashes, and whatever stands inside has more. So the
end of a value is the next quote of the same kind behind as many backslashes, if what follows can follow a value.
"""

from __future__ import annotations

import re

from kb.text.errors import Span

MOST = 4_000

_OPEN = re.compile(r"(\\{0,16})(\"|'|&quot;|`)")
_QUOTE = {quote: re.compile(rf"(\\{{0,16}}){re.escape(quote)}") for quote in ('"', "'", "&quot;", "`")}
_AFTER_VALUE = re.compile(
    r"\s*(?:$|[,}\])|;]|\\+[nr]|(?:-- )?(?:[A-Z]\w{2,20})\s?[=:]|\\*[\"'](?:$|\s*[,}\])]))|[ \t]*[.]?[ \t]*(?:\r?\n|$)"
)
_LINE_END = re.compile(r"\r?\n|(?<=\S);\s|\\+r\\+n|$")
_BLANKS = re.compile(r"[ \t]{0,3}")
_BARE_WORD = re.compile(r"[A-Za-z0-9_][\w./-]{0,120}")


def quoted(text: str, at: int) -> Span | None:
    r"""Give the span of the quoted value that starts at `at`, without quotes; None if there is no quote.

    >>> text = '"message":"it said \\"no\\", twice","target":null'
    >>> print(text[slice(*quoted(text, 10))])
    it said \"no\", twice
    """
    opened = _OPEN.match(text, at)
    if not opened:
        return None
    depth, start, limit = len(opened[1]), opened.end(), min(len(text), opened.end() + MOST)
    for closing in _QUOTE[opened[2]].finditer(text, start, limit):
        if len(closing[1]) == depth and _AFTER_VALUE.match(text, closing.end()):
            return start, closing.start()
    return start, limit


def word(text: str, at: int) -> Span | None:
    """Give the span of a single word that starts at `at`, in quotes or bare; None if there is none."""
    opened = _OPEN.match(text, at)
    found = _BARE_WORD.match(text, _after_blanks(text, opened.end() if opened else at))
    return found.span() if found else None


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def rest_of_line(text: str, at: int) -> Span:
    """Give the span up to the end of the line or of the clause."""
    found = _LINE_END.search(text, at, min(len(text), at + MOST))
    return at, found.start() if found else min(len(text), at + MOST)
