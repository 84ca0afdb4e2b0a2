"""Failures worth counting: operations that failed for good, each once, with what reports sort and filter by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from analysis.distinctions import distinction
from analysis.operation import Operation, OperationKey
from analysis.resource_id import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One failed operation. `time` is its start in UTC; `resource` is the id in the best spelling seen.

    `text` is what to match against known errors, whole and unredacted; `message` the innermost part of it, and what
    clusters are made of. `occasion` is what it shares with failures of one cause: the correlation id, else itself.
    `detail` tells it apart from others with the same template: "CustomScript exit 127", "policy …", "".
    `deployment` is the correlation id of the deployment it belongs to, "" if it belongs to none.
    """

    key: OperationKey
    time: datetime
    name: str
    label: str
    resource: str
    region: str
    code: str
    message: str
    text: str
    detail: str
    occasion: str
    deployment: str
    caller: str

    @property
    def subscription(self) -> str:
        """The subscription's id."""
        return parse(self.resource).subscription

    @property
    def group(self) -> str:
        """The resource group's name."""
        return parse(self.resource).group

    @property
    def type(self) -> str:
        """The resource type in lower case: microsoft.compute/virtualmachines."""
        return parse(self.resource).type


def failures(operations: Iterable[Operation]) -> tuple[Failure, ...]:
    """Give the failures among operations, oldest first.

    Left out: an operation that succeeded in the end, one whose children failed and are counted, dry runs, and policy
    rows beside the request they judged.
    """
    every = {one.key: one for one in operations}
    found = [_failure(one, every) for one in every.values() if one.failed and one.counts and not one.dry_run]
    return tuple(sorted(found, key=lambda one: (one.time, one.key)))


def _failure(operation: Operation, every: dict[OperationKey, Operation]) -> Failure:
    above = every.get(operation.parent) if operation.parent else None
    deployment = operation if operation.is_deployment else above if above and above.is_deployment else None
    return Failure(
        key=operation.key,
        time=operation.start,
        name=operation.name,
        label=operation.label,
        resource=operation.resource_id,
        region=operation.region,
        code=operation.error_code,
        message=operation.message or operation.details or f"{operation.label} failed",
        text=operation.text,
        detail=distinction(operation.message, operation.policies),
        occasion=operation.correlation_id or "|".join(operation.key),
        deployment=deployment.correlation_id if deployment else "",
        caller=operation.caller,
    )
