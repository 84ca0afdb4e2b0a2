"""All entries the bot knows: the shipped ones, and the team's own laid over them."""

from __future__ import annotations

import gc
import math
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeVar

from kb.entry import Entry
from kb.index import About, Index, rarity, read_index, still_holds

SHIPPED = Path(__file__).parent / "entries"
_SHIPPED_INDEX = Path(__file__).parent / "entries.index"
_Key = TypeVar("_Key")


class Known(NamedTuple):
    """One entry as a layer of the library knows it; a tuple, for it is looked up in sets all the time."""

    layer: int
    number: int


class _Remembered(dict[_Key, float]):
    """Figures that are reckoned when they are first asked for."""

    def __init__(self, reckon: Callable[[_Key], float]) -> None:
        self._reckon = reckon

    def __missing__(self, key: _Key) -> float:
        value = self[key] = self._reckon(key)
        return value


@dataclass(frozen=True)
class Library:
    """The layers of knowledge; a later one hides entries with the same id before it, but for imported drafts."""

    layers: tuple[Index, ...]

    @cached_property
    def hidden(self) -> frozenset[Known]:
        """Give the entries that another layer holds in their place."""
        holds: dict[str, int] = {}
        for layer, index in enumerate(self.layers):
            for number, name in enumerate(index.ids):
                if name not in holds or not self.is_rough(Known(layer, number)):
                    holds[name] = layer
        return frozenset(
            Known(layer, number)
            for layer, index in enumerate(self.layers)
            for number, name in enumerate(index.ids)
            if holds[name] != layer
        )

    @cached_property
    def version(self) -> str:
        """Give the version of the knowledge: equal for equal entries."""
        if len(self.layers) == 1:
            return self.layers[0].version
        joined = ":".join(index.version for index in self.layers)
        return blake2b(joined.encode(), digest_size=4).hexdigest()

    @property
    def faults(self) -> tuple[str, ...]:
        """Give the faults that keep files from being entries."""
        return tuple(fault for index in self.layers for fault in index.faults)

    def __len__(self) -> int:
        """Give the number of entries."""
        return sum(len(index.ids) for index in self.layers) - len(self.hidden)

    def __iter__(self) -> Iterator[Entry]:
        """Give every entry, by layer and id."""
        for layer, index in enumerate(self.layers):
            for number in range(len(index.ids)):
                if Known(layer, number) not in self.hidden:
                    yield index.entry(number)

    def knows(self, code: str) -> bool:
        """Say whether any entry lists this code, in any casing."""
        lowered = code.lower()
        return any(lowered in index.codes for index in self.layers)

    def by_code(self, code: str) -> list[tuple[Known, str]]:
        """Give the entries that list a code, in any casing, each with the code in the entry's casing."""
        lowered = code.lower()
        return [
            (known, spelling)
            for layer, index in enumerate(self.layers)
            for number, spelling in index.codes.get(lowered, ())
            if (known := Known(layer, number)) not in self.hidden
        ]

    def by_link(self, name: str) -> str | None:
        """Give the code of the only entry whose examples show a short link, or None."""
        found = {
            index.listed[number][0]
            for layer, index in enumerate(self.layers)
            if (number := index.links.get(name.lower())) is not None and Known(layer, number) not in self.hidden
        }
        return found.pop() if len(found) == 1 else None

    @cached_property
    def all_codes(self) -> tuple[str, ...]:
        """Give every code in lower case, sorted."""
        return tuple(sorted({code for index in self.layers for code in index.codes}))

    @cached_property
    def rarity(self) -> Callable[[str], float]:
        """Give how much a word or pair of words tells: the logarithm of how rare it is among all known messages.

        What very many messages share tells nothing and gets 0.
        """
        return _Remembered(self._rarity).__getitem__

    def _rarity(self, feature: str) -> float:
        numbers = ((index, index.features.get(feature)) for index in self.layers)
        common = sum(len(index.postings[at]) for index, at in numbers if at is not None)
        return rarity(common, sum(len(index.templates) for index in self.layers))

    @cached_property
    def subjects(self) -> tuple[About, ...]:
        """Give, for each layer, what its entries are about."""
        return tuple(index.subjects() for index in self.layers)

    @cached_property
    def subject_rarity(self) -> Callable[[str], float]:
        """Give how much it tells that a page is about a subject; one that no page is about counts as the rarest."""
        return _Remembered(self._subject_rarity).__getitem__

    def _subject_rarity(self, subject: str) -> float:
        common = sum(len(about.postings.get(subject, ())) for about in self.subjects)
        total = sum(len(index.ids) for index in self.layers)
        return math.log(1 + (total - common + 0.5) / (common + 0.5))

    def features(self, layer: int, template: int) -> list[str]:
        """Give the words and pairs of words of a known message."""
        names = self.layers[layer].feature_names
        return [names[number] for number in self.layers[layer].templates[template][1]]

    def weight(self, layer: int, template: int) -> float:
        """Give how much a known message tells in all."""
        if len(self.layers) == 1:
            return self.layers[0].weights[template]
        return self._weights[layer, template]

    @cached_property
    def _weights(self) -> _Remembered[tuple[int, int]]:
        return _Remembered(lambda place: sum(map(self.rarity, self.features(*place))))

    def entry(self, known: Known) -> Entry:
        """Give an entry whole."""
        return self.layers[known.layer].entry(known.number)

    def id_of(self, known: Known) -> str:
        """Give an entry's id."""
        return self.layers[known.layer].ids[known.number]

    def codes_of(self, known: Known) -> list[str]:
        """Give the codes an entry lists, in its own casing."""
        return self.layers[known.layer].listed[known.number]

    def wraps(self, known: Known) -> bool:
        """Say whether an entry is about a wrapper."""
        return self.layers[known.layer].flags[known.number][1]

    def patterns_in(self, lowered: str, *, among: Collection[Known] | None = None) -> Iterator[tuple[Known, str]]:
        """Give the patterns that may fit a text in lower case, as it holds what they need; of all entries or some."""
        for layer, index in enumerate(self.layers):
            if among is None:
                numbers = index.promising(lowered)
            else:
                numbers = sorted(
                    at for one in among if one.layer == layer for at in index.patterns_of.get(one.number, ())
                )
            for entry, pattern, needed in map(index.patterns.__getitem__, numbers):
                known = Known(layer, entry)
                if known not in self.hidden and all(any(text in lowered for text in clause) for clause in needed):
                    yield known, pattern

    def has_patterns(self, known: Known) -> bool:
        """Say whether an entry has patterns that tell its messages."""
        return known.number in self.layers[known.layer].patterns_of

    @cached_property
    def by_exit_code(self) -> dict[str, list[Known]]:
        """Give the entries that exit codes tell apart, by exit code."""
        found: dict[str, list[Known]] = {}
        for layer, index in enumerate(self.layers):
            for number, (_, _, _, codes, _, _) in enumerate(index.flags):
                known = Known(layer, number)
                for code in codes if known not in self.hidden else ():
                    found.setdefault(code, []).append(known)
        return found

    def is_generic(self, known: Known) -> bool:
        """Say whether an entry's code is one that other products print too."""
        return self.layers[known.layer].flags[known.number][2]

    def is_healthy(self, known: Known) -> bool:
        """Say whether an entry is about a state in which nobody has to do anything."""
        return self.layers[known.layer].flags[known.number][4]

    def is_status(self, known: Known) -> bool:
        """Say whether an entry is about a documented state."""
        return self.layers[known.layer].flags[known.number][0] == "status"

    def is_rough(self, known: Known) -> bool:
        """Say whether an entry is an imported draft that nobody has read: it stands in for no other page."""
        return self.layers[known.layer].flags[known.number][5]

    def exit_codes(self, known: Known) -> list[str]:
        """Give the exit codes that tell an entry apart."""
        return self.layers[known.layer].flags[known.number][3]

    def related(self, entry: Entry) -> tuple[str, ...]:
        """Give the ids of the pages an entry is related to, on whichever side that is written."""
        return tuple(dict.fromkeys((*entry.related, *sorted(self._related_from.get(entry.id, ())))))

    @cached_property
    def _related_from(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for index in self.layers:
            for name, others in index.related.items():
                for other in others:
                    found.setdefault(other, []).append(name)
        return found

    def find(self, name: str) -> list[Entry]:
        """Give the entries with this id, code or status property, in any casing; every variant and value."""
        wanted = name.strip().lower()
        found = {}
        for layer, index in enumerate(self.layers):
            for number, entry_id in enumerate(index.ids):
                known = Known(layer, number)
                if wanted == entry_id.lower() and known not in self.hidden:
                    found[known] = entry_id
        for code in (wanted, *(code for code in self.all_codes if code.startswith(f"{wanted}/"))):
            found |= {known: self.id_of(known) for known, _ in self.by_code(code)}
        return [self.entry(known) for known in sorted(found, key=lambda known: found[known])]


def load_library(*, team: Path | None = None, cache: Path | None = None) -> Library:
    """Give the library; indexes that no longer fit are made anew, in `cache` where there is no right to write.

    Raises:
        NotADirectoryError: the team's folder does not exist or is no folder.
    """
    collecting = gc.isenabled()
    gc.disable()  # what is loaded stays, and looking it over while it is made takes a third of the time
    try:
        layers = [_index(SHIPPED, (_SHIPPED_INDEX, *_in_cache(SHIPPED, cache)))]
        if team is not None:
            if not team.is_dir():
                raise NotADirectoryError(team)
            layers.append(_index(team, _in_cache(team, cache)))
    finally:
        if collecting:
            gc.enable()
    return Library(tuple(layers))


def _in_cache(folder: Path, cache: Path | None) -> Sequence[Path]:
    if cache is None:
        return ()
    return (cache / f"{blake2b(str(folder.resolve()).encode(), digest_size=8).hexdigest()}.index",)


def _index(folder: Path, places: Sequence[Path]) -> Index:
    for place in places:
        try:
            data, written = place.read_bytes(), place.stat().st_mtime
        except OSError:
            continue
        if still_holds(data, folder, written=written):
            return read_index(data)
    from kb.compiling import compiled, write_index  # noqa: PLC0415 - needed only where there is no index that holds

    for place in places:
        if place.parent == folder.parent and not os.access(place.parent, os.W_OK):
            continue
        try:
            write_index(folder, place)
            return read_index(place.read_bytes())
        except OSError:
            continue
    return read_index(compiled(folder))
