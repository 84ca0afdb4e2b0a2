"""A question about files: answered from the log in them, by explaining their text, or by what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from analysis.filters import Filter
from analysis.window import Window
from bot.usecases.answers import ExplainedMatch, NotReadable, RecurringFailure, Report
from bot.usecases.ask import Ask, Asked
from bot.usecases.files.holding import Held, Rows, Text, Unread, together
from bot.usecases.ports import Subject
from bot.usecases.report import MakeReport
from bot.usecases.times.asked import WindowOf

if TYPE_CHECKING:
    from bot.usecases.history import TellHistory

WORST: Final = 3
_OF_LOGS: Final = frozenset({"history", "report"})
_WEEK: Final = timedelta(days=8)  # a file of a week holds a little more where zones differ
_NO_LOG: Final = "{name} is no exported activity log, so I explain what it says."


@dataclass(frozen=True, slots=True)
class Worst:
    """A kind of failure of a file, and the page that explains it, None if there is none."""

    failure: RecurringFailure
    match: ExplainedMatch | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What an exported log holds: its rows, from when to when, machines with the most rows first, and what failed.

    `machines` are resource ids with their rows; `worst` are the most frequent kinds of failure.
    """

    name: str
    rows: int
    window: Window
    machines: tuple[tuple[str, int], ...]
    report: Report
    worst: tuple[Worst, ...]


@dataclass(frozen=True, slots=True)
class FilesAnswer:
    """What is said about files: of the log in them, of their texts, and of those that cannot be read."""

    of_log: Asked | Contents | NotReadable | None
    of_texts: Asked | None
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class AskFiles:
    """The use case; call it with a sentence, which may be empty, and what the files hold."""

    ask: Ask

    def __call__(
        self, text: str, files: Sequence[Held], *, zone: tzinfo = UTC, before: Subject | None = None
    ) -> FilesAnswer:
        """Give the answer."""
        logs = [each for each in files if isinstance(each, Rows)]
        texts = [each for each in files if isinstance(each, Text)]
        return FilesAnswer(
            of_log=self._of_log(text, together(logs), zone, before) if logs else None,
            of_texts=self._of_texts(text, texts, wanted_log=not logs) if texts else None,
            unread=tuple(each for each in files if isinstance(each, Unread)),
        )

    def _of_log(self, text: str, rows: Rows, zone: tzinfo, before: Subject | None) -> Asked | Contents | NotReadable:
        ask = _over(self.ask, rows)
        resource = before.resource if before is not None else None
        known = before if before is not None and before.window else Subject("", resource, rows.window)
        if ask.read(text, zone=zone, before=known).asks in _OF_LOGS:
            return ask(text, zone=zone, before=known)
        made = ask.report()(lambda _: rows.window, zone=zone)
        return made if isinstance(made, NotReadable) else self._contents(rows, made)

    def _contents(self, rows: Rows, report: Report) -> Contents:
        worst = sorted((one for one in report.clusters if one.count), key=lambda one: (-one.count, one.id))[:WORST]
        explained = tuple(Worst(one, self._page(one)) for one in worst)
        return Contents(rows.name, rows.count, rows.window, rows.machines, report, explained)

    def _page(self, one: RecurringFailure) -> ExplainedMatch | None:
        said = one.exemplar if one.code in one.exemplar else f"Code: {one.code}\nMessage: {one.exemplar}"
        found = self.ask.explain(said).matches
        return found[0] if one.entry and found else None

    def _of_texts(self, text: str, texts: Sequence[Text], *, wanted_log: bool) -> Asked:
        answer = self.ask.explain("\n\n".join(filter(None, (text, *(each.text for each in texts)))))
        if wanted_log and self.ask.read(text).asks in _OF_LOGS:
            notice = _NO_LOG.format(name=" and ".join(each.name for each in texts))
            answer = replace(answer, notices=(notice, *answer.notices))
        return Asked("explain", answer, None)


def _over(ask: Ask, rows: Rows) -> Ask:
    """Give the use case so that it reads the log of a file and no other."""
    log = rows.log

    def history() -> TellHistory:
        return replace(ask.history(), open_log=lambda: log)

    def report() -> MakeReport:
        make = ask.report()
        return _ReportOnFile(lambda: log, make.explain, make.clock, make.recall, whole=rows.window)

    return replace(ask, history=history, report=report)


@dataclass(frozen=True, slots=True)
class _ReportOnFile(MakeReport):
    """A report on a file: on all of it if it is no longer than a week and no days were named."""

    whole: Window | None = None

    def __call__(
        self, window_of: WindowOf | None = None, *, zone: tzinfo = UTC, filters: Sequence[Filter] = ()
    ) -> Report | NotReadable:
        whole = self.whole
        if window_of is None and whole is not None and whole.end - whole.start <= _WEEK:
            return MakeReport.__call__(self, lambda _: whole, zone=zone, filters=filters)
        return MakeReport.__call__(self, window_of, zone=zone, filters=filters)
