"""All that a log says of one machine, read once: what verdict and timeline are made of."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.health import Incident, Transition, incidents, transitions
from analysis.operation import Operation, OperationKey
from analysis.operations import operations
from analysis.related import SCALE_SET, Related, related
from analysis.resource_id import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A machine in a log. `key` is its resource id in lower case.

    `operations` are those on it and its parts, and the deployments, autoscale rows and schedules that touched it;
    `every` holds all operations by their keys, so that children can be looked up. `health` is its own, `others` that
    of other machines. `regions` are those that its rows name, usually one. `scale_set` is the key of the scale set
    that it is or is in, "" if none is known.
    """

    key: str
    related: Related
    operations: tuple[Operation, ...]
    every: dict[OperationKey, Operation]
    health: tuple[Transition, ...]
    others: tuple[Transition, ...]
    incidents: tuple[Incident, ...]
    regions: frozenset[str]
    scale_set: str

    @property
    def name(self) -> str:
        """The machine's name; an instance's is that of its scale set with its number."""
        parts = parse(self.key)
        return "/".join(parts.names) if parts.type.startswith(SCALE_SET) else parts.name

    def is_own(self, resource: str) -> bool:
        """Tell whether a resource (lower case) is the machine, one of its parts, or under one of them."""
        return self.related.holds(resource)

    def is_it(self, resource: str) -> bool:
        """Tell whether a resource (lower case) is the machine itself, or an instance of it if it is a scale set."""
        return resource == self.key or (self.is_scale_set and resource.startswith(self.key + "/virtualmachines/"))

    @property
    def is_scale_set(self) -> bool:
        """Whether it is a whole scale set."""
        return parse(self.key).type == SCALE_SET


def read_machine(events: pd.DataFrame, resource_key: str) -> Machine:
    """Give what the rows of a canonical event table say of the machine with this resource id.

    Raises:
        NotEventsError: the table is not a canonical event table.
    """
    belonging = related(events, resource_key)
    every = {one.key: one for one in operations(events)}
    shown = tuple(one for one in every.values() if _touches(one, belonging, every))
    states = transitions(events)
    machine = belonging.machine
    own = tuple(one for one in states if belonging.holds(one.resource) and not _is_set_above(one.resource, machine))
    return Machine(
        key=machine,
        related=belonging,
        operations=shown,
        every=every,
        health=own,
        others=tuple(one for one in states if not belonging.holds(one.resource)),
        incidents=incidents(events),
        regions=frozenset({one.region for one in own} | {one.region for one in shown if belonging.holds(one.resource)})
        - {"", "global"},
        scale_set=next((one for one in sorted(belonging.resources) if parse(one).type == SCALE_SET), ""),
    )


def _touches(operation: Operation, belonging: Related, every: dict[OperationKey, Operation]) -> bool:
    """Tell whether an operation is on the machine or its parts, aims at them, or is a deployment that writes them."""
    if belonging.holds(operation.resource) or (operation.entity and belonging.holds(operation.entity)):
        return True
    if _shuts_down(operation.resource, belonging.machine):
        return True
    if operation.is_deployment or operation.dry_run:
        children = [every[key] for key in operation.children if key in every]
        named = belonging.machine + '"' in operation.status_message.lower()
        return named or any(_touches(child, belonging, every) for child in children)
    return False


def _shuts_down(resource: str, machine: str) -> bool:
    """Tell whether a resource is the auto-shutdown schedule of the machine; Azure demands its name to be this.

    Source: https://learn.microsoft.com/azure/templates/microsoft.devtestlab/schedules
    """
    if "/providers/microsoft.devtestlab/schedules/" not in resource:
        return False
    schedule, whole = parse(resource), parse(machine)
    same_group = (schedule.subscription, schedule.group) == (whole.subscription, whole.group)
    return same_group and schedule.name == f"shutdown-computevm-{whole.name}"


def _is_set_above(resource: str, machine: str) -> bool:
    return machine.startswith(resource + "/virtualmachines/")
