"""Health annotations: rows of the Resource Graph table HealthResources, and the Event Grid events about them.

Fields: learn.microsoft.com/azure/virtual-machines/resource-graph-availability and
learn.microsoft.com/azure/event-grid/event-schema-health-resources.
"""

from __future__ import annotations

from analysis.sources.shapes.rows import Raw, canonical, read_properties
from analysis.sources.shapes.values import Fields, fields, first, text

_TYPES = ("resourceannotations", "availabilitystatuses")


def fits(row: Fields) -> bool:
    """Tell whether a row is one of HealthResources."""
    return text(row.get("type")).lower().rpartition("microsoft.resourcehealth/")[2] in _TYPES and "properties" in row


def fits_event(row: Fields) -> bool:
    """Tell whether an object is an Event Grid event about one, in the CloudEvents or the Event Grid schema."""
    return ".healthresources." in text(first(row, "type", "eventtype")).lower() and "data" in row


def read(row: Fields) -> dict[str, object] | None:
    """Give the canonical columns, None without a time."""
    return _read(row, shape="health resources", time=None)


def read_event(row: Fields) -> dict[str, object] | None:
    """Give the canonical columns of an event, None without a time."""
    data = fields(row.get("data"))
    inside = fields(data.get("resourceinfo"))
    told = fields(data.get("operationalinfo"))
    time = first(told, "resourceeventtime") or first(row, "time", "eventtime")
    return _read(inside, shape="event grid", time=time)


def _read(row: Fields, *, shape: str, time: object) -> dict[str, object] | None:
    properties = read_properties(row.get("properties"))
    return canonical(
        Raw(
            shape=shape,
            time=first(properties, "occurredtime") or time,
            category="ResourceHealth",
            operation=row.get("type"),
            resource_id=first(properties, "targetresourceid") or _target(text(row.get("id"))),
            event_id=_event(row),
            properties=properties,
            region=row.get("location"),
        )
    )


def _target(own: str) -> str:
    """Give the resource that an annotation's own id lies under."""
    at = own.lower().find("/providers/microsoft.resourcehealth/")
    return own[:at] if at > 0 else ""


def _event(row: Fields) -> str:
    """Give an annotation's own name where it is an id of its own; availability states are all named "current"."""
    name = text(row.get("name"))
    return name if "-" in name and name.lower() != "current" else ""
