"""The company's policies, and how a row names the policy that acted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from analysis.sources.sample.acts import Act
from analysis.sources.sample.chance import guid
from analysis.sources.sample.fleet import Machine, subscription_id
from analysis.sources.sample.people import TENANT


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy: the name of its assignment, its effect, and what it is called."""

    assignment: str
    effect: str
    title: str

    @property
    def definition_id(self) -> str:
        """The id of its definition."""
        return f"/providers/Microsoft.Authorization/policyDefinitions/{guid('policy', self.assignment)}"

    def assignment_id(self, subscription: str) -> str:
        """Give the id of its assignment to a subscription."""
        return f"/subscriptions/{subscription}/providers/Microsoft.Authorization/policyAssignments/{self.assignment}"


AUDIT_BACKUP: Final = Policy("audit-vm-backup", "AuditIfNotExists", "Azure Backup should be enabled for VMs")
DENY_SIZES: Final = Policy("allowed-vm-sizes", "Deny", "Allowed virtual machine size SKUs")
DENY_UNTAGGED: Final = Policy("require-costcenter", "Deny", "Require a CostCenter tag on resources")
DEPLOY_AGENT: Final = Policy("deploy-monitor-agent", "DeployIfNotExists", "Configure VMs to run Azure Monitor Agent")


def policy_extra(machine: Machine, policy: Policy, *, checking: bool = False) -> dict[str, object]:
    """Give the properties of a policy row about a machine."""
    scope = f"/subscriptions/{subscription_id(machine.plan.subscription)}"
    named = {
        "policyDefinitionId": policy.definition_id,
        "policyDefinitionName": policy.definition_id.rsplit("/", 1)[1],
        "policyDefinitionEffect": policy.effect,
        "policyDefinitionDisplayName": policy.title,
        "policyAssignmentId": policy.assignment_id(machine.subscription),
        "policyAssignmentName": policy.assignment,
        "policyAssignmentScope": scope,
        "policyAssignmentParameters": {},
    }
    return {
        "isComplianceCheck": str(checking),
        "resourceLocation": machine.region,
        "ancestors": TENANT,
        "policies": json.dumps([named], separators=(",", ":")),
    }


def denial(machine: Machine, refused: Act, policy: Policy) -> Act:
    """Give the row of category Policy that stands beside a write which a policy refused."""
    return replace(
        refused,
        name="Microsoft.Authorization/policies/deny/action",
        takes=timedelta(milliseconds=150),
        category="Policy",
        extra=policy_extra(machine, policy),
        counted=False,
    )
