"""Rows as diagnostic settings write them: storage (PT1H.json, one row a line) and Event Hubs ({"records": […]}).

Fields: learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema, "Schema from storage account and event
hubs". Names and ids are in upper case as a rule; who asked stands in the claims only.
"""

from __future__ import annotations

from analysis.sources.shapes.rows import Raw, canonical, read_properties
from analysis.sources.shapes.values import Fields, fields, first


def fits(row: Fields) -> bool:
    """Tell whether a row comes from a diagnostic setting."""
    return "time" in row and "operationname" in row


def read(row: Fields) -> dict[str, object] | None:
    """Give the canonical columns, None without a time."""
    identity = fields(row.get("identity"))
    properties = read_properties(row.get("properties"))
    return canonical(
        Raw(
            shape="export",
            time=row.get("time"),
            category=row.get("category"),
            operation=row.get("operationname"),
            operation_id=row.get("operationid"),
            status=row.get("resulttype"),
            substatus=row.get("resultsignature"),
            level=row.get("level"),
            resource_id=row.get("resourceid"),
            caller=first(row, "caller") or first(properties, "caller"),
            caller_ip=row.get("calleripaddress"),
            correlation_id=row.get("correlationid"),
            event_id=row.get("eventdataid"),
            claims=first(identity, "claims") or row.get("claims"),
            authorization=first(identity, "authorization") or row.get("authorization"),
            properties=properties,
            region=_region(row),
        )
    )


def _region(row: Fields) -> object:
    """Give the resource's region; `RoleLocation` is where Azure handled the request, and global is none."""
    return None if row.get("location") == "global" else row.get("location")
