"""How far the reading of a log has come, shown on a terminal while one waits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress

AFTER: Final = 0.7  # seconds of reading before anything is shown: a bar that only flashes up tells nothing
_BETWEEN: Final = 0.1  # seconds from one drawing to the next


@contextmanager
def reading() -> Iterator[Callable[[int, int], None]]:
    """Give what to tell (files done, all files) of each pass; it shows a bar if standard error is a terminal.

    The bar comes up when reading takes longer than a moment and is gone at the end.
    """
    bar = _Bar(shows=sys.stderr.isatty())
    try:
        yield bar.tell
    finally:
        bar.stop()


class _Bar:
    def __init__(self, *, shows: bool) -> None:
        self._shows = shows
        self._started = monotonic()
        self._drawn = 0.0
        self._passes = 1
        self._before = 0
        self._bar: Progress | None = None

    def tell(self, done: int, files: int) -> None:
        self._passes += done < self._before
        self._before = done
        if self._shows and self._due(last=done == files):
            self._draw(done, files)

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _due(self, *, last: bool) -> bool:
        now = monotonic()
        return now - self._started >= AFTER and (last or now - self._drawn >= _BETWEEN)

    def _draw(self, done: int, files: int) -> None:
        self._drawn = monotonic()
        if self._bar is None:
            self._bar = _shown()
        said = "Reading the log" if self._passes == 1 else f"Reading the log, pass {self._passes}"
        self._bar.update(self._bar.task_ids[0], description=said, completed=done, total=files, refresh=True)


def _shown() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - loads slowly, and short logs need no bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - as above

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("files")
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.add_task("", total=None)
    bar.start()
    return bar
