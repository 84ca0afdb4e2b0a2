"""What the platform tries again by itself is one operation.

With resilient delete, a scale set deletes an instance up to five more times: the instance goes from Deleting to Failed
and back. With resilient create it stays Creating for up to 30 minutes. Tries under one correlation id are one operation
anyway; what is put together here are the platform's own tries under correlation ids of their own.
Source: https://learn.microsoft.com/azure/virtual-machine-scale-sets/resilient-vm-create-delete
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Final

from analysis.operation import Operation

MOST_RETRIES: Final = 5
LONGEST_CREATE: Final = timedelta(minutes=30)

_LONGEST_PAUSE: Final = timedelta(minutes=15)
DELETES: Final = frozenset(
    {
        "microsoft.compute/virtualmachines/delete",
        "microsoft.compute/virtualmachinescalesets/virtualmachines/delete",
        "microsoft.compute/virtualmachinescalesets/delete/action",
    }
)


def one_delete(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Give the operations with a delete and the platform's repeats of it as one."""
    deletes: list[Operation] = []
    for operation in operations:
        if operation.operation in DELETES:
            deletes.append(operation)
        else:
            yield operation
    deletes.sort(key=lambda one: (one.resource, one.operation, one.start, one.key))
    for _, same in groupby(deletes, key=lambda one: (one.resource, one.operation)):
        yield from _joined(list(same))


def _joined(deletes: list[Operation]) -> Iterator[Operation]:
    run = deletes[0]
    for delete in deletes[1:]:
        if _repeats(run, delete):
            run = _one(run, delete)
        else:
            yield run
            run = delete
    yield run


def _repeats(run: Operation, delete: Operation) -> bool:
    """Tell whether a delete is the platform's next try: soon after a failure, and not asked for by a person."""
    if run.outcome != "failed" or run.end is None or run.attempts > MOST_RETRIES:
        return False
    asked = delete.caller_kind == "user" or "@" in delete.caller
    return not asked and timedelta(0) <= delete.start - run.end <= _LONGEST_PAUSE


def _one(run: Operation, delete: Operation) -> Operation:
    """Give the first try's who and when with the last try's end."""
    return replace(
        delete,
        key=run.key,
        correlation_id=run.correlation_id,
        start=run.start,
        attempts=run.attempts + delete.attempts,
        caller=run.caller,
        caller_kind=run.caller_kind,
        caller_ip=run.caller_ip,
        claims=run.claims,
        status_history=(*run.status_history, *delete.status_history),
        rows=run.rows + delete.rows,
        event_ids=(*run.event_ids, *delete.event_ids),
    )
