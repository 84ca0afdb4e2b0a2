"""From when to when the rows of files reach, without parsing all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson

from analysis.sources.export_files.lines import Scanned
from analysis.sources.export_files.places import LogFile
from analysis.sources.shapes.documents import Record, unwrapped
from analysis.sources.shapes.values import moment
from analysis.window import Window

Span = tuple[datetime, datetime]

_HOUR: Final = timedelta(hours=1)
_SLACK: Final = timedelta(hours=1)  # an operation's last rows may follow it into the next hour
_TIMES: Final = ("time", "eventTimestamp", "TimeGenerated", "EventTimestamp")
_USUAL: Final = frozenset({"time", "category", "operationName", "resourceId", "correlationId"})
_CATEGORIES: Final = frozenset(
    "Administrative ServiceHealth ResourceHealth Alert Autoscale Recommendation Security Policy".split()
) | {"Write", "Delete", "Action"}


@dataclass(frozen=True, slots=True)
class LinesFile:
    """A file of JSON lines by a sample of its rows, the first and the last among them: their times (UTC).

    `usual` if all of them spell names of fields and categories as Azure does.
    """

    file: LogFile
    times: tuple[datetime, ...]
    usual: bool

    @property
    def hours(self) -> Span | None:
        """From when to when it may hold rows: about the hour in its path, if the sample keeps to that; else None."""
        if self.file.hour is None or not self.times:
            return None
        start, end = self.file.hour - _SLACK, self.file.hour + _HOUR + _SLACK
        return (start, end) if start <= min(self.times) and max(self.times) < end else None

    def may_hold(self, window: Window) -> bool:
        """Tell whether it may hold rows of a window: no only if it keeps to an hour that lies outside."""
        hours = self.hours
        return hours is None or (hours[0] < window.end and window.start < hours[1])

    def may_reach_beyond(self, oldest: datetime, newest: datetime) -> bool:
        """Tell whether it may hold rows before the one time or after the other."""
        hours = self.hours
        return hours is None or hours[0] < oldest or hours[1] > newest


def sampled(scanned: Scanned) -> LinesFile:
    """Give what the sample of a file's lines shows."""
    records = list(records_in(scanned.samples))
    times = [time for time in map(time_of, records) if time is not None]
    return LinesFile(scanned.file, tuple(times), bool(records) and all(map(_is_usual, records)))


def are_usual(lines: Iterable[bytes]) -> bool:
    """Tell whether lines spell names of fields and categories as Azure does; False if there is no row among them."""
    records = list(records_in(lines))
    return bool(records) and all(_is_usual(record) for record in records)


def time_of(record: Mapping[str, object]) -> datetime | None:
    """Give the time of a raw row whose shape names it in the usual casing, None for any other."""
    for name in _TIMES:
        if name in record:
            return moment(record[name])
    return None


def records_in(lines: Iterable[bytes]) -> Iterator[Record]:
    """Give the raw rows of these lines; lines that are no JSON have none."""
    for line in lines:
        try:
            yield from unwrapped(orjson.loads(line))
        except orjson.JSONDecodeError:
            continue


def _is_usual(record: Record) -> bool:
    return record.keys() >= _USUAL and record["category"] in _CATEGORIES
