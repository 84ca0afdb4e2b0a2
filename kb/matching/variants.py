"""Which of the entries that share a code is meant: told by pattern, exit code, value or message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.library import Known, Library
from kb.matching import confidence
from kb.matching.by_message import evidence_for, like_messages, pattern_hits
from kb.matching.match import Evidence
from kb.matching.passages import Passage
from kb.text.entities import find_exit_codes

_SEEN_ENOUGH = 0.5
_VALUE_WITHIN = 60
# So little text holds no message that could tell a variant.
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of those that share a code, how sure the choice among them is, and what told it."""

    known: Known
    spelling: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


def choose(library: Library, sharing: Sequence[tuple[Known, str]], found: Passage) -> Choice:
    """Give the entry that fits a passage best among those that share a code."""
    spelling = dict(sharing)
    for tell in (_by_value, _by_pattern, _by_exit_code, _by_message):
        choice = tell(library, spelling, found)
        if choice is not None:
            return choice
    main = sorted(
        (known for known in spelling if "." not in _stem(library, known)),
        key=lambda known: _is_other(library, known, spelling[known]),
    )
    known = main[0] if main else next(iter(spelling))
    alone = len(found.words) <= _FEW_WORDS
    sure = confidence.ONLY_CODE if main and (len(spelling) == 1 or alone) else confidence.MAIN_PAGE_OF_MANY
    return Choice(known, spelling[known], sure)


def _stem(library: Library, known: Known) -> str:
    return library.id_of(known).rpartition("/")[2]


def _is_other(library: Library, known: Known, spelling: str) -> bool:
    """Say whether a page is named after another code: it then only lists this one too."""
    return _stem(library, known).lower() != spelling.lower()


def _by_pattern(library: Library, spelling: dict[Known, str], found: Passage) -> Choice | None:
    hits: dict[Known, list[Evidence]] = {}
    for known, evidence in pattern_hits(library, found, among=spelling):
        hits.setdefault(known, []).append(evidence)
    if not hits:
        return None
    likeness = {one.known: one.share for one in like_messages(library, found, among=hits)}
    best = max(
        hits, key=lambda one: (not library.wraps(one), likeness.get(one, 0.0), max(len(e.text) for e in hits[one]))
    )
    sure = confidence.CODE_AND_MESSAGE if len(hits) == 1 else confidence.VARIANT_BY_PATTERN
    return Choice(best, spelling[best], sure, tuple(hits[best][:1]))


def _by_exit_code(library: Library, spelling: dict[Known, str], found: Passage) -> Choice | None:
    codes = find_exit_codes(found.line.text)
    for known in spelling if codes else ():
        told = [code for code in codes if code[0] in library.exit_codes(known)]
        if told and len(spelling) > 1:
            _, start, end = told[0]
            return Choice(known, spelling[known], confidence.VARIANT_BY_PATTERN, (found.evidence("code", start, end),))
    return None


def _by_message(library: Library, spelling: dict[Known, str], found: Passage) -> Choice | None:
    alike = like_messages(library, found, among=spelling)
    if not alike or alike[0].share < _SEEN_ENOUGH:
        return None
    best = alike[0]
    sure = confidence.CODE_AND_MESSAGE if len(spelling) == 1 else confidence.VARIANT_BY_MESSAGE
    return Choice(best.known, spelling[best.known], sure, (evidence_for(library, found, best),))


def _by_value(library: Library, spelling: dict[Known, str], found: Passage) -> Choice | None:
    """Tell the value pages of a status apart by the value that follows the property's name first."""
    seen: list[tuple[int, Known, int, int]] = []
    for layer_known in spelling:
        for code in library.codes_of(layer_known):
            name, slash, value = code.lower().partition("/")
            at = found.lowered.find(name)
            start = found.lowered.find(value, at + len(name)) if slash and at >= 0 else -1
            if 0 <= start <= at + len(name) + _VALUE_WITHIN:
                seen.append((start, layer_known, start, start + len(value)))
    if not seen or len(spelling) == 1:
        return None
    _, best, start, end = min(seen, key=lambda one: one[0])
    return Choice(best, spelling[best], confidence.VARIANT_BY_PATTERN, (found.evidence("code", start, end),))
