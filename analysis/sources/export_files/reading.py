"""Going through the files of a log: what each pass finds, and what could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Final, TypeVar

import numpy as np

from analysis.sources import SourceError
from analysis.sources.export_files.faults import Faults
from analysis.sources.export_files.lines import Choice, Scanned, Search, Searches, collect, scan
from analysis.sources.export_files.places import LogFile
from analysis.sources.export_files.searches import for_times_beyond
from analysis.sources.export_files.spans import LinesFile, Span, records_in, sampled, time_of
from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import Document, read_document
from analysis.window import Window

Row = dict[str, object]
Progress = Callable[[int, int], None]
T = TypeVar("T")

THREADS: Final = 4
_KEPT: Final = 31 << 20  # bytes; glibc heeds no more than 32 MB
_PACKED: Final = 10  # how many times smaller an exported log is in gzip


@dataclass(slots=True)
class Reading:
    """The files of a log. Small logs are parsed as a whole; of large ones only the lines that a search wants.

    `whole` is the size (bytes) up to which a log is small. After the first pass `rows` holds the canonical rows of
    all files that were parsed, `lines` the files of JSON lines that were only searched, and `faults` what failed.
    `passed` tells whether there was one.
    """

    files: Sequence[LogFile]
    whole: int
    on_progress: Progress | None = None
    rows: list[Row] = field(default_factory=list)
    lines: list[LinesFile] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    passed: bool = False

    @property
    def usual(self) -> bool:
        """Whether the files of JSON lines spell names and categories as Azure does, as far as a sample shows.

        False before the first pass and without such files.
        """
        return bool(self.lines) and all(file.usual for file in self.lines)

    def search(self, *searches: Search | Choice, window: Window | None = None) -> list[bytes]:
        """Give the lines that any search wants, once each, of the files that are not parsed as a whole.

        With a `window`, files that keep to hours outside of it are left out; the first pass goes through all.
        """
        if not self.passed:
            return self._first(searches)
        files = [one for one in self.lines if window is None or one.may_hold(window)] if searches else []
        return self._found(files, searches)

    def read(self, lines: Iterable[bytes], wanted: Callable[[Mapping[str, object]], bool]) -> list[Row]:
        """Give the canonical rows of the records in these lines that are wanted."""
        rows = [read_record(record) for record in records_in(lines) if wanted(record)]
        return [row for row in rows if row is not None]

    def span(self) -> Span | None:
        """Give the times of the first and the last row (UTC), whatever their order; None if there is no row.

        A file that keeps to the hour in its path is looked at only if that hour reaches beyond what is known; any
        other is searched for times beyond that.
        """
        self.search()
        times = [time for file in self.lines for time in file.times]
        times += [time for row in self.rows if isinstance(time := row["time"], datetime)]
        if not times:
            return None
        oldest, newest = min(times), max(times)
        files = [file for file in self.lines if file.may_reach_beyond(oldest, newest)]
        beyond = map(time_of, records_in(self._found(files, [for_times_beyond(oldest, newest)])))
        times += [time for time in beyond if time is not None]
        return min(times), max(times)

    def collect(self, gather: Callable[[bytes], Iterable[T]], *, window: Window | None = None) -> set[T]:
        """Give what is gathered from each block of lines, of files that may hold rows of the window."""
        files = [one.file for one in self.lines if window is None or one.may_hold(window)]
        return set().union(*self._each(files, lambda file: collect(file, gather)))

    def check(self) -> None:
        """Refuse a log in which nothing at all can be read.

        Raises:
            SourceError: there is no row, and the sentence says what there is.
        """
        if not self.lines and not self.rows:
            raise SourceError(" ".join(gap.text for gap in self.faults.gaps()) or "the files hold no rows")

    def _first(self, searches: Searches) -> list[bytes]:
        self.passed = True
        small = sum(_unpacked_size(file) for file in self.files) <= self.whole
        found: dict[bytes, None] = {}
        for scanned, document in self._each(self.files, lambda file: _parsed(scan(file, searches, whole=small))):
            self._note(scanned, document)
            found |= dict.fromkeys(line for hits in scanned.hits for line in hits)
        return list(found)

    def _found(self, files: Sequence[LinesFile], searches: Searches) -> list[bytes]:
        found: dict[bytes, None] = {}
        for scanned in self._each([one.file for one in files], lambda file: scan(file, searches)):
            found |= dict.fromkeys(line for hits in scanned.hits for line in hits)
        return list(found)

    def _note(self, scanned: Scanned, document: Document | None) -> None:
        name = scanned.file.name
        if scanned.fault:
            self.faults.file(name, scanned.fault)
        if scanned.empty and not scanned.fault:
            self.faults.empty.append(name)
        elif document is not None:
            self._take(name, document)
        elif scanned.last and not any(read_record(one) for one in records_in(scanned.samples)):
            self.faults.no_log.append(name)
        elif scanned.last:
            self.lines.append(sampled(scanned))
            self.faults.add_rows(name, scanned.strange)
            if not scanned.last.endswith(b"}"):
                self.faults.cut.append(name)

    def _take(self, name: str, document: Document) -> None:
        rows = [read_record(record) for record in document.records]
        known = [row for row in rows if row is not None]
        if not known and not document.cut and (rows or not document.known):
            self.faults.no_log.append(name)
            return
        self.rows += known
        self.faults.add_rows(name, len(rows) - len(known) + document.unreadable)
        self.faults.without_details += sum(row["shape"] == "portal csv" for row in known)
        if document.cut:
            self.faults.cut.append(name)

    def _each(self, files: Sequence[LogFile], work: Callable[[LogFile], T]) -> Iterator[T]:
        _keep_memory()
        with ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1)) as pool:
            for done, found in enumerate(pool.map(work, files), 1):
                if self.on_progress is not None:
                    self.on_progress(done, len(files))
                yield found


@cache
def _keep_memory() -> None:
    """Have the allocator keep what is freed: glibc gives back blocks larger than the largest freed before.

    Without this, each block's pages are given back and cleared again, which takes longer than reading them.
    Source: mallopt(3), M_MMAP_THRESHOLD, "dynamic mmap threshold".
    """
    np.empty(_KEPT, np.uint8)


def _unpacked_size(file: LogFile) -> int:
    return file.size * (_PACKED if file.name.lower().endswith(".gz") else 1)


def _parsed(scanned: Scanned) -> tuple[Scanned, Document | None]:
    document = read_document(scanned.document) if scanned.document is not None else None
    scanned.document = None
    return scanned, document
