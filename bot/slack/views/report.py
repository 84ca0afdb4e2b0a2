"""The answer to "what fails every week?": numbers, a chart, what is new, back, growing or gone, and the first fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.slack.text.limits import clip
from bot.slack.views.buttons import Button, page_of, row
from bot.slack.views.rich import Inline, bold, bullets, code, context, header, paragraph, plain, prose, rich
from bot.slack.views.trend import trend
from bot.slack.views.view import Part, View, fitted
from bot.slack.views.words import STATES, counted
from bot.usecases.answers import BadDeployment, RecurringFailure, Report, State
from bot.usecases.delivery_ports import Attachment

# How many of each state get a line of their own.
SHOWN: dict[State, int] = {"new": 5, "regressed": 3, "escalating": 3, "steady": 2, "gone": 2}
TITLE, FIX, NAME, SOURCE = 130, 160, 80, 200
FIXES = 2  # of each state get their first step; the rest has it in the table
DEPLOYMENTS, RESOURCES = 2, 3
GAPS, GAP = 4, 250
PAGES = 4
COMFORT = 6000
_RANKS: dict[State, int] = {"new": 2, "regressed": 3, "escalating": 3, "steady": 5, "gone": 6}


def report(answer: Report, *, picture: Attachment | None = None) -> View:
    """Give the message of a report; `picture` is sent in place of the chart where Slack does not take it."""
    parts = [*_numbers(answer), *_chart(answer), *_deployments(answer)]
    for state, of in groupby(answer.clusters, lambda one: one.state):
        parts += _group(state, list(of))
    parts += [*_nothing(answer), *_resources(answer), *_gaps(answer)]
    end = f"Read from {clip(answer.source, SOURCE)}. Knowledge {clip(answer.knowledge_version, NAME)}."
    shown = fitted(parts, buttons=row(_buttons(answer)), end=end, comfort=COMFORT)
    return View(shown.blocks, shown.text, picture if _chart(answer) else None)


def _numbers(answer: Report) -> Iterator[Part]:
    totals, so_far = answer.totals, " so far" if answer.partial else ""
    filters = f", only {clip(', '.join(answer.filters), 200)}" if answer.filters else ""
    numbers = paragraph(
        bold(f"{totals.failures:,}"),
        plain(f" of {totals.operations:,} operations failed, on {counted(totals.resources, 'resource')}{filters}."),
        *_coverage(answer),
    )
    yield Part((header(f"What failed in {answer.name}{so_far}"), rich(numbers)), 0, "numbers")


def _coverage(answer: Report) -> list[Inline]:
    if not answer.totals.failures:
        return []
    share = round(100 * answer.covered / answer.totals.failures)
    without = sum(not one.entry and one.count > 0 for one in answer.clusters)
    rest = f"; {counted(without, 'kind')} of failure {'has' if without == 1 else 'have'} none" if without else ""
    return [plain("\n"), bold(f"{share} %"), plain(f" of the failures have a page{rest}.")]


def _chart(answer: Report) -> list[Part]:
    blocks = trend(answer)
    return [Part(blocks, 1, "chart")] if blocks else []


def _deployments(answer: Report) -> Iterator[Part]:
    lines = [_deployment(one, answer.clusters) for one in answer.deployments[:DEPLOYMENTS]]
    if rest := len(answer.deployments[DEPLOYMENTS:]):
        lines.append([plain(f"… and {counted(rest, 'more deployment')} with several failures")])
    if lines:
        yield Part((rich(bullets(lines)),), 1, "bad deployments")


def _deployment(one: BadDeployment, clusters: Sequence[RecurringFailure]) -> list[Inline]:
    names = list(dict.fromkeys(each.code or "no code" for each in clusters if each.id in one.clusters))
    said: list[Inline] = [bold("One bad deployment"), plain(f": {one.failures} failed operations, ")]
    for name in names[:2]:
        said += [code(clip(name, NAME)), plain(", ")]
    more = [plain(f"{counted(len(names) - 2, 'more code')}, ")] if names[2:] else []
    return [*said, *more, plain("correlation id "), code(clip(one.id, NAME))]


def _group(state: State, of: Sequence[RecurringFailure]) -> Iterator[Part]:
    shown = of[: SHOWN[state]]
    head = paragraph(bold(f"{STATES[state]} ({len(of)})"))
    items = [
        _gone(one) if state == "gone" else _cluster(one, first=_tells_first(state, at)) for at, one in enumerate(shown)
    ]
    if rest := len(of) - len(shown):
        items.append([plain(f"… and {rest} more in the table")])
    blocks = (rich(head, bullets(items)),)
    yield Part(blocks, _RANKS[state], STATES[state].lower(), optional=state in {"steady", "gone"})


def _tells_first(state: State, number: int) -> bool:
    return state != "steady" and number < FIXES


def _cluster(one: RecurringFailure, *, first: bool) -> list[Inline]:
    said = [bold(f"{one.count}× "), *_named(one), plain(_numbers_of(one))]
    if one.fix is not None and first:
        said += [plain("\n"), bold("First: "), *prose(clip(" ".join(one.fix.text.split()), FIX))]
    elif not one.entry:
        said += [plain("\nNobody has written this down yet.")]
    return said


def _gone(one: RecurringFailure) -> list[Inline]:
    return [*_named(one), plain(f" · {one.previous} before" if one.previous else f" · last seen {one.last_seen:%d %b}")]


def _named(one: RecurringFailure) -> list[Inline]:
    detail = f" ({clip(one.detail, NAME)})" if one.detail else ""
    words = plain(f"{clip(' '.join((one.title or one.template).split()), TITLE)}{detail} ")
    return [words, code(clip(one.code, NAME))] if one.code else [words]


def _numbers_of(one: RecurringFailure) -> str:
    words = [counted(one.resources, "resource")]
    if one.state == "escalating" and one.rate is not None:
        words.append(f"{one.rate:.1f} times the usual rate")
    elif one.previous or one.state == "steady":
        words.append(f"{one.previous} before")
    if one.asked:
        words.append(f"asked about {counted(one.asked, 'time')}")
    return f" · {' · '.join(words)}"


def _nothing(answer: Report) -> Iterator[Part]:
    if not answer.clusters:
        said = "No operation failed, neither in this window nor in the four weeks before."
        yield Part((rich(paragraph(plain(said))),), 1, "nothing failed")


def _resources(answer: Report) -> Iterator[Part]:
    items = [
        [bold(f"{count}× "), code(clip(_last(name), NAME)), plain(f" {clip(_place(name), NAME)}")]
        for name, count in answer.resources[:RESOURCES]
    ]
    if items:
        yield Part((rich(paragraph(bold("Where it hurts")), bullets(items)),), 4, "where it hurts", optional=True)


def _last(resource: str) -> str:
    """Give the name of a resource; Azure Backup puts container and group before it."""
    return resource.rpartition("/")[2].rpartition(";")[2] or resource


def _place(resource: str) -> str:
    parts = resource.split("/")
    group = next((parts[at + 1] for at, part in enumerate(parts[:-1]) if part.lower() == "resourcegroups"), "")
    return f"in {group}" if group else ""


def _gaps(answer: Report) -> Iterator[Part]:
    gaps = [f"• {clip(' '.join(gap.text.split()), GAP)}" for gap in answer.gaps[:GAPS]]
    if gaps:
        yield Part((context("What I could not see:", *gaps),), 3, "what could not be seen")


def _buttons(answer: Report) -> list[Button]:
    """Give a button for the page of each of the failures that matter most now."""
    urgent = [one for one in answer.clusters if one.entry and one.count and one.state != "steady"]
    pages = {one.entry: one for one in sorted(urgent, key=lambda one: -one.count)}
    chosen = list(pages.values())[:PAGES]
    codes = Counter(one.code for one in chosen)
    return [page_of(_label(one, alone=codes[one.code] == 1), entry=one.entry, text=_error_text(one)) for one in chosen]


def _label(one: RecurringFailure, *, alone: bool) -> str:
    return f"Fix: {one.code if one.code and alone else one.title}"


def _error_text(one: RecurringFailure) -> str:
    return one.exemplar if one.code in one.exemplar else f"Code: {one.code}\nMessage: {one.exemplar}"
