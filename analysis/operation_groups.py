"""Rows of operations by the operation they belong to: what each column says of it, worked out for all at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Times = npt.NDArray[np.datetime64]

_FAR = np.iinfo(np.int64).max


class Groups:
    """Groups by a number for each row, from 0 on without a gap; rows stand in the order of their time.

    What is asked for comes by the groups' numbers.
    """

    def __init__(self, number: Numbers) -> None:
        self._number = number
        self._size = int(number.max()) + 1 if len(number) else 0

    def first(self, column: pd.Series) -> list[str]:
        """Give the first text that is not empty, "" if there is none."""
        values = column.to_numpy(dtype=object)
        return _texts(values, self._place(np.flatnonzero(values.astype(np.bool_))[::-1]))

    def last(self, column: pd.Series) -> list[str]:
        """Give the last text that is not empty, "" if there is none."""
        values = column.to_numpy(dtype=object)
        return _texts(values, self._place(np.flatnonzero(values.astype(np.bool_))))

    def last_place(self, which: Flags) -> Numbers:
        """Give the place of the last of these rows, -1 if there is none."""
        return self._place(np.flatnonzero(which))

    def count(self, which: Flags) -> Numbers:
        """Give how many of these rows there are."""
        return np.bincount(self._number[which], minlength=self._size)

    def least(self, values: Numbers) -> Numbers:
        """Give the least of whole numbers."""
        found = np.full(self._size, _FAR)
        np.minimum.at(found, self._number, values)
        return found

    def earliest(self, times: Times) -> Times:
        """Give the first of times."""
        return self.least(times.view(np.int64)).view(times.dtype)

    def latest(self, times: Times, which: Flags) -> Times:
        """Give the last of the times of these rows, NaT if there is none."""
        found = np.full(self._size, np.datetime64("NaT"), times.dtype).view(np.int64)  # NaT is the least of all
        np.maximum.at(found, self._number[which], times[which].view(np.int64))
        return found.view(times.dtype)

    def gathered(self, column: pd.Series) -> list[tuple[str, ...]]:
        """Give the texts that are not empty, in order and without repeats in a row."""
        found: list[list[str]] = [[] for _ in range(self._size)]
        for number, value in zip(self._number.tolist(), column.to_numpy(dtype=object).tolist(), strict=True):
            values = found[number]
            if value and (not values or values[-1] != value):
                values.append(value)
        return [tuple(values) for values in found]

    def _place(self, places: Numbers) -> Numbers:
        """Give which of these places is named last for each group, -1 for those with none."""
        found = np.full(self._size, -1)
        found[self._number[places]] = places
        return found


def _texts(values: npt.NDArray[Any], places: Numbers) -> list[str]:
    texts: list[str] = np.where(places >= 0, values[places], "").tolist()
    return texts
