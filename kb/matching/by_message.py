"""Entries found by what a message says: its fixed words, weighed by how rare they are, and the entries' patterns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import Any

from kb.library import Known, Library
from kb.matching.match import Evidence
from kb.matching.passages import Passage

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


@lru_cache(maxsize=16384)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 - the RE2 binding has no types
    import re2  # noqa: PLC0415 - loaded when the first pattern is tried

    try:
        return re2.compile(pattern)
    except re2.error:
        return None


def pattern_hits(
    library: Library, found: Passage, *, among: Container[Known] | None = None
) -> Iterator[tuple[Known, Evidence]]:
    """Give the entries (all, or those `among`) one of whose patterns fits, with what it fits."""
    lowered = found.lowered
    tried = {pair: None for text, pairs in library.patterns.items() if text in lowered for pair in pairs}
    for known, pattern in tried:
        if among is not None and known not in among:
            continue
        compiled = _compiled(pattern)
        hit = compiled.search(found.line.text) if compiled is not None else None
        if hit is not None:
            yield known, found.evidence("pattern", *hit.span())


def like_messages(library: Library, found: Passage, *, among: Collection[Known] | None = None) -> list[Likeness]:
    """Give the known messages that share words with a passage, the best of each entry, most alike first.

    `among` names the entries to tell apart; then only what not all of them say has weight.
    """
    shared = _shared(library, among or ())
    said = _said(library, found)
    best: dict[Known, Likeness] = {}
    for weight, layer, template in _seen(library, found, shared):
        known = Known(layer, library.layers[layer].templates[template][0])
        if known in library.hidden or (among is not None and known not in among):
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


def _seen(library: Library, found: Passage, shared: Container[str]) -> list[tuple[float, int, int]]:
    """Give the messages of which most was seen: the weight of it, the layer, and the number in the layer."""
    most: list[tuple[float, int, int]] = []
    for layer, index in enumerate(library.layers):
        seen: defaultdict[int, float] = defaultdict(float)
        for feature in found.features:
            number = index.features.get(feature)
            if number is None or feature in shared:
                continue
            weight = library.rarity(feature)
            if weight:
                for template in index.postings[number]:
                    seen[template] += weight
        best = nlargest(_MOST_TEMPLATES, seen, key=seen.__getitem__)
        most += [(seen[template], layer, template) for template in best]
    return sorted(most, key=lambda one: (-one[0], one[1], one[2]))[:_MOST_TEMPLATES]


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
