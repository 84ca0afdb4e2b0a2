"""What people decided about clusters: frozen values that are applied purely and hold from week to week.

Decisions name members by `member_id`, a digest of a skeleton. A member stays the same while clusters grow, so a
decision finds its clusters again next week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.clustering.finalising import node
from analysis.clustering.state import Key, digest


@dataclass(frozen=True, slots=True)
class Merge:
    """All clusters that hold one of these members are one; it is called like the cluster of the first."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """These members are a cluster of their own, apart from the rest of theirs."""

    members: tuple[str, ...]


Decision = Merge | Split


def member_id(key: Key) -> str:
    """Give the id by which decisions name what a key is counted under."""
    return digest(node(key))


def decided(of_key: Mapping[Key, str], decisions: Sequence[Decision]) -> dict[Key, str]:
    """Give the pattern for each key after the decisions, applied in their order; unknown members are passed over."""
    found = dict(of_key)
    by_member: defaultdict[str, list[Key]] = defaultdict(list)
    for key in of_key:
        by_member[member_id(key)].append(key)
    for decision in decisions:
        keys = [key for member in decision.members for key in by_member.get(member, ())]
        if isinstance(decision, Split):
            name = min((node(key) for key in keys), key=lambda one: (len(one), one), default="")
            found.update(dict.fromkeys(keys, name + _APART))
        elif keys:
            joined = {found[key] for key in keys}
            found.update({key: found[keys[0]] for key, pattern in found.items() if pattern in joined})
    return found


_APART = "\x1fapart"


def decisions_as_json(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Give decisions as plain values: `{"decision": "merge" | "split", "members": [..]}`."""
    return [{"decision": type(one).__name__.lower(), "members": list(one.members)} for one in decisions]


def decisions_from_json(plain: Iterable[Mapping[str, Any]]) -> tuple[Decision, ...]:
    """Give decisions from plain values.

    Raises:
        ValueError: one of them is no decision.
    """
    kinds: dict[str, type[Decision]] = {"merge": Merge, "split": Split}
    try:
        return tuple(kinds[str(one["decision"])](tuple(map(str, one["members"]))) for one in plain)
    except (KeyError, TypeError) as error:
        raise ValueError("a decision needs `decision` (merge or split) and `members`") from error
