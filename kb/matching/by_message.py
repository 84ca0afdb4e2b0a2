"""Entries found by what a message says: its fixed words, weighed by how rare they are, and the entries' patterns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass

from kb.index import Index
from kb.library import Known, Library
from kb.matching.match import Evidence
from kb.matching.passages import Passage
from kb.matching.patterns import search

_MOST_TEMPLATES = 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a known message was seen: `share` of its weight, `weight` in all (natural logarithm units).

    `filled` is the share of what the passage says that is the message's.
    """

    known: Known
    share: float
    weight: float
    layer: int
    template: int
    filled: float = 0.0


def pattern_hits(
    library: Library, found: Passage, *, among: Collection[Known] | None = None
) -> Iterator[tuple[Known, Evidence]]:
    """Give the entries (all, or those `among`) one of whose patterns fits, with what it fits."""
    for known, pattern in library.patterns_in(found.lowered, among=among):
        span = search(pattern, found.line.text, found.lowered)
        if span is not None:
            yield known, found.evidence("pattern", *span)


def like_messages(library: Library, found: Passage, *, among: Collection[Known] | None = None) -> list[Likeness]:
    """Give the known messages that share words with a passage, the best of each entry, most alike first.

    `among` names the entries to tell apart; then only what not all of them say has weight.
    """
    shared = _shared(library, among or ())
    said = _said(library, found)
    best: dict[Known, Likeness] = {}
    for weight, layer, template in _seen(library, found, shared, among):
        known = Known(layer, library.layers[layer].templates[template][0])
        if known in library.hidden:
            continue
        whole = library.weight(layer, template)
        if shared:
            whole -= sum(library.rarity(one) for one in library.features(layer, template) if one in shared)
        one = Likeness(known, weight / whole if whole else 0.0, whole, layer, template, weight / said)
        if known not in best or one.share > best[known].share:
            best[known] = one
    return sorted(
        best.values(), key=lambda one: (-one.share * min(1.0, one.weight / 30), one.known.layer, one.known.number)
    )


def _seen(
    library: Library, found: Passage, shared: Container[str], among: Collection[Known] | None
) -> list[tuple[float, int, int]]:
    """Give the messages, of all entries or some, of which most was seen: weight of it, layer, number in the layer."""
    most: list[tuple[float, int, int]] = []
    for layer, index in enumerate(library.layers):
        having = index.postings.__getitem__ if among is None else _having(index, layer, among)
        seen: defaultdict[int, float] = defaultdict(float)
        for feature in found.features:
            number = index.features.get(feature)
            templates = having(number) if number is not None and feature not in shared else ()
            weight = library.rarity(feature) if templates else 0.0
            if weight:
                for template in templates:
                    seen[template] += weight
        weights = sorted(seen.values(), reverse=True)[:_MOST_TEMPLATES]
        high = (template for template, weight in seen.items() if weight >= weights[-1])
        best = sorted(high, key=seen.__getitem__, reverse=True)[:_MOST_TEMPLATES]
        most += [(seen[template], layer, template) for template in best]
    return sorted(most, key=lambda one: (-one[0], one[1], one[2]))[:_MOST_TEMPLATES]


def _having(index: Index, layer: int, among: Collection[Known]) -> Callable[[int], Sequence[int]]:
    """Give what gives the messages of some entries that have a feature, by its number."""
    postings: dict[int, list[int]] = {}
    for known in among:
        for template in index.of_entry[known.number] if known.layer == layer else ():
            for feature in index.templates[template][1]:
                postings.setdefault(feature, []).append(template)
    return lambda feature: postings.get(feature, ())


def _said(library: Library, found: Passage) -> float:
    """Give how much a passage tells in all; words that no message has tell as much as the rarest."""
    return sum(map(library.rarity, found.features)) or 1.0


def evidence_for(library: Library, found: Passage, likeness: Likeness) -> Evidence:
    """Give the stretch of the passage that a known message was seen in."""
    wanted = library.features(likeness.layer, likeness.template)
    places = sorted({found.features[feature] for feature in wanted if " " in feature and feature in found.features})
    if not places:
        places = sorted(found.features[feature] for feature in wanted if feature in found.features)
    first, last = _densest(places)
    end = min(last + 1, len(found.words) - 1)
    return found.evidence("message", found.words[first][1], found.words[end][2])


def _densest(places: list[int]) -> tuple[int, int]:
    """Give the stretch without large holes that holds most places."""
    best, start = (0, places[0], places[0]), 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] - places[at - 1] > 12:  # noqa: PLR2004 - words a variable part may hold
            best = max(best, (at - start, places[start], places[at - 1]), key=lambda item: item[0])
            start = at
    return best[1], best[2]


def _shared(library: Library, among: Collection[Known]) -> set[str]:
    """Give the features that more than one of these entries has."""
    if len(among) < 2:  # noqa: PLR2004 - there is nothing to tell apart
        return set()
    seen: dict[str, Known] = {}
    shared: set[str] = set()
    for known in among:
        for template in library.layers[known.layer].of_entry[known.number]:
            for feature in library.features(known.layer, template):
                if seen.setdefault(feature, known) != known:
                    shared.add(feature)
    return shared
