"""A match drawn in full (the answer) or in short (a further error of the same text)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.slack.text.limits import ELLIPSIS, Block, clip
from bot.slack.views.rich import Inline, bold, bullets, code, header, link, paragraph, plain, prose, rich
from bot.slack.views.steps import command, mark, steps
from bot.slack.views.view import Part
from bot.slack.views.words import GRADES, counted, standing
from bot.usecases.answers import ExplainedMatch

MEANING = 600
CAUSES, CAUSE = 5, 240
REFERENCES, TITLE, ADDRESS = 4, 120, 500
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*])")


def in_full(match: ExplainedMatch) -> list[Part]:
    """Give the parts of the answer: verdict, meaning, causes, fix, then what helps beyond them."""
    return list(_drawn(match))


def in_short(match: ExplainedMatch) -> tuple[Block, ...]:
    """Give a further error of the text: verdict, one sentence, first command."""
    lines = [bold(clip(match.title or match.code, TITLE)), plain("\n"), *_verdict(match)]
    if meaning := prose(sentences(match.meaning, 1)):
        lines += [plain("\n"), *meaning]
    for step in match.fixes[:1]:
        lines += [plain("\n"), bold("First: "), *prose(clip(step.text, CAUSE)), *mark(step)]
    return (rich(paragraph(*lines), *(block for step in match.fixes[:1] for block in command(step))),)


def in_a_line(match: ExplainedMatch) -> list[Inline]:
    """Give one of many errors of the text: what it is, and the first thing to do."""
    lines = [bold(clip(match.title or match.code, TITLE)), plain("\n"), *_verdict(match)]
    for step in match.fixes[:1]:
        lines += [plain("\n"), bold("First: "), *prose(clip(step.text, CAUSE)), *mark(step)]
    return lines


def named(match: ExplainedMatch, end: str = "") -> list[Inline]:
    """Give title and code of a match on one line."""
    return [plain(f"{clip(match.title, TITLE)}{end} "), code(clip(match.code, TITLE))]


def page(match: ExplainedMatch) -> str:
    """Give where the whole entry can be read, for small print."""
    return f"aztriage kb show {match.entry}"


def sentences(text: str, most: int, *, more: str = "") -> str:
    """Give the first sentences of a text, and `more` if there are others.

    >>> sentences("No room. Azure is full. Wait.", 2, more="…")
    'No room. Azure is full. …'
    """
    found = _SENTENCE.split(" ".join(text.split()))
    end = [more] if more and len(found) > most else []
    return clip(" ".join([*found[:most], *end]), MEANING)


def _drawn(match: ExplainedMatch) -> Iterator[Part]:
    yield Part((header(match.title or match.code), rich(paragraph(*_verdict(match)))), 0, "verdict")
    if meaning := prose(sentences(match.meaning, 3, more=ELLIPSIS)):
        yield Part((rich(paragraph(*meaning)),), 1, "meaning")
    yield from _part(_causes(match.causes), 4, "causes")
    yield from _part(steps("How to fix it", match.fixes), 2, "fix")
    yield from _part(steps("To be sure, look", match.diagnose, most=3), 6, "how to make sure", optional=True)
    yield from _part(steps("Check that it worked", match.verify, most=2), 7, "how to check", optional=True)
    yield from _part(steps("Next time", match.prevent, most=2), 9, "how to prevent it", optional=True)
    if tip := prose(sentences(match.tip, 3, more=ELLIPSIS)):
        yield Part((rich(paragraph(bold("Tip: "), *tip)),), 8, "a tip", optional=True)
    yield from _part(_references(match), 5, "references")


def _part(blocks: tuple[Block, ...], rank: int, name: str, *, optional: bool = False) -> Iterator[Part]:
    if blocks:
        yield Part(blocks, rank, name, optional)


def _verdict(match: ExplainedMatch) -> list[Inline]:
    words = [bold(GRADES[match.grade]), plain(" · "), code(clip(match.code, TITLE))]
    if rest := standing(match):
        words.append(plain(f" · {rest}"))
    if match.grade == "possible":
        words.append(plain(" · check that it fits before you change anything"))
    return words


def _causes(causes: Sequence[str]) -> tuple[Block, ...]:
    items = [shown for cause in causes[:CAUSES] if (shown := prose(clip(cause, CAUSE)))]
    if not items:
        return ()
    if rest := len(causes[CAUSES:]):
        items.append([plain(f"… and {counted(rest, 'more cause')}")])
    return (rich(paragraph(bold("Why it happens")), bullets(items)),)


def _references(match: ExplainedMatch) -> tuple[Block, ...]:
    items = [
        [link(clip(reference.title, TITLE), reference.url)]
        for reference in match.references[:REFERENCES]
        if len(reference.url) <= ADDRESS and (reference.title or reference.url)
    ]
    if items and (rest := len(match.references[REFERENCES:])):
        items.append([plain(f"… and {counted(rest, 'more reference')}")])
    return (rich(paragraph(bold("Read more")), bullets(items)),) if items else ()
