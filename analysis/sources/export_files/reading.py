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
from analysis.sources.export_files.correlations import Correlations, Index
from analysis.sources.export_files.faults import Faults
from analysis.sources.export_files.lines import (
    TOGETHER,
    Choice,
    Scanned,
    Search,
    Searches,
    collect,
    lines_at,
    lines_of,
    scan,
)
from analysis.sources.export_files.places import LogFile
from analysis.sources.export_files.searches import for_times_beyond
from analysis.sources.export_files.spans import LinesFile, Span, records_in, sampled, time_of
from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import Document, read_document
from analysis.window import Window

Row = dict[str, object]
Progress = Callable[[int, int], None]
T = TypeVar("T")

THREADS: Final = 2  # more contend for the interpreter's lock
_KEPT: Final = 31 << 20  # bytes; glibc heeds no more than 32 MB
_PACKED: Final = 10  # how many times smaller an exported log is in gzip


@dataclass(slots=True)
class Reading:
    """The files of a log. Small logs are parsed as a whole; of large ones only the lines that a search wants.

    `whole` is the size (bytes) up to which a log is small. After the first pass `rows` holds the canonical rows of
    all files that were parsed, `lines` the files of JSON lines that were only searched, and `faults` what failed.
    `passed` tells whether there was one; `indexes` are what it made, by the names of files.
    """

    files: Sequence[LogFile]
    whole: int
    on_progress: Progress | None = None
    rows: list[Row] = field(default_factory=list)
    lines: list[LinesFile] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    passed: bool = False
    indexes: dict[str, list[Index]] = field(default_factory=dict)

    @property
    def usual(self) -> bool:
        """Whether the files of JSON lines spell names and categories as Azure does, as far as a sample shows.

        False before the first pass and without such files.
        """
        return bool(self.lines) and all(file.usual for file in self.lines)

    def search(self, *searches: Search | Choice, window: Window | None = None, index: bool = False) -> list[bytes]:
        """Give the lines that any search wants, once each, of the files that are not parsed as a whole.

        With a `window`, files that keep to hours outside of it are left out; the first pass goes through all. If that
        makes an `index`, lines of correlations are found without another pass.
        """
        if not self.passed:
            return self._first(searches, index=index)
        files = [one for one in self.lines if window is None or one.may_hold(window)] if searches else []
        return self._found(files, searches)

    def lines_of(self, correlations: Correlations) -> set[bytes]:
        """Give the lines that may have one of these correlations, of files that spell names as Azure does."""
        files = [one.file for one in self.lines]
        if any(file.name not in self.indexes for file in files):
            return self.collect(correlations.lines)
        places = [(file, correlations.places(self.indexes[file.name])) for file in files]
        return {line for file, wanted in places for line in lines_at(file, wanted)}

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
        """Give what is gathered from blocks of lines, of files that may hold rows of the window."""
        files = [one.file for one in self.lines if window is None or one.may_hold(window)]
        return set().union(*self._each(_batches(files), lambda batch: collect(batch, gather)))

    def check(self) -> None:
        """Refuse a log in which nothing at all can be read.

        Raises:
            SourceError: there is no row, and the sentence says what there is.
        """
        if not self.lines and not self.rows:
            raise SourceError(" ".join(gap.text for gap in self.faults.gaps()) or "the files hold no rows")

    def _first(self, searches: Searches, *, index: bool) -> list[bytes]:
        self.passed = True
        small = sum(unpacked_size(file) for file in self.files) <= self.whole
        found: dict[bytes, None] = {}

        def scanned_file(file: LogFile) -> tuple[Scanned, Document | None]:
            return _parsed(scan(file, searches, whole=small, index=index))

        for scanned, document in self._one_by_one(self.files, scanned_file):
            self._note(scanned, document)
            if scanned.index:
                self.indexes[scanned.file.name] = scanned.index
            found |= dict.fromkeys(line for hits in scanned.hits for line in hits)
        return list(found)

    def _found(self, files: Sequence[LinesFile], searches: Searches) -> list[bytes]:
        found: dict[bytes, None] = {}
        for lines in self._one_by_one([one.file for one in files], lambda file: lines_of(file, searches)):
            found |= dict.fromkeys(lines)
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

    def _one_by_one(self, files: Sequence[LogFile], work: Callable[[LogFile], T]) -> Iterator[T]:
        return self._each([[file] for file in files], lambda batch: work(batch[0]))

    def _each(self, batches: Sequence[Sequence[LogFile]], work: Callable[[Sequence[LogFile]], T]) -> Iterator[T]:
        _keep_memory()
        done, files = 0, sum(map(len, batches))
        with ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1)) as pool:
            for batch, found in zip(batches, pool.map(work, batches), strict=True):
                done += len(batch)
                if self.on_progress is not None:
                    self.on_progress(done, files)
                yield found


@cache
def _keep_memory() -> None:
    """Have the allocator keep what is freed: glibc gives back blocks larger than the largest freed before.

    Without this, each block's pages are given back and cleared again, which takes longer than reading them.
    Source: mallopt(3), M_MMAP_THRESHOLD, "dynamic mmap threshold".
    """
    np.empty(_KEPT, np.uint8)


def _batches(files: Iterable[LogFile]) -> list[list[LogFile]]:
    """Give files in batches of up to what is gathered from at once; a larger file is one of its own."""
    batches: list[list[LogFile]] = []
    room = 0
    for file in files:
        size = unpacked_size(file)
        if size > room or not batches:
            batches.append([])
            room = TOGETHER
        batches[-1].append(file)
        room -= size
    return batches


def unpacked_size(file: LogFile) -> int:
    """Give about how many bytes a file holds, unpacked."""
    return file.size * (_PACKED if file.name.lower().endswith(".gz") else 1)


def _parsed(scanned: Scanned) -> tuple[Scanned, Document | None]:
    document = read_document(scanned.document) if scanned.document is not None else None
    scanned.document = None
    return scanned, document
