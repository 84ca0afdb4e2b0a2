"""From the errors of a text to entries: innermost first, wrappers last, and nothing rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from kb.library import Known, Library
from kb.matching import confidence, envelope
from kb.matching.by_code import codes_in_prose, looks_like_a_failure, near_code, unknown_codes_in_prose
from kb.matching.by_message import evidence_for, like_messages, pattern_hits
from kb.matching.by_question import about, is_question
from kb.matching.match import Evidence, Match, Matching
from kb.matching.passages import Passage, passage
from kb.matching.variants import choose
from kb.text.chain import read_chains
from kb.text.errors import AzureError, Chain
from kb.text.offsets import TracedText

_MOST_ERRORS, _MOST_ALTERNATIVES, _MOST_NEAREST = 20, 3, 3
_WORTH_ASKING = 0.22
_ASKS = re.compile(r"(?i)\?|\b(?:what|why|how|mean|stuck|explain|is it)\b")


class _Rank(IntEnum):
    """How much an entry says by itself; the lowest is the answer."""

    SPECIFIC = 0
    NEAR = 1
    GENERIC = 2
    WRAPPER = 3


@dataclass(frozen=True, slots=True)
class _Pick:
    rank: _Rank
    match: Match


@dataclass(frozen=True)
class _Case:
    """One text under work."""

    library: Library
    text: TracedText

    @cached_property
    def azure(self) -> bool:
        return envelope.is_azure(self.text.text)

    @cached_property
    def lowered(self) -> str:
        return self.text.text.lower()

    def foreign_at(self, start: int, end: int) -> bool:
        """Say whether the line on which a code stands is of another product; a log may hold lines of many."""
        text = self.text.text
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return envelope.is_foreign(text[max(first, start - 400) : min(last if last >= 0 else len(text), end + 400)])

    @cached_property
    def asks(self) -> bool:
        """Say whether the text asks something; a healthy state is worth a page only then."""
        return bool(_ASKS.search(self.text.text))


def match(library: Library, text: TracedText) -> Matching:
    """Give what a cleaned text is about. The layers below `text` lead back to the text as given."""
    case = _Case(library, text)
    chains = read_chains(text.text, is_known=library.knows)[:_MOST_ERRORS]
    picks: list[_Pick] = []
    others: list[_Pick] = []
    unlisted: dict[str, None] = {}
    for error, chain in enumerate(chains):
        best, rest, unknown = _of_chain(case, chain, error)
        picks += best
        others += rest
        unlisted |= dict.fromkeys(unknown)
    if not picks and not unlisted:
        picks, unlisted = _of_prose(case)
    if picks or unlisted:
        answer = tuple(_as_spelt(case, one) for one in _ordered(picks, others))
        nearest = () if answer else tuple(_nearest(case, [pick.match for pick in others]))
        return Matching(answer, nearest, tuple(unlisted), chains)
    found, nearest = _of_messages(case)
    return Matching(found, nearest, (), chains)


def _ordered(picks: Sequence[_Pick], others: Sequence[_Pick]) -> tuple[Match, ...]:
    """Give the best of the most specific error, the best of each other error, then alternatives."""
    ranked = sorted(picks, key=lambda pick: (pick.rank, pick.match.error))
    if any(pick.rank < _Rank.WRAPPER for pick in ranked):
        ranked = [pick for pick in ranked if pick.rank < _Rank.WRAPPER]
    seen: set[Known] = set()
    answer: list[Match] = []
    for pick in [*ranked, *others[:_MOST_ALTERNATIVES]] if ranked else []:
        if pick.match.known not in seen and pick.match.confidence >= confidence.POSSIBLE:
            seen.add(pick.match.known)
            answer.append(pick.match)
    return tuple(answer)


def _as_spelt(case: _Case, found: Match) -> Match:
    """Give a match with the first of its entry's codes that the text names: pages list their own code first."""
    for code in case.library.codes_of(found.known):
        if re.search(rf"(?<![a-z0-9_]){re.escape(code.lower())}(?![a-z0-9_])", case.lowered):
            return replace(found, code=code)
    return found


def _of_chain(case: _Case, chain: Chain, error: int) -> tuple[list[_Pick], list[_Pick], list[str]]:
    """Give the pick of one chain (or none), the other entries it names, and codes without an entry."""
    picks: list[_Pick] = []
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
    if best.rank == _Rank.WRAPPER:
        best = _inside_wrapper(case, chain, error) or best
    rest = [replace(one, match=replace(one.match, confidence=0.5)) for one in picks if one.rank == _Rank.SPECIFIC]
    return [best], [one for one in rest if one.match.known != best.match.known], []


def _of_link(case: _Case, link: AzureError, chain: Chain, error: int) -> _Pick | None:
    sharing = case.library.by_code(link.code)
    if not sharing:
        return _of_near(case, link, error)
    own = _passage_of(case, link, chain)
    choice = choose(case.library, sharing, own)
    generic = case.library.is_generic(choice.known)
    if generic and not _in_envelope(case, link):
        return None
    code = Evidence("code", case.text.text[slice(*link.code_span)], *case.text.origin(*link.code_span))
    rank, sure = _Rank.SPECIFIC, choice.confidence
    if case.library.wraps(choice.known):
        rank, sure = _Rank.WRAPPER, min(sure, confidence.WRAPPER)
    elif generic and not choice.evidence:
        rank, sure = _Rank.GENERIC, min(sure, confidence.GENERIC_CODE)
    elif generic:
        rank = _Rank.GENERIC
    return _Pick(rank, Match(choice.known, choice.spelling, sure, error, (code, *choice.evidence)))


def _in_envelope(case: _Case, link: AzureError) -> bool:
    """Say whether a code that others print too is Azure's here.

    It is in an error object, beside its message or in a text that names Azure, and not on a line of another product.
    """
    told = link.form == "object" or (link.form == "field" and bool(link.message))
    return (told or case.azure) and not case.foreign_at(*link.code_span)


def _passage_of(case: _Case, link: AzureError, chain: Chain) -> Passage:
    """Give the text that tells variants of a link apart: its message, or that of its neighbours, or all there is."""
    for one in (link, *reversed(chain)):
        start, end = one.message_span
        if end > start:
            return passage(case.text, start, end)
    return passage(case.text)


def _of_near(case: _Case, link: AzureError, error: int) -> _Pick | None:
    near = near_code(case.library, case.text, *link.code_span)
    if near is None:
        return None
    code, likeness = near
    choice = choose(case.library, case.library.by_code(code), _passage_of(case, link, (link,)))
    seen = Evidence("similar", link.code, *case.text.origin(*link.code_span))
    sure = round(min(confidence.NEAR_CODE + (0.07 if choice.evidence else 0.0), 0.6 + 0.4 * likeness), 4)
    return _Pick(_Rank.NEAR, Match(choice.known, choice.spelling, sure, error, (seen, *choice.evidence)))


def _is_unlisted(case: _Case, link: AzureError) -> bool:
    if case.foreign_at(*link.code_span) or not (case.azure or link.form in {"object", "field"}):
        return False
    return looks_like_a_failure(link.code) or (link.code[:1].isupper() and link.code.isalnum())


def _inside_wrapper(case: _Case, chain: Chain, error: int) -> _Pick | None:
    """Give the entry whose message stands in a wrapper that names no inner code."""
    own = _passage_of(case, chain[-1], chain)
    found = _by_messages(case, own, error=error)
    best = next((one for one in found if not case.library.wraps(one.known)), None)
    if best is None or best.confidence < confidence.LIKELY:
        return None
    return _Pick(_Rank.SPECIFIC, best)


def _of_prose(case: _Case) -> tuple[list[_Pick], dict[str, None]]:
    """Give the entries of codes that stand in running text; without any, codes that nobody has written down."""
    picks: list[_Pick] = []
    whole = passage(case.text)
    seen: dict[str, None] = {}
    for hit in codes_in_prose(case.library, case.text):
        if hit.code.lower() in seen or len(picks) >= _MOST_ERRORS:
            continue
        seen[hit.code.lower()] = None
        choice = choose(case.library, case.library.by_code(hit.code), whole)
        if case.library.is_generic(choice.known) and (case.foreign_at(hit.start, hit.end) or not case.azure):
            continue
        if case.library.is_healthy(choice.known) and not case.asks:
            continue
        rank = _Rank.WRAPPER if case.library.wraps(choice.known) else _Rank.SPECIFIC
        rank = _Rank.GENERIC if case.library.is_generic(choice.known) else rank
        code = Evidence("code", case.text.text[hit.start : hit.end], *case.text.origin(hit.start, hit.end))
        alone = hit.end - hit.start >= len(case.text.text.strip())
        sure = choice.confidence if alone else min(choice.confidence, confidence.CODE_IN_PROSE)
        picks.append(_Pick(rank, Match(choice.known, choice.spelling, sure, len(picks), (code, *choice.evidence))))
    if picks:
        return picks, {}
    return _of_unknown_words(case, whole)


def _of_unknown_words(case: _Case, whole: Passage) -> tuple[list[_Pick], dict[str, None]]:
    unlisted: dict[str, None] = {}
    for hit in unknown_codes_in_prose(case.text):
        if case.foreign_at(hit.start, hit.end):
            continue
        near = near_code(case.library, case.text, hit.start, hit.end)
        if near is not None:
            choice = choose(case.library, case.library.by_code(near[0]), whole)
            seen = Evidence("similar", hit.code, *case.text.origin(hit.start, hit.end))
            sure = round(min(confidence.NEAR_CODE, 0.6 + 0.4 * near[1]), 4)
            return [_Pick(_Rank.NEAR, Match(choice.known, choice.spelling, sure, 0, (seen, *choice.evidence)))], {}
        if case.azure:
            unlisted[hit.code] = None
    return [], unlisted


def _of_messages(case: _Case) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    whole = passage(case.text)
    found = _by_messages(case, whole, error=0)
    if not envelope.is_foreign(case.text.text):
        sure = [one for one in found if one.confidence >= confidence.POSSIBLE] or _of_question(case, whole)
        if sure:
            return tuple(sure[: 1 + _MOST_ALTERNATIVES]), ()
    return (), tuple(_nearest(case, found))


def _of_question(case: _Case, whole: Passage) -> list[Match]:
    """Give the entries that are about what somebody asks in words of their own."""
    text = whole.line.text
    if not is_question(text):
        return []
    found = about(case.library, text)
    asked = Evidence("similar", text, *whole.line.origin(0, len(text)))
    made = []
    for one in found:
        lead = one.score - next((other.score for other in found if other.known != one.known), 0.0)
        sure = confidence.of_question(one.score, one.covered, lead)
        if sure >= confidence.POSSIBLE:
            made.append(Match(one.known, _first_code(case, one.known), sure, 0, (asked,)))
    return made


def _by_messages(case: _Case, own: Passage, *, error: int) -> list[Match]:
    found: dict[Known, Match] = {}
    likeness = {one.known: one for one in like_messages(case.library, own)[:12]}
    for known, evidence in pattern_hits(case.library, own):
        sure = confidence.PATTERN_ALONE + (0.04 if known in likeness and likeness[known].share > 0.5 else 0.0)  # noqa: PLR2004
        found[known] = Match(known, _first_code(case, known), round(sure, 4), error, (evidence,))
    for known, one in likeness.items():
        sure = confidence.of_message(one.share, one.weight)
        if known not in found or found[known].confidence < sure:
            seen = evidence_for(case.library, own, one)
            found[known] = Match(known, _first_code(case, known), sure, error, (seen,))
    said = [one for one in found.values() if case.azure or not _is_commonplace(case, one)]
    return sorted(said, key=lambda one: _better_first(case, one))


def _is_commonplace(case: _Case, one: Match) -> bool:
    """Say whether a message is that of a code other products print too, and nothing exact speaks for it."""
    generic = case.library.is_generic(one.known) and not case.library.is_status(one.known)
    return generic and all(evidence.kind != "pattern" for evidence in one.evidence)


def _better_first(case: _Case, one: Match) -> tuple[float, bool, int, str]:
    """Give the order of matches by message: surer ones, no wrappers, more text seen."""
    seen = sum(len(evidence.text) for evidence in one.evidence)
    return -one.confidence, case.library.wraps(one.known), -seen, case.library.id_of(one.known)


def _first_code(case: _Case, known: Known) -> str:
    return case.library.codes_of(known)[0]


def _nearest(case: _Case, found: Sequence[Match]) -> list[Match]:
    near = list(found) or _by_messages(case, passage(case.text), error=0)
    return [one for one in near if one.confidence >= _WORTH_ASKING][:_MOST_NEAREST]
