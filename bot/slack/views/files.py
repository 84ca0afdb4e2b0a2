"""What is said about attached files: what a log holds, why a file was not read, that files are not read here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import tzinfo
from typing import Any, Final

from analysis.resource_id import parse
from bot.slack.features import off
from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import Button, asking, packed, row, unpacked
from bot.slack.views.fallback import fallback
from bot.slack.views.match import in_short
from bot.slack.views.rich import bold, code, context, header, paragraph, plain, preformatted, rich
from bot.slack.views.view import Part, View, fitted, view
from bot.slack.views.words import counted
from bot.usecases.answers import RecurringFailure
from bot.usecases.files.asking import Contents, Worst
from bot.usecases.files.holding import LARGEST as LARGEST_UNPACKED
from bot.usecases.files.holding import MOST_MEMBERS, Unread, Why
from bot.usecases.ports import SharedFile

LARGEST: Final = "20 MB"
MACHINES: Final = 5
NAME, MACHINE, ERROR = 120, 80, 400
GAPS, GAP = 3, 250
COMFORT: Final = 4500
_INSTEAD: Final = " Paste the text with the error instead; /aztriage alone opens room for a long one."
_WHY: Final[dict[Why, str]] = {
    "large": f"is larger than {LARGEST}, more than I read: attach the part with the error, or the log of fewer days.",
    "packed": f"unpacks to more than {LARGEST_UNPACKED >> 20} MB or {MOST_MEMBERS} files, more than I read.",
    "much": f"is left: the files before it have {LARGEST_UNPACKED >> 20} MB already. Attach it alone.",
    "binary": "is no text: I read text files, logs, and exported activity logs, also in .gz and .zip.",
    "broken": "could not be read to its end: attach it once more.",
    "locked": "is locked with a password: attach it without one.",
    "empty": "is empty.",
    "gone": "is not there any more.",
    "denied": "may not be read by me: Slack refused it. Whoever runs me can check the permission files:read.",
    "slow": "took too long to come from Slack: ask again, or paste the part with the error.",
    "elsewhere": "does not lie in Slack, and I fetch nothing from elsewhere: paste its text.",
}


def files_off() -> View:
    """Give the answer to a file where none is read."""
    return view(rich(paragraph(plain(off("files") + _INSTEAD))))


def unread(files: Sequence[Unread]) -> View:
    """Give why files were not read, one sentence each."""
    return view(rich(*(paragraph(code(clip(file.name, NAME)), plain(f" {_WHY[file.why]}")) for file in files)))


def small_print(sentence: str) -> tuple[Block, ...]:
    """Give a line to put below an answer that did not need a file."""
    return (context(sentence),)


def contents(answer: Contents, *, zone: tzinfo) -> View:
    """Give what an exported log holds, and its worst failures explained."""
    parts = [Part((header(_head(answer)), rich(paragraph(plain(_summary(answer, zone))))), 0, "numbers")]
    for number, one in enumerate(answer.worst):
        parts.append(Part(_failure(one), 1 + number, "failures"))
    parts += [*_machines(answer), *_gaps(answer)]
    return fitted(parts, buttons=row(_buttons(answer)), end=f"Read from {answer.name}.", comfort=COMFORT)


def of_files(shown: View, files: Sequence[SharedFile]) -> View:
    """Give an answer whose buttons ask these files, and which offers nothing that would need another log."""
    blocks = tuple(changed for block in shown.blocks for changed in _asking_files(block, files))
    return replace(shown, blocks=blocks, text=fallback(blocks))


def carried(value: str) -> tuple[str, tuple[SharedFile, ...]]:
    """Give the question of a button and the files that it is about."""
    given = unpacked(value)
    rows = given.get("files")
    found = [one for one in rows if isinstance(one, list) and len(one) == len(_KEPT)] if isinstance(rows, list) else []
    files = tuple(SharedFile(str(one[0]), str(one[1]), str(one[2])) for one in found)
    return str(given.get("ask") or ""), files


_KEPT: Final = ("id", "name", "kind")


def _asking_files(block: Block, files: Sequence[SharedFile]) -> Iterator[Block]:
    if block["type"] != "actions":
        yield block
        return
    elements = [changed for each in block["elements"] for changed in _button(each, files)]
    if elements:
        yield {**block, "elements": elements}


def _button(element: dict[str, Any], files: Sequence[SharedFile]) -> Iterator[dict[str, Any]]:
    action, _, number = str(element["action_id"]).partition(".")
    if action == "ask":
        value = {"ask": element["value"], "files": [[getattr(each, name) for name in _KEPT] for each in files]}
        with suppress(ValueError):  # there is no room for all of them, and fewer would be asked otherwise
            yield {**element, "action_id": f"ask_file.{number}", "value": packed(value)}
    elif action != "timeline":
        yield element


def _head(answer: Contents) -> str:
    totals = answer.report.totals
    if not totals.failures:
        return "An activity log in which nothing failed"
    return f"An activity log: {totals.failures:,} of {totals.operations:,} operations failed"


def _summary(answer: Contents, zone: tzinfo) -> str:
    first, last = (f"{each.astimezone(zone):%Y-%m-%d %H:%M}" for each in (answer.window.start, answer.window.end))
    window = f"{first} to {last} ({zone})"
    about = f", about {counted(len(answer.machines), 'machine')}" if answer.machines else ""
    kinds = sum(one.count > 0 for one in answer.report.clusters)
    more = f" Of {counted(kinds, 'kind')} of failure, the most frequent:" if kinds > len(answer.worst) else ""
    rows = "1 row" if answer.rows == 1 else f"{answer.rows:,} rows"
    return f"{clip(answer.name, NAME)} holds {rows} from {window}{about}.{more}"


def _failure(one: Worst) -> tuple[Block, ...]:
    times = [bold(f"{one.failure.count:,}×"), plain(f" on {counted(one.failure.resources, 'resource')}")]
    if one.match is not None:
        return (rich(paragraph(*times)), *in_short(one.match))
    unknown = (
        [plain(", and no page yet for "), code(one.failure.code)] if one.failure.code else [plain(", no page yet:")]
    )
    return (rich(paragraph(*times, *unknown), preformatted(clip(_said(one.failure), ERROR))),)


def _said(failure: RecurringFailure) -> str:
    return failure.exemplar.strip() or "The log gives neither code nor message."


def _machines(answer: Contents) -> Iterator[Part]:
    if answer.machines:
        names = [code(clip(_spoken(machine), MACHINE)) for machine, _ in answer.machines[:MACHINES]]
        commas = [piece for name in names for piece in (plain(", "), name)][1:]
        rest = len(answer.machines[MACHINES:])
        more = f" and {counted(rest, 'more machine')}" if rest else ""
        told = paragraph(plain("Most rows are about "), *commas, plain(f"{more}."))
        yield Part((rich(told),), 4, "machines")


def _gaps(answer: Contents) -> Iterator[Part]:
    # Of a file nobody expects more days than it holds.
    found = [gap for gap in answer.report.gaps if gap.kind not in {"too old", "too fresh"}]
    gaps = [f"• {clip(' '.join(gap.text.split()), GAP)}" for gap in found[:GAPS]]
    if gaps:
        yield Part((context("What I could not see:", *gaps),), 5, "what could not be seen")


def _buttons(answer: Contents) -> list[Button]:
    """Give a button for the history of the machines with the most rows, and one for the report."""
    buttons = [
        asking(f"What happened to {_spoken(machine)}?", f"what happened to {machine} ?")
        for machine, _ in answer.machines[: MACHINES - 1]
    ]
    return [*buttons, asking("Report on all failures", "report")] if answer.report.totals.failures else buttons


def _spoken(machine: str) -> str:
    named = parse(machine)
    return "/".join(named.names) or machine
