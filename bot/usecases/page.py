"""One page in full: its steps filled in from the error it was found by, as far as that goes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.usecases.answers import ExplainedMatch, FixStep
from bot.usecases.commands import filled, shell_of
from bot.usecases.explain import NOTHING, Explain
from kb.entry import Entry, Step


def page(explain: Explain, name: str, *, text: str = "", known: Mapping[str, str] = NOTHING) -> ExplainedMatch | None:
    """Give the page of an id with what a text and further known names fill in; None if there is no such page.

    If the text is not explained by that page, the page is given as possible: whoever looks has to judge.
    """
    answer = explain(text or name, known=known)
    for match in (*answer.matches, *answer.nearest):
        if match.entry == name:
            return match
    entry = next((one for one in explain.library.find(name) if one.id == name), None)
    if entry is None:
        return None
    return _unproven(entry, answer.entities, text, related=explain.library.related(entry))


def _unproven(
    entry: Entry, entities: Mapping[str, tuple[str, ...]], text: str, *, related: tuple[str, ...]
) -> ExplainedMatch:
    shell = shell_of(text)

    def steps(given: tuple[Step, ...]) -> tuple[FixStep, ...]:
        return tuple(filled(step, entities, shell) for step in given)

    return ExplainedMatch(
        entry=entry.id,
        kind=entry.kind,
        code=entry.codes[0] if entry.codes else "",
        title=entry.title,
        confidence=0.0,
        grade="possible",
        error=0,
        act=entry.act,
        retry=entry.retry,
        meaning=entry.meaning,
        causes=entry.causes,
        evidence=(),
        fixes=steps(entry.fixes),
        diagnose=steps(entry.diagnose),
        verify=steps(entry.verify),
        prevent=steps(entry.prevent),
        tip=entry.tip,
        references=entry.references,
        related=related,
    )
