"""The answer to "what is this error?" as a Slack message: verdict first, then what to do, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.slack.text.limits import clip
from bot.slack.views.buttons import SHOWN, Button, packed, page_of, row
from bot.slack.views.match import in_a_line, in_full, in_short, named
from bot.slack.views.rich import bold, bullets, context, divider, emoji, paragraph, plain, rich
from bot.slack.views.teach import noted
from bot.slack.views.unknown import NEAREST, abstained, unlisted
from bot.slack.views.view import Part, View, all_fit, fitted
from bot.slack.views.words import counted, redacted
from bot.usecases.answers import ExplainedMatch, Explanation

FURTHER = 4
DRAWN = 2  # further errors that get their first command; more would be a wall
ALTERNATIVES = 3
NOTICES, NOTICE = 5, 250
NAME = 90
EVIDENCES, EVIDENCE = 6, 200


def explanation(answer: Explanation) -> View:
    """Give the message that answers a pasted error."""
    known = bool(answer.matches)
    parts = list(_known(answer) if known else abstained(answer))
    after_verdict = sum(part.name in {"verdict", "meaning"} for part in parts)
    parts[after_verdict:after_verdict] = _security(answer)
    parts += [*noted(answer.notes), *_notices(answer)]
    version = f"Knowledge {clip(answer.knowledge_version, 60)}" if answer.knowledge_version else ""
    buttons = list(_buttons(answer, complete=all_fit(parts)))
    return fitted(parts, end=version, buttons=(*row(buttons), *row(buttons[SHOWN:], first=SHOWN)))


def _buttons(answer: Explanation, *, complete: bool) -> Iterator[Button]:
    """Give buttons for how the bot knows, and for the pages of which the message only holds a part or the name."""
    known = {kind: names[0][:NAME] for kind, names in answer.entities.items() if names}
    if answer.matches:
        best, *others = answer.matches
        further, alternatives = _sorted_out(best, others)
        if not complete:
            yield page_of("The whole page", entry=best.entry, text=_said(best, answer), known=known)
        yield _why(answer)
        named_only = [*further[:FURTHER], *alternatives[:ALTERNATIVES]]
    else:
        named_only = list(answer.nearest[:NEAREST])
        if answer.chain:
            yield _why(answer)
    for match in named_only:
        yield page_of(match.code or match.title, entry=match.entry, text=_said(match, answer), known=known)


def _why(answer: Explanation) -> Button:
    found = [evidence for match in answer.matches[:1] for evidence in match.evidence]
    value = {
        "evidence": [[each.kind, clip(each.text, EVIDENCE)] for each in found[:EVIDENCES]],
        "chain": [[clip(link.code, NAME), clip(link.message, EVIDENCE)] for link in answer.chain[:EVIDENCES]],
    }
    return Button("How I know", "why", packed(value, shorten=("evidence", "chain")))


def _said(match: ExplainedMatch, answer: Explanation) -> str:
    """Give the error that a match explains as Azure put it, as far as it was read."""
    links = [link for link in answer.chain if link.error == match.error]
    link = next((one for one in links if one.code.casefold() == match.code.casefold()), links[-1] if links else None)
    return f"Code: {link.code}\nMessage: {link.message}" if link else match.code


def _known(answer: Explanation) -> Iterator[Part]:
    best, *others = answer.matches
    further, alternatives = _sorted_out(best, others)
    yield from in_full(best)
    yield from _further(further)
    yield from unlisted(answer.unlisted, answer.chain)
    if alternatives:
        listed = bullets(named(match) for match in alternatives[:ALTERNATIVES])
        yield Part((rich(paragraph(bold("It could also be")), listed),), 8, "what else it could be", optional=True)


def _further(further: Sequence[ExplainedMatch]) -> Iterator[Part]:
    """Give the other errors of a text: a few with their first command, many as a list, to be opened by buttons."""
    if not further:
        return
    head = (divider(), rich(paragraph(bold("Also in this text"))))
    if len(further) <= DRAWN:
        for number, match in enumerate(further):
            yield Part((*(head if number == 0 else ()), *in_short(match)), 5, "further errors")
        return
    yield Part((*head, rich(bullets(in_a_line(match) for match in further[:FURTHER]))), 5, "further errors")
    if rest := len(further[FURTHER:]):
        said = f"This text holds {counted(rest, 'further error')}; paste each alone to read about it."
        yield Part((context(said),), 5, "a count")


def _sorted_out(
    best: ExplainedMatch, others: Sequence[ExplainedMatch]
) -> tuple[list[ExplainedMatch], list[ExplainedMatch]]:
    """Give the best match of each further error, and what remains: other readings of errors already shown."""
    seen = {best.error}
    further: list[ExplainedMatch] = []
    alternatives: list[ExplainedMatch] = []
    for match in others:
        (alternatives if match.error in seen else further).append(match)
        seen.add(match.error)
    return further, alternatives


def _security(answer: Explanation) -> Iterator[Part]:
    if sentence := redacted(answer.redactions):
        yield Part((rich(paragraph(emoji("lock"), plain(f" {clip(sentence, NOTICE)}"))),), 1, "what was taken out")


def _notices(answer: Explanation) -> Iterator[Part]:
    notices = [clip(notice, NOTICE) for notice in answer.notices if notice.strip()]
    more = [f"… and {counted(len(notices[NOTICES:]), 'more notice')}"] if notices[NOTICES:] else []
    if notices:
        yield Part((context(*notices[:NOTICES], *more),), 3, "notices")
