"""Rows of an activity log for tests, under the canonical column names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import pandas as pd

from analysis.events import joined, table

Row = Mapping[str, object]
Rows: TypeAlias = "Row | Iterable[Rows]"
Columns = dict[str, Any]

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/shop"
COMPUTE = f"{GROUP}/providers/Microsoft.Compute"
WEB = f"{COMPUTE}/virtualMachines/web-01"
SET = f"{COMPUTE}/virtualMachineScaleSets/ss-web"
USER: Columns = {"caller": "on-call@contoso.example", "caller_kind": "user"}
PIPELINE: Columns = {"caller": "99999999-0000-4000-8000-000000000001", "caller_kind": "application"}
AUTOSCALE: Columns = {"caller": "Microsoft.Insights/autoscaleSettings", "caller_kind": "service"}
SHUTDOWN: Columns = {
    "caller": "99999999-0000-4000-8000-000000000002",
    "caller_kind": "application",
    "claims": json.dumps({"appid": "1a14be2a-e903-4cec-99cf-b2e209259a0f", "idtyp": "app"}),
}
DENIAL = json.dumps([{"name": "Allowed sizes", "effect": "deny", "assignment": "corp-sizes"}])


def identity(resource: str) -> Columns:
    """Give the caller's columns of a resource's managed identity."""
    claims = {"idtyp": "app", "xms_mirid": resource}
    return {
        "caller": "99999999-0000-4000-8000-000000000003",
        "caller_kind": "application",
        "claims": json.dumps(claims),
    }


def minutes(number: float) -> datetime:
    """Give the time so many minutes after noon."""
    return NOON + timedelta(minutes=number)


def row(operation: str, at: float, status: str, *, resource: str = WEB, **columns: object) -> Row:
    """Give one row of an operation, `at` minutes after noon."""
    start: dict[str, object] = {
        "time": minutes(at),
        "category": "Administrative",
        "operation": operation.lower(),
        "operation_label": operation,
        "status": status,
        "resource_id": resource.lower(),
        "resource_label": resource,
        "correlation_id": f"{operation.lower()} {resource.lower()} {int(at)}",
    }
    return start | columns


def act(
    operation: str, at: float = 0, *, ends: str = "succeeded", takes: float = 1, resource: str = WEB, **columns: object
) -> list[Row]:
    """Give the rows of an operation on the machine that starts `at` minutes after noon; `ends` "" writes no end."""
    correlation = columns.pop("correlation_id", f"{operation.lower()} {resource.lower()} {at}")
    failure: Columns = {
        name: columns.pop(name)
        for name in ("error_code", "error_codes", "message", "status_message", "policies")
        if name in columns
    }
    same: Columns = {"resource": resource, "correlation_id": correlation} | columns
    rows = [row(operation, at, "started", **same)]
    last = [row(operation, at + takes, ends, **same, **failure)] if ends else []
    return [*rows, *last]


def on_vm(verb: str) -> str:
    """Give an operation on virtual machines by its verb: start, deallocate, write."""
    tail = verb if verb in {"write", "delete"} else f"{verb}/action"
    return f"Microsoft.Compute/virtualMachines/{tail}"


def health(at: float, state: str, annotation: str = "", *, resource: str = WEB, **columns: object) -> Row:
    """Give one row of Resource Health, `at` minutes after noon."""
    verb = "Resolved" if state == "available" else "Activated"
    name = f"Microsoft.Resourcehealth/healthevent/{verb}/action"
    about: Columns = {"category": "ResourceHealth", "health": state, "annotation": annotation, "region": "westeurope"}
    return row(name, at, "resolved" if verb == "Resolved" else "active", resource=resource, **(about | columns))


def other(number: int) -> str:
    """Give the resource id of another machine."""
    return f"{COMPUTE}/virtualMachines/other-{number:02d}"


def flat(parts: Iterable[Rows]) -> Iterator[Row]:
    """Give the rows in lists of rows, however deep."""
    for part in parts:
        if isinstance(part, Mapping):
            yield part
        else:
            yield from flat(part)


def log(*parts: Rows) -> pd.DataFrame:
    """Give the event table of rows and lists of rows."""
    return joined([table(flat(parts))])
