"""Entries of codes that stand in running text: as they are, spelt out, as exit codes, or damaged."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from kb.matching import confidence
from kb.matching.by_code import (
    CodeHit,
    codes_in_links,
    codes_in_pieces,
    codes_in_prose,
    codes_in_words,
    looks_like_a_failure,
    unknown_codes_in_prose,
)
from kb.matching.case import Case, Pick, Rank
from kb.matching.damage import may_be_cut, mended
from kb.matching.match import Evidence, EvidenceKind, Match
from kb.matching.variants import choose

_MOST_CODES, _MOST_UNKNOWN = 20, 40


def of_prose(case: Case) -> tuple[list[Pick], dict[str, None]]:
    """Give the entries of codes that stand in running text; without any, codes that nobody has written down."""
    picks = _of_hits(case, codes_in_prose(case.library, case.text), "code", confidence.CODE_IN_PROSE)
    for spelt in (codes_in_words, codes_in_pieces):
        picks = picks or _of_hits(case, spelt(case.library, case.text), "similar", confidence.CODE_IN_WORDS)
    if picks:
        return picks, {}
    found, unlisted = _of_unknown_words(case)
    if not found and not unlisted:
        found = _of_hits(case, codes_in_links(case.library, case.text), "similar", confidence.CODE_IN_WORDS)
    return found, unlisted


def _of_hits(case: Case, hits: Iterable[CodeHit], kind: EvidenceKind, most: float) -> list[Pick]:
    picks: list[Pick] = []
    seen: set[str] = set()
    for hit in hits:
        if hit.code.lower() in seen or len(picks) >= _MOST_CODES:
            continue
        seen.add(hit.code.lower())
        choice = choose(case.library, case.library.by_code(hit.code), case.whole)
        generic, wraps = case.library.is_generic(choice.known), case.library.wraps(choice.known)
        if kind != "code" and not case.familiar and not looks_like_a_failure(hit.code):
            continue
        if generic and (kind != "code" or case.foreign_at(hit.start, hit.end) or not case.azure):
            continue
        if case.library.is_healthy(choice.known) and not case.asks:
            continue
        rank = Rank.GENERIC if generic else Rank.WRAPPER if wraps else Rank.SPECIFIC
        code = Evidence(kind, case.text.text[hit.start : hit.end], *case.text.origin(hit.start, hit.end))
        alone = kind == "code" and hit.end - hit.start >= len(case.text.text.strip())
        sure = choice.confidence if alone else min(choice.confidence, most)
        picks.append(Pick(rank, Match(choice.known, choice.spelling, sure, len(picks), (code, *choice.evidence))))
    return picks


def _of_unknown_words(case: Case) -> tuple[list[Pick], dict[str, None]]:
    unlisted: dict[str, None] = {}
    for hit in islice(unknown_codes_in_prose(case.text), _MOST_UNKNOWN):
        if case.foreign_at(hit.start, hit.end):
            continue
        near = mended(case.library, case.text.text, hit.start, hit.end)
        if near is not None:
            choice = choose(case.library, case.library.by_code(near[0]), case.whole)
            seen = Evidence("similar", hit.code, *case.text.origin(hit.start, hit.end))
            sure = round(min(confidence.NEAR_CODE, 0.6 + 0.4 * near[1]), 4)
            return [Pick(Rank.NEAR, Match(choice.known, choice.spelling, sure, 0, (seen, *choice.evidence)))], {}
        cut = may_be_cut(case.library, case.text.text, hit.start, hit.end)
        if case.azure and looks_like_a_failure(hit.code) and not cut:
            unlisted[hit.code] = None
    return [], unlisted
