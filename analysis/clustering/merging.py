"""Which skeletons are one template: a pure function of the set of skeletons and their codes, blind to order and counts.

Two ways to become one, both only for skeletons that share an error code:

- one is an instance of the other: it reads the same but for a few plain words where the other has a variable (a disk
  that is called `data`);
- at least five skeletons differ in one word only, and that is no function word: the place is a variable.

Instances are found in a trie, places by hashes of what stands before and after, so the time grows with the number of
words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.clustering.masking import VARIABLE
from analysis.clustering.word_list import FUNCTION_WORDS

Codes = frozenset[str]
_MOST_ABSORBED = 3
_FEWEST_IN_A_PLACE = 5
# How many different phrases of several plain words must stand where another skeleton has a variable.
_FEWEST_PHRASES = 3
# No skeleton bears more than this.
_MOST_COST = 6.0
# What it costs that a variable stands for nothing.
_EMPTY = 1.5
# A long message with one more sentence is the same: how much it says at least, how many times longer it is than that.
_LONG, _TIMES_TAIL = 15.0, 4
# How much a skeleton must say beyond what its variables are to stand for.
_LEAST = 1.5


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    key: str | None = None


# Where in the trie, how many words are read, how many of them variables stand for, at what cost, and the phrase.
_Step = tuple[_Node, int, int, float, str]


def weight(key: str) -> float:
    """Give how much a skeleton says: its constant words, function words for a quarter.

    >>> weight("disk <*> is attached to vm <*>")
    3.5
    """
    return sum(0.25 if word in FUNCTION_WORDS else 1.0 for word in key.split(" ") if word != VARIABLE)


def merged(keys: Mapping[str, Codes]) -> dict[str, str]:
    """Give for each skeleton the pattern of its cluster; empty codes are compatible with all."""
    known = dict(sorted(keys.items()))
    pairs = list(_places(known))
    for pattern, key in pairs:
        known[pattern] = known.get(pattern, frozenset()) | known[key]
    roots = _Forest(known)
    for pattern, key in pairs:
        roots.join(pattern, key)
    for pattern, key in _instances(known):
        roots.join(pattern, key)
    return roots.patterns(keys)


class _Forest:
    """Sets of skeletons that are one; each is called by its most general one."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._above = {key: key for key in keys}

    def top(self, key: str) -> str:
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, one: str, other: str) -> None:
        one, other = self.top(one), self.top(other)
        if one != other:
            first, second = sorted((one, other), key=_generality)
            self._above[second] = first

    def patterns(self, keys: Iterable[str]) -> dict[str, str]:
        return {key: self.top(key) for key in keys}


def _generality(key: str) -> tuple[float, int, str]:
    return weight(key), len(key), key


def _places(keys: Mapping[str, Codes]) -> Iterator[tuple[str, str]]:
    """Give (pattern, skeleton) where at least five skeletons of one code differ in one word."""
    places: defaultdict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    for key in keys:
        words = key.split(" ")
        after = [0] * (len(words) + 1)
        for at in range(len(words) - 1, -1, -1):
            after[at] = hash((after[at + 1], words[at]))
        before = 0
        for at, word in enumerate(words):
            if word != VARIABLE and word not in FUNCTION_WORDS:
                places[before, after[at + 1]].append((key, at))
            before = hash((before, word))
    for found in places.values():
        if len(found) >= _FEWEST_IN_A_PLACE:
            yield from _of_one_code(found, keys)


def _of_one_code(found: list[tuple[str, int]], keys: Mapping[str, Codes]) -> Iterator[tuple[str, str]]:
    by_code: defaultdict[str, list[str]] = defaultdict(list)
    for key, _ in found:
        for code in keys[key] or {""}:
            by_code[code].append(key)
    at = found[0][1]
    words = found[0][0].split(" ")
    pattern = _squeezed([*words[:at], VARIABLE, *words[at + 1 :]])
    if weight(pattern) < _FEWEST_WORDS_BESIDE:
        return
    for of_code in by_code.values():
        if len(of_code) >= _FEWEST_IN_A_PLACE:
            yield from ((pattern, key) for key in of_code)


_FEWEST_WORDS_BESIDE = 2.5


def _squeezed(words: Iterable[str]) -> str:
    kept: list[str] = []
    for word in words:
        if word != VARIABLE or kept[-1:] != [VARIABLE]:
            kept.append(word)
    return " ".join(kept)


def _instances(keys: Mapping[str, Codes]) -> Iterator[tuple[str, str]]:
    """Give (general, special) skeletons that share a code."""
    root = _Node()
    for key in keys:
        if VARIABLE in key or weight(key) >= _LONG:
            node = root
            for word in key.split(" "):
                node = node.following.setdefault(word, _Node())
            node.key = key
    phrases: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, codes in keys.items():
        for general, cost, phrase in _generalisations(root, key.split(" ")):
            shared = not codes or not keys[general] or not codes.isdisjoint(keys[general])
            if general == key or not shared or weight(general) < _LEAST + cost:
                continue
            if phrase:
                phrases[general][phrase].append(key)
            else:
                yield general, key
    for general, found in phrases.items():
        if len(found) >= _FEWEST_PHRASES:
            yield from ((general, key) for of_phrase in found.values() for key in of_phrase)


def _generalisations(root: _Node, words: list[str]) -> Iterator[tuple[str, float, str]]:
    """Give the skeletons that read like these words but for variables, the cost, and the phrase that one stands for.

    The cost is the number of words that variables stand for. Words beside a variable count double: `image <*>` is
    rather a kind and a name than a name.
    """
    waiting: list[_Step] = [(root, 0, 0, 0.0, "")]
    seen: set[tuple[int, int, int, float]] = set()
    while waiting:
        node, at, absorbed, cost, phrase = waiting.pop()
        if (id(node), at, absorbed, cost) in seen or cost > _MOST_COST:
            continue
        seen.add((id(node), at, absorbed, cost))
        if node.key is not None and (at == len(words) or _is_tail(len(words) - at, node.key)):
            yield node.key, cost, phrase
        if at < len(words) and words[at] != VARIABLE and (following := node.following.get(words[at])):
            waiting.append((following, at + 1, absorbed, cost, phrase))
        if variable := node.following.get(VARIABLE):
            waiting += _filled(variable, words, (node, at, absorbed, cost, phrase))


def _filled(variable: _Node, words: list[str], step: _Step) -> Iterator[_Step]:
    """Give what can follow when a variable stands for nothing, or for one or more of the next words."""
    _, at, absorbed, cost, phrase = step
    if 0 < at < len(words):
        yield variable, at, absorbed, cost + _EMPTY, phrase
    plain, beside = 0, 1.0
    for end in range(at, len(words)):
        if words[end] == VARIABLE:
            beside = 2.0
        elif words[end] in FUNCTION_WORDS or absorbed + plain >= _MOST_ABSORBED:
            return
        else:
            plain += 1
        further = phrase or _phrase(words[at : end + 1])
        yield variable, end + 1, absorbed + plain, cost + plain * beside, further


def _phrase(words: list[str]) -> str:
    plain = [word for word in words if word != VARIABLE]
    return " ".join(plain) if len(plain) > 1 else ""


def _is_tail(words: int, key: str) -> bool:
    return words * _TIMES_TAIL <= key.count(" ") and weight(key) >= _LONG
