"""Entries of the codes in a chain: the innermost specific one is the answer, wrappers come last."""

from __future__ import annotations

from dataclasses import replace

from kb.matching import confidence
from kb.matching.by_code import could_be_a_code, looks_like_a_failure
from kb.matching.by_text import by_messages
from kb.matching.case import Case, Pick, Rank
from kb.matching.damage import may_be_cut, mended
from kb.matching.match import Evidence, Match
from kb.matching.passages import Passage, passage
from kb.matching.variants import choose
from kb.text.errors import AzureError, Chain
from kb.text.lazily import lazily

_MOST_INSIDE = 6_000
# Before a word and a colon, this makes the word a code even if it does not sound like a failure.
_AFTER_ERROR = lazily(r"(?i)\berror:\s{0,9}$")


def of_chain(case: Case, chain: Chain, error: int) -> tuple[list[Pick], list[Pick], list[str]]:
    """Give the pick of one chain (or none), the other entries it names, and codes without an entry."""
    picks: list[Pick] = []
    unknown: list[str] = []
    for link in reversed(chain):
        pick = _of_link(case, link, chain, error)
        if pick is not None:
            picks.append(pick)
        elif not picks and _is_unlisted(case, link):
            unknown.append(link.code)
    if unknown:
        return [], picks, unknown[:1]
    if not picks:
        return [], [], []
    best = min(picks, key=lambda pick: pick.rank)
    if best.rank == Rank.WRAPPER:
        best = _inside_wrapper(case, chain, error) or best
    rest = [replace(one, match=replace(one.match, confidence=0.5)) for one in picks if one.rank == Rank.SPECIFIC]
    return [best], [one for one in rest if one.match.known != best.match.known], []


def _of_link(case: Case, link: AzureError, chain: Chain, error: int) -> Pick | None:
    sharing = case.library.by_code(link.code)
    if not sharing:
        return _of_near(case, link, error)
    own = _passage_of(case, link, chain)
    choice = choose(case.library, sharing, own)
    generic = case.library.is_generic(choice.known)
    if generic and not _in_envelope(case, link):
        return None
    if case.library.is_healthy(choice.known) and not case.asks:
        return None
    code = Evidence("code", case.text.text[slice(*link.code_span)], *case.text.origin(*link.code_span))
    rank, sure = Rank.SPECIFIC, choice.confidence
    if case.library.wraps(choice.known):
        rank, sure = Rank.WRAPPER, min(sure, confidence.WRAPPER)
    elif generic and not choice.evidence:
        rank, sure = Rank.GENERIC, min(sure, confidence.GENERIC_CODE)
    elif generic:
        rank = Rank.GENERIC
    return Pick(rank, Match(choice.known, choice.spelling, sure, error, (code, *choice.evidence)))


def _in_envelope(case: Case, link: AzureError) -> bool:
    """Say whether a code that others print too is Azure's here.

    It is in an error object, beside its message or in a text that names Azure, and not on a line of another product.
    """
    told = link.form == "object" or (link.form == "field" and bool(link.message))
    return (told or case.azure) and not case.foreign_at(*link.code_span)


def _passage_of(case: Case, link: AzureError, chain: Chain) -> Passage:
    """Give the text that tells variants of a link apart: its message, or that of its neighbours, or all there is."""
    for one in (link, *reversed(chain)):
        start, end = one.message_span
        if end > start:
            return passage(case.text, start, end)
    return passage(case.text)


def _of_near(case: Case, link: AzureError, error: int) -> Pick | None:
    near = mended(case.library, case.text.text, *link.code_span)
    if near is None:
        return None
    code, likeness = near
    choice = choose(case.library, case.library.by_code(code), _passage_of(case, link, (link,)))
    seen = Evidence("similar", link.code, *case.text.origin(*link.code_span))
    sure = round(min(confidence.NEAR_CODE + (0.07 if choice.evidence else 0.0), 0.6 + 0.4 * likeness), 4)
    return Pick(Rank.NEAR, Match(choice.known, choice.spelling, sure, error, (seen, *choice.evidence)))


def _is_unlisted(case: Case, link: AzureError) -> bool:
    if (
        case.library.knows(link.code)
        or may_be_cut(case.library, case.text.text, *link.code_span)
        or case.foreign_at(*link.code_span)
        or not (case.azure or link.form in {"object", "field", "paren"})
    ):
        return False
    if link.form == "lead" and not _AFTER_ERROR.search(
        case.text.text, max(0, link.code_span[0] - 40), link.code_span[0]
    ):
        return looks_like_a_failure(link.code)
    return looks_like_a_failure(link.code) or could_be_a_code(link.code)


def _inside_wrapper(case: Case, chain: Chain, error: int) -> Pick | None:
    """Give the entry whose message stands in a wrapper that names no inner code."""
    start = chain[-1].code_span[1]
    own = passage(case.text, start, min(len(case.text.text), start + _MOST_INSIDE))
    found = by_messages(case, own, error=error)
    best = next((one for one in found if not case.library.wraps(one.known)), None)
    if best is None or best.confidence < confidence.LIKELY:
        return None
    return Pick(Rank.SPECIFIC, best)
