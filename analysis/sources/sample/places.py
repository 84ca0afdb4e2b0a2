"""What fills the places of a failure's message: names of the machine concerned, and made-up numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analysis.sources.sample.acts import Trouble
from analysis.sources.sample.chance import Chance, guid
from analysis.sources.sample.fleet import Machine
from analysis.sources.sample.people import Actor
from analysis.sources.sample.policies import DENY_SIZES, DENY_UNTAGGED
from analysis.sources.sample.wordings import WORDINGS, failed_children, http_name

_UNITS: Final = ("webapp", "orders", "billing", "metrics-relay", "cache-warmer", "report-writer", "sync-agent")
_FAMILIES: Final = ("standardDSv5Family", "standardESv5Family", "standardFSv2Family", "standardNCASv3_T4Family")


def places(  # noqa: PLR0913, PLR0917 - everything a message may name
    machine: Machine, chance: Chance, actor: Actor, under: str, operation: str, resource: str
) -> dict[str, object]:
    """Give a value for every place that any message has."""
    limit = 10 * chance.between(2, 20)
    wanted = chance.pick((2, 4, 8, 16))
    used = limit - chance.between(0, wanted - 1)
    policy = DENY_SIZES if under == "sizes" else DENY_UNTAGGED
    return {
        "vm": machine.name,
        "vm_id": machine.id,
        "owner_id": machine.id,
        "disk": machine.data_disk.rsplit("/", 1)[1],
        "disk_id": machine.data_disk,
        "extension": under or "config-app",
        "publisher": "Microsoft.Azure.Extensions",
        "kind": "CustomScript",
        "unit": chance.pick(_UNITS),
        "version": guid("version", chance.between(1, 10**9)).replace("-", ""),
        "process": chance.between(1000, 64000),
        "node": chance.between(10_000, 99_999),
        "size": machine.plan.size,
        "family": chance.pick(_FAMILIES),
        "region": machine.region,
        "limit": limit,
        "used": used,
        "wanted": wanted,
        "minimum": used + wanted,
        "assignment": policy.assignment_id(machine.subscription),
        "definition": policy.definition_id,
        "scope": resource,
        "lock": machine.group,
        "client": actor.caller,
        "object_id": actor.object_id,
        "action": operation,
        "linked": machine.under("Microsoft.ManagedIdentity", "userAssignedIdentities", "id-release"),
        "subnet": f"snet-{machine.plan.names}",
        "prefix": f"10.{chance.between(0, 250)}.{chance.between(0, 250)}.0/28",
    }


def failed_deployment(target: str, troubles: Iterable[Trouble]) -> str:
    """Give the status message of a deployment in which these troubles befell resources."""
    children: list[dict[str, object]] = []
    for why in troubles:
        wording = WORDINGS[why.key]
        children.append({"code": http_name(wording.http), "message": wording.status_message(**why.names)})
    return failed_children(target, children)
