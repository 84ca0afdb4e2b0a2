"""Text out of a log, made safe to print: no control codes, no tricks with the direction of writing."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What may stand in a terminal sequence after its escape character goes with it.
_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])?")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
_KEPT: Final = frozenset({"\u200d", "\u00ad"})


def printable(text: str, *, lines: bool = False) -> str:
    r"""Give a text without control codes; in one line, unless its line breaks and tabs are wanted.

    >>> printable("evil\x1b[31m red\\x1b[0m\\n\\nVerdict: fake\\u202e")
    'evil red Verdict: fake'
    """
    if text.isprintable():
        return text
    plain = _ESCAPES.sub("", text)
    if not lines:
        plain = " ".join(plain.split())
    return "".join(one for one in plain if one in _KEPT or one in "\n\t" or unicodedata.category(one) not in _HIDDEN)
