"""Small exported logs for tests."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001"
GROUP = f"{SUBSCRIPTION}/resourceGroups/RG-Web"
COMPUTE = f"{GROUP}/providers/Microsoft.Compute"
VM = f"{COMPUTE}/virtualMachines/web-01"
OTHER = f"{COMPUTE}/virtualMachines/web-010"
START = datetime(2026, 11, 1, 10, tzinfo=UTC)

Record = dict[str, object]


def row(
    resource: str = VM,
    *,
    minutes: float = 0,
    operation: str = "Microsoft.Compute/virtualMachines/start/action",
    result: str = "Success",
    correlation: str = "c-1",
    properties: Mapping[str, object] = {},
    category: str = "Administrative",
) -> Record:
    """Give an exported row, so many minutes after START."""
    return {
        "time": (START + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z"),
        "resourceId": resource.upper(),
        "operationName": operation.upper(),
        "category": category,
        "resultType": result,
        "correlationId": correlation,
        "properties": {"entity": resource, **properties},
    }


def health(resource: str = VM, *, minutes: float = 0, service: bool = False) -> Record:
    """Give a row of Resource Health, or of Service Health."""
    category = "ServiceHealth" if service else "ResourceHealth"
    told = {"title": "t", "trackingId": "T-1"} if service else {"title": "t", "currentHealthStatus": "Unavailable"}
    operation = f"Microsoft.{category}/x/action"
    given = row(resource, minutes=minutes, operation=operation, correlation="", category=category, result="Active")
    return given | {"properties": {"eventProperties": told}}


def lines(rows: Iterable[Record]) -> bytes:
    """Give rows as JSON lines."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in rows)


def hourly(folder: Path, rows: Iterable[Record]) -> None:
    """Write rows as storage lays them out: a file an hour."""
    for one in rows:
        time = datetime.fromisoformat(str(one["time"]))
        path = folder / time.strftime(
            "insights-activity-logs/resourceId=/SUBSCRIPTIONS/X/y=%Y/m=%m/d=%d/h=%H/m=00/PT1H.json"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as stream:
            stream.write(lines([one]))
