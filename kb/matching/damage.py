"""Known codes behind damaged ones: broken by a line's end, cut in the middle or at the end, misspelt."""

from __future__ import annotations

import re
from bisect import bisect_left

from kb.library import Library

HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SHORTEST_CUT, _SHORTEST_MISSPELT, _SHORTEST_JOINED = 12, 9, 10
# Of a long code two letters may be wrong, of a short one only one.
_TWO_WRONG_FROM, _MOST_WRONG = 16, 2
# The last letters of a cut word may be wrong too.
_LAST_LETTERS = 2
# A text is cut at its end, at the end of a line, or where somebody put dots.
_CUT_HERE = re.compile(r"[ \t]*(?:\n|\r|$|\.\.|…)")
_LEFT_OUT = re.compile(r"^([A-Za-z]\w{2,60}?)(?:\.{2,4}|…)(\w{3,60})$")
_GOES_ON = re.compile(r"(?:[ \t]?-?[ \t]*\r?\n[ \t]*|[ \t]|-)([A-Za-z]\w{0,39})")
_WITH_DOTS = re.compile(r"[\w.…]{1,120}")
_MOST_PARTS = 5
# Comes after every letter a code may have.
_AFTER_ALL = "\U0010ffff"
_LIKE_WHOLE = 0.95
_A_NUMBER = re.compile(r"-?(?:0x[0-9A-Fa-f]+|\d+)$")
_LETTERS_FOR_DIGITS = str.maketrans("01", "ol")


def mended(library: Library, text: str, start: int, end: int) -> tuple[str, float] | None:
    """Give the one known code that a word of a text is a damaged form of, with the likeness from 0 to 1.

    Codes that differ by a whole part, by a number or at the start of a part are different codes, not misspelt ones; and
    a word that the text goes on after is not cut.
    """
    word = text[start:end]
    if _A_NUMBER.match(word):
        return None
    whole = _joined(library, text, start, end) or _left_out(library, text, start) or _digits(library, word)
    if whole:
        return whole, _LIKE_WHOLE
    lowered = word.lower()
    cut = None
    if _CUT_HERE.match(text, end):
        cut = _cut(library, lowered) or _cut(library, lowered[:-_LAST_LETTERS])
    if cut and len(cut) > len(word):
        return cut, round(len(lowered) / len(cut), 4)
    return _misspelt(library, word) if len(word) >= _SHORTEST_MISSPELT else None


def may_be_cut(library: Library, text: str, start: int, end: int) -> bool:
    """Say whether a word is the start of known codes and the text is cut there: it names no code of its own then."""
    lowered = text[start:end].lower().rstrip(".…")
    at = bisect_left(library.all_codes, lowered)
    begins = at < len(library.all_codes) and library.all_codes[at].startswith(lowered)
    return begins and len(lowered) >= _SHORTEST_CUT and bool(_CUT_HERE.match(text, end))


def broken_at_odd_places(code: str, words: list[str]) -> bool:
    """Say whether the words that make up a code are not the words of its name: then nobody wrote them as prose.

    >>> broken_at_odd_places("SkuNotAvailable", ["Skunot", "available"])
    True
    >>> broken_at_odd_places("QuotaExceeded", ["quota", "exceeded"])
    False
    """
    return [word.lower() for word in words] != [part.lower() for part in HUMP.findall(code)]


def _joined(library: Library, text: str, start: int, end: int) -> str | None:
    """Give the code that a word makes up together with those that follow it."""
    joined, found = text[start:end], None
    for _ in range(_MOST_PARTS):
        following = _GOES_ON.match(text, end)
        if following is None:
            break
        joined, end = joined + following[1], following.end()
        if len(joined) >= _SHORTEST_JOINED and library.knows(joined):
            found = joined.lower()
    return found


def _left_out(library: Library, text: str, start: int) -> str | None:
    """Give the code of whose middle only dots are left."""
    with_dots = _WITH_DOTS.match(text, start)
    parts = _LEFT_OUT.match(with_dots[0]) if with_dots else None
    if parts is None:
        return None
    first, last = parts[1].lower(), parts[2].lower()
    fitting = [code for code in _starting(library, first) if code.endswith(last) and len(code) > len(first + last)]
    return fitting[0] if len(fitting) == 1 else None


def _digits(library: Library, word: str) -> str | None:
    letters = word.lower().translate(_LETTERS_FOR_DIGITS)
    return letters if letters != word.lower() and library.knows(letters) and not word.isdigit() else None


def _starting(library: Library, start: str) -> tuple[str, ...]:
    codes = library.all_codes
    return codes[bisect_left(codes, start) : bisect_left(codes, start + _AFTER_ALL)]


def _cut(library: Library, word: str) -> str | None:
    if len(word) < _SHORTEST_CUT:
        return None
    starting = _starting(library, word)
    # The shortest stands for those that only add to it (`…Unavailable`, `…UnavailableLinux`).
    return starting[0] if starting and all(code.startswith(starting[0]) for code in starting) else None


def _misspelt(library: Library, word: str) -> tuple[str, float] | None:
    from rapidfuzz import process  # noqa: PLC0415 - needed for the few texts with an unknown code
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    most = _MOST_WRONG if len(word) >= _TWO_WRONG_FROM else 1
    codes = _starting(library, word[0].lower())
    found = process.extract(word.lower(), codes, scorer=OSA.distance, score_cutoff=most, limit=3)
    fitting = [one for one in found if _same_parts(word, library.by_code(one[0])[0][1])]
    if not fitting or (len(fitting) > 1 and fitting[1][1] == fitting[0][1]):
        return None
    return fitting[0][0], round(1 - fitting[0][1] / len(word), 4)


def _same_parts(word: str, spelling: str) -> bool:
    ours, theirs = HUMP.findall(word), HUMP.findall(spelling)
    if len(ours) != len(theirs):
        return word.lower() == word or word.upper() == word
    different = [(one, other) for one, other in zip(ours, theirs, strict=True) if one.lower() != other.lower()]
    return all(
        one[0].lower() == other[0].lower() and not one.isdigit() and min(len(one), len(other)) > 2  # noqa: PLR2004
        for one, other in different
    )
