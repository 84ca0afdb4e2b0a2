"""Azure resource ids, taken apart. Azure compares them without case, so ids are equal when `key` is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MACHINES: Final = frozenset(
    {
        "microsoft.compute/virtualmachines",
        "microsoft.compute/virtualmachinescalesets",
        "microsoft.compute/virtualmachinescalesets/virtualmachines",
        "microsoft.classiccompute/virtualmachines",
        "microsoft.hybridcompute/machines",
    }
)


@dataclass(frozen=True, slots=True)
class ResourceId:
    """A resource id in its parts, as spelt; `type` is in lower case, e.g. microsoft.compute/virtualmachines/extensions.

    An id that names no provider has the type of what it names: a resource group or a subscription, else "".
    """

    text: str
    subscription: str
    group: str
    type: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The last name in the id, "" if there is none."""
        return self.names[-1] if self.names else ""

    @property
    def key(self) -> str:
        """The id in lower case, without a slash at the end: what to compare by."""
        return self.text.lower()

    @property
    def machine(self) -> str:
        """The key of the virtual machine, scale-set instance or scale set in or above this resource, "" if none."""
        parts = self.key.split("/")
        for end in range(len(parts), 0, -1):
            if parse("/".join(parts[:end])).type in MACHINES:
                return "/".join(parts[:end])
        return ""


def parse(text: str) -> ResourceId:
    """Give the parts of a resource id; of an extension resource (…/providers/A/…/providers/B/…) the last provider's."""
    clean = text.strip().rstrip("/")
    parts = clean.split("/")
    lower = [part.lower() for part in parts]
    subscription = _after(parts, lower, "subscriptions")
    group = _after(parts, lower, "resourcegroups")
    if "providers" not in lower:
        kind, names = (
            ("resourcegroup", (group,)) if group else ("subscription", (subscription,)) if subscription else ("", ())
        )
        return ResourceId(clean, subscription, group, kind, names)
    tail = parts[len(lower) - 1 - lower[::-1].index("providers") + 1 :]
    kind = "/".join([*tail[:1], *tail[1::2]]).lower()
    return ResourceId(clean, subscription, group, kind, tuple(tail[2::2]))


def _after(parts: list[str], lower: list[str], word: str) -> str:
    at = lower.index(word) + 1 if word in lower else len(parts)
    return parts[at] if at < len(parts) else ""
