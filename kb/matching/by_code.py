"""Entries found by a code: as it stands in running text, or spelt out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.library import Library
from kb.matching.damage import HUMP, broken_at_odd_places
from kb.text.lazily import lazily
from kb.text.offsets import TracedText

_TOKEN = lazily(r"(?<![\w$@-])-?[A-Za-z0-9_]\w*(?:/[A-Za-z]\w*)*")
_NUMBER = lazily(r"^\d{4,9}$|^-?0x[0-9A-Fa-f]{6,16}$")
# A number is a code only where the text says so.
_SAYS_CODE = lazily(r"(?i)(?:error|code|id|event|stop|bug ?check|status|hresult|errore|fehler)\W{0,12}$")
# Where a machine does not start, a number in hexadecimal is what Windows says about it.
_BOOTS = lazily(r"(?i)\bboot|blue ?screen|bsod|stop code|bug ?check")
_FAILURE_WORDS = lazily(
    r"Fail|Error|NotFound|Exceed|Invalid|NotAllowed|NotSupported|Unsupported|Denied|TimedOut|Timeout|Conflict|Unavail"
    r"|NotAvailable|Limit|Reached|Missing|Mismatch|Cannot|InUse|Disallowed|Forbidden|Disabled|Required|NotRegistered"
)
_BUILT_LIKE_CODE = lazily(r"^[A-Z][A-Za-z0-9_]{4,}$")
_PRINTED_BY_POWERSHELL = frozenset({"FullyQualifiedErrorId", "InvalidOperationException", "NotSpecified"})
_FIELD = lazily(
    r"(?:Code|Ids?|Fix|Name|Type|Status|Message|Client|Time|Version|Uri|Url|Exception|After|Body|Reason|Details?|Phrase|Info|Target)$"
)
_FEWEST_HUMPS, _LONG_ENOUGH = 3, 12
_MOST_TOKENS, _LONGEST = 20_000, 120
# Words with capitals one after another, or words joined by hyphens as links have them.
_SPELT_OUT = lazily(r"\b[A-Z]\w{1,40}(?: [A-Z]\w{1,40}){1,7}\b|\b[a-z]{2,20}(?:-[a-z]{2,20}){2,9}\b")
_SPELT_WORD = lazily(r"[A-Za-z0-9_]+")
_SHORTEST_SPELT, _MOST_SPELT_TEXT = 10, 32_000
# Words in any casing that may be pieces of a code.
_PIECES = lazily(r"[A-Za-z]\w{1,40}(?:(?:[ \t]|-[ \t]*\r?\n|\r?\n)[ \t]{0,9}[A-Za-z]\w{1,40}){1,200}")
_MOST_PIECE_TEXT = 4_000
_LINK = lazily(r"(?i)\baka\.ms/([\w-]{4,80})")


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
                if "_" in code and len(code) >= _LONG_ENOUGH and library.knows(code.replace("_", "")):
                    yield CodeHit(code.replace("_", ""), token.start(), token.end())
                    break
                continue
            start = token.start() + word.index(code)
            if _NUMBER.match(code):
                called = _SAYS_CODE.search(text.text, max(0, start - 30), start)
                if not called and not (code[:2].lower() == "0x" and _BOOTS.search(text.text, 0, _MOST_PIECE_TEXT)):
                    continue
            elif not is_distinct(code) or (code[1:].islower() and _is_one_word(library, code)):
                continue
            yield CodeHit(code, start, start + len(code))
            break


def _is_one_word(library: Library, code: str) -> bool:
    """Say whether a code is an ordinary word, as `Unauthorized` is."""
    return all(len(HUMP.findall(spelling)) == 1 and "_" not in spelling for _, spelling in library.by_code(code))


def unknown_codes_in_prose(text: TracedText) -> Iterator[CodeHit]:
    """Give the words of a text that are built like error codes, each once."""
    seen: set[str] = set()
    for count, token in enumerate(_TOKEN.finditer(text.text)):
        if count > _MOST_TOKENS:
            return
        word = token[0][: _LONGEST + 1]
        around = text.text[token.start() - 1 : token.start()], text.text[token.end() : token.end() + 1]
        called = around[0] == "/" or around[1] in {"(", "#"} or "/" in word
        built = looks_like_a_failure(word) or len(HUMP.findall(word)) >= _FEWEST_HUMPS
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


def codes_in_pieces(library: Library, text: TracedText) -> Iterator[CodeHit]:
    """Give the known codes that a text breaks in places where the name has no seam: `Skunot available`."""
    for run in _PIECES.finditer(text.text[:_MOST_PIECE_TEXT]):
        words = list(_SPELT_WORD.finditer(text.text, *run.span()))
        for first in range(len(words)):
            for last in range(first + 2, min(first + 6, len(words) + 1)):
                pieces = [word[0] for word in words[first:last]]
                joined = "".join(pieces)
                if len(joined) >= _SHORTEST_SPELT and library.knows(joined):
                    code = library.by_code(joined)
                    if code and broken_at_odd_places(code[0][1], pieces):
                        yield CodeHit(joined, words[first].start(), words[last - 1].end())


def codes_in_links(library: Library, text: TracedText) -> Iterator[CodeHit]:
    """Give the known codes in short links to documentation: `aka.ms/azureskunotavailable`."""
    for link in _LINK.finditer(text.text[:_MOST_SPELT_TEXT]):
        name = link[1].lower().replace("-", "")
        inside = [code for code in library.all_codes if len(code) >= _SHORTEST_SPELT and code in name]
        known = max(inside, key=len, default=None) or library.by_link(link[1])
        if known is not None:
            yield CodeHit(known, *link.span())


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """Give every stretch of at least two words, the longest first."""
    for length in range(min(count, 8), 1, -1):
        for first in range(count - length + 1):
            yield first, first + length


def is_distinct(code: str) -> bool:
    """Say whether a code cannot be an ordinary word: it has humps, underscores or a slash.

    >>> [is_distinct(code) for code in ("AllocationFailed", "ERR_OUTBOUND", "allocationfailed", "Allocationfailed")]
    [True, True, True, True]
    >>> is_distinct("Conflict")
    False
    """
    parts = HUMP.findall(code)
    return len(parts) > 1 or "_" in code or ((code[1:].islower() or code.isupper()) and len(code) >= _LONG_ENOUGH)


def could_be_a_code(word: str) -> bool:
    """Say whether a word that stands where codes stand is built like one, and not like the name of a field."""
    return bool(_BUILT_LIKE_CODE.match(word)) and not _FIELD.search(word)


def looks_like_a_failure(word: str) -> bool:
    """Say whether a word is built like an Azure error code."""
    built = len(HUMP.findall(word)) >= _FEWEST_HUMPS and bool(_FAILURE_WORDS.search(word))
    return built and word not in _PRINTED_BY_POWERSHELL
