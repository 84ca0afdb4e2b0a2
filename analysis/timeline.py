"""The timeline of a machine: one line per operation, change of health and incident of Azure, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal

from analysis.health import Incident, Transition
from analysis.machine import Machine
from analysis.operation import AUDITS, Operation
from analysis.operation_names import label, rest_name
from analysis.verdict.askers import asker
from analysis.verdict.lines import of_operation
from analysis.verdict.states import of_transition
from analysis.verdict.words import By
from analysis.window import Window

Kind = Literal["operation", "health", "service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One line. Times are in UTC; `end` is None where none is known.

    `name` is the annotation, or the operation in REST casing. `by` is whose doing it was, `asked_by` who asked for
    it, whatever came of it. `text` is what to match against known errors, unredacted. `folded` counts the children of
    a deployment that are not shown because they succeeded.
    """

    time: datetime
    end: datetime | None
    kind: Kind
    name: str
    label: str
    outcome: str  # succeeded | failed | canceled | no final status | available | unavailable | degraded | unknown
    code: str
    text: str
    by: By
    why: tuple[str, ...]
    contradictions: tuple[str, ...]
    asked_by: By
    caller: str
    correlation_id: str
    attempts: int
    resource: str
    folded: int = 0
    counts: bool = True


def timeline(machine: Machine, *, window: Window | None = None, zone: tzinfo = UTC) -> tuple[TimelineItem, ...]:
    """Give the lines of a machine, oldest first, equal times by name.

    Left out: audits of policies, and the children of a deployment that succeeded.

    Args:
        machine: the machine and what the log says of it.
        window: only lines that begin in it; None for all there are.
        zone: the zone in which sentences name times.
    """
    lines = [_operation(one, machine, zone) for one in machine.operations if _is_shown(one, machine)]
    lines += [_health(one, machine, zone) for one in machine.health]
    lines += [_service(one) for one in machine.incidents if _concerns(one, machine)]
    shown = [one for one in lines if window is None or one.time in window]
    return tuple(sorted(shown, key=lambda one: (one.time, one.name, one.resource.lower(), one.correlation_id)))


def _is_shown(operation: Operation, machine: Machine) -> bool:
    if operation.operation in AUDITS:
        return False
    if operation.is_policy:
        return True
    above = machine.every.get(operation.parent) if operation.parent else None
    return not (above and above.is_deployment and operation.outcome == "succeeded" and above in machine.operations)


def _operation(operation: Operation, machine: Machine, zone: tzinfo) -> TimelineItem:
    found = of_operation(operation, machine.every, zone=zone)
    children = [machine.every[key] for key in operation.children if key in machine.every]
    folded = sum(1 for one in children if operation.is_deployment and one.outcome == "succeeded" and not one.is_policy)
    return TimelineItem(
        time=operation.start,
        end=operation.end,
        kind="operation",
        name=operation.name,
        label=operation.label,
        outcome=operation.outcome,
        code=operation.error_code if operation.failed else "",
        text=operation.text if operation.failed else "",
        by=found.by,
        why=found.why,
        contradictions=found.contradictions,
        asked_by=asker(operation).by,
        caller=operation.caller,
        correlation_id=operation.correlation_id,
        attempts=operation.attempts,
        resource=operation.resource_id,
        folded=folded,
        counts=operation.counts,
    )


def _health(transition: Transition, machine: Machine, zone: tzinfo) -> TimelineItem:
    found = of_transition(transition, machine, zone=zone)
    operation = transition.operation or "microsoft.resourcehealth/healthevent/action"
    return TimelineItem(
        time=transition.time,
        end=None,
        kind="health",
        name=transition.annotation or rest_name(operation),
        label=transition.title or label(operation),
        outcome=transition.health,
        code=transition.annotation,
        text=transition.text,
        by=found.by,
        why=found.why,
        contradictions=found.contradictions,
        asked_by=found.by,
        caller=transition.caller,
        correlation_id=transition.correlation_id,
        attempts=1,
        resource=transition.resource_id,
    )


def _service(incident: Incident) -> TimelineItem:
    return TimelineItem(
        time=incident.began,
        end=incident.ended,
        kind="service",
        name=rest_name(incident.operation),
        label=incident.title or label(incident.operation),
        outcome="available" if incident.ended else "degraded" if incident.disturbs else "unknown",
        code=incident.tracking_id,
        text="",
        by="platform",
        why=(),
        contradictions=(),
        asked_by="platform",
        caller="",
        correlation_id="",
        attempts=1,
        resource=", ".join(incident.services),
    )


def _concerns(incident: Incident, machine: Machine) -> bool:
    """Tell whether an incident is in a region of the machine, as far as the log names regions."""
    there = {one.replace(" ", "").lower() for one in incident.regions} - {"global"}
    return not there or not machine.regions or bool(there & machine.regions)
