"""Requests that stop, start or move a machine, and which of them explains a change of its health."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from analysis.annotations import REQUESTED
from analysis.health import Transition
from analysis.operation import Operation

_MACHINES: Final = ("microsoft.compute/virtualmachines/", "microsoft.compute/virtualmachinescalesets/")
# What each does to a machine that runs.
STOPS: Final = frozenset({"deallocate", "poweroff", "delete", "simulateeviction", "generalize"})
STIRS: Final = frozenset(
    {"restart", "reboot", "redeploy", "reimage", "reimageall", "performmaintenance", "manualupgrade"}
)
STARTS: Final = frozenset({"start", "restart", "reboot", "redeploy", "reimage", "reimageall", "performmaintenance"})
_MAY_STIR: Final = frozenset({"write", "installpatches"})  # a resize and some patches restart a machine

ECHO: Final = timedelta(minutes=15)  # from a request to the health that it changes; rows are stamped minutes apart
_SOON: Final = timedelta(minutes=5)  # the same for what only interrupts
_EARLY: Final = timedelta(seconds=30)  # two clocks


def verb(operation: Operation) -> str:
    """Give what an operation does to machines in one word, in lower case: start, deallocate, write; "" for others."""
    kind = operation.operation
    if kind.endswith("/autoscalesettings/scaledown/action"):
        return "delete"
    if kind.endswith("/autoscalesettings/scaleup/action"):
        return "start"
    if "/extensions/" in kind or "/runcommand" in kind or not kind.startswith(_MACHINES):
        return ""
    parts = kind.split("/")
    return parts[-2] if parts[-1] == "action" else parts[-1]


def interrupts(operation: Operation) -> bool:
    """Tell whether an operation took a machine away from its users, if only for a while."""
    return operation.outcome != "failed" and not operation.dry_run and verb(operation) in STOPS | STIRS


def request_behind(
    transition: Transition, operations: Iterable[Operation], *, ending: bool, wide: bool = False
) -> Operation | None:
    """Give the request that explains a change of health, the nearest in time; None if there is none.

    Args:
        transition: the change.
        operations: those on the machine and on the scale set it is in.
        ending: the machine went down, so look for what stops machines; else for what starts them.
        wide: also what restarts a machine only sometimes.
    """
    verbs = _verbs(transition, ending=ending, wide=wide)
    known = [one for one in operations if verb(one) and one.outcome != "failed"]
    fit = [
        one for one in known if verb(one) in verbs and _near(one, transition) and not _undone(one, known, transition)
    ]
    return min(fit, key=lambda one: (abs(transition.time - one.start), one.key), default=None)


def had_stopped(operation: Operation, transition: Transition) -> bool:
    """Tell whether a request had stopped the machine for good before a change of its health."""
    ended = operation.end if operation.outcome == "succeeded" else None
    return verb(operation) in STOPS and ended is not None and ended <= transition.time


def _undone(operation: Operation, others: Iterable[Operation], transition: Transition) -> bool:
    """Tell whether a stop was followed by a start before the change, and so does not explain it."""
    if verb(operation) not in STOPS:
        return False
    starts = (one for one in others if verb(one) in STARTS and one.start > operation.start)
    return any(one.end is not None and one.end <= transition.time for one in starts)


def _verbs(transition: Transition, *, ending: bool, wide: bool) -> frozenset[str]:
    if (named := REQUESTED.get(transition.means)) is not None:
        return frozenset(named)
    verbs = (STOPS | STIRS) if ending else STARTS
    return verbs | _MAY_STIR if wide else verbs


def _near(operation: Operation, transition: Transition) -> bool:
    """Tell whether a change came while a request ran, or soon after; health rows may be stamped a little early."""
    end = max(operation.end or operation.start, operation.start)
    until = end + (ECHO if verb(operation) in STOPS else _SOON)
    return operation.start - _EARLY <= transition.time <= until
