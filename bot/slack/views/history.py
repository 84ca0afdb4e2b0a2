"""The answer to "what happened to this machine?": who did it, a timeline, what failed and how to fix it, the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import Button, packed, page_of, row
from bot.slack.views.match import in_short
from bot.slack.views.rich import bold, bullets, context, header, paragraph, plain, rich
from bot.slack.views.timeline import stamp, timeline
from bot.slack.views.view import Part, View, fitted
from bot.slack.views.words import BY, counted
from bot.usecases.answers import ExplainedMatch, History

WHY, WHY_TEXT = 4, 300
FAILURES = 3
GAPS, GAP = 5, 250
NAME, RESOURCE, SOURCE = 80, 300, 200
COMFORT = 3600


def history(answer: History, *, zone: tzinfo) -> View:
    """Give the message that tells what happened to a machine, with times in a zone."""
    parts = [
        Part((header(f"{clip(answer.name, NAME)}: {_head(answer)}"), *_verdict(answer, zone)), 0, "verdict"),
        *_timeline(answer, zone),
        *_explained(answer),
        *_gaps(answer),
    ]
    return fitted(parts, buttons=row(_buttons(answer)), end=_source(answer), comfort=COMFORT)


def error_text(answer: History, match: ExplainedMatch) -> str:
    """Give the text of the failure that a page explains, with the machine, so that commands can be filled in again."""
    line = next((one for one in answer.timeline if one.entry == match.entry and one.code), None)
    said = f"Code: {line.code}\nMessage: {line.message}" if line else match.code
    return f"{answer.resource}\n{said}"


def _head(answer: History) -> str:
    if not answer.timeline:
        return "nothing that the log tells of"
    said = BY[answer.verdict.by]
    return said if said.startswith(("Azure", "I ")) else f"{said[0].lower()}{said[1:]}"


def _verdict(answer: History, zone: tzinfo) -> Iterator[Block]:
    window = f"{stamp(answer.window.start, zone)} to {stamp(answer.window.end, zone)} ({zone})"
    why = [" ".join(clip(sentence, WHY_TEXT).split()) for sentence in answer.verdict.why[:WHY] if sentence.strip()]
    if why:
        yield rich(paragraph(*(plain(f"{sentence}\n") for sentence in why[:-1]), plain(why[-1])))
    yield context(f"Looked at: {window}")


def _timeline(answer: History, zone: tzinfo) -> Iterator[Part]:
    if answer.timeline:
        elements, hidden = timeline(answer.timeline, zone=zone)
        rest = [paragraph(plain(f"… and {counted(hidden, 'more line')} of less weight."))] if hidden else []
        yield Part((rich(*elements, *rest),), 1, "timeline")


def _explained(answer: History) -> Iterator[Part]:
    if answer.explained:
        yield Part((rich(paragraph(bold("What it means, and what to do"))),), 2, "what to do")
    for number, match in enumerate(answer.explained[:FAILURES]):
        more = page_of("Causes and all steps", entry=match.entry, text=error_text(answer, match))
        yield Part((*in_short(match), *row([more], first=number)), 2 + number, "failures explained")
    if rest := answer.explained[FAILURES:]:
        pages = [page_of(match.code, entry=match.entry, text=error_text(answer, match)) for match in rest[:FAILURES]]
        names = bullets([plain(clip(match.title or match.code, NAME))] for match in rest[:FAILURES])
        yield Part(
            (rich(paragraph(plain("Also explained:")), names), *row(pages, first=FAILURES)), 6, "further failures"
        )


def _gaps(answer: History) -> Iterator[Part]:
    gaps = [f"• {clip(' '.join(gap.text.split()), GAP)}" for gap in answer.gaps[:GAPS]]
    more = [f"• {counted(len(answer.gaps) - GAPS, 'more gap')}"] if answer.gaps[GAPS:] else []
    if gaps:
        yield Part((context("What I could not see:", *gaps, *more),), 3, "what could not be seen")


def _buttons(answer: History) -> list[Button]:
    if not answer.timeline:
        return []
    window = [answer.window.start.isoformat(), answer.window.end.isoformat()]
    try:
        carried = packed({"resource": answer.resource, "window": window})
    except ValueError:  # no machine has an id of this length
        return []
    return [Button("Every line as a file", "timeline", carried)]


def _source(answer: History) -> str:
    read = f"Read from {clip(answer.source, SOURCE)}. Knowledge {clip(answer.knowledge_version, NAME)}."
    return f"{clip(answer.resource, RESOURCE)}\n{read}"
