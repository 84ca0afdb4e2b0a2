"""What a team taught: the library that holds its pages, and how far thumbs make each entry trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kb.library import Library

_DOUBTS: Final = 4  # thumbs that have to be outweighed before an entry is trusted much more or less
_UP, _DOWN = 0.2, 0.5
UNTAUGHT: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Taught:
    """The library with the team's pages, and how far each entry is trusted: factors by entry id, 1 where unsaid."""

    library: Library
    trust: Mapping[str, float]


def trust_of(thumbs: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """Give the factors of thumbs up and down by entry: up to a fifth more, up to half as much; few thumbs move little.

    >>> trust_of({"compute/A": (6, 0), "compute/B": (0, 4)})
    {'compute/A': 1.12, 'compute/B': 0.75}
    """
    factors = {}
    for entry, (up, down) in thumbs.items():
        lean = (up - down) / (up + down + _DOUBTS)
        factors[entry] = round(1 + lean * (_UP if lean > 0 else _DOWN), 4)
    return factors
