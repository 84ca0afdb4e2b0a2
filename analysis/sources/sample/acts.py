"""What somebody asks of Azure, and why it may fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from analysis.sources.sample.people import Actor, By


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an operation fails: the key of a wording and what fills its places."""

    key: str
    names: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody asks of Azure: the operation in REST casing, its resource, who asks, and with which request.

    `again` are failed tries that the platform itself repeats before the end: seconds after the start and why.
    `ends` is Success, Failure, Cancel, or "" if the log never says; a failure has its `why`, and a deployment whose
    resources failed the `whole` status message beside. `by` is whose doing it is, if not the actor's.
    """

    name: str
    resource: str
    actor: Actor
    region: str
    takes: timedelta = timedelta(seconds=40)
    ends: str = "Success"
    why: Trouble | None = None
    accepted: bool = True
    correlation: str = ""
    request: Mapping[str, object] = field(default_factory=dict)
    again: tuple[tuple[float, Trouble], ...] = ()
    whole: str = ""
    counted: bool = True
    category: str = "Administrative"
    extra: Mapping[str, object] = field(default_factory=dict)
    by: By | None = None
