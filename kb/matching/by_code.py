"""Entries found by a code: as it stands there, cut short, or misspelt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kb.library import Library
from kb.text.offsets import TracedText

_TOKEN = re.compile(r"(?<![\w$@-])-?[A-Za-z0-9_]\w*(?:/[A-Za-z]\w*)*")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NUMBER = re.compile(r"^\d{4,9}$|^-?0x[0-9A-Fa-f]{6,16}$")
# A number is a code only where the text says so.
_SAYS_CODE = re.compile(r"(?i)(?:error|code|id|event|stop|bug ?check|status|hresult|errore|fehler)\W{0,12}$")
_FAILURE_WORDS = re.compile(
    r"Fail|Error|NotFound|Exceed|Invalid|NotAllowed|NotSupported|Unsupported|Denied|TimedOut|Timeout|Conflict|Unavail"
    r"|NotAvailable|Limit|Reached|Missing|Mismatch|Cannot|InUse|Disallowed|Forbidden|Disabled|Required|NotRegistered"
)
_BUILT_LIKE_CODE = re.compile(r"^[A-Z][A-Za-z0-9_]{4,}$")
_PRINTED_BY_POWERSHELL = frozenset({"FullyQualifiedErrorId", "InvalidOperationException", "NotSpecified"})
_FIELD = re.compile(
    r"(?:Code|Ids?|Fix|Name|Type|Status|Message|Client|Time|Version|Uri|Url|Exception|After|Body|Reason|Details?|Phrase|Info|Target)$"
)
_FEWEST_HUMPS, _SHORTEST_CUT, _SHORTEST_MISSPELT = 3, 12, 9
# The last letters of a cut word may be wrong too.
_LAST_LETTERS = 2
_MOST_TOKENS, _LONGEST = 20_000, 120
# Words with capitals one after another, or words joined by hyphens as links have them.
_SPELT_OUT = re.compile(r"\b[A-Z]\w{1,40}(?: [A-Z]\w{1,40}){1,7}\b|\b[a-z]{2,20}(?:-[a-z]{2,20}){2,9}\b")
_SPELT_WORD = re.compile(r"[A-Za-z0-9_]+")
_SHORTEST_SPELT, _MOST_SPELT_TEXT = 10, 32_000
# A text is cut at its end, at the end of a line, or where somebody put dots.
_CUT_HERE = re.compile(r"[ \t]*(?:\n|\r|$|\.\.|…)")


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A known code in running text, with its offsets in the cleaned text."""

    code: str
    start: int
    end: int


def codes_in_prose(library: Library, text: TracedText) -> Iterator[CodeHit]:
    """Give the known codes that stand as words in a text: names of several parts, and numbers that are called codes."""
    for count, token in enumerate(_TOKEN.finditer(text.text)):
        if count > _MOST_TOKENS:
            return
        word = token[0]
        for code in dict.fromkeys((word, word.split("/")[-1], word.split("/")[0])):
            if not library.knows(code):
                continue
            start = token.start() + word.index(code)
            if _NUMBER.match(code):
                if not _SAYS_CODE.search(text.text, max(0, start - 30), start):
                    continue
            elif not is_distinct(code):
                continue
            yield CodeHit(code, start, start + len(code))
            break


def unknown_codes_in_prose(text: TracedText) -> Iterator[CodeHit]:
    """Give the words of a text that are built like error codes, each once."""
    seen: set[str] = set()
    for count, token in enumerate(_TOKEN.finditer(text.text)):
        if count > _MOST_TOKENS:
            return
        word = token[0][: _LONGEST + 1]
        around = text.text[token.start() - 1 : token.start()], text.text[token.end() : token.end() + 1]
        called = around[0] == "/" or around[1] in {"(", "#"} or "/" in word
        built = looks_like_a_failure(word) or len(_HUMP.findall(word)) > _FEWEST_HUMPS
        if word not in seen and not called and built and len(word) <= _LONGEST:
            seen.add(word)
            yield CodeHit(word, token.start(), token.end())


def codes_in_words(library: Library, text: TracedText) -> Iterator[CodeHit]:
    """Give the known codes that a text spells out: `Zonal Allocation Failed`, or the end of a documentation link."""
    for run in _SPELT_OUT.finditer(text.text[:_MOST_SPELT_TEXT]):
        words = list(_SPELT_WORD.finditer(text.text, *run.span()))
        for first, last in _stretches(len(words)):
            joined = "".join(word[0] for word in words[first:last])
            slashed = f"{words[first][0]}/{joined[len(words[first][0]) :]}"
            code = next((one for one in (joined, slashed) if library.knows(one)), None)
            if code is not None and len(joined) >= _SHORTEST_SPELT:
                yield CodeHit(code, words[first].start(), words[last - 1].end())
                break


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """Give every stretch of at least two words, the longest first."""
    for length in range(min(count, 8), 1, -1):
        for first in range(count - length + 1):
            yield first, first + length


def is_distinct(code: str) -> bool:
    """Say whether a code cannot be an ordinary word: it has humps, underscores or a slash.

    >>> is_distinct("AllocationFailed"), is_distinct("ERR_OUTBOUND"), is_distinct("allocationfailed")
    (True, True, True)
    >>> is_distinct("Conflict")
    False
    """
    parts = _HUMP.findall(code)
    return len(parts) > 1 or "_" in code or ((code.islower() or code.isupper()) and len(code) >= _SHORTEST_CUT)


def could_be_a_code(word: str) -> bool:
    """Say whether a word that stands where codes stand is built like one, and not like the name of a field."""
    return bool(_BUILT_LIKE_CODE.match(word)) and not _FIELD.search(word)


def looks_like_a_failure(word: str) -> bool:
    """Say whether a word is built like an Azure error code."""
    built = len(_HUMP.findall(word)) >= _FEWEST_HUMPS and bool(_FAILURE_WORDS.search(word))
    return built and word not in _PRINTED_BY_POWERSHELL


def near_code(library: Library, text: TracedText, start: int, end: int) -> tuple[str, float] | None:
    """Give the one known code that a word of a text is a cut or misspelt form of, with the likeness from 0 to 1.

    Codes that differ by a whole part, by a number or at the start of a part are different codes, not misspelt ones; and
    a word that the text goes on after is not cut.
    """
    word = text.text[start:end]
    lowered = word.lower()
    cut = None
    if _CUT_HERE.match(text.text, end):
        cut = _cut(library.all_codes, lowered) or _cut(library.all_codes, lowered[:-_LAST_LETTERS])
    if cut and len(cut) > len(word):
        return cut, round(len(lowered) / len(cut), 4)
    return _misspelt(library, word) if len(word) >= _SHORTEST_MISSPELT else None


def _cut(codes: tuple[str, ...], word: str) -> str | None:
    if len(word) < _SHORTEST_CUT:
        return None
    at = bisect_left(codes, word)
    starting = []
    while at < len(codes) and codes[at].startswith(word):
        starting.append(codes[at])
        at += 1
    return starting[0] if len(starting) == 1 else None


def _misspelt(library: Library, word: str) -> tuple[str, float] | None:
    from rapidfuzz import process  # noqa: PLC0415 - needed for the few texts with an unknown code
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extractOne(word.lower(), library.all_codes, scorer=OSA.distance, score_cutoff=2)
    if found is None or found[1] > max(1, len(word) // 12):
        return None
    _, spelling = library.by_code(found[0])[0]
    if not _same_parts(word, spelling):
        return None
    return found[0], round(1 - found[1] / len(word), 4)


def _same_parts(word: str, spelling: str) -> bool:
    ours, theirs = _HUMP.findall(word), _HUMP.findall(spelling)
    if len(ours) != len(theirs):
        return word.lower() == word or word.upper() == word
    different = [(one, other) for one, other in zip(ours, theirs, strict=True) if one.lower() != other.lower()]
    return all(
        one[0].lower() == other[0].lower() and not one.isdigit() and min(len(one), len(other)) > 3  # noqa: PLR2004
        for one, other in different
    )
