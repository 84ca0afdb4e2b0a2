"""Rows of the REST API: `az monitor activity-log list`, the SDKs, Azure PowerShell.

Fields: learn.microsoft.com/rest/api/monitor/activity-logs/list (EventData). PowerShell writes the same fields with
capitals, wraps Properties and Claims in Content, and in Az.Monitor 5 and later flattens {value, localizedValue} into
two fields.
"""

from __future__ import annotations

from analysis.sources.shapes.rows import Raw, canonical, read_properties
from analysis.sources.shapes.values import Fields, fields, first, localized, text


def fits(row: Fields) -> bool:
    """Tell whether a row is an EventData object."""
    return "eventtimestamp" in row


def read(row: Fields) -> dict[str, object] | None:
    """Give the canonical columns, None without a time."""
    substatus = first(row, "substatuslocalizedvalue") or localized(row.get("substatus"))
    return canonical(
        Raw(
            shape="rest",
            time=row.get("eventtimestamp"),
            submitted=row.get("submissiontimestamp"),
            category=first(row, "categoryvalue", "category"),
            operation=first(row, "operationnamevalue", "operationname"),
            operation_id=row.get("operationid"),
            status=first(row, "statusvalue", "status"),
            substatus=substatus or first(row, "substatusvalue", "substatus"),
            level=row.get("level"),
            resource_id=first(row, "resourceid", "resourceuri") or _resource(row),
            caller=row.get("caller"),
            caller_ip=first(_http(row), "clientipaddress") or row.get("httprequestclientipaddress"),
            correlation_id=row.get("correlationid"),
            event_id=first(row, "eventdataid") or _event(row),
            claims=first(row, "claims", "claim"),
            authorization=row.get("authorization") or _authorization(row),
            properties=read_properties(first(row, "properties", "property")),
            description=row.get("description"),
        )
    )


def _http(row: Fields) -> Fields:
    return fields(row.get("httprequest"))


def _resource(row: Fields) -> str:
    """Give the resource from the row's own id, `RESOURCE/events/EVENT/ticks/TIME`, which `$select` leaves in."""
    return text(row.get("id")).partition("/events/")[0] if "/events/" in text(row.get("id")) else ""


def _event(row: Fields) -> str:
    return text(row.get("id")).partition("/events/")[2].partition("/")[0]


def _authorization(row: Fields) -> dict[str, object]:
    return {"action": row.get("authorizationaction"), "scope": row.get("authorizationscope")}
