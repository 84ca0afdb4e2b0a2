"""Rows as Azure Monitor exports them to storage (PT1H.json) and to event hubs."""

from __future__ import annotations

from typing import Final

from analysis.sources.sample.people import TENANT
from analysis.sources.sample.rows import Row
from analysis.sources.sample.truth import stamp
from analysis.sources.sample.wordings import http_name

_OLDER: Final = {"Start": "Started", "Accept": "Accepted", "Success": "Succeeded", "Failure": "Failed"}
_RELEASE: Final = "7.2026.40.2+5a1c9e2.release_2026w40"


def record(row: Row) -> dict[str, object]:
    """Give the row as a record of an export: capital letters in newer rows, no column for the caller."""
    if row.actor is None:
        return _health_record(row)
    status = _OLDER.get(row.status, row.status) if row.older else row.status
    signature = f"{_OLDER.get(row.status, row.status)}.{http_name(row.http) if row.http else ''}"
    return {
        "RoleLocation": "West Europe",
        "Stamp": "FDWeb",
        "ReleaseVersion": _RELEASE,
        "time": stamp(row.time),
        "resourceId": row.resource if row.older else row.resource.upper(),
        "operationName": row.operation if row.older else row.operation.upper(),
        "category": row.category,
        "resultType": status,
        "resultSignature": signature,
        "durationMs": row.duration_ms if row.older else str(row.duration_ms),
        "callerIpAddress": row.actor.ip,
        "correlationId": row.correlation,
        "identity": {"authorization": authorization(row), "claims": claims(row)},
        "level": "Information" if row.older and row.level == "Informational" else row.level,
        "location": "global",
        "properties": row.properties,
        "tenantId": TENANT,
    }


def _health_record(row: Row) -> dict[str, object]:
    properties: dict[str, object] = (
        {"eventCategory": row.category, "eventProperties": row.properties}
        if row.category == "ResourceHealth"
        else {"eventCategory": row.category, **row.properties}
    )
    return {
        "time": stamp(row.time),
        "resourceId": row.resource.upper(),
        "correlationId": row.correlation,
        "operationName": row.operation,
        "level": row.level,
        "resultType": row.status,
        "category": row.category,
        "properties": properties,
        "location": row.region,
    }


def authorization(row: Row) -> dict[str, object]:
    """Give by which right the caller acted."""
    actor = row.actor
    if actor is None or not actor.claims:
        return {"scope": row.resource, "action": row.operation}
    evidence = {
        "role": "Contributor",
        "roleAssignmentScope": "/".join(row.resource.split("/")[:3]),
        "principalId": actor.object_id.replace("-", ""),
        "principalType": actor.principal,
    }
    return {"scope": row.resource, "action": row.operation, "evidence": evidence}


def claims(row: Row) -> dict[str, str]:
    """Give the caller's claims; a part of Azure that acts under its own name has that name as its only one."""
    actor = row.actor
    if actor is None:
        return {}
    return dict(actor.claims) or {"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/spn": actor.caller}
