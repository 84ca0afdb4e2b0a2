"""Rows of AzureActivity as the service holds them: operations in upper case, resource ids in lower case, JSON in JSON."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/Shop"
START = datetime(2026, 11, 20, 8, tzinfo=UTC)
_NUMBERS = iter(range(1_000_000))


def vm(name: str) -> str:
    """Give the id of a virtual machine."""
    return f"{GROUP}/providers/Microsoft.Compute/virtualMachines/{name}"


def row(
    resource: str,
    operation: str = "Microsoft.Compute/virtualMachines/start/action",
    **columns: Any,  # noqa: ANN401 - any column
) -> dict[str, Any]:
    """Give a row, unlike all others unless its columns say so; `minutes` is its time after 08:00, the others are columns."""
    number = next(_NUMBERS)
    properties = {"entity": resource, **columns.pop("properties", {})}
    made = {
        "TimeGenerated": START + timedelta(minutes=columns.pop("minutes", 0)),
        "CategoryValue": "Administrative",
        "OperationNameValue": operation.upper(),
        "ActivityStatusValue": "Success",
        "_ResourceId": resource.lower(),
        "ResourceGroup": "SHOP",
        "SubscriptionId": SUBSCRIPTION,
        "CorrelationId": f"correlation-{number}",
        "EventDataId": f"event-{number}",
        "Caller": "somebody@contoso.example",
    }
    return made | columns | {"Properties_d": properties}


def failed(code: str, message: str, **columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """Give the columns of a row about a failure."""
    text = json.dumps({"error": {"code": code, "message": message}})
    properties = {"statusCode": "Conflict", "statusMessage": text, **columns.pop("properties", {})}
    return {"ActivityStatusValue": "Failure", "ActivitySubstatusValue": "Conflict", "properties": properties, **columns}


def health(resource: str, **columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """Give a Resource Health row of a host that was rebooted."""
    told = {
        "title": "Unplanned: host rebooted",
        "details": "VirtualMachineHostRebootedForRepair",
        "currentHealthStatus": "Unavailable",
        "previousHealthStatus": "Available",
        "cause": "PlatformInitiated",
    }
    columns = {"CategoryValue": "ResourceHealth", "ActivityStatusValue": "Active", "Caller": ""} | columns
    return row(resource, "Microsoft.Resourcehealth/healthevent/Activated/action", properties=told, **columns)


def service_health(**columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """Give a Service Health row."""
    told = {
        "title": "Virtual Machines - West Europe",
        "service": "Virtual Machines",
        "region": "West Europe",
        "incidentType": "Incident",
        "trackingId": "TRACK-1",
        "communication": "We are looking into it.",
    }
    columns = {"CategoryValue": "ServiceHealth", "ActivityStatusValue": "Active", "Caller": ""} | columns
    return row(f"/subscriptions/{SUBSCRIPTION}", "Microsoft.ServiceHealth/incident/action", properties=told, **columns)


def annotation(resource: str, *, occurred: datetime = START, name: str = "VirtualMachineHostCrashed") -> dict[str, Any]:
    """Give a row of HealthResources."""
    told = {
        "targetResourceId": resource.lower(),
        "targetResourceType": "Microsoft.Compute/virtualMachines",
        "annotationName": name,
        "occurredTime": occurred.isoformat().replace("+00:00", "Z"),
        "category": "Unplanned",
        "context": "Platform Initiated",
        "reason": "Unplanned",
        "summary": "The host crashed.",
        "impactType": "Downtime Reboot",
    }
    return {
        "id": f"{resource}/providers/Microsoft.ResourceHealth/resourceAnnotations/1-{next(_NUMBERS)}",
        "name": f"annotation-{next(_NUMBERS)}",
        "type": "microsoft.resourcehealth/resourceannotations",
        "location": "westeurope",
        "subscriptionId": SUBSCRIPTION,
        "properties": told,
    }
