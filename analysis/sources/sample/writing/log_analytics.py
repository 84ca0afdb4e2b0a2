"""Rows of the table AzureActivity: as the query API and the portal's CSV give them, in current and legacy columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from analysis.operation_names import label
from analysis.sources.sample.chance import guid
from analysis.sources.sample.people import TENANT
from analysis.sources.sample.rows import Row
from analysis.sources.sample.truth import stamp
from analysis.sources.sample.writing.export import authorization, claims
from analysis.sources.sample.writing.rest import WORDS, spoken_substatus, submitted, substatus

WORKSPACE: Final = guid("workspace")
COLUMNS: Final[Mapping[str, str]] = dict.fromkeys(
    """TenantId SourceSystem CallerIpAddress CategoryValue CorrelationId Authorization Authorization_d Claims Claims_d
    Level OperationNameValue Properties Properties_d Caller EventDataId EventSubmissionTimestamp HTTPRequest OperationId
    ResourceGroup ResourceProviderValue ActivityStatusValue ActivitySubstatusValue Hierarchy TimeGenerated
    SubscriptionId OperationName ActivityStatus ActivitySubstatus Category ResourceId ResourceProvider Resource Type
    _ResourceId""".split(),
    "string",
) | {
    "Authorization_d": "dynamic",
    "Claims_d": "dynamic",
    "Properties_d": "dynamic",
    "EventSubmissionTimestamp": "datetime",
    "TimeGenerated": "datetime",
}


def current(row: Row) -> dict[str, str]:
    """Give the row in the columns of today: the legacy ones are empty, and so is the level."""
    parts = row.resource.split("/")
    group = parts[4].upper() if len(parts) > 4 else ""  # noqa: PLR2004 - /subscriptions/x/resourceGroups/y
    said = _properties(row)
    found = _common(row)
    found |= {
        "CategoryValue": row.category,
        "Properties": json.dumps(said, indent=2),
        "Properties_d": json.dumps(said, separators=(",", ":")),
        "OperationNameValue": row.operation if row.older else row.operation.upper(),
        "ActivityStatusValue": WORDS.get(row.status, row.status) if row.older else row.status,
        "ActivitySubstatusValue": substatus(row),
        "ResourceGroup": group,
        "ResourceProviderValue": row.operation.split("/", 1)[0].upper(),
        "Hierarchy": str(row.properties.get("hierarchy", "")),
        "_ResourceId": row.resource.lower(),
    }
    return found


def legacy(row: Row) -> dict[str, str]:
    """Give the row in the columns of before 2021."""
    parts = row.resource.split("/")
    found = _common(row)
    found |= {
        "Level": row.level,
        "Category": row.category,
        "OperationName": label(row.operation),
        "OperationNameValue": row.operation,
        "ActivityStatus": WORDS.get(row.status, row.status),
        "ActivitySubstatus": spoken_substatus(row),
        "Properties": json.dumps(_properties(row), indent=2),
        "ResourceGroup": parts[4] if len(parts) > 4 else "",  # noqa: PLR2004 - as above
        "ResourceProvider": row.operation.split("/", 1)[0],
        "ResourceId": row.resource,
        "Resource": parts[-1],
        "_ResourceId": row.resource.lower(),
    }
    return found


def body(rows: list[dict[str, str]]) -> dict[str, object]:
    """Give rows as the query API answers them: columns with types, and rows of values."""
    columns = [{"name": name, "type": kind} for name, kind in COLUMNS.items()]
    table = {"name": "PrimaryResult", "columns": columns, "rows": [[row[name] for name in COLUMNS] for row in rows]}
    return {"tables": [table]}


def spoken_time(moment: datetime) -> str:
    """Give a time as the portal writes it into CSV: 4/28/2021, 2:43:23.123 PM."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"  # noqa: PLR2004 - noon
    clock = f"{hour}:{moment.minute:02d}:{moment.second:02d}.{moment.microsecond // 1000:03d} {half}"
    return f"{moment.month}/{moment.day}/{moment.year}, {clock}"


def _common(row: Row) -> dict[str, str]:
    owned, rights = claims(row), authorization(row)
    found = dict.fromkeys(COLUMNS, "")
    found |= {
        "TenantId": WORKSPACE,
        "SourceSystem": "Azure",
        "CallerIpAddress": row.actor.ip if row.actor else "",
        "CorrelationId": row.correlation,
        "Caller": row.actor.caller if row.actor else "",
        "EventDataId": row.event_id,
        "EventSubmissionTimestamp": stamp(row.time),
        "HTTPRequest": json.dumps({"clientIpAddress": row.actor.ip}, separators=(",", ":")) if row.actor else "",
        "OperationId": row.operation_id,
        "TimeGenerated": stamp(row.time),
        "SubscriptionId": row.resource.split("/")[2],
        "Type": "AzureActivity",
    }
    if row.actor:
        found |= {
            "Authorization": json.dumps(rights, indent=2),
            "Authorization_d": json.dumps(rights, separators=(",", ":")),
            "Claims": json.dumps(owned, indent=2),
            "Claims_d": json.dumps(owned, separators=(",", ":")),
        }
    return found


def _properties(row: Row) -> dict[str, object]:
    """Give the properties, into which this table copies some of its columns."""
    parts = row.resource.split("/")
    copied: dict[str, object] = {
        "eventDataId": row.event_id,
        "eventSubmissionTimestamp": stamp(submitted(row)),
        "resource": parts[-1],
        "resourceGroup": parts[4] if len(parts) > 4 else "",  # noqa: PLR2004 - as above
        "activityStatusValue": WORDS.get(row.status, row.status) if row.older else row.status,
    }
    if row.actor:
        copied |= {"caller": row.actor.caller, "httpRequest": json.dumps({"clientIpAddress": row.actor.ip})}
    said = {"eventProperties": row.properties} if row.category == "ResourceHealth" else row.properties
    return {"eventCategory": row.category, **said, **copied, "tenantId": TENANT}
