"""What is shown for teaching: notes under an answer, buttons for thumbs and new pages, and the windows behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.slack.text.limits import BLOCKS, BUDGET, ELLIPSIS, Block, clip, size
from bot.slack.views.buttons import Button, packed, row
from bot.slack.views.fallback import fallback
from bot.slack.views.forms import Modal, choice_field, text_field, window
from bot.slack.views.rich import (
    bold,
    bullets,
    code,
    divider,
    header,
    italic,
    paragraph,
    plain,
    preformatted,
    prose,
    rich,
)
from bot.slack.views.view import Part, View, view
from bot.usecases.answers import Explanation, RecurringFailure, Report
from bot.usecases.ports import Case
from bot.usecases.teach.form import LONGEST as LONGEST_FIELD
from bot.usecases.teach.form import Form
from bot.usecases.teach.notes import LONGEST
from bot.usecases.team_ports import Draft, Note

NOTE, NOTE_LIST, REASON, PAGE, ERROR, NAME = 700, 10, 500, 2600, 1100, 70
CLUSTERS = 12
_FIRST = 50  # other rows of a message number their buttons below
_PERSON = re.compile(r"[UW][A-Z0-9]{1,20}")
NOTE_WINDOW, REASON_WINDOW, PAGE_WINDOW, CLUSTER_WINDOW = "teach_note", "teach_reason", "teach_page", "teach_cluster"
_DONE = {"fixed": "is marked as fixed", "merged": "counts as part of another failure", "split": "is split by message"}


def extended(shown: View, blocks: Sequence[Block]) -> View:
    """Give a message with blocks at its end, or as it was where they do not fit."""
    longer = (*shown.blocks, *blocks)
    if len(longer) > BLOCKS or size(longer) > BUDGET:
        return shown
    return replace(shown, blocks=longer, text=fallback(longer))


def noted(notes: Sequence[Note]) -> Iterator[Part]:
    """Give the part of an answer that shows what the team added."""
    if notes:
        lines = [[*prose(clip(" ".join(note.markdown.split()), NOTE)), italic(_stamp(note))] for note in notes]
        yield Part((rich(paragraph(bold("Notes of your team")), bullets(lines)),), 3, "notes of your team")


def teaching(answer: Explanation, *, text: str) -> tuple[Block, ...]:
    """Give the buttons below an explanation; `text` is what was asked, redacted."""
    buttons: list[Button] = []
    if answer.matches:
        entry = answer.matches[0].entry
        buttons += [Button("This helped", "helped", entry), Button("Not this one", "not", entry)]
        buttons.append(Button("Add a note", "note", entry))
    if answer.unlisted or not answer.matches:
        name = answer.unlisted[0] if answer.unlisted else ""
        said = next((link.message for link in answer.chain if link.code.casefold() == name.casefold()), "")
        error = f"Code: {name}\nMessage: {said}" if name and said else text
        buttons.append(Button("Write this page", "draft", _drafting(name, error)))
    return row(buttons, first=_FIRST)


def sorting(answer: Report) -> tuple[Block, ...]:
    """Give the buttons below a report: to decide about its clusters, and to write the page that is missed most."""
    if not answer.clusters:
        return ()
    clusters = [[one.id, clip(_called(one), NAME)] for one in answer.clusters[:CLUSTERS]]
    buttons = [Button("Sort out failures", "sort", packed({"clusters": clusters}, shorten=("clusters",)))]
    missed = [one for one in answer.clusters if not one.entry and one.count]
    if missed:
        most = max(missed, key=lambda one: one.count)
        error = most.exemplar if most.code in most.exemplar else f"Code: {most.code}\nMessage: {most.exemplar}"
        buttons.append(Button("Write a missing page", "draft", _drafting(most.code, error, cluster=most.id)))
    return row(buttons, first=_FIRST)


def note_window(entry: str, notes: Iterable[tuple[Note, bool]], *, carries: Mapping[str, str]) -> Modal:
    """Give the window with the notes on an entry, those that may be changed with buttons, and room for another."""
    blocks: list[Block] = []
    for number, (note, may_change) in enumerate(list(notes)[-NOTE_LIST:]):
        blocks += [rich(paragraph(*prose(clip(note.markdown, NOTE)), italic(_stamp(note)))), *_by(note.author)]
        if may_change:
            change = [Button("Edit", "note_edit", note.id), Button("Remove", "note_remove", note.id)]
            blocks += row(change, first=number)
        blocks.append(divider())
    hint = "Everybody in this workspace sees it with later answers. Secrets are taken out."
    blocks.append(text_field("note", f"A note on {entry}", hint=hint, longest=LONGEST))
    return window("Notes", blocks, name=NOTE_WINDOW, submit="Add it", carries={"entry": entry, **carries})


def edit_note_window(note: Note, *, carries: Mapping[str, str]) -> Modal:
    """Give the window in which a note is changed."""
    field = text_field("note", f"The note on {note.entry}", filled=note.markdown, longest=LONGEST)
    carried = {"entry": note.entry, **carries, "note": note.id}
    return window("Edit the note", [field], name=NOTE_WINDOW, submit="Keep it", carries=carried)


def reason_window(*, carries: Mapping[str, str]) -> Modal:
    """Ask why an answer did not help; who closes the window has said enough."""
    hint = "It helps whoever looks after the pages. Secrets are taken out."
    field = text_field("reason", "What was wrong with it?", hint=hint, optional=True, longest=REASON)
    return window("Thank you", [field], name=REASON_WINDOW, submit="Send", carries=carries)


def page_window(form: Form, providers: Sequence[str], *, carries: Mapping[str, str]) -> Modal:
    """Give the window in which a page is written."""
    codes = "As Azure prints it; where one code has several causes, with a variant: AllocationFailed.spot"
    steps = "One step a line; a command on a line of its own below its step. Places to fill: {resource_group}, {vm}"
    example = "The message as Azure prints it. Names, ids and secrets were taken out: check it."
    short = 200
    blocks = [
        text_field("code", "Code", filled=form.code, hint=codes, lines=False, longest=short),
        choice_field("provider", "What it belongs to", [(one, one) for one in providers], chosen=form.provider),
        text_field("title", "The root cause, in plain words", filled=form.title, lines=False, longest=short),
        text_field("meaning", "What it means", filled=form.meaning, longest=LONGEST_FIELD),
        text_field("fix", "What to do", filled=form.fix, hint=steps, longest=LONGEST_FIELD),
        text_field("example", "Example", filled=form.example, hint=example, longest=LONGEST_FIELD),
    ]
    return window("Write a page", blocks, name=PAGE_WINDOW, submit="Propose it", carries=carries)


def cluster_window(clusters: Sequence[tuple[str, str]], *, carries: Mapping[str, str]) -> Modal:
    """Give the window in which something is decided about a cluster."""
    decisions = [
        ("fixed", "It is fixed: if it fails again, say it came back"),
        ("merged", "It belongs to another failure"),
        ("split", "It holds different failures: count each message"),
    ]
    blocks = [
        choice_field("cluster", "Which failure?", clusters),
        choice_field("decision", "What about it?", decisions),
        choice_field(
            "into", "To which does it belong?", clusters, optional=True, hint="Only if it belongs to another."
        ),
    ]
    return window("Sort out failures", blocks, name=CLUSTER_WINDOW, submit="Do it", carries=carries)


def proposed(draft: Draft) -> View:
    """Give a proposed page with what a maintainer can do about it."""
    buttons = [
        Button("Accept", "accept", draft.id, "primary"),
        Button("Reject", "reject", draft.id),
        Button("Edit", "rewrite", draft.id),
    ]
    return view(
        header("A page was proposed"),
        rich(paragraph(code(draft.name), plain(" waits for a maintainer; until then it explains nothing."))),
        rich(preformatted(clip(draft.markdown, PAGE) or ELLIPSIS)),
        *_by(draft.author, "Proposed by"),
        *row(buttons),
    )


def reviewed(draft: Draft) -> View:
    """Give how a page was reviewed."""
    if draft.state == "accepted":
        said = [plain(" is a page of your team now: from here on I explain this error with it.")]
    else:
        said = [plain(" was rejected; it explains nothing.")]
    return view(rich(paragraph(bold(f"{draft.state.capitalize()}: "), code(draft.name), *said)), *_by(draft.reviewer))


def note_told(note: Note, *, how: str, by: str) -> View:
    """Give that a note was added, changed or removed."""
    said = [bold(f"{how.capitalize()}: "), plain("a note on "), code(note.entry)]
    quoted = [paragraph(*prose(clip(note.markdown, NOTE)))] if how != "removed" else []
    return view(rich(paragraph(*said), *quoted), *_by(by))


def decided(case: Case, *, name: str, into: str = "") -> View:
    """Give a decision about a cluster, with a button that takes it back."""
    other = f" ({into})" if into else ""
    carried = {"cluster": case.cluster, "decided": case.decided.isoformat(), "name": clip(name, NAME)}
    return view(
        rich(paragraph(bold(clip(name, NAME)), plain(f" {_DONE[case.decision]}{other} from the next report on."))),
        *_by(case.by),
        *row([Button("Undo", "undo", packed(carried))]),
    )


def undone(name: str, *, by: str) -> View:
    """Give that a decision was taken back."""
    said = [bold(clip(name, NAME)), plain(" counts as before; what was decided about it is taken back.")]
    return view(rich(paragraph(*said)), *_by(by))


def sentence(text: str) -> View:
    """Give one sentence."""
    return view(rich(paragraph(*prose(clip(text, REASON)))))


def _drafting(name: str, error: str, *, cluster: str = "") -> str:
    carried: dict[str, Any] = {"code": clip(name, 100), "text": error[:ERROR]}
    return packed(carried | ({"cluster": cluster} if cluster else {}), shorten=("text",))


def _called(one: RecurringFailure) -> str:
    detail = f" ({one.detail})" if one.detail else ""
    return f"{one.code}{detail}: {one.title or one.template}" if one.code else one.title or one.template


def _stamp(note: Note) -> str:
    changed = f", changed {note.edited:%Y-%m-%d}" if note.edited else ""
    return f" ({note.written:%Y-%m-%d}{changed})"


def _by(person: str, words: str = "By") -> tuple[Block, ...]:
    if not _PERSON.fullmatch(person):
        return ()
    return ({"type": "context", "elements": [{"type": "mrkdwn", "text": f"{words} <@{person}>"}]},)
