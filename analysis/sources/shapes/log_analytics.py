"""Rows of the table AzureActivity, from the API or as CSV; current and legacy columns.

Columns: learn.microsoft.com/azure/azure-monitor/reference/tables/azureactivity. After a migration both sets exist and
one of them is empty.
"""

from __future__ import annotations

from analysis.sources.shapes.rows import Raw, canonical, read_properties
from analysis.sources.shapes.values import Fields, first

_OWN = ("operationnamevalue", "activitystatusvalue", "activitystatus", "activitysubstatusvalue", "categoryvalue")


def fits(row: Fields) -> bool:
    """Tell whether a row is one of AzureActivity."""
    return "timegenerated" in row and any(name in row for name in _OWN)


def read(row: Fields) -> dict[str, object] | None:
    """Give the canonical columns, None without a time."""
    return canonical(
        Raw(
            shape="log analytics",
            time=row.get("timegenerated"),
            submitted=row.get("eventsubmissiontimestamp"),
            category=first(row, "categoryvalue", "category"),
            operation=first(row, "operationnamevalue", "operationname"),
            operation_id=row.get("operationid"),
            status=first(row, "activitystatusvalue", "activitystatus"),
            substatus=first(row, "activitysubstatusvalue", "activitysubstatus"),
            level=row.get("level"),
            resource_id=first(row, "_resourceid", "resourceid"),
            caller=row.get("caller"),
            caller_ip=row.get("calleripaddress"),
            correlation_id=row.get("correlationid"),
            event_id=row.get("eventdataid"),
            claims=first(row, "claims_d", "claims"),
            authorization=first(row, "authorization_d", "authorization"),
            properties=read_properties(first(row, "properties_d", "properties")),
        )
    )
