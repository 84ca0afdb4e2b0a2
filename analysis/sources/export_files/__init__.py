"""Exported logs: files and folders of every shape that people have at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd

from analysis import events
from analysis.excerpt import Excerpt, Failures, Found
from analysis.related import Related, related
from analysis.resource_id import parse
from analysis.sources.export_files.copies import without_copies
from analysis.sources.export_files.correlations import Correlations
from analysis.sources.export_files.failing import Failed, failed, keys_in, keys_of, may_fail
from analysis.sources.export_files.naming import Roster, name_to_search
from analysis.sources.export_files.places import LogFile, local_files
from analysis.sources.export_files.reading import Progress, Reading
from analysis.sources.export_files.searches import for_failures, for_health, for_ids, for_machines, for_name
from analysis.sources.export_files.selection import select, within
from analysis.sources.export_files.spans import Span, time_of
from analysis.window import Window

WHOLE: Final = 16_000_000  # bytes; parsing that much takes about a second
_PASSES: Final = 3  # rows about a machine name parts, rows about those name others
_STATUS: Final = b'"resultType"'  # once in a line that is one row
_FAILED: Final = re.compile(rb'"resultType"\s*:\s*"fail', re.IGNORECASE)
_PARTS: Final = (b"/disks", b"networkinterfaces", b"publicipaddresses")


class LogFiles:
    """An activity log in files, wherever they lie: all shapes, packed or not, with duplicates, in any order.

    `list_files` is asked when the files are first needed. `on_progress` is told (files done, all files) on each pass.
    A log of up to `whole` bytes is parsed once; in a larger one JSON lines are searched, and only rows that may matter
    are parsed. What one question found serves the next.
    """

    def __init__(
        self,
        label: str,
        list_files: Callable[[], Sequence[LogFile]],
        *,
        on_progress: Progress | None = None,
        whole: int = WHOLE,
    ) -> None:
        self.label = label
        self._list_files = list_files
        self._on_progress = on_progress
        self._whole = whole
        self._lines: dict[str, list[bytes]] = {}
        self._failing: list[bytes] | None = None
        self._begun: Future[tuple[Reading, list[bytes]]] | None = None

    def begin(self) -> None:
        """Begin to go through the files for a report, beside whatever else is done; it is waited for when asked."""
        self._begun = ThreadPoolExecutor(1).submit(self._begin)

    @property
    def now(self) -> datetime | None:
        """Give no time of its own: the clock's counts."""
        return None

    def until(self) -> datetime | None:
        """Give the time of the newest row (UTC), None if there is none.

        Raises:
            SourceError: there is nothing readable.
        """
        if not self._reading.passed:
            self._failing_lines()  # asked first of all, it is for a report, which needs these of the same pass
        newest = self._span[1] if self._span else None
        self._reading.check()
        return newest

    def find(self, name: str) -> Found:
        """Give the machines of this name in the whole log, or names like it.

        Raises:
            SourceError: there is nothing readable.
        """
        roster = Roster()
        roster.add(self._lines_naming(name_to_search(name)))
        roster.add(self._texts)
        if not roster.named(name):
            roster.add(self._reading.collect(for_machines().findall))
        return replace(roster.find(name), gaps=self._reading.faults.gaps())

    def about(self, resource: str, window: Window) -> Excerpt:
        """Give the rows of a window that tell about a machine, with what is tied to it and with everybody's health.

        Raises:
            SourceError: there is nothing readable.
        """
        rows, tied = self._near(parse(resource).key, window)
        oldest, newest = self._span or (None, None)
        chosen = without_copies(select(within(rows, window), tied))
        return Excerpt(chosen, self._reading.faults.gaps(), oldest, newest)

    def failures(self, window: Window) -> Failures:
        """Give every row, up to the window's end, of each operation that failed at least once, and how many there were.

        Raises:
            SourceError: there is nothing readable.
        """
        reading, told = self._reading, self._failing_lines()
        reading.check()
        rows = reading.rows + reading.read(told, lambda record: may_fail(record) and _before(record, window))
        operations = failed(rows, before=window.end)
        found = dict.fromkeys(self._of(operations)).keys() - dict.fromkeys(told).keys()
        others = [line for line in told if line.count(_STATUS) != 1 or not _FAILED.search(line)]

        def wanted(record: Mapping[str, object]) -> bool:
            return _before(record, window) and operations.may_hold(record)

        oldest, newest = self._span or (None, None)
        with ThreadPoolExecutor(1) as beside:
            keys = beside.submit(reading.collect, keys_in(window, usual=reading.usual), window=window)
            rows += reading.read(found, wanted)
            rows += reading.read(others, lambda record: not may_fail(record) and wanted(record))
            kept = without_copies(events.table(row for row in rows if operations.hold(row)))
            count = keys_of(reading.rows, window) | keys.result()
        return Failures(kept, reading.faults.gaps(), oldest, newest, len(count))

    def _of(self, operations: Failed) -> Iterable[bytes]:
        """Give the lines that may be rows of these operations."""
        if not self._reading.usual:
            return self._reading.search(*for_ids(operations.correlations, usual=False))
        correlations = Correlations(operations.correlations)
        others = self._reading.search(*for_ids(correlations.others, usual=True))
        return self._reading.lines_of(correlations) | set(others)

    def _near(self, key: str, window: Window) -> tuple[pd.DataFrame, Related]:
        """Give the rows that may tell about a machine or its health, and what is tied to it.

        What is tied to a machine stands in rows about it, and rows about that may name more: hence several passes.
        """
        seen = dict.fromkeys(self._lines_naming(name_to_search(key)))
        rows = events.joined([self._parsed, self._rows(seen, window)])
        tied, asked = related(rows, key), frozenset[str]()
        usual = self._reading.usual
        wanted = for_health(usual=usual)
        for _ in range(_PASSES if self._reading.lines else 0):
            ids = _ids(tied, key) - asked
            wanted += for_ids(ids, usual=usual)
            if not wanted:
                break
            new = [line for line in self._reading.search(*wanted, window=window) if line not in seen]
            seen, asked, wanted = seen | dict.fromkeys(new), asked | ids, ()
            rows = events.joined([rows, self._rows(new, window)])
            tied = related(rows, key)
        return rows, tied

    @cached_property
    def _reading(self) -> Reading:
        if self._begun is None:
            return Reading(self._list_files(), self._whole, self._on_progress)
        reading, self._failing = self._begun.result()
        return reading

    def _begin(self) -> tuple[Reading, list[bytes]]:
        reading = Reading(self._list_files(), self._whole, self._on_progress)
        return reading, reading.search(for_failures(), index=True)

    @cached_property
    def _parsed(self) -> pd.DataFrame:
        """The rows of the files that were parsed as a whole."""
        return events.table(self._reading.rows)

    @cached_property
    def _texts(self) -> list[bytes]:
        """What those rows say that may name a machine."""
        columns = ["resource_label", "entity", "request", "message", "details"]
        rows = zip(*(self._parsed[column] for column in columns), strict=True)
        return ["\n".join(row).encode() for row in rows]

    @cached_property
    def _span(self) -> Span | None:
        return self._reading.span()

    def _failing_lines(self) -> list[bytes]:
        """Give the lines that may be rows of failures."""
        reading = self._reading  # first of all: what was begun brings them along
        if self._failing is None:
            self._failing = reading.search(for_failures(), index=True)
        return self._failing

    def _lines_naming(self, name: str) -> list[bytes]:
        """Give the lines that hold a name."""
        key = name.lower()
        if key not in self._lines:
            self._lines[key] = self._reading.search(for_name(name))
            self._reading.check()
        return self._lines[key]

    def _rows(self, lines: Iterable[bytes], window: Window) -> pd.DataFrame:
        """Give the rows of lines that lie in the window, or at any time if they may name parts of a machine."""
        naming: list[bytes] = []
        others: list[bytes] = []
        for line in lines:
            (naming if _names_parts(line) else others).append(line)
        rows = self._reading.read(naming, lambda _: True)
        return events.table(rows + self._reading.read(others, lambda record: _in(record, window)))


class ExportFiles(LogFiles):
    """An activity log in local files and folders."""

    def __init__(self, paths: Sequence[Path], *, on_progress: Progress | None = None, whole: int = WHOLE) -> None:
        places = tuple(paths)
        super().__init__(_label(places), lambda: local_files(places), on_progress=on_progress, whole=whole)


def _label(paths: Sequence[Path]) -> str:
    return str(paths[0]) if len(paths) == 1 else f"{len(paths)} files and folders"


def _in(record: Mapping[str, object], window: Window) -> bool:
    time = time_of(record)
    return time is None or time in window


def _before(record: Mapping[str, object], window: Window) -> bool:
    time = time_of(record)
    return time is None or time < window.end


def _names_parts(line: bytes) -> bool:
    lowered = line.lower()
    return any(part in lowered for part in _PARTS)


def _ids(tied: Related, key: str) -> frozenset[str]:
    """Give the ids to look for beside the machine's own name."""
    name = name_to_search(key)
    parts = {one for one in tied.resources if name not in one.rsplit("/", 1)[-1] and not one.startswith(key)}
    return frozenset(parts | tied.correlations) - {""}
