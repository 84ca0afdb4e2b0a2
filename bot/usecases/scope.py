"""Which part of Azure an answer may tell about: each channel sees its own subscriptions and resource groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Self

from analysis.resource_id import parse

EVERY_CHANNEL = "*"


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be told about: pairs of a subscription and a resource group, in lower case, `*` for any.

    Groups are patterns: `*` stands for any run of characters, `?` for one, `[ab]` for one of several.
    """

    parts: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, parts: Iterable[str]) -> Self:
        """Give the scope of parts written `subscription`, `subscription/group` or `*`.

        Raises:
            ValueError: a part is empty, or has more than one slash.
        """
        return cls(frozenset(map(_read, parts)))

    def allows(self, resource: str) -> bool:
        """Say whether a resource id, in whichever case, lies within; what names no subscription only lies in all.

        >>> Scope.of(["1111/rg-shop-*"]).allows("/subscriptions/1111/resourceGroups/RG-Shop-1/providers/x/y/z")
        True
        """
        id_ = parse(resource.lower())
        return any(
            (subscription in {"*", id_.subscription})
            and fnmatchcase(id_.group, group)
            and (bool(id_.subscription) or (subscription, group) == ("*", "*"))
            for subscription, group in self.parts
        )

    def __str__(self) -> str:
        if self == EVERYTHING:
            return "everything"
        named = (f"{one}/{group}" if group != "*" else one for one, group in sorted(self.parts))
        return ", ".join(named) or "nothing"


EVERYTHING = Scope(frozenset({("*", "*")}))
NOTHING = Scope()


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scope of each channel by its id; `*` is that of all others. Without any, every channel sees everything."""

    by_channel: Mapping[str, Scope] = field(default_factory=dict)

    def of(self, channel: str) -> Scope:
        """Give what may be told in a channel."""
        if not self.by_channel:
            return EVERYTHING
        return self.by_channel.get(channel) or self.by_channel.get(EVERY_CHANNEL) or NOTHING


def _read(part: str) -> tuple[str, str]:
    subscription, _, group = part.strip().lower().partition("/")
    if not subscription or "/" in group:
        raise ValueError(f"'{part}' is no scope; write subscription, subscription/group or *")
    return subscription, group or "*"
