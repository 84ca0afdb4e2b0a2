"""Operations in REST casing and in plain words; logs spell them in capitals, in lower case and in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from analysis.operation_table import EXACT, spellings

_VERBS: Final = frozenset({"read", "write", "delete", "action"})
_PARTS: Final = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|\d+")
_ITEMS: Final = "microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems"
_PARTICLES: Final = (" off", " all")
_NOUNS: Final = {
    "microsoft.compute/virtualmachines": "virtual machine",
    "microsoft.compute/virtualmachinescalesets": "scale set",
    "microsoft.compute/virtualmachinescalesets/virtualmachines": "scale-set instance",
    "microsoft.compute/virtualmachinescalesets/virtualmachines/extensions": "extension of a scale-set instance",
    "microsoft.compute/virtualmachinescalesets/extensions": "scale-set extension",
    "microsoft.compute/virtualmachines/extensions": "VM extension",
    "microsoft.compute/virtualmachines/runcommands": "run command",
    "microsoft.network/publicipaddresses": "public IP address",
    "microsoft.network/publicipprefixes": "public IP prefix",
    "microsoft.recoveryservices/vaults": "Recovery Services vault",
    _ITEMS: "protected item",
    "microsoft.devtestlab/schedules": "schedule",
    "microsoft.resources/subscriptions/resourcegroups": "resource group",
}
_LABELS: Final = {
    "microsoft.compute/virtualmachines/runcommand/action": "Run command on virtual machine",
    "microsoft.compute/virtualmachines/poweroff/action": "Power off virtual machine",
    "microsoft.compute/virtualmachines/simulateeviction/action": "Simulate eviction of virtual machine",
    "microsoft.compute/virtualmachines/performmaintenance/action": "Perform maintenance of virtual machine",
    "microsoft.compute/virtualmachinescalesets/delete/action": "Delete instances of scale set",
    "microsoft.devtestlab/schedules/execute/action": "Run auto-shutdown schedule",
    "microsoft.insights/autoscalesettings/scaleup/action": "Autoscale out",
    "microsoft.insights/autoscalesettings/scaleupresult/action": "Autoscale out, result",
    "microsoft.insights/autoscalesettings/scaledown/action": "Autoscale in",
    "microsoft.insights/autoscalesettings/scaledownresult/action": "Autoscale in, result",
    "microsoft.insights/autoscalesettings/failedtoscale/action": "Autoscale failed",
    f"{_ITEMS}/backup/action": "Back up",
    f"{_ITEMS}/recoverypoints/restore/action": "Restore from backup",
    "microsoft.resources/deployments/validate/action": "Validate deployment",
    "microsoft.resources/deployments/whatif/action": "Preview deployment (what-if)",
    "microsoft.resources/deployments/write": "Run deployment",
    "microsoft.authorization/policies/deny/action": "Policy denied a request",
    "microsoft.authorization/policies/denyaction/action": "Policy denied an action",
    "microsoft.authorization/policies/audit/action": "Policy audited a resource",
    "microsoft.authorization/policies/auditifnotexists/action": "Policy audited a resource",
    "microsoft.authorization/policies/append/action": "Policy added to a request",
    "microsoft.authorization/policies/modify/action": "Policy changed a request",
    "microsoft.authorization/policies/deployifnotexists/action": "Policy deployed what was missing",
    "microsoft.resourcehealth/healthevent/activated/action": "Health event began",
    "microsoft.resourcehealth/healthevent/updated/action": "Health event updated",
    "microsoft.resourcehealth/healthevent/resolved/action": "Health event ended",
    "microsoft.servicehealth/incident/action": "Service incident",
    "microsoft.servicehealth/maintenance/action": "Planned maintenance of a service",
    "microsoft.servicehealth/informational/action": "Service information",
    "microsoft.servicehealth/actionrequired/action": "Service health: action required",
    "microsoft.servicehealth/security/action": "Security advisory of a service",
}


@lru_cache(maxsize=4096)
def rest_name(operation: str) -> str:
    """Give an operation in REST casing; parts that no table knows stay as spelt, or in lower case if all capitals.

    >>> rest_name("MICROSOFT.COMPUTE/VIRTUALMACHINES/START/ACTION")
    'Microsoft.Compute/virtualMachines/start/action'
    >>> rest_name("microsoft.compute/virtualmachines/newThing/action")
    'Microsoft.Compute/virtualMachines/newThing/action'
    """
    parts = operation.strip().strip("/").split("/")
    known, exact = _paths(), _exact()
    if (whole := "/".join(parts).lower()) in exact:
        return exact[whole]
    anywhere = _segments()
    spelt: list[str] = []
    for end, part in enumerate(parts, start=1):
        path = "/".join(parts[:end]).lower()
        if end == len(parts) and part.lower() in _VERBS:
            spelt.append(part.lower())
        elif path in known:
            spelt.append(known[path])
        else:
            spelt.append(anywhere.get((end == 1, part.lower())) or _guess(part, provider=end == 1))
    return "/".join(spelt)


@lru_cache(maxsize=4096)
def label(operation: str) -> str:
    """Give an operation in plain words.

    >>> label("microsoft.compute/virtualmachines/start/action")
    'Start virtual machine'
    >>> label("Microsoft.Network/networkInterfaces/write")
    'Create or update network interface'
    """
    name = rest_name(operation)
    if (fixed := _LABELS.get(name.lower())) is not None:
        return fixed
    parts = name.split("/")
    verb = parts[-1].lower()
    if len(parts) < 3 or verb not in _VERBS:  # noqa: PLR2004 - provider, type and verb
        return name
    if verb == "action" and len(parts) > 3:  # noqa: PLR2004 - with an action between type and verb
        doing, what = _words(parts[-2]).capitalize(), noun("/".join(parts[:-2]))
        return f"{doing} ({what})" if " " in doing and not doing.endswith(_PARTICLES) else f"{doing} {what}"
    doing = {"write": "Create or update", "delete": "Delete", "read": "Read", "action": "Act on"}[verb]
    return f"{doing} {noun('/'.join(parts[:-1]))}"


@lru_cache(maxsize=4096)
def noun(kind: str) -> str:
    """Give a resource type in plain words, one of them.

    >>> noun("Microsoft.Compute/galleries/images")
    'gallery image'
    """
    if (fixed := _NOUNS.get(kind.lower())) is not None:
        return fixed
    parts = rest_name(kind).split("/")[1:][-2:]
    return " ".join(_singular(_words(part)) for part in parts)


def _guess(part: str, *, provider: bool) -> str:
    lowered = part.lower() if part.isupper() else part
    if provider and lowered.startswith("microsoft."):
        return ".".join(word[:1].upper() + word[1:] for word in lowered.split("."))
    return lowered


def _words(part: str) -> str:
    found = _PARTS.findall(part)
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in found) or part


def _singular(words: str) -> str:
    if words.endswith("ies"):
        return words[:-3] + "y"
    if words.endswith(("sses", "xes")):
        return words[:-2]
    return words[:-1] if words.endswith("s") and not words.endswith(("ss", "us")) else words


@cache
def _paths() -> dict[str, str]:
    return {path: spelt for whole in spellings() for path, spelt in _steps(whole)}


@cache
def _segments() -> dict[tuple[bool, str], str]:
    """Give the spelling of single parts, by whether they are the provider."""
    found: dict[tuple[bool, str], str] = {}
    for path, spelt in _paths().items():
        found.setdefault(("/" not in path, spelt.lower()), spelt)
    return found


@cache
def _exact() -> dict[str, str]:
    return {name.lower(): name for name in EXACT}


def _steps(whole: str) -> Iterator[tuple[str, str]]:
    parts = whole.split("/")
    return (("/".join(parts[:end]).lower(), parts[end - 1]) for end in range(1, len(parts) + 1))
