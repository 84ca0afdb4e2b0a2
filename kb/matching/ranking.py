"""From a text to entries: innermost code first, wrappers last, and nothing rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.library import Known, Library
from kb.matching import confidence
from kb.matching.by_chain import of_chain
from kb.matching.by_prose import of_prose
from kb.matching.by_text import nearest_of, of_messages
from kb.matching.calibration import calibrated
from kb.matching.case import Case, Pick, Rank
from kb.matching.match import Match, Matching
from kb.text.chain import read_chains
from kb.text.offsets import TracedText
from kb.text.tables import table_chains

_MOST_ERRORS, _MOST_ALTERNATIVES = 20, 3
_GOES_ON = re.compile("[a-z0-9_]")


def match(library: Library, text: TracedText, *, trust: Mapping[str, float] | None = None) -> Matching:
    """Give what a cleaned text is about. The layers below `text` lead back to the text as given.

    `trust` holds factors by entry id, from people's feedback: above 1 where answers helped, below where they did not.
    They move likeness of words, never a code that stands in the text.
    """
    found = scored(library, text, trust=trust)
    return replace(found, matches=calibrated(found.matches))


def scored(library: Library, text: TracedText, *, trust: Mapping[str, float] | None = None) -> Matching:
    """Give the same as `match` with scores in place of confidences: what calibration is fitted on."""
    case = Case(library, text, trust or {})
    chains = read_chains(text.text, is_known=library.knows)[:_MOST_ERRORS] or table_chains(text.text)
    picks: list[Pick] = []
    others: list[Pick] = []
    unlisted: dict[str, None] = {}
    for error, chain in enumerate(chains):
        best, rest, unknown = of_chain(case, chain, error)
        picks += best
        others += rest
        unlisted |= dict.fromkeys(unknown)
    if not picks and not unlisted:
        picks, unlisted = of_prose(case)
    if picks or unlisted:
        answer = tuple(_as_spelt(case, one) for one in _ordered(picks, others))
        nearest = () if answer else tuple(nearest_of(case, [pick.match for pick in others]))
        return Matching(answer, nearest, tuple(unlisted), chains)
    found, nearest = of_messages(case)
    return Matching(found, nearest, (), chains)


def _ordered(picks: Sequence[Pick], others: Sequence[Pick]) -> tuple[Match, ...]:
    """Give the best of the most specific error, the best of each other error, then alternatives."""
    ranked = sorted(picks, key=lambda pick: (pick.rank, pick.match.error))
    if any(pick.rank < Rank.WRAPPER for pick in ranked):
        ranked = [pick for pick in ranked if pick.rank < Rank.WRAPPER]
    seen: set[Known] = set()
    answer: list[Match] = []
    for pick in [*ranked, *others[:_MOST_ALTERNATIVES]] if ranked else []:
        if pick.match.known not in seen and pick.match.confidence >= confidence.POSSIBLE:
            seen.add(pick.match.known)
            answer.append(pick.match)
    return tuple(answer)


def _as_spelt(case: Case, found: Match) -> Match:
    """Give a match with the first of its entry's codes that the text names: pages list their own code first."""
    for code in case.library.codes_of(found.known):
        if _is_named(code.lower(), case.lowered):
            return replace(found, code=code)
    return found


def _is_named(code: str, lowered: str) -> bool:
    """Say whether a code stands in a text, both in lower case, as a word of its own."""
    at = lowered.find(code)
    while at >= 0:
        around = lowered[at - 1 : at] + lowered[at + len(code) : at + len(code) + 1]
        if not _GOES_ON.search(around):
            return True
        at = lowered.find(code, at + 1)
    return False
