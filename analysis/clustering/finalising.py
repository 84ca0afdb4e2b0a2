"""From the keys that were learnt to clusters: a pure function of the set of keys and of what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analysis.clustering.masking import VARIABLE
from analysis.clustering.merging import merged, weight
from analysis.clustering.state import Key, digest

# A skeleton that says less than this (`<*> not found`) is one template only within one code.
_SAYS_ENOUGH = 2.0
_OF_CODE = "\x1f"


def patterns(keys: Iterable[Key]) -> dict[Key, str]:
    """Give for each key the pattern of its cluster: its most general skeleton, bound to a code if it says little."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    found: dict[Key, str] = {}
    for key in keys:
        found[key] = node(key)
        if found[key] == key.skeleton:
            codes[key.skeleton].add(key.code)
    tops = merged({skeleton: frozenset(filter(None, given)) for skeleton, given in codes.items()})
    return {key: tops.get(name, name) for key, name in found.items()}


def node(key: Key) -> str:
    """Give the skeleton of a key, with its code if it says too little without."""
    return f"{key.skeleton}{_OF_CODE}{key.code}" if weight(key.skeleton) < _SAYS_ENOUGH else key.skeleton


def cluster_ids(of_key: Mapping[Key, str]) -> dict[Key, str]:
    """Give the cluster id for each key: a digest of the pattern, the same from week to week."""
    ids = {pattern: digest(pattern) for pattern in set(of_key.values())}
    return {key: ids[pattern] for key, pattern in of_key.items()}


def skeleton_of(pattern: str) -> str:
    """Give the skeleton in a pattern, without the code it may be bound to."""
    return pattern.partition(_OF_CODE)[0] or VARIABLE
