"""What a worker does with its files: a first look at them, then the rows of the operations that failed anywhere."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.clustering.state import hashed
from analysis.sources.export_files.correlations import Correlations
from analysis.sources.export_files.failing import Failed, Key, failed, keys_in, keys_of
from analysis.sources.export_files.faults import Faults
from analysis.sources.export_files.places import LogFile
from analysis.sources.export_files.reading import Reading, Row, unpacked_size
from analysis.sources.export_files.searches import for_failures, for_ids, for_times_beyond
from analysis.sources.export_files.spans import LinesFile, Span, records_in, time_of
from analysis.window import Window

_EVERY: Final = 1 << 62  # bytes: all files are parsed as a whole
_NONE: Final = -1
_ROW: Final = 8192  # bytes that a canonical row takes, about

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Looked:
    """A part after the first pass: what was parsed, and the lines that may be failures."""

    reading: Reading
    told: list[bytes]

    def __sizeof__(self) -> int:
        """Give about how many bytes it takes: by that workers know when to move results to disk."""
        return sum(map(len, self.told)) + _ROW * len(self.reading.rows)


@dataclass(frozen=True, slots=True)
class Summary:
    """What has to be known of all parts together: files of JSON lines, faults, and the times of rows (UTC)."""

    files: int
    lines: tuple[LinesFile, ...]
    faults: Faults
    rows: int
    span: Span | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """Rows of the failed operations of some correlations, and a share of the hashes of all operations in the window."""

    rows: list[Row] = field(default_factory=list)
    operations: Hashes = field(default_factory=lambda: np.array([], np.uint64))

    def __sizeof__(self) -> int:
        """Give about how many bytes it takes."""
        return _ROW * len(self.rows) + self.operations.nbytes


def in_parts(files: Iterable[LogFile], most: int) -> list[list[LogFile]]:
    """Give files in parts of up to so many bytes, unpacked; a larger file is a part of its own."""
    parts: list[list[LogFile]] = []
    room = 0
    for file in files:
        size = unpacked_size(file)
        if size > room or not parts:
            parts.append([])
            room = most
        parts[-1].append(file)
        room -= size
    return parts


def look(files: Sequence[LogFile], *, small: bool) -> Looked:
    """Give the first pass over some files of a log that is `small` or not."""
    reading = Reading(files, _EVERY if small else _NONE)
    return Looked(reading, reading.search(for_failures(), index=True))


def summary(looked: Looked) -> Summary:
    """Give what has to be known of a part beside others."""
    reading = looked.reading
    times = [time for file in reading.lines for time in file.times]
    times += [time for row in reading.rows if isinstance(time := row["time"], datetime)]
    span = (min(times), max(times)) if times else None
    return Summary(len(reading.files), tuple(reading.lines), reading.faults, len(reading.rows), span)


def span_of(parts: Iterable[Summary]) -> Span | None:
    """Give the times of the first and the last row that is known (UTC), None if there is no row."""
    spans = [one.span for one in parts if one.span is not None]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def faults_of(parts: Iterable[Faults], names: Sequence[str]) -> Faults:
    """Give the faults of all parts, in the order of the files' names given."""
    every = list(parts)
    place = {name: at for at, name in enumerate(names)}

    def ordered(found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda name: place[name])

    unreadable = {name: why for one in every for name, why in one.unreadable.items()}
    return Faults(
        unreadable={name: unreadable[name] for name in ordered(unreadable)},
        no_log=ordered(name for one in every for name in one.no_log),
        empty=ordered(name for one in every for name in one.empty),
        cut=ordered(name for one in every for name in one.cut),
        denied=ordered(name for one in every for name in one.denied),
        rows={name: count for one in every for name, count in one.rows.items()},
        without_details=sum(one.without_details for one in every),
    )


def span_beyond(files: Sequence[LinesFile], known: Span) -> Span:
    """Give the known times of the first and the last row, moved on by what these files hold beyond them."""
    reading = Reading([one.file for one in files], _NONE, lines=list(files), passed=True)
    times = [time_of(record) for record in records_in(reading.search(for_times_beyond(*known)))]
    every = [*known, *(time for time in times if time is not None)]
    return min(every), max(every)


def failed_keys(looked: Looked, before: datetime) -> frozenset[Key]:
    """Give the operations of which a row of this part failed before a time (UTC)."""
    return failed(_told(looked, before), before=before).keys


def all_keys(parts: Sequence[Iterable[Key]]) -> frozenset[Key]:
    """Give the operations of several parts."""
    return frozenset().union(*parts)


def sift(looked: Looked, keys: frozenset[Key], window: Window, *, usual: bool, buckets: int) -> list[Bucket]:
    """Give the rows of the operations that failed in any part, and what happened in the window, by bucket.

    Args:
        looked: a part.
        keys: operations that failed in any part.
        window: of the report.
        usual: whether all files of all parts spell names as Azure does.
        buckets: how many there are.
    """
    operations = Failed(keys, window.end)
    reading = looked.reading
    found = _lines_of(reading, operations, usual=usual) - set(looked.told)
    read = reading.read(found, lambda record: _is_before(record, window.end) and operations.may_hold(record))
    made = [Bucket(operations=some) for some in _split(_counted(reading, window, usual=usual), buckets)]
    for row in (*_told(looked, window.end), *read):
        if operations.hold(row):
            made[_bucket(row, buckets)].rows.append(row)
    return made


def _told(looked: Looked, before: datetime) -> list[Row]:
    """Give the rows that were parsed, and those of lines that may be failures before a time."""
    return looked.reading.rows + looked.reading.read(looked.told, lambda record: _is_before(record, before))


def _is_before(record: Mapping[str, object], end: datetime) -> bool:
    time = time_of(record)
    return time is None or time < end


def _lines_of(reading: Reading, operations: Failed, *, usual: bool) -> set[bytes]:
    if not usual:
        return set(reading.search(*for_ids(operations.correlations, usual=False)))
    correlations = Correlations(operations.correlations)
    others = reading.search(*for_ids(correlations.others, usual=True))
    return reading.lines_of(correlations) | set(others)


def _counted(reading: Reading, window: Window, *, usual: bool) -> Hashes:
    """Give a hash for each operation with a row in the window: the same one in every process."""
    found = keys_of(reading.rows, window, digest=_hash)
    found |= reading.collect(keys_in(window, usual=usual, digest=_hash), window=window)
    return np.fromiter(found, np.uint64, len(found))


def _hash(key: Key) -> int:
    return hashed("\x1f".join(key))


def _split(hashes: Hashes, buckets: int) -> list[Hashes]:
    return [hashes[hashes % np.uint64(buckets) == at] for at in range(buckets)]


def _bucket(row: Row, buckets: int) -> int:
    """Give where a row meets all others of its correlation; without one, all others of its operation and resource."""
    correlation = str(row.get("correlation_id", ""))
    name = correlation or f"{row.get('operation', '')} {row.get('resource_id', '')}"
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % buckets
