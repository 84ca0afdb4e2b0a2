"""What was learnt of the failures of one partition: a value that merges exactly and in any order.

Counts add up, sets unite, first and last are minimum and maximum. Operations and resources are kept as hashes of 64
bits, messages only as one redacted exemplar a skeleton.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from analysis.clustering.masking import RULES
from analysis.clustering.word_list import public_words


class Key(NamedTuple):
    """What a failure is counted under: the skeleton of its message and its code in lower case, empty if unknown."""

    skeleton: str
    code: str


class OtherRulesError(ValueError):
    """A state was made by other masking rules or another word list; it must be learnt anew from its rows."""


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A real message, redacted, with its code as Azure spelt it; the smallest `order` (a hash) of all messages wins."""

    order: int
    text: str
    code: str

    def __or__(self, other: Exemplar) -> Exemplar:
        return min(self, other, key=lambda one: (one.order, one.text, one.code))


@dataclass(frozen=True, slots=True)
class Tally:
    """How often: rows, hashes of distinct operations and resources; first and last time in UTC, if times were given."""

    rows: int = 0
    operations: frozenset[int] = frozenset()
    resources: frozenset[int] = frozenset()
    first: datetime | None = None
    last: datetime | None = None

    def __or__(self, other: Tally) -> Tally:
        return Tally(
            self.rows + other.rows,
            self.operations | other.operations,
            self.resources | other.resources,
            min((time for time in (self.first, other.first) if time), default=None),
            max((time for time in (self.last, other.last) if time), default=None),
        )


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """Give what tells apart states that were made by different rules or words."""
    return digest(repr(RULES) + " ".join(sorted(public_words())))


@dataclass(frozen=True, slots=True)
class State:
    """Tallies by key and day (None where no times were given), and an exemplar for each key."""

    tallies: Mapping[tuple[Key, date | None], Tally] = field(default_factory=dict)
    exemplars: Mapping[Key, Exemplar] = field(default_factory=dict)
    rules: str = field(default_factory=rules_digest)

    def __or__(self, other: State) -> State:
        return merge_states((self, other))

    @property
    def rows(self) -> int:
        """Give how many rows were learnt."""
        return sum(tally.rows for tally in self.tallies.values())

    def to_json(self) -> bytes:
        """Give the state as JSON; equal states give equal bytes."""
        tallies = sorted(self.tallies.items(), key=lambda item: (item[0][0], item[0][1] or date.min))
        plain = {
            "rules": self.rules,
            "exemplars": [[*key, one.order, one.text, one.code] for key, one in sorted(self.exemplars.items())],
            "tallies": [
                [*key, day, tally.rows, sorted(tally.operations), sorted(tally.resources), tally.first, tally.last]
                for (key, day), tally in tallies
            ],
        }
        return orjson.dumps(plain)

    @classmethod
    def from_json(cls, data: bytes) -> State:
        """Give the state that was written.

        Raises:
            ValueError: the bytes are no state.
        """
        try:
            return cls._from_plain(orjson.loads(data))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is no state of a clustering") from error

    @classmethod
    def _from_plain(cls, plain: Any) -> State:  # noqa: ANN401 - JSON
        tallies = {}
        for skeleton, code, day, rows, operations, resources, first, last in plain["tallies"]:
            tally = Tally(rows, frozenset(operations), frozenset(resources), _time(first), _time(last))
            tallies[Key(skeleton, code), date.fromisoformat(day) if day else None] = tally
        exemplars = {Key(skeleton, code): Exemplar(*rest) for skeleton, code, *rest in plain["exemplars"]}
        return cls(tallies, exemplars, str(plain["rules"]))


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def merge_states(states: Iterable[State]) -> State:
    """Give what all states know together.

    Raises:
        OtherRulesError: two states were made by different rules.
    """
    tallies: dict[tuple[Key, date | None], Tally] = {}
    exemplars: dict[Key, Exemplar] = {}
    rules = None
    for state in states:
        if rules is not None and state.rules != rules:
            raise OtherRulesError("two states were made by different masking rules; learn the older one anew")
        rules = state.rules
        for place, tally in state.tallies.items():
            tallies[place] = tallies[place] | tally if place in tallies else tally
        for key, exemplar in state.exemplars.items():
            exemplars[key] = exemplars[key] | exemplar if key in exemplars else exemplar
    return State(tallies, exemplars, rules or rules_digest())


def digest(text: str) -> str:
    """Give 12 hexadecimal digits that stand for a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def hashed(name: str) -> int:
    """Give the 64-bit hash of the id of an operation or resource; Azure's ids compare without case."""
    return int.from_bytes(hashlib.blake2b(name.lower().encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
