"""The best spelling of each resource id: some sources shout, some whisper, and some keep the owner's casing."""

from __future__ import annotations

import pandas as pd

from analysis.resource_id import parse


def spellings(events: pd.DataFrame) -> dict[str, str]:
    """Give the best spelling of each resource id (lower case) in a canonical event table.

    Mixed case before one case, lower case before capitals; of equals the first in the alphabet.
    """
    seen = events[["resource_id", "resource_label"]].drop_duplicates()
    best: dict[str, str] = {}
    for key, label in sorted(zip(seen["resource_id"], seen["resource_label"], strict=True), key=_rank):
        if label.lower().rstrip("/") == key:
            best.setdefault(key, label.rstrip("/"))
    return best


def better(one: str, other: str) -> str:
    """Give the better of two spellings of one resource id."""
    return min(one, other, key=lambda label: _rank((label.lower(), label)))


def _rank(pair: tuple[str, str]) -> tuple[int, str, str]:
    names = "".join(parse(pair[1]).names)
    case = 2 if names.isupper() and pair[1].isupper() else 1 if pair[1] == pair[1].lower() else 0
    return case, pair[0], pair[1]
