"""A block of whole lines: its bytes, and where each line ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import numpy as np

from analysis.sources.export_files.fields import Letters, Places, flagged

_NEWLINE, _RETURN, _OPEN, _CLOSE = b"\n\r{}"
_SAMPLES: Final = 6  # lines of a block that show which times a file holds


class Block:
    """Whole lines, the last of which may lack its newline.

    `offset` is where the block begins in its file (bytes).
    """

    def __init__(self, data: bytes, offset: int = 0) -> None:
        self.data = data
        self.offset = offset
        self.letters: Letters = np.frombuffer(data, np.uint8)

    @cached_property
    def ends(self) -> Places:
        """The places of the newlines."""
        return flagged(self.letters == _NEWLINE)

    @cached_property
    def samples(self) -> list[bytes]:
        """Lines at even distances, the first of them the first."""
        found, end = [], -1
        for at in range(0, len(self.data), max(len(self.data) // _SAMPLES, 1)):
            if at <= end:
                continue
            start = self.data.rfind(b"\n", 0, at + 1) + 1
            end = self.data.find(b"\n", start)
            end = len(self.data) if end < 0 else end
            found.append(self.data[start:end])
        return found

    @property
    def starts(self) -> Places:
        """Where each line begins."""
        starts = np.concatenate((np.zeros(1, np.int64), self.ends + 1))
        return starts if self._is_open else starts[:-1]

    @property
    def stops(self) -> Places:
        """Where each line ends, its newline left out."""
        return np.append(self.ends, len(self.data)) if self._is_open else self.ends

    @property
    def last(self) -> bytes:
        """The last line that is not blank, without blanks at its end; b"" if there is none."""
        end = len(self.data)
        while end > 0:
            start = self.data.rfind(b"\n", 0, end) + 1
            line = self.data[start:end].rstrip()
            if line:
                return line
            end = start - 1
        return b""

    def numbers(self, places: Places) -> Places:
        """Give the numbers of the lines in which these places lie."""
        return np.searchsorted(self.ends, places)

    def lines(self, numbers: Places) -> Iterator[bytes]:
        """Give lines by their numbers."""
        for start, stop in zip(self.starts[numbers].tolist(), self.stops[numbers].tolist(), strict=True):
            yield self.data[start:stop]

    def strange(self) -> int:
        """Give the number of lines with a newline that do not begin and end like an object; blank lines are none."""
        ends = self.ends
        starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
        returns = (self.letters[ends - 1] == _RETURN) & (ends > starts)
        last = ends - 1 - returns
        sound = (self.letters[starts] == _OPEN) & (self.letters[last] == _CLOSE)
        blank = last < starts
        return int(np.count_nonzero(~(sound | blank)))

    @property
    def _is_open(self) -> bool:
        """Whether the last line lacks its newline."""
        return not len(self.ends) or int(self.ends[-1]) < len(self.data) - 1
