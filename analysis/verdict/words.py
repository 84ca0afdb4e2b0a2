"""The words of a verdict, and how its sentences name times and things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal

from analysis.resource_id import parse

By = Literal["person", "automation", "policy", "platform", "guest", "unknown"]

OUTCOMES = {
    "succeeded": "which succeeded",
    "failed": "which failed",
    "canceled": "which was canceled",
    "no final status": "whose end is not in the log",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Who or what did one thing, with a sentence for each piece of evidence and for each contradiction between them."""

    by: By
    why: tuple[str, ...]
    contradictions: tuple[str, ...] = ()


def stamp(moment: datetime, zone: tzinfo = UTC) -> str:
    """Give a time to the minute with its zone.

    >>> stamp(datetime(2026, 11, 2, 3, 14, tzinfo=UTC))
    '2026-11-02 03:14 UTC'
    """
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def called(resource_id: str) -> str:
    """Give what to call a resource in a sentence.

    >>> called("/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/web-01/extensions/agent")
    'web-01/agent'
    """
    resource = parse(resource_id)
    if resource.type.startswith("microsoft.compute/virtualmachine"):
        return "/".join(resource.names)
    return resource.name.rpartition(";")[2]  # items of a backup vault: VM;iaasvmcontainerv2;group;name


def clock(moment: datetime, zone: tzinfo = UTC) -> str:
    """Give the time of day with its zone, for a moment on a day that was named already."""
    return f"{moment.astimezone(zone):%H:%M %Z}"
