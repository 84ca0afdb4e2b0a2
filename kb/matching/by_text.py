"""Entries of a text without codes: by what its message says, or by what somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kb.library import Known
from kb.matching import confidence, envelope
from kb.matching.by_message import Likeness, evidence_for, like_messages, pattern_hits
from kb.matching.by_question import about, asked, is_question
from kb.matching.case import Case
from kb.matching.match import Evidence, Match
from kb.matching.passages import Passage
from kb.text.areas import of_any_computer
from kb.text.entities import find_exit_codes
from kb.text.glossary import in_english
from kb.text.naming import is_elsewhere, is_surely_azures

_MOST_FOUND, _MOST_NEAREST = 4, 3
_WORTH_ASKING, _WORTH_LOOKING = 0.22, 0.1
_AS_MUCH = 0.97
_LONGEST_TRANSLATED = 1_500
_MOST_SCRIPT_TEXT = 32_000
_RUNS_SCRIPTS = re.compile(r"(?i)vmsscse|\bcse\b|custom ?script|extension")
# The exit codes of AKS nodes are other ones; their pages tell them by patterns.
_RUNS_NODES = re.compile(r"(?i)vmsscse|\baks\b|node ?pool")


def of_messages(case: Case) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """Give the matches of a text without codes; without any, what may have been meant."""
    whole = case.whole
    found = by_messages(case, whole, error=0)
    told: list[Match] = []
    if envelope.is_of_a_shell(whole.line.text):
        found = [one for one in found if one.evidence[0].kind == "pattern"]
    if case.azure or not envelope.is_foreign(whole.line.text):
        sure = [one for one in found if one.confidence >= confidence.LIKELY] or _of_exit_code(case)
        if not sure:
            told = _of_question(case, whole)
            sure = _merged(found if case.familiar else [], told)
        if sure:
            return tuple(sure[:_MOST_FOUND]), ()
    near = sorted([*found, *told], key=lambda one: -one.confidence)
    return (), tuple(nearest_of(case, near)) if case.familiar else ()


def _merged(by_message: Sequence[Match], by_question: Sequence[Match]) -> list[Match]:
    """Give what is sure enough of both, surest first; of two that are equally sure, what was asked."""
    sure = [one for one in by_message if one.confidence >= confidence.POSSIBLE]
    if sure and sure[0].confidence >= confidence.NONE_OF_ITS_PATTERNS:
        return sure
    best: dict[Known, Match] = {}
    asked = [one for one in by_question if one.confidence >= confidence.POSSIBLE]
    for one in sorted((*asked, *sure), key=lambda one: -one.confidence):
        best.setdefault(one.known, one)
    return list(best.values())


def _of_exit_code(case: Case) -> list[Match]:
    """Give the entry of an exit code that a text names together with an extension or a node."""
    part = case.text.text[:_MOST_SCRIPT_TEXT]
    if not _RUNS_SCRIPTS.search(part) or _RUNS_NODES.search(part):
        return []
    for value, start, end in find_exit_codes(part):
        told = case.library.by_exit_code.get(value, [])
        ranked = [one.known for one in about(case.library, case.whole.line.text, most=400) if one.known in told]
        for known in (*ranked[:1], *told[:1]):
            seen = Evidence("code", value, *case.text.origin(start, end))
            found = Match(known, case.first_code(known), confidence.EXIT_CODE_ALONE, 0, (seen,))
            return [found]
    return []


def _of_question(case: Case, whole: Passage) -> list[Match]:
    """Give the entries that are about what somebody asks in words of their own, surest first, however unsure."""
    text = whole.line.text
    said = in_english(text[:_LONGEST_TRANSLATED])
    if envelope.is_of_a_shell(text) or (said is None and not is_question(case.text.text)):
        return []
    if said is not None and (is_elsewhere(text) or not (case.azure or is_surely_azures(f"{said} {text}"))):
        return []
    question, found = asked(case.library, said or text), about(case.library, said or text)
    familiar = case.familiar or question.names
    seen = Evidence("similar", text, *whole.line.origin(0, len(text)))
    made: list[Match] = []
    most = 1.0
    for one in found:
        code = case.first_code(one.known)
        lead = one.score - next((other.score for other in found if case.first_code(other.known) != code), 0.0)
        sure = confidence.of_question(question, one, lead=lead)
        # Which page is meant is for the score to say.
        sure = most = min(most, sure if said is None else confidence.of_translated(sure))
        meant = familiar or not of_any_computer(case.library.id_of(one.known))
        if meant and (case.asks or not case.library.is_healthy(one.known)):
            made.append(Match(one.known, case.first_code(one.known), case.trusted(one.known, sure), 0, (seen,)))
    return made


def by_messages(case: Case, own: Passage, *, error: int) -> list[Match]:
    """Give the entries whose known messages or patterns a passage fits, surest first, however unsure."""
    found: dict[Known, Match] = {}
    likeness = {one.known: one for one in like_messages(case.library, own)[:40]}
    for known, evidence in pattern_hits(case.library, own):
        sure = confidence.PATTERN_ALONE + 0.05 * (likeness[known].share if known in likeness else 0.0)
        found[known] = Match(known, case.first_code(known), case.trusted(known, round(sure, 4)), error, (evidence,))
    for known, one in likeness.items():
        sure = confidence.of_message(one.share, one.weight)
        piece = confidence.of_piece(one.share, one.weight, one.filled, alike=1)
        if piece > max(sure, _WORTH_ASKING):
            alike = _alike(case, one, likeness.values())
            sure = max(sure, confidence.of_piece(one.share, one.weight, one.filled, alike=alike))
        if sure < _WORTH_LOOKING:
            continue
        if known not in found and case.library.has_patterns(known):
            sure = min(sure, confidence.NONE_OF_ITS_PATTERNS)
        sure = case.trusted(known, sure)
        if known not in found or found[known].confidence < sure:
            seen = evidence_for(case.library, own, one)
            found[known] = Match(known, case.first_code(known), sure, error, (seen,))
    said = [one for one in found.values() if case.azure or not _is_commonplace(case, one)]
    said = [one for one in said if case.familiar or not of_any_computer(case.library.id_of(one.known))]
    said = [one for one in said if case.asks or not case.library.is_healthy(one.known)]
    if any(one.confidence >= confidence.LIKELY and not case.library.wraps(one.known) for one in said):
        said = [one for one in said if not case.library.wraps(one.known)]
    return sorted(said, key=lambda one: _better_first(case, one))


def _alike(case: Case, one: Likeness, others: Iterable[Likeness]) -> int:
    """Give how many codes have a message of which as much was seen as of this one."""
    seen = _AS_MUCH * one.share * one.weight
    return len({case.first_code(other.known) for other in others if other.share * other.weight >= seen})


def _is_commonplace(case: Case, one: Match) -> bool:
    """Say whether a message is that of a code other products print too, and nothing exact speaks for it."""
    generic = case.library.is_generic(one.known) and not case.library.is_status(one.known)
    return generic and all(evidence.kind != "pattern" for evidence in one.evidence)


def _better_first(case: Case, one: Match) -> tuple[float, bool, int, str]:
    """Give the order of matches by message: surer ones, no wrappers, more text seen."""
    seen = sum(len(evidence.text) for evidence in one.evidence)
    return -one.confidence, case.library.wraps(one.known), -seen, case.library.id_of(one.known)


def nearest_of(case: Case, found: Sequence[Match]) -> list[Match]:
    """Give what may have been meant, of what was found or else of all known messages."""
    near = {one.known: one for one in reversed(found or by_messages(case, case.whole, error=0))}
    return [one for one in reversed(near.values()) if one.confidence >= _WORTH_ASKING][:_MOST_NEAREST]
