"""Failures as counts that merge in any order: per skeleton, code and detail, with as little as a report needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from analysis.clustering.reading import as_series, read_keys
from analysis.clustering.state import Key
from analysis.failures import Failure
from analysis.operation import OperationKey
from analysis.spelling import better
from analysis.tallies import FailureTally, Stretch
from analysis.trends import BASELINE
from analysis.window import Window

_MINUTE: Final = timedelta(minutes=1)  # the midnights of all zones fall on one
_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class PartKey(NamedTuple):
    """What failures are counted under: the key of their cluster's state, their code and detail as spelt."""

    key: Key
    code: str
    detail: str


class Cell(NamedTuple):
    """Failures that count alike: in one span of time and minute, of one occasion and deployment ("" of none told)."""

    span: int
    minute: int
    occasion: str
    deployment: str


class Speaker(NamedTuple):
    """The message with the smallest hash: by it all with its key and code are clustered."""

    order: int
    message: str


@dataclass(frozen=True, slots=True)
class Part:
    """Failures of one key: an example, when they began by cell, and the resources (lower case) hit in the window."""

    example: Failure
    cells: Mapping[Cell, Stretch]
    hits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Failures counted, the best spelling of each resource id (lower case), and what else a report says of them."""

    parts: Mapping[PartKey, Part] = field(default_factory=dict)
    speakers: Mapping[tuple[Key, str], Speaker] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    silent: int = 0
    operations: int = 0


def counts_of(failures: Sequence[Failure], window: Window) -> Counts:
    """Give the counts of failures; those of one occasion must all be given at once."""
    keyed = read_keys([one.message for one in failures], [one.code for one in failures])
    keys = [keyed.keys[place] for place in keyed.places.tolist()]
    named = {name for name, times in Counter(one.occasion for one in failures).items() if times > 1}
    parts: dict[PartKey, _Growing] = {}
    for failure, key in zip(failures, keys, strict=True):
        cell = _cell(failure, window, named)
        stretch = Stretch(failure.time, failure.time, 1, cell.occasion, cell.deployment)
        hits = {failure.key.resource: 1} if failure.time in window else {}
        _grown(parts, PartKey(key, failure.code, failure.detail)).add(Part(failure, {cell: stretch}, hits), window)
    return Counts({key: one.part() for key, one in parts.items()}, _speakers(failures, keys))


def merged(counts: Iterable[Counts], window: Window) -> Counts:
    """Give all counts as one."""
    parts: dict[PartKey, _Growing] = {}
    speakers: dict[tuple[Key, str], Speaker] = {}
    spellings: dict[str, str] = {}
    silent = operations = 0
    for one in counts:
        for key, part in one.parts.items():
            _grown(parts, key).add(part, window)
        for of, speaker in one.speakers.items():
            speakers[of] = min(speakers.get(of, speaker), speaker)
        for resource, label in one.spellings.items():
            spellings[resource] = better(spellings.get(resource, label), label)
        silent, operations = silent + one.silent, operations + one.operations
    return Counts({key: one.part() for key, one in parts.items()}, speakers, spellings, silent, operations)


def tallies(counts: Counts) -> tuple[FailureTally, ...]:
    """Give the counts as tallies, from which a report is made."""
    return tuple(_tallies(counts))


def _tallies(counts: Counts) -> Iterator[FailureTally]:
    for of, part in sorted(counts.parts.items()):
        spelt = counts.spellings
        hits = {spelt.get(resource, resource): number for resource, number in part.hits.items()}
        resource = part.example.key.resource
        yield FailureTally(
            example=replace(part.example, resource=spelt.get(resource, part.example.resource)),
            stretches=tuple(stretch for _, stretch in sorted(part.cells.items())),
            hits=tuple(sorted(hits.items())),
            speaker=counts.speakers[of.key, of.code].message,
        )


class _Growing:
    """A part while others are added to it."""

    def __init__(self) -> None:
        self._examples: list[Failure] = []
        self._cells: dict[Cell, Stretch] = {}
        self._hits: Counter[str] = Counter()

    def add(self, part: Part, window: Window) -> None:
        self._examples = [_example([*self._examples, part.example], window)]
        self._hits.update(part.hits)
        for cell, stretch in part.cells.items():
            known = self._cells.get(cell)
            self._cells[cell] = _joined(known, stretch) if known else stretch

    def part(self) -> Part:
        return Part(self._examples[0], self._cells, self._hits)


def _grown(parts: dict[PartKey, _Growing], key: PartKey) -> _Growing:
    return parts.setdefault(key, _Growing())


def _cell(failure: Failure, window: Window, named: Container[str]) -> Cell:
    """Give where a failure counts; of what lies before all that is compared, only the first and last matter."""
    length = window.end - window.start
    edges = (window.start - max(BASELINE, length), window.start - min(BASELINE, length), window.start)
    span = sum(failure.time >= edge for edge in edges)
    if not span:
        return Cell(0, 0, "", "")
    deployment = failure.deployment if failure.time in window else ""
    occasion = failure.occasion if deployment or failure.occasion in named else ""
    return Cell(span, (failure.time - _EPOCH) // _MINUTE, occasion, deployment)


def _joined(one: Stretch, other: Stretch) -> Stretch:
    first, last = min(one.first, other.first), max(one.last, other.last)
    return replace(one, first=first, last=last, operations=one.operations + other.operations)


def _example(of: Sequence[Failure], window: Window) -> Failure:
    """Give the first of the window, else the last there was."""
    if inside := [one for one in of if one.time in window]:
        return min(inside, key=_order)
    return max(of, key=_order)


def _order(one: Failure) -> tuple[datetime, OperationKey]:
    return one.time, one.key


def _speakers(failures: Sequence[Failure], keys: Sequence[Key]) -> dict[tuple[Key, str], Speaker]:
    found: dict[tuple[Key, str], Speaker] = {}
    messages = as_series([one.message for one in failures])
    for failure, key, order, message in zip(failures, keys, messages.hash().to_list(), messages, strict=True):
        speaker = Speaker(order, message)
        found[key, failure.code] = min(found.get((key, failure.code), speaker), speaker)
    return found
