"""The lines of many correlations at once, found without parsing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.sources.export_files.block import Block
from analysis.sources.export_files.fields import Field, Flags, Letters, Places

Hashes = npt.NDArray[np.uint64]

_ID: Final = 36  # letters of a GUID
_LOWER: Final = np.uint8(0x20)  # the bit that tells small letters from capitals
_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_FIELD: Final = Field("correlationId")
# Odd numbers without a pattern: SHA-256 constants side by side, so that equal sums mean equal ids but once in 2^64.
_FACTORS: Final = np.array(
    [
        0x428A2F9871374491,
        0xB5C0FBCFE9B5DBA5,
        0x3956C25B59F111F1,
        0x923F82A4AB1C5ED5,
        0xD807AA9812835B01,
        0x243185BE550C7DC3,
        0x72BE5D7480DEB1FF,
        0x9BDC06A7C19BF175,
        0xE49B69C1EFBE4787,
    ],
    np.uint64,
)


@dataclass(frozen=True, slots=True)
class Index:
    """Where lines lie in a file (bytes), with hashes of their correlation ids, an entry for each such field.

    Lines in which the field is not found as Azure spells it are `unknown`.
    """

    hashes: Hashes
    unknown: Flags
    starts: Places
    stops: Places


def indexed(block: Block) -> Index:
    """Give the lines of a block by their correlations."""
    values, texts, numbers = _found(block)
    starts, stops = block.starts, block.stops
    without = np.ones(len(starts), np.bool_)
    without[numbers[texts]] = False
    others = np.flatnonzero(without)
    every = np.concatenate((numbers[texts], others))
    hashes = np.concatenate((_hashes(values[texts]), np.zeros(len(others), np.uint64)))
    unknown = np.concatenate((np.zeros(int(texts.sum()), np.bool_), np.ones(len(others), np.bool_)))
    return Index(hashes, unknown, starts[every] + block.offset, stops[every] + block.offset)


class Correlations:
    """Correlation ids; those that do not have the form of a GUID are the `others`, whose lines are not found here."""

    def __init__(self, ids: Iterable[str]) -> None:
        given = sorted(ids)
        self.others = [one for one in given if not _GUID.fullmatch(one)]
        guids = [one.lower().encode() for one in given if _GUID.fullmatch(one)]
        self._known = np.sort(_hashes(np.frombuffer(b"".join(guids), np.uint8).reshape(-1, _ID)))

    def lines(self, block: bytes) -> Iterator[bytes]:
        """Give the lines of a block with one of these correlations, the field's name spelt as Azure does."""
        if not len(self._known):
            return
        made = Block(block)
        values, texts, numbers = _found(made)
        yield from made.lines(np.unique(numbers[texts][self._are_known(_hashes(values[texts]))]))

    def places(self, indexes: Sequence[Index]) -> list[tuple[int, int]]:
        """Give where the lines of a file begin and end that may have one of these correlations, in their order."""
        found = [
            pair
            for one in indexes
            for which in [np.flatnonzero(self._are_known(one.hashes) | one.unknown)]
            for pair in zip(one.starts[which].tolist(), one.stops[which].tolist(), strict=True)
        ]
        return sorted(set(found))

    def _are_known(self, hashes: Hashes) -> Flags:
        if not len(self._known):
            return np.zeros(len(hashes), np.bool_)
        near = np.minimum(np.searchsorted(self._known, hashes), len(self._known) - 1)
        return np.asarray(self._known[near] == hashes, np.bool_)


def _found(block: Block) -> tuple[Letters, Flags, Places]:
    """Give the values of the field, which of them are texts, and the numbers of their lines."""
    places = _FIELD.places(block.letters)
    values, texts = _FIELD.values(block.letters, places, _ID)
    return values, texts, block.numbers(places)


def _hashes(ids: Letters) -> Hashes:
    """Give a hash of each row of letters, whatever their case."""
    words = (ids | _LOWER).view(np.uint32)
    return np.asarray((words * _FACTORS).sum(axis=1, dtype=np.uint64), np.uint64)
