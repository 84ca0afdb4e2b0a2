"""Rows as the Activity Log REST API and `az monitor activity-log list` give them (EventData)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from analysis.operation_names import label
from analysis.sources.sample.people import TENANT
from analysis.sources.sample.rows import Row
from analysis.sources.sample.truth import stamp
from analysis.sources.sample.wordings import http_name
from analysis.sources.sample.writing.export import authorization, claims

WORDS: Final = {
    "Start": "Started",
    "Accept": "Accepted",
    "Success": "Succeeded",
    "Failure": "Failed",
    "Cancel": "Canceled",
}
_EVENTS: Final = {"Start": "BeginRequest", "Accept": "EndRequest", "Success": "EndRequest", "Failure": "EndRequest"}
_SPOKEN: Final = {"BeginRequest": "Begin request", "EndRequest": "End request"}
_EPOCH: Final = datetime(1, 1, 1, tzinfo=UTC)


def submitted(row: Row) -> datetime:
    """Give when the row came into the log: seconds to minutes after it happened."""
    return row.time + timedelta(seconds=24 + int(row.event_id[:2], 16) % 110, microseconds=int(row.event_id[3:7], 16))


def event(row: Row) -> dict[str, object]:
    """Give the row as an EventData object."""
    name = _EVENTS.get(row.status, "")
    parts = row.resource.split("/")
    provider = row.operation.split("/", 1)[0]
    ticks = (row.time - _EPOCH) // timedelta(microseconds=1) * 10
    found: dict[str, object] = {
        "authorization": authorization(row),
        "channels": "Operation" if row.actor else "Admin, Operation",
        "claims": claims(row),
        "correlationId": row.correlation,
        "description": "",
        "eventDataId": row.event_id,
        "eventName": pair(name, _SPOKEN.get(name, "")),
        "category": pair(row.category, row.category.replace("Health", " Health")),
        "eventTimestamp": stamp(row.time),
        "id": f"{row.resource}/events/{row.event_id}/ticks/{ticks}",
        "level": row.level,
        "operationId": row.operation_id,
        "operationName": pair(row.operation, label(row.operation)),
        "resourceGroupName": parts[4] if len(parts) > 4 else "",  # noqa: PLR2004 - /subscriptions/x/resourceGroups/y
        "resourceProviderName": pair(provider, provider),
        "resourceType": pair(resource_type(row.resource), resource_type(row.resource)),
        "resourceId": row.resource,
        "status": pair(WORDS.get(row.status, row.status), WORDS.get(row.status, row.status)),
        "subStatus": pair(substatus(row), spoken_substatus(row)),
        "submissionTimestamp": stamp(submitted(row)),
        "subscriptionId": parts[2],
        "tenantId": TENANT,
        "properties": properties(row),
        "relatedEvents": [],
    }
    if row.actor:
        method = {"delete": "DELETE", "write": "PUT"}.get(row.operation.rsplit("/", 1)[1], "POST")
        found["caller"] = row.actor.caller
        found["httpRequest"] = {
            "clientRequestId": row.operation_id,
            "clientIpAddress": row.actor.ip,
            "method": method,
        }
    return found


def pair(value: str, spoken: str) -> dict[str, str]:
    """Give a value with what the portal shows for it."""
    return {"value": value, "localizedValue": spoken}


def substatus(row: Row) -> str:
    """Give the HTTP status by name, "" if the row has none."""
    return http_name(row.http) if row.http else ""


def spoken_substatus(row: Row) -> str:
    """Give the HTTP status as older rows and the portal show it: Conflict (HTTP Status Code: 409)."""
    return f"{http_name(row.http)} (HTTP Status Code: {row.http})" if row.http else ""


def resource_type(resource: str) -> str:
    """Give the type of a resource id in the casing of the id."""
    provider = resource.rpartition("/providers/")[2]
    parts = provider.split("/")
    return "/".join([parts[0], *parts[1::2]]) if "/providers/" in resource else "Microsoft.Resources/subscriptions"


def properties(row: Row) -> dict[str, object]:
    """Give the properties; this API names those of a health row in its own way."""
    said = row.properties
    if row.category != "ResourceHealth":
        return dict(said)
    category = row.annotation["category"] if row.annotation else ""
    return {
        "stage": row.status,
        "title": said["title"],
        "details": said["details"],
        "healthStatus": said["currentHealthStatus"],
        "previousHealthStatus": said["previousHealthStatus"],
        "healthEventType": said["type"],
        "healthEventCause": said["cause"],
        "healthEventCategory": category or "Unplanned",
    }
