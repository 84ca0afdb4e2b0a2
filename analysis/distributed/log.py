"""An activity log in files that many machines read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from analysis import events
from analysis.distributed.cluster import connected
from analysis.distributed.counting import Counts, merged, tallies
from analysis.distributed.joining import count, deletes, join, tags_of, tried_again
from analysis.distributed.parts import (
    Summary,
    all_keys,
    failed_keys,
    faults_of,
    in_parts,
    look,
    sift,
    span_beyond,
    span_of,
    summary,
)
from analysis.excerpt import Failures
from analysis.filters import Filter
from analysis.sources.export_files import WHOLE, ExportFiles
from analysis.sources.export_files.faults import Faults
from analysis.sources.export_files.places import LogFile, local_files
from analysis.sources.export_files.reading import Progress, Reading, unpacked_size
from analysis.sources.export_files.spans import LinesFile, Span
from analysis.window import Window

if TYPE_CHECKING:
    from distributed import Client, Future

PART: Final = 256 << 20  # bytes of files, unpacked, that a worker reads at once
_PARTS_EACH: Final = 4  # so that workers of unlike speed end together
_BUCKETS_EACH: Final = 2
_MOST_BUCKETS: Final = 64
_AT_ONCE: Final = 8  # what one merge takes: few enough that no worker has to hold many at once


@dataclass(frozen=True, slots=True)
class _Looked:
    """The first pass: its results on the workers, and what is known of all together."""

    client: Client
    parts: list[Future[Any]]
    lines: tuple[LinesFile, ...]
    faults: Faults
    span: Span | None

    @property
    def usual(self) -> bool:
        return bool(self.lines) and all(file.usual for file in self.lines)


class DaskFiles(ExportFiles):
    """An activity log in files that every worker of a Dask cluster can open under the same path.

    A report of it is that of `ExportFiles`, byte for byte. Failures come as tallies that have passed `filters`.
    `most` is how many bytes of files, unpacked, a worker reads at once.
    """

    def __init__(  # noqa: PLR0913 - where the log lies, who reads it and how
        self,
        paths: Sequence[Path],
        address: str,
        *,
        filters: Sequence[Filter] = (),
        on_progress: Progress | None = None,
        whole: int = WHOLE,
        most: int = PART,
    ) -> None:
        super().__init__(paths, on_progress=on_progress, whole=whole)
        self._paths = tuple(paths)
        self._address = address
        self._filters = tuple(filters)
        self._most = most
        self._stack = ExitStack()
        self._looked: _Looked | None = None

    def until(self) -> datetime | None:
        """Give the time of the newest row (UTC), None if there is none.

        Raises:
            SourceError: there is nothing readable, or no cluster to read with.
        """
        with ExitStack() as stack:
            stack.push(self._close)
            span = self._first().span
            stack.pop_all()
        return span[1] if span else None

    def failures(self, window: Window) -> Failures:
        """Give the failures up to the window's end, counted, and how many operations there were.

        Raises:
            SourceError: there is nothing readable, or no cluster to read with.
        """
        with ExitStack() as stack:
            stack.push(self._close)
            looked = self._first()
            counts = self._counts(looked, window)
            oldest, newest = looked.span or (None, None)
            return Failures(
                events.table(),
                looked.faults.gaps(),
                oldest,
                newest,
                counts.operations,
                tallies(counts),
                self._filters,
                counts.silent,
            )

    def _close(self, *error: Any) -> bool | None:  # noqa: ANN401 - as exit handlers are called
        self._looked = None
        stack, self._stack = self._stack, ExitStack()
        return stack.__exit__(*error)

    def _first(self) -> _Looked:
        if self._looked is None:
            files = [file for path in self._paths for file in _files(path)]
            client = self._stack.enter_context(connected(self._address))
            self._looked = self._look(files, client)
        return self._looked

    def _look(self, files: Sequence[LogFile], client: Client) -> _Looked:
        whole = sum(map(unpacked_size, files))
        most = max(1, min(self._most, whole // (_PARTS_EACH * _threads(client))))
        parts = [client.submit(look, part, small=whole <= self._whole, pure=False) for part in in_parts(files, most)]
        known = self._summaries(client, parts, len(files))
        lines = tuple(line for one in known for line in one.lines)
        faults = faults_of([one.faults for one in known], [file.name for file in files])
        if not any(one.rows for one in known):
            Reading(files, self._whole, lines=list(lines), faults=faults).check()
        return _Looked(client, parts, lines, faults, _span(client, known, lines, most))

    def _summaries(self, client: Client, parts: Sequence[Future[Any]], files: int) -> list[Summary]:
        from distributed import as_completed  # noqa: PLC0415 - an extra

        found: list[Summary] = []
        for done in as_completed([client.submit(summary, part, pure=False) for part in parts]):  # type: ignore[no-untyped-call]
            found.append(done.result())
            if self._on_progress is not None:
                self._on_progress(sum(one.files for one in found), files)
        return found

    def _counts(self, looked: _Looked, window: Window) -> Counts:
        client = looked.client
        buckets = min(_MOST_BUCKETS, _BUCKETS_EACH * _threads(client))
        told = [client.submit(failed_keys, part, window.end, pure=False) for part in looked.parts]
        keys = _in_a_tree(client, told, all_keys)
        sifted = [
            client.submit(sift, part, keys, window, usual=looked.usual, buckets=buckets, pure=False)
            for part in looked.parts
        ]
        joined = [
            client.submit(join, [client.submit(getitem, part, at, pure=False) for part in sifted], pure=False)
            for at in range(buckets)
        ]
        del sifted
        changed = client.submit(tried_again, [client.submit(deletes, one, pure=False) for one in joined], pure=False)
        tagged = any(one.field == "tag" for one in self._filters)
        known: object = client.submit(tags_of, joined, pure=False) if tagged else {}
        counted = [client.submit(count, one, changed, known, window, self._filters, pure=False) for one in joined]
        counts: Counts = _in_a_tree(client, counted, merged, window).result()
        return counts


def _files(path: Path) -> Iterator[LogFile]:
    """Give the files of a path under the names that one machine gives them, opened wherever a worker was started."""
    whole = path.absolute()
    for file in local_files([whole]):
        inside = file.name[len(str(whole)) + 1 :]
        yield replace(file, name=str(path / inside) if inside else str(path))


def _threads(client: Client) -> int:
    return max(1, sum(client.nthreads().values()))  # type: ignore[no-untyped-call]


def _span(client: Client, known: Sequence[Summary], lines: Sequence[LinesFile], most: int) -> Span | None:
    """Give the times of the first and the last row (UTC), whatever their order; None if there is no row."""
    span = span_of(known)
    if span is None:
        return None
    reaching = {one.file: one for one in lines if one.may_reach_beyond(*span)}
    parts = [[reaching[file] for file in part] for part in in_parts(reaching, most)]
    spans = client.gather([client.submit(span_beyond, part, span, pure=False) for part in parts])  # type: ignore[no-untyped-call]
    return min([span[0], *(first for first, _ in spans)]), max([span[1], *(last for _, last in spans)])


def _in_a_tree(client: Client, parts: list[Future[Any]], merge: Callable[..., object], *more: object) -> Future[Any]:
    """Give what all parts come to, merged a few at a time by the workers."""
    while True:
        groups: Iterable[list[Future[Any]]] = [parts[at : at + _AT_ONCE] for at in range(0, len(parts), _AT_ONCE)]
        parts = [client.submit(merge, group, *more, pure=False) for group in groups]
        if len(parts) == 1:
            return parts[0]
