"""Messages brought to one form, so that two of the same template compare equal."""

from __future__ import annotations

import re
from collections.abc import Iterator

BLANKS = re.compile(r"\s+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})
ESCAPES = re.compile(r"\\+(?:r\\+n|[nrt])|\\+(?=[\"'/\\])")


def message_key(text: str) -> str:
    r"""Give a message on one line, with straight quotes, without escapes and with single blanks.

    >>> print(message_key('Size “A”  is\\r\\n not \\"here\\"'))
    Size "A" is not "here"
    """
    return BLANKS.sub(" ", ESCAPES.sub(unescaped, text.translate(_QUOTES))).strip()


def unescaped(escape: re.Match[str]) -> str:
    """Give what an escape stands for: a blank for line breaks and tabs, nothing for the backslashes before a quote."""
    return " " if escape[0][-1] in "nrt" else ""


# Values that differ from one failure to the next. Order matters: the longer form first.
_VARIABLE = re.compile(
    r"https?://[^\s'\"<>)\]]+|aka\.ms/[\w-]+"
    r"|/?subscriptions/[^\s'\",;<>]+|(?<![\w])/[\w.-]+(?:/[\w.-]+)+"
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|<[^<>\s][^<>]{0,60}>|\{[\w.-]{0,40}\}"
    r"|(?<![A-Za-z])['\"][^'\"\s]{1,90}['\"](?![A-Za-z])"
    r"|\b(?:Standard|Basic)_\w+|\b\w*\d[\w.:-]*"
)
_WORD = re.compile(r"[^\W\d_]{2,40}")
_NOT = {"won": "will", "shan": "shall"}


def words(text: str) -> list[tuple[str, int, int]]:
    """Give the fixed words of a message in lower case with their offsets; names, ids, numbers and links are left out.

    >>> [word for word, _, _ in words("Disk 'data-01' can't be attached to VM 00ff in West US 2")]
    ['disk', 'cannot', 'be', 'attached', 'to', 'vm', 'in', 'west', 'us']
    """
    found: list[tuple[str, int, int]] = []
    at = 0
    for start, end in [*(match.span() for match in _VARIABLE.finditer(text)), (len(text), len(text))]:
        found += [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text, at, start)]
        at = max(at, end)
    return list(_without_short_nots(found, text))


def _without_short_nots(found: list[tuple[str, int, int]], text: str) -> Iterator[tuple[str, int, int]]:
    at = 0
    while at < len(found):
        word, start, end = found[at]
        following = found[at + 1][0] if at + 1 < len(found) else ""
        if text[end : end + 2].lower() == "'t" and word.endswith("n"):
            stem = _NOT.get(word, word[:-1])
            yield "cannot" if word == "can" else stem, start, end
            if word != "can":
                yield "not", start, end
        elif word == "can" and following == "not":
            yield "cannot", start, found[at + 1][2]
            at += 1
        else:
            yield word, start, end
        at += 1
