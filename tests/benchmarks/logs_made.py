"""Makes a folder of storage exports of an activity log, big enough to measure the reading of it.

python -m tests.benchmarks.logs_made FOLDER --rows 1000000 --files 1000
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

START = datetime(2026, 9, 20, tzinfo=UTC)
TENANT = "33333333-3333-3333-3333-333333333333"
SUBSCRIPTIONS = [f"{n:08d}-0000-0000-0000-000000000000" for n in range(1, 5)]
MACHINES = [f"{role}-{n:03d}" for role in ("web", "app", "sql", "batch", "build") for n in range(1, 81)]
OPERATIONS = [
    ("MICROSOFT.COMPUTE/VIRTUALMACHINES/{}", "START/ACTION"),
    ("MICROSOFT.COMPUTE/VIRTUALMACHINES/{}", "DEALLOCATE/ACTION"),
    ("MICROSOFT.COMPUTE/VIRTUALMACHINES/{}", "WRITE"),
    ("MICROSOFT.COMPUTE/VIRTUALMACHINES/{}/EXTENSIONS/AZUREMONITORLINUXAGENT", "WRITE"),
    ("MICROSOFT.COMPUTE/DISKS/{}_OSDISK_1", "WRITE"),
    ("MICROSOFT.NETWORK/NETWORKINTERFACES/{}-NIC", "WRITE"),
    ("MICROSOFT.STORAGE/STORAGEACCOUNTS/ST{}", "LISTKEYS/ACTION"),
    ("MICROSOFT.RESOURCES/DEPLOYMENTS/DEPLOY-{}", "WRITE"),
    ("MICROSOFT.KEYVAULT/VAULTS/KV-{}", "WRITE"),
    ("MICROSOFT.AUTHORIZATION/POLICIES/{}", "AUDITIFNOTEXISTS/ACTION"),
]
FAILURES = [
    (
        "AllocationFailed",
        "Allocation failed. We do not have sufficient capacity for the requested VM size in this region.",
    ),
    ("VMExtensionProvisioningError", "VM has reported a failure when processing extension 'AzureMonitorLinuxAgent'."),
    ("OperationNotAllowed", "Operation could not be completed as it results in exceeding approved cores quota."),
    ("Conflict", "The request failed due to conflict with a concurrent request."),
]


def main() -> None:
    """Write the files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--files", type=int, default=1_000)
    given = options.parse_args()
    make(given.folder, rows=given.rows, files=given.files)


def make(folder: Path, *, rows: int, files: int) -> None:
    """Write `rows` rows into `files` files of PT1H.json, an hour each, as storage lays them out; the same every time."""
    chance = random.Random(7)
    for number in range(files):
        hour = START + timedelta(hours=number)
        path = folder / f"insights-activity-logs/resourceId=/SUBSCRIPTIONS/{SUBSCRIPTIONS[number % 4]}"
        path = path / f"y={hour.year}/m={hour.month:02}/d={hour.day:02}/h={hour.hour:02}/m=00/PT1H.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        share = rows // files
        path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in hour_of(hour, share, chance)))


def hour_of(hour: datetime, count: int, chance: random.Random) -> Iterator[dict[str, object]]:
    """Give `count` rows of one hour: operations of two or three rows, and one row in a hundred about health."""
    made = 0
    while made < count:
        time = hour + timedelta(seconds=3599 * made / count)
        rows = [health(time, chance)] if chance.random() < 0.02 else list(operation(time, chance))
        yield from rows[: count - made]
        made += len(rows)


def operation(time: datetime, chance: random.Random) -> Iterator[dict[str, object]]:
    """Give the rows of one operation."""
    shape, verb = chance.choice(OPERATIONS)
    name = chance.choice(MACHINES)
    resource = f"{group_of(name)}/PROVIDERS/{shape.format(name.upper())}"
    kind = "/".join([shape.split("/")[0], *shape.split("/")[1::2]])
    correlation = str(_guid(chance))
    last = "Failure" if chance.random() < 0.05 else "Success"
    for step, result in enumerate(["Start", "Accept", last][: chance.choice([3, 3, 2])]):
        when = time + timedelta(seconds=20 * step)
        row = administrative(resource, f"{kind}/{verb}", result, chance)
        yield row | {"time": when.isoformat().replace("+00:00", "Z"), "correlationId": correlation}


def group_of(name: str) -> str:
    """Give the resource group of a machine and of all that belongs to it."""
    return f"/SUBSCRIPTIONS/{SUBSCRIPTIONS[len(name) % 4]}/RESOURCEGROUPS/RG-{name[:3].upper()}"


def administrative(resource: str, operation: str, result: str, chance: random.Random) -> dict[str, object]:
    """Give one row as storage writes it."""
    properties: dict[str, object] = {
        "eventCategory": "Administrative",
        "entity": resource.lower(),
        "message": operation.title(),
        "hierarchy": f"{TENANT}/{resource.split('/')[2]}",
        "serviceRequestId": _guid(chance),
        "statusCode": {"Failure": "Conflict", "Success": "OK"}.get(result, "Accepted"),
    }
    if result == "Failure":
        code, message = chance.choice(FAILURES)
        inner = {"code": code, "message": message}
        error = {"code": "ResourceOperationFailure", "message": "The resource operation failed.", "details": [inner]}
        properties["statusMessage"] = json.dumps({"status": "Failed", "error": error})
    return {
        "RoleLocation": "West Europe",
        "time": "",
        "resourceId": resource,
        "operationName": operation,
        "category": "Administrative",
        "resultType": result,
        "resultSignature": {"Failure": "Failed.Conflict", "Success": "Succeeded.OK"}.get(result, "Started."),
        "durationMs": "0",
        "callerIpAddress": "203.0.113.10",
        "correlationId": "",
        "identity": identity(resource, operation, chance),
        "level": "Error" if result == "Failure" else "Information",
        "properties": properties,
        "tenantId": TENANT,
    }


def identity(resource: str, operation: str, chance: random.Random) -> dict[str, object]:
    """Give who did it: a person or an application."""
    claims = {
        "iss": f"https://sts.windows.net/{TENANT}/",
        "appid": "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
        "appidacr": "2",
        "http://schemas.microsoft.com/identity/claims/objectidentifier": _guid(chance),
    }
    if chance.random() < 0.4:
        claims["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"] = f"user{chance.randrange(40)}@example.com"
    else:
        claims["idtyp"] = "app"
    evidence = {"role": "Contributor", "principalType": "User"}
    return {"authorization": {"scope": resource, "action": operation, "evidence": evidence}, "claims": claims}


def health(time: datetime, chance: random.Random) -> dict[str, object]:
    """Give a row of Resource Health or, one in ten, of Service Health."""
    service = chance.random() < 0.1
    name = chance.choice(MACHINES).upper()
    account = f"/SUBSCRIPTIONS/{chance.choice(SUBSCRIPTIONS)}"
    machine = f"{group_of(name)}/PROVIDERS/MICROSOFT.COMPUTE/VIRTUALMACHINES/{name}"
    told = (
        {
            "title": "Virtual Machines - West Europe",
            "trackingId": "AB12-3C4",
            "incidentType": "Incident",
            "stage": "Active",
        }
        if service
        else {
            "title": "Your virtual machine is unavailable.",
            "details": "VirtualMachineHostCrashed",
            "currentHealthStatus": "Unavailable",
            "previousHealthStatus": "Available",
            "type": "Downtime",
            "cause": "PlatformInitiated",
        }
    )
    return {
        "time": time.isoformat().replace("+00:00", "Z"),
        "resourceId": account if service else machine,
        "correlationId": _guid(chance),
        "operationName": "Microsoft.ServiceHealth/incident/action"
        if service
        else "Microsoft.Resourcehealth/healthevent/Activated/action",
        "level": "Critical",
        "resultType": "Active",
        "category": "ServiceHealth" if service else "ResourceHealth",
        "properties": {"eventCategory": "ServiceHealth" if service else "ResourceHealth", "eventProperties": told},
    }


def _guid(chance: random.Random) -> str:
    text = f"{chance.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


if __name__ == "__main__":
    main()
