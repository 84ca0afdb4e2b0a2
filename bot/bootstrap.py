"""The composition root: settings in, use cases with their real parts out. Every real part is named only here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.filters import Filter
    from bot.adapters.logs import Progress
    from bot.adapters.store.store import Store
    from bot.basics import Basics
    from bot.settings import Settings
    from bot.usecases.ask import Ask
    from bot.usecases.explain import Explain
    from bot.usecases.history import TellHistory
    from bot.usecases.ports import ActivityLog, Clock
    from bot.usecases.report import MakeReport
    from bot.usecases.teach.lessons import Lessons
    from kb.library import Library


@dataclass(frozen=True, slots=True)
class Parts:
    """What the faces work with. Imports stay inside, so that a shell answer loads no more than it needs.

    `logs` is the choice of a log as in `bot.adapters.logs`; None is the workspace if one is set, else the sample.
    """

    settings: Settings
    library: Library
    explain: Explain
    clock: Clock
    lessons: Lessons | None = None

    def open_store(self) -> Store:
        """Give what is kept; raises StoreError if it cannot be opened."""
        from bot.adapters.store.store import open_store  # noqa: PLC0415

        return open_store(self.settings.store.get_secret_value(), clock=self.clock)

    def taught_by(self, store: Store) -> Parts:
        """Give the parts with what the team taught, as a store keeps it, from now on and whenever it is taught more."""
        from bot.adapters.knowledge import lay_over  # noqa: PLC0415
        from bot.usecases.teach.lessons import Lessons  # noqa: PLC0415

        lessons = Lessons(self.library, drafts=store.drafts, feedback=store.feedback, lay_over=lay_over)
        return replace(self, explain=replace(self.explain, taught=lessons), lessons=lessons)

    def open_log(self, logs: str | None = None, on_progress: Progress | None = None) -> ActivityLog:
        """Give the log; raises SourceError if it cannot be read at all."""
        from bot.adapters.logs import open_log  # noqa: PLC0415

        return open_log(logs, self.settings.azure, on_progress=on_progress)

    def history(self, logs: str | None = None, on_progress: Progress | None = None) -> TellHistory:
        """Give the use case that tells what happened to a machine."""
        from bot.usecases.history import TellHistory  # noqa: PLC0415

        return TellHistory(lambda: self.open_log(logs, on_progress), self.explain, self.clock)

    def report(self, logs: str | None = None, on_progress: Progress | None = None) -> MakeReport:
        """Give the use case that reports what fails every week."""
        from bot.adapters.memory import recall  # noqa: PLC0415
        from bot.usecases.report import MakeReport  # noqa: PLC0415

        remembered = partial(recall, self.settings.store.get_secret_value(), self.open_store)
        return MakeReport(lambda: self.open_log(logs, on_progress), self.explain, self.clock, remembered)

    def report_on_dask(
        self, files: str, scheduler: str, *, filters: Sequence[Filter] = (), on_progress: Progress | None = None
    ) -> MakeReport:
        """Give the same use case, its files read by the workers of a Dask cluster, which apply the filters."""
        from bot.adapters.logs import open_log_on_dask  # noqa: PLC0415

        read = partial(open_log_on_dask, files, scheduler, filters=filters, on_progress=on_progress)
        return replace(self.report(files), open_log=read)

    def ask(self, logs: str | None = None, on_progress: Progress | None = None) -> Ask:
        """Give the use case that takes any question."""
        from bot.usecases.ask import Ask  # noqa: PLC0415

        return Ask(
            self.explain, lambda: self.history(logs, on_progress), lambda: self.report(logs, on_progress), self.clock
        )


def build(settings: Settings) -> Parts:
    """Give the parts for these settings; raises NoTeamFolderError if AZTRIAGE_KB names no folder."""
    from bot.adapters.clock import SystemClock  # noqa: PLC0415

    explain = build_explain(settings)
    return Parts(settings, explain.library, explain, SystemClock())


def build_explain(settings: Settings | Basics) -> Explain:
    """Give the use case that explains; raises NoTeamFolderError if AZTRIAGE_KB names no folder."""
    from bot.adapters.knowledge import load_knowledge  # noqa: PLC0415
    from bot.usecases.explain import Explain  # noqa: PLC0415

    return Explain(load_knowledge(settings.kb, settings.cache), redact_emails=settings.redact_emails)
