"""Chance that gives the same on every machine and every Python, and ids made from names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b
from random import Random
from typing import Final, TypeVar

_TRIALS: Final = 200
T = TypeVar("T")


class Chance:
    """A stream of chance that depends on its key alone, so that each part of the sample can be made by itself.

    Only `Random.random()` stands behind it: of the standard library's generator this and seeding by text are what
    Python promises to keep (https://docs.python.org/3/library/random.html#notes-on-reproducibility).
    """

    __slots__ = ("_unit",)

    def __init__(self, *key: object) -> None:
        self._unit = Random("/".join(map(str, key))).random  # noqa: S311 - a sample, not a secret

    def happens(self, share: float) -> bool:
        """Give True in this share of all cases."""
        return self._unit() < share

    def between(self, low: int, high: int) -> int:
        """Give a whole number from low to high, both included."""
        return low + int(self._unit() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Give one of the choices."""
        return choices[int(self._unit() * len(choices))]

    def seconds(self, low: float, high: float) -> timedelta:
        """Give a span from low to high seconds, to the microsecond."""
        return timedelta(microseconds=int((low + self._unit() * (high - low)) * 1_000_000))

    def count(self, mean: float) -> int:
        """Give how often something rare happens: nearly Poisson, but without a logarithm that rounds by platform."""
        share = mean / _TRIALS
        return sum(self._unit() < share for _ in range(_TRIALS))


def guid(*key: object) -> str:
    """Give the id that belongs to this name."""
    text = blake2b("/".join(map(str, key)).encode(), digest_size=16).hexdigest()
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"
