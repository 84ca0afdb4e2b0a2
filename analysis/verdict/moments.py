"""What happened to a machine, one thing after another, and what each thing means for the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final, Literal

from analysis.annotations import REQUESTED
from analysis.health import Transition
from analysis.machine import Machine
from analysis.operation import AUDITS, Operation
from analysis.verdict.lines import of_operation
from analysis.verdict.requests import STARTS, STIRS, STOPS, interrupts, verb
from analysis.verdict.states import of_transition
from analysis.verdict.words import Finding

Way = Literal["down", "up", ""]

_GONE: Final = frozenset({"virtualmachinepreempted", "virtualmachinestoppedinternally"})
_DISTURBING: Final = frozenset({"downtime reboot", "downtime freeze", "degraded"})
_UNASKED: Final = frozenset({"platform", "guest", "unknown"})
_CALLED_OFF: Final = "canceled"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, with whose doing it was.

    `way` is where it left the machine: down, up, or "" if it did neither. `outage`: the machine was away from its
    users or disturbed, if only for a while. `failure`: an operation that failed and is to be counted. `change`: it was
    started, resized, scaled, changed by a policy, or something was called off. `would_start`: had it succeeded, the
    machine would run.
    """

    time: datetime
    source: Operation | Transition
    finding: Finding
    way: Way = ""
    outage: bool = False
    failure: bool = False
    change: bool = False
    would_start: bool = False

    @property
    def asked_for(self) -> bool:
        """Whether somebody or something of the owner's asked for it."""
        return self.finding.by not in _UNASKED


def moments(machine: Machine, *, zone: tzinfo = UTC) -> list[Moment]:
    """Give what happened to a machine in the order of time; echoes of failures and audits are left out."""
    done = [one for one in machine.operations if one.operation not in AUDITS and (one.counts or not one.failed)]
    found = [_operation(one, machine, zone) for one in done]
    found += [_transition(one, machine, zone) for one in machine.health]
    return sorted(found, key=_order)


def _order(one: Moment) -> tuple[datetime, bool, str, str]:
    return one.time, isinstance(one.source, Transition), one.source.resource, one.source.operation


def _operation(operation: Operation, machine: Machine, zone: tzinfo) -> Moment:
    finding = of_operation(operation, machine.every, zone=zone)
    did, whole = verb(operation), operation.resource == machine.key
    on_it = machine.is_it(operation.resource) or (machine.is_scale_set and operation.entity == machine.key)
    up = did in STARTS and operation.outcome == "succeeded"
    ended = operation.outcome in {"succeeded", "no final status"}
    down = (
        did in STOPS
        and ended
        and not operation.operation.startswith("microsoft.compute/virtualmachinescalesets/delete/")
    )
    by_policy = finding.by == "policy" and not operation.failed
    return Moment(
        time=operation.start,
        source=operation,
        finding=finding,
        way="down" if whole and down else "up" if whole and up else "",
        outage=on_it and interrupts(operation),
        failure=operation.failed and operation.counts and not operation.dry_run,
        change=by_policy or operation.outcome == _CALLED_OFF or (on_it and ended and _changes(operation, did)),
        would_start=whole and did in STARTS | {"write"},
    )


def _changes(operation: Operation, did: str) -> bool:
    return did in STARTS | STOPS | STIRS or (did == "write" and operation.attempts > 1)


def _transition(transition: Transition, machine: Machine, zone: tzinfo) -> Moment:
    name, whole = transition.means, transition.resource == machine.key
    down = transition.health == "unavailable" or name in _GONE
    vanished = transition.health == "unknown" and not name
    disturbed = transition.down or (name != "" and transition.impact in _DISTURBING)
    return Moment(
        time=transition.time,
        source=transition,
        finding=of_transition(transition, machine, zone=zone),
        way="down" if whole and down else "up" if whole and transition.health == "available" else "",
        outage=down or vanished or disturbed,
        change=name in REQUESTED,
    )
