"""Whose doing a change of health was, with the evidence and with what contradicts it."""

from __future__ import annotations

from datetime import UTC, tzinfo
from itertools import takewhile
from typing import Final

from analysis.annotations import INSIDE
from analysis.health import Transition
from analysis.machine import Machine
from analysis.operation import Operation
from analysis.verdict.askers import asker
from analysis.verdict.lines import of_operation
from analysis.verdict.neighbours import hit_together, service_incidents
from analysis.verdict.requests import had_stopped, request_behind
from analysis.verdict.words import By, Finding, called, clock, stamp

_CAUSES: Final = {"platforminitiated": "PlatformInitiated", "userinitiated": "UserInitiated"}
# Azure's two words for one thing.
_SAID_TWICE: Final = frozenset({("platforminitiated", "platform initiated"), ("userinitiated", "customer initiated")})
_EITHER: Final = frozenset({"virtualmachinerestarted", "virtualmachinestoppedinternally"})


def of_transition(transition: Transition, machine: Machine, *, zone: tzinfo = UTC) -> Finding:
    """Give whose doing a change of a machine's health was.

    An annotation tells most: its context, and what happens inside the guest whatever its context. A request on the
    machine in the minutes before names who. Where Azure gives PlatformInitiated without an annotation, or the machine
    had been stopped on request before, the request wins and the contradiction is said. Failing all these: Azure's own
    incidents, and other machines hit with it.

    Args:
        transition: the change.
        machine: the machine and what else the log says of it.
        zone: the zone in which the sentences name times.
    """
    told = _told(transition, zone)
    request = _request(transition, machine)
    name = transition.means
    if name == "virtualmachinepreempted":
        return _evicted(told, request, machine, zone)
    if _is_inside(transition, request):
        return Finding("guest", (told, f"{transition.annotation or 'This'} comes from inside the machine."))
    stopped = request is not None and transition.down and had_stopped(request, transition)
    if name and transition.context == "platform initiated" and not stopped:
        return Finding("platform", (told, *_around(transition, machine, zone)))
    if request is not None:
        return _requested(transition, request, told, machine, zone)
    return _unrequested(transition, told, machine, zone)


def _is_inside(transition: Transition, request: Operation | None) -> bool:
    """Tell whether a change came from inside the guest; a restart or a stop did so only if nobody asked for it."""
    if transition.means in INSIDE:
        return request is None or transition.means not in _EITHER
    return transition.context == "vm initiated"


def _told(transition: Transition, zone: tzinfo) -> str:
    what = transition.annotation or transition.title or "a change of health"
    state = f"is {transition.health}" if transition.health != "unknown" else "has no known state"
    twice = (transition.cause, transition.context) in _SAID_TWICE
    cause = "" if twice else _CAUSES.get(transition.cause)
    facts = (cause, transition.context, transition.category.replace("not applicable", ""))
    said = ", ".join(fact for fact in facts if fact)
    name = f"{stamp(transition.time, zone)}: Resource Health says {called(transition.resource_id)} {state}"
    return f"{name}: {what}{f' ({said})' if said else ''}."


def _request(transition: Transition, machine: Machine) -> Operation | None:
    fitting = [one for one in machine.operations if _on_it(one, machine, transition)]
    up = transition.health == "available" and transition.health_before != "available"
    found = request_behind(transition, fitting, ending=not up)
    if found is not None or up or transition.cause == "platforminitiated":
        return found
    return request_behind(transition, fitting, ending=True, wide=True)


def _on_it(operation: Operation, machine: Machine, transition: Transition) -> bool:
    """Tell whether an operation is on the machine whose health changed, or on the scale set that it is in."""
    at = (operation.resource, operation.entity)
    return transition.resource in at or machine.key in at or (machine.scale_set != "" and machine.scale_set in at)


def _evicted(told: str, request: Operation | None, machine: Machine, zone: tzinfo) -> Finding:
    if request is not None and "simulateeviction" in request.operation:
        return Finding(asker(request).by, (told, *of_operation(request, machine.every, zone=zone).why))
    return Finding("platform", (told, "Azure took the capacity of a Spot machine back."))


def _requested(transition: Transition, request: Operation, told: str, machine: Machine, zone: tzinfo) -> Finding:
    """Give the request's asker; a cause that says otherwise is a contradiction, and the request wins."""
    asked = of_operation(request, machine.every, zone=zone)
    against: tuple[str, ...] = ()
    by_platform = transition.cause == "platforminitiated" or transition.context == "platform initiated"
    if by_platform and asked.by != "platform":
        given = transition.annotation or "PlatformInitiated"
        said = f"Resource Health gives {given} as the cause at {clock(transition.time, zone)}"
        held = f"the log holds a request at {clock(request.start, zone)} that explains it"
        against = (f"{said}, but {held}; the request counts.",)
    return Finding(asked.by, (told, *asked.why), against)


def _unrequested(transition: Transition, told: str, machine: Machine, zone: tzinfo) -> Finding:
    if transition.health == "available" and (ended := _ended(transition, machine)) is not None:
        whose = of_transition(ended, machine, zone=zone).by
        return Finding(whose, (told, f"It ends what began at {stamp(ended.time, zone)}."))
    around = _around(transition, machine, zone)
    if transition.cause == "platforminitiated" or transition.context == "platform initiated":
        return Finding("platform", (told, *around))
    if transition.cause == "userinitiated" or transition.context == "customer initiated":
        missing = "Azure says that somebody entitled to it asked for this, but no such request is in the log."
        return Finding("person", (told,), (missing,))
    by: By = "platform" if around and transition.down else "unknown"
    return Finding(by, (told, *around))


def _ended(transition: Transition, machine: Machine) -> Transition | None:
    """Give the beginning of what a recovery ends, None if the log holds none."""
    earlier = [one for one in machine.health if one.resource == transition.resource and one.time < transition.time]
    spell = list(takewhile(lambda one: one.health != "available", reversed(earlier)))
    return spell[-1] if spell else None


def _around(transition: Transition, machine: Machine, zone: tzinfo) -> tuple[str, ...]:
    """Give what speaks for Azure in a whole region: its own incidents, and other machines hit in the same minutes."""
    if not transition.down and transition.impact not in {"downtime reboot", "downtime freeze", "degraded"}:
        return ()
    return (*service_incidents(transition, machine, zone=zone), *hit_together(transition, machine, zone=zone))
