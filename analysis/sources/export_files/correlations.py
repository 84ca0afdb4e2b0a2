"""The lines of many correlations at once, found without parsing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

Letters = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

_FIELD: Final = b'correlationId"'
_MARK: Final = _FIELD[-4:]  # four letters are compared at once
_ID: Final = 36  # letters of a GUID
_GAP: Final = 6  # between the name of a field and its value there are a colon, a quote and blanks
_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_QUOTE: Final = ord('"')


class Correlations:
    """Correlation ids; those that do not have the form of a GUID are the `others`, whose lines are not found here."""

    def __init__(self, ids: Iterable[str]) -> None:
        given = sorted(ids)
        self.others = [one for one in given if not _GUID.fullmatch(one)]
        guids = sorted(one.lower().encode() for one in given if _GUID.fullmatch(one))
        self._known = np.array(guids, dtype=f"S{_ID}")

    def lines(self, block: bytes) -> Iterator[bytes]:
        """Give the lines of a block with one of these correlations, the field's name spelt as Azure does."""
        letters = np.frombuffer(block, np.uint8)
        if not len(self._known) or len(letters) < len(_FIELD) + _GAP + _ID:
            return
        end = 0
        for place in self._places(letters).tolist():
            if place >= end:
                start, end = block.rfind(b"\n", 0, place) + 1, block.find(b"\n", place)
                end = len(block) if end < 0 else end
                yield block[start:end]

    def _places(self, letters: Letters) -> Places:
        """Give where a field with a known id begins, in order."""
        at = _fields(letters)
        values = at[:, None] + len(_FIELD) + np.arange(_GAP)
        starts = at + len(_FIELD) + np.argmax(letters[values] == _QUOTE, axis=1) + 1
        lowered = letters[starts[:, None] + np.arange(_ID)] | np.uint8(0x20)
        ids = lowered.view(f"S{_ID}").ravel()
        near = np.minimum(np.searchsorted(self._known, ids), len(self._known) - 1)
        return np.asarray(at[self._known[near] == ids], np.int64)


def _fields(letters: Letters) -> Places:
    """Give where the field of correlations begins, in order; none so near the end that no id fits behind it."""
    mark = np.frombuffer(_MARK, np.uint32)[0]
    found = []
    for shift in range(len(_MARK)):
        part = letters[shift : shift + (len(letters) - shift) // 4 * 4].view(np.uint32)
        found.append(np.flatnonzero(part == mark) * 4 + shift)
    at = np.sort(np.concatenate(found)) - (len(_FIELD) - len(_MARK))
    at = at[(at >= 0) & (at < len(letters) - len(_FIELD) - _GAP - _ID)]
    field = np.frombuffer(_FIELD, np.uint8)
    return np.asarray(at[(letters[at[:, None] + np.arange(len(field))] == field).all(axis=1)], np.int64)
