"""Who asked for an operation, by its caller and claims: a person, an automation, a policy or the platform."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from analysis.operation import Operation
from analysis.resource_id import parse
from analysis.verdict.words import By

_GUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ASSIGNMENT: Final = "microsoft.authorization/policyassignments"

# First-party applications that act on a schedule of the owner's.
# Sources: https://learn.microsoft.com/azure/lab-services/how-to-attach-detach-shared-image-gallery (Azure Lab Services
# also runs auto-shutdown) and https://learn.microsoft.com/azure/backup/backup-azure-vms-automation
_APPLICATIONS: Final = {
    "1a14be2a-e903-4cec-99cf-b2e209259a0f": "the auto-shutdown schedule",
    "262044b1-e2ce-469f-a196-69ab7ada62d3": "Azure Backup",
}
# Names under which parts of Azure act for the owner: a word of the name, and what to call it.
_SERVICES: Final = (
    ("autoscale", "autoscale"),
    ("devtestlab", "the auto-shutdown schedule"),
    ("devtest lab", "the auto-shutdown schedule"),
    ("lab services", "the auto-shutdown schedule"),
    ("maintenance", "a maintenance configuration"),
    ("update manager", "Azure Update Manager"),
    ("automation", "Azure Automation"),
    ("recoveryservices", "Azure Backup"),
    ("backup", "Azure Backup"),
    ("containerservice", "AKS"),
    ("logic", "a logic app"),
    ("security", "Microsoft Defender for Cloud"),
)
_OWN_RESOURCES: Final = {
    "microsoft.automation/automationaccounts": "the Automation account {}",
    "microsoft.logic/workflows": "the logic app {}",
    "microsoft.web/sites": "the function or web app {}",
    "microsoft.managedidentity/userassignedidentities": "the managed identity {}",
    "microsoft.compute/virtualmachines": "the managed identity of the VM {}",
    "microsoft.containerservice/managedclusters": "the cluster {}",
    "microsoft.devopsinfrastructure/pools": "the build pool {}",
}
_SCHEDULED: Final = (
    ("microsoft.insights/autoscalesettings/", "autoscale"),
    ("microsoft.devtestlab/schedules/execute", "the auto-shutdown schedule"),
    ("microsoft.devtestlab/labs/schedules/execute", "the schedule of a lab"),
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked: one of the six words of a verdict, and what to call them in a sentence; "" if the log does not say."""

    by: By
    name: str


def asker(operation: Operation) -> Asker:
    """Give who asked for an operation."""
    claims = _claims(operation.claims)
    scheduled = next((name for start, name in _SCHEDULED if operation.operation.startswith(start)), "")
    if scheduled:
        return Asker("automation", scheduled)
    if (identity := claims.get("xms_mirid", "")) and operation.caller_kind != "user":
        return _of_identity(identity)
    if operation.is_deployment and "/policydeployment_" in operation.resource:
        return Asker("policy", "a policy's remediation")
    if known := _APPLICATIONS.get(claims.get("appid", "").lower()) or _APPLICATIONS.get(operation.caller.lower()):
        return Asker("automation", known)
    return _by_name(operation.caller, operation.caller_kind, claims)


def _of_identity(identity: str) -> Asker:
    resource = parse(identity)
    if resource.type == _ASSIGNMENT:
        return Asker("policy", f"the identity of the policy assignment {resource.name}")
    name = _OWN_RESOURCES.get(resource.type, "the managed identity {}").format(resource.name)
    return Asker("automation", name)


def _by_name(caller: str, kind: str, claims: dict[str, str]) -> Asker:
    lowered = caller.lower()
    if kind == "user" or (not kind and "@" in caller):
        return Asker("person", caller or "a person")
    is_object = _GUID.fullmatch(lowered) is not None
    if kind == "application" or is_object or claims.get("idtyp", "").lower() == "app":
        named = None if is_object else _service(lowered)
        return named or Asker("automation", f"the application {caller}" if caller else "an application")
    return _service(lowered) or Asker("automation" if caller else "unknown", caller and f"the service {caller}")


def _service(name: str) -> Asker | None:
    """Give the part of Azure that goes by this name, None if it is none that we know."""
    if "policy" in name:
        return Asker("policy", "Azure Policy")
    known = next((what for word, what in _SERVICES if word in name), "")
    if known:
        return Asker("automation", known)
    is_platform = name.startswith("microsoft.compute") or name in {"azure", "microsoft azure", "azure compute"}
    return Asker("platform", "Azure") if is_platform else None


def _claims(text: str) -> dict[str, str]:
    if not text.startswith("{"):
        return {}
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return {str(name).lower(): value for name, value in read.items() if isinstance(value, str)}
