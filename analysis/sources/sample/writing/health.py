"""Health annotations as Resource Graph keeps them and as Event Grid sends them."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.sources.sample.chance import guid
from analysis.sources.sample.rows import Row
from analysis.sources.sample.truth import stamp
from analysis.sources.sample.writing.rest import resource_type


def annotated(row: Row) -> dict[str, object]:
    """Give the annotation of a health row as the Event Grid event ResourceAnnotated, in the CloudEvents schema."""
    return {
        "id": guid("event grid", row.event_id),
        "source": "/".join(row.resource.split("/")[:3]),
        "specversion": "1.0",
        "type": "Microsoft.ResourceNotifications.HealthResources.ResourceAnnotated",
        "subject": row.resource,
        "time": stamp(row.time),
        "data": {
            "resourceInfo": {
                "id": f"{row.resource}/providers/Microsoft.ResourceHealth/resourceAnnotations/current",
                "name": "current",
                "type": "Microsoft.ResourceHealth/resourceAnnotations",
                "properties": _properties(row),
            },
            "operationalInfo": {"resourceEventTime": stamp(row.time)},
            "apiVersion": "2022-08-01",
        },
    }


def snapshot(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Give what Resource Graph holds after these rows: of each resource the last annotation and the last state."""
    annotations = {row.resource: row for row in rows if row.annotation}
    states = {row.resource: row for row in rows if row.category == "ResourceHealth"}
    found: list[dict[str, object]] = []
    for resource in sorted(states):
        row = states[resource]
        state = {
            "targetResourceType": resource_type(resource),
            "previousAvailabilityState": row.properties["previousHealthStatus"],
            "targetResourceId": resource,
            "occurredTime": stamp(row.time),
            "availabilityState": row.properties["currentHealthStatus"],
        }
        found.append({"type": "microsoft.resourcehealth/availabilitystatuses", "properties": state})
        if resource in annotations:
            said = _properties(annotations[resource])
            found.append({"type": "microsoft.resourcehealth/resourceannotations", "properties": said})
    return found


def _properties(row: Row) -> dict[str, object]:
    target = {"targetResourceId": row.resource, "targetResourceType": resource_type(row.resource)}
    return {**target, "occurredTime": stamp(row.time), **(row.annotation or {})}
