"""What else was considered for a text, and why it lost: for people who ask why an answer is what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.library import Known, Library
from kb.matching import confidence
from kb.matching.by_question import about, is_question
from kb.matching.by_text import by_messages
from kb.matching.case import Case
from kb.matching.match import Matching
from kb.text.offsets import TracedText

_MOST_BY_MESSAGE, _MOST_BY_SUBJECT = 6, 4


@dataclass(frozen=True, slots=True)
class Considered:
    """An entry that was looked at: what brought it up, and why it is not the answer (or that it is)."""

    entry: str
    by: str
    verdict: str


def considered(library: Library, text: TracedText, found: Matching) -> tuple[Considered, ...]:
    """Give what was looked at for a cleaned text, each entry once, in the order in which it was looked at."""
    case = Case(library, text)
    chosen = {one.known: one for one in found.matches}
    seen: dict[Known, Considered] = {}
    for known, by, lost in (*_by_codes(case, found), *_by_messages(case, found), *_by_subject(case, found)):
        won = chosen.get(known)
        verdict = f"answer, {won.confidence:.2f} sure" if won is not None else lost
        seen.setdefault(known, Considered(library.id_of(known), by, verdict))
    return tuple(seen.values())


def _by_codes(case: Case, found: Matching) -> Iterator[tuple[Known, str, str]]:
    picked = {code.lower() for one in found.matches for code in case.library.codes_of(one.known)}
    for chain in found.chains:
        for link in reversed(chain):
            for known, spelling in case.library.by_code(link.code):
                yield known, f"code {spelling}", _why_code_lost(case, known, link.code, picked)


def _why_code_lost(case: Case, known: Known, code: str, picked: set[str]) -> str:
    if case.library.wraps(known):
        return "a wrapper: the error inside it is the answer"
    if case.library.is_generic(known) and code.lower() not in picked:
        return "a code others print too, and nothing says that it is Azure's here, or a more specific one is there"
    if code.lower() in picked:
        return "another page of this code fits the message better"
    return "another error of this text is more specific"


def _by_messages(case: Case, found: Matching) -> Iterator[tuple[Known, str, str]]:
    by_code = bool(found.chains and (found.matches or found.unlisted))
    for one in by_messages(case, case.whole, error=0)[:_MOST_BY_MESSAGE]:
        lost = "the code in the text decides" if by_code else "another message fits better"
        if one.confidence < confidence.POSSIBLE:
            lost = f"only {one.confidence:.2f} sure; below {confidence.POSSIBLE} nothing is answered"
        yield one.known, f"{one.evidence[0].kind} “{one.evidence[0].text[:60]}”", lost


def _by_subject(case: Case, found: Matching) -> Iterator[tuple[Known, str, str]]:
    if found.chains or not is_question(case.text.text):
        return
    for one in about(case.library, case.whole.line.text, most=_MOST_BY_SUBJECT):
        lost = f"about {one.covered:.0%} of what is asked; another page is about more of it, or none is sure enough"
        yield one.known, f"what is asked (score {one.score:.1f})", lost
