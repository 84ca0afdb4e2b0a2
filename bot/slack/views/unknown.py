"""What is said when there is no page: codes without one, and the honest "I do not know"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.slack.text.limits import Block, clip, clip_lines
from bot.slack.views.match import named
from bot.slack.views.rich import bold, bullets, code, header, paragraph, plain, preformatted, rich
from bot.slack.views.view import Part
from bot.slack.views.words import counted
from bot.usecases.answers import ChainLink, ExplainedMatch, Explanation

CODES, CODE = 3, 100
MESSAGE, MESSAGE_LINES = 500, 6
NEAREST = 3


def abstained(answer: Explanation) -> Iterator[Part]:
    """Give the parts that say that nothing is known, what is nearest, and what would help."""
    if answer.unlisted:
        yield Part((header("I have no page for this error yet"),), 0, "verdict")
    else:
        yield Part((header("I do not know this error"), rich(paragraph(plain(_NO_GUESS)))), 0, "verdict")
    yield from unlisted(answer.unlisted, answer.chain)
    if answer.nearest:
        yield Part(_nearest(answer.nearest), 3, "what may have been meant")
    yield Part((rich(paragraph(plain(_WHAT_HELPS))),), 4, "what would help")


def unlisted(codes: Sequence[str], chain: Sequence[ChainLink]) -> Iterator[Part]:
    """Give each code that has no page, with the message Azure gave for it."""
    for each in codes[:CODES]:
        yield Part((rich(*_without_page(each, chain)),), 2, "codes without a page")
    if rest := len(codes[CODES:]):
        yield Part((rich(paragraph(plain(f"… nor for {counted(rest, 'more code')}."))),), 2, "codes without a page")


_NO_GUESS = "None of my pages fits this text well enough, and I do not guess."
_WHAT_HELPS = "It helps to paste the whole error, with its code and the lines around it."


def _without_page(each: str, chain: Iterable[ChainLink]) -> Iterator[Block]:
    yield paragraph(plain("No page yet for "), code(clip(each, CODE)))
    message = next((link.message for link in chain if link.code.casefold() == each.casefold() and link.message), "")
    if message.strip():
        yield preformatted(clip_lines(message.strip(), limit=MESSAGE, lines=MESSAGE_LINES))


def _nearest(matches: Sequence[ExplainedMatch]) -> tuple[Block, ...]:
    return (rich(paragraph(bold("Did you mean …")), bullets(named(match, "?") for match in matches[:NEAREST])),)
