"""One event, written in each shape, is one and the same row."""

import json
from datetime import UTC, datetime

import pytest

from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import read_document

GUID = "00000000-0000-0000-0000-00000000000{}"
ID = f"/subscriptions/{GUID.format(1)}/resourceGroups/RG-Web/providers/Microsoft.Compute/virtualMachines/web-01"
OPERATION = "Microsoft.Compute/virtualMachines/start/action"
MESSAGE = "Allocation failed. We do not have sufficient capacity."
STATUS_MESSAGE = json.dumps(
    {
        "status": "Failed",
        "error": {"code": "ResourceOperationFailure", "details": [{"code": "AllocationFailed", "message": MESSAGE}]},
    }
)
PROPERTIES = {
    "statusCode": "Conflict",
    "statusMessage": STATUS_MESSAGE,
    "eventCategory": "Administrative",
    "entity": ID,
}
CLAIMS = {
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn": "user@example.com",
    "appid": GUID.format(9),
    "aio": "x",
}
WHEN = "2026-11-01T10:00:00.1234567Z"
EXPECTED = {
    "time": datetime(2026, 11, 1, 10, 0, 0, 123456, tzinfo=UTC),
    "category": "Administrative",
    "operation": OPERATION.lower(),
    "status": "failed",
    "http_status": "409",
    "level": "error",
    "resource_id": ID.lower(),
    "resource_label": ID,
    "caller": "user@example.com",
    "caller_kind": "user",
    "caller_ip": "203.0.113.10",
    "claims": json.dumps({"appid": GUID.format(9)}, separators=(",", ":")),
    "correlation_id": GUID.format(2),
    "event_id": GUID.format(3),
    "error_code": "AllocationFailed",
    "error_codes": "ResourceOperationFailure > AllocationFailed",
    "message": MESSAGE,
    "status_message": STATUS_MESSAGE,
}


def pair(value: str) -> dict[str, str]:
    """Give a value as REST writes it."""
    return {"value": value, "localizedValue": value}


LOG_ANALYTICS = {
    "TimeGenerated": WHEN,
    "CategoryValue": "Administrative",
    "OperationNameValue": OPERATION.upper(),
    "ActivityStatusValue": "Failure",
    "ActivitySubstatusValue": "Conflict",
    "Level": "Error",
    "_ResourceId": ID.lower(),
    "Caller": "user@example.com",
    "CallerIpAddress": "203.0.113.10",
    "CorrelationId": GUID.format(2),
    "EventDataId": GUID.format(3),
    "Claims_d": json.dumps(CLAIMS),
    "Properties_d": json.dumps(PROPERTIES),
    "OperationName": "",
    "ActivityStatus": "",
    "ResourceId": "",
}
LEGACY = {
    "TimeGenerated": WHEN,
    "Category": "Administrative",
    "OperationName": OPERATION,
    "ActivityStatus": "Failed",
    "ActivitySubstatus": "Conflict (HTTP Status Code: 409)",
    "Level": "Error",
    "ResourceId": ID,
    "Caller": "user@example.com",
    "CallerIpAddress": "203.0.113.10",
    "CorrelationId": GUID.format(2).upper(),
    "EventDataId": GUID.format(3),
    "Claims": json.dumps(CLAIMS),
    "Properties": json.dumps(PROPERTIES),
}
REST = {
    "eventTimestamp": WHEN,
    "category": pair("Administrative"),
    "operationName": pair(OPERATION),
    "status": pair("Failed"),
    "subStatus": {"value": "Conflict", "localizedValue": "Conflict (HTTP Status Code: 409)"},
    "level": "Error",
    "resourceId": ID,
    "caller": "user@example.com",
    "httpRequest": {"clientIpAddress": "203.0.113.10", "method": "POST"},
    "correlationId": GUID.format(2),
    "eventDataId": GUID.format(3),
    "claims": CLAIMS,
    "properties": PROPERTIES,
}
FLAT = REST | {"category": "Administrative", "operationName": OPERATION, "status": "Failed", "subStatus": "Conflict"}
POWERSHELL = {
    "EventTimestamp": "/Date(1793527200123)/",
    "Category": "Administrative",
    "OperationName": OPERATION,
    "Status": "Failed",
    "SubStatus": "Conflict",
    "Level": "Error",
    "ResourceId": ID,
    "Caller": "user@example.com",
    "HttpRequest": {"ClientIpAddress": "203.0.113.10"},
    "CorrelationId": GUID.format(2),
    "EventDataId": GUID.format(3),
    "Claims": {"Content": CLAIMS},
    "Properties": {"Content": PROPERTIES},
}
NEW_POWERSHELL = {
    "EventTimestamp": WHEN,
    "CategoryValue": "Administrative",
    "OperationNameValue": OPERATION,
    "OperationNameLocalizedValue": "Start Virtual Machine",
    "StatusValue": "Failed",
    "SubStatusValue": "Conflict",
    "SubStatusLocalizedValue": "Conflict (HTTP Status Code: 409)",
    "Level": "Error",
    "ResourceId": ID,
    "Caller": "user@example.com",
    "HttpRequestClientIPAddress": "203.0.113.10",
    "CorrelationId": GUID.format(2),
    "EventDataId": GUID.format(3),
    "Claim": CLAIMS,
    "Property": PROPERTIES,
}
EXPORT = {
    "time": WHEN,
    "resourceId": ID.upper(),
    "operationName": OPERATION.upper(),
    "category": "Action",
    "resultType": "Failure",
    "resultSignature": "Failed.Conflict",
    "durationMs": "12",
    "callerIpAddress": "203.0.113.10",
    "correlationId": GUID.format(2),
    "identity": {"claims": CLAIMS},
    "level": "Error",
    "properties": PROPERTIES | {"eventDataId": GUID.format(3)},
}


@pytest.mark.parametrize(
    "record",
    [LOG_ANALYTICS, LEGACY, REST, FLAT, POWERSHELL, NEW_POWERSHELL, EXPORT, EXPORT | {"durationMs": 12}],
    ids="la legacy rest flat powershell powershell5 export export-number".split(),
)
def test_same_row(record: dict[str, object]) -> None:
    """Whatever shape an event comes in, its row is the same, but for what only one shape says."""
    row = read_record(record)
    assert row is not None
    own = {"shape": row["shape"], "operation_label": row["operation_label"], "substatus": row["substatus"]}
    time = row["time"]
    assert isinstance(time, datetime)
    assert (
        EXPECTED | {"time": time} | own | ({"resource_label": row["resource_label"]} if "_ResourceId" in record else {})
        == row
    )
    assert 0.001 > abs((EXPECTED["time"] - time).total_seconds())  # type: ignore[operator] # a time


def test_portal_csv_has_what_its_columns_hold() -> None:
    """The portal's download holds no causes, and names of resources instead of ids."""
    header = "Correlation id,Operation name,Status,Event category,Level,Time,Subscription,Event initiated by,Resource type,Resource group,Resource"
    values = f'{GUID.format(2)},Start Virtual Machine,Failed,Administrative,Error,"11/1/2026, 10:00:00 AM",{GUID.format(1)},user@example.com,Microsoft.Compute/virtualMachines,RG-Web,web-01'
    row = read_record(read_document(f"{header}\r\n{values}\r\n".encode()).records[0])
    assert row is not None
    assert (ID.lower(), "failed", "user", datetime(2026, 11, 1, 10, tzinfo=UTC)) == (
        row["resource_id"],
        row["status"],
        row["caller_kind"],
        row["time"],
    )


def test_log_analytics_answer_and_wrapped_records() -> None:
    """The API's tables, an Event Hub's records, an array and a value list hold the same rows."""
    names, values = list(LOG_ANALYTICS), list(LOG_ANALYTICS.values())
    table = {"tables": [{"name": "PrimaryResult", "columns": [{"name": name} for name in names], "rows": [values]}]}
    for whole in (
        table,
        {"records": [LOG_ANALYTICS]},
        [LOG_ANALYTICS],
        {"value": [LOG_ANALYTICS]},
        {"data": [LOG_ANALYTICS]},
    ):
        found = read_document(json.dumps(whole).encode()).records
        assert [read_record(LOG_ANALYTICS)] == [read_record(record) for record in found]
