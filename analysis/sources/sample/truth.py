"""What is true of the sample, kept beside it: nothing of this stands in any row."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from analysis.sources.sample.people import By


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that was planted: an operation or a health event, who or what did it, and how it ended.

    `by` is guest if an operation failed for a cause inside the machine, policy if a policy refused or remedied;
    `asked_by` is who asked for it all the same.

    `name` is the operation in REST casing or the annotation; `outcome` is one of the words of a timeline; `cluster` is
    the key of the failure's template, "" if it did not fail.
    """

    incident: str
    kind: str
    resource: str
    machine: str
    time: datetime
    name: str
    by: By
    asked_by: By
    outcome: str
    code: str
    cluster: str
    correlation_id: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Incident:
    """One story: what happened to which machines from when to when, and whose doing it was in the end."""

    id: str
    title: str
    machines: tuple[str, ...]
    start: datetime
    end: datetime
    by: By


@dataclass(frozen=True, slots=True)
class Failed:
    """One operation that failed for good; a deployment whose resources failed is not counted beside them."""

    time: datetime
    cluster: str
    code: str
    resource: str
    name: str
    correlation_id: str
    counted: bool


def stamp(moment: datetime) -> str:
    """Give a time as the logs write it."""
    return moment.isoformat(timespec="microseconds")[:26] + "0Z"


def plain(fact: Planted | Incident | Failed) -> dict[str, object]:
    """Give a fact as it goes into JSON."""
    return {
        name: stamp(value) if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for name, value in asdict(fact).items()
    }
