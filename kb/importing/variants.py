"""What tells the root causes of one code apart: a name for the page, and a pattern of the message."""

from __future__ import annotations

import re
from collections.abc import Sequence

import re2

from kb.text.masking import message_key, words

_PLACE = re.compile(
    r"\{[^{}]{0,40}\}|<[^<>]{1,60}>|'[^']{0,60}'|\"[^\"]{0,60}\"|\b\w*\d[\w.:-]*|https?://\S+|[^\x20-\x7e]+"
    r"|\.\.\.|\s[.;,:]\s"
)
_SPECIAL = re.compile(r"([\\.^$*+?()\[\]{}|])")
_EMPTY = frozenset(
    (
        "a an and any are as at be because been by can cannot code codes could create do does during error failed fails"
        " fix following for from has have if in into is it its may message more not of on one or please should such"
        " specified than that the there this to troubleshoot try used using was we were when which while will with you"
        " your"
    ).split()
)
_FEWEST, _LONGEST, _NAME_WORDS, _NAME = 16, 90, 4, 60


def slug_for(*texts: str, without: Sequence[str] = ()) -> str:
    """Give a short name made of the telling words of the first text that has some besides codes.

    >>> slug_for("Disk '{0}' cannot be attached to VM '{1}' because it is being deleted.")
    'disk-attached-vm-being'
    """
    codes = {code.lower() for code in without} | {"boot", "error", "code"}
    for text in texts:
        told = (word for word, _, _ in words(message_key(text)) if word not in _EMPTY | codes and word.isascii())
        name = "-".join(list(dict.fromkeys(told))[:_NAME_WORDS])[:_NAME].strip("-")
        if name:
            return name
    return "other"


def pattern_for(messages: Sequence[str], *, against: Sequence[str]) -> str:
    """Give a pattern of fixed text that the first message has and none of the others, or nothing.

    >>> pattern_for(["Disk '{0}' cannot be attached because it is being deleted."], against=["Disk is fine."])
    '(?i)cannot be attached because it is being deleted'
    """
    others = [message_key(text) for text in against]
    pieces = [piece.strip(" .,;:-") for piece in _PLACE.split(message_key(messages[0]) if messages else "")]
    for piece in sorted(pieces, key=len, reverse=True):
        fixed = piece if len(piece) <= _LONGEST else piece[:_LONGEST].rsplit(" ", 1)[0]
        if len(fixed) < _FEWEST:
            break
        pattern = "(?i)" + _SPECIAL.sub(r"\\\1", fixed)
        if not any(re2.search(pattern, other) for other in others):
            return pattern
    return ""
