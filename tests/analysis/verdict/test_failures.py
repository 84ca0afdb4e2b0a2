"""Whose doing it was that an operation failed, was refused, or came through only in the end."""

import pytest

from analysis.machine import Machine, read_machine
from analysis.verdict import Verdict, verdict
from tests.analysis.log_rows import (
    DENIAL,
    GROUP,
    PIPELINE,
    SET,
    USER,
    WEB,
    Rows,
    act,
    identity,
    log,
    on_vm,
    other,
    row,
)

EXTENSION = "Microsoft.Compute/virtualMachines/extensions/write"
DEPLOY = "Microsoft.Resources/deployments/write"
ASSIGNMENT = f"{GROUP}/providers/Microsoft.Authorization/policyAssignments/deploy-agent"
BACKUP = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/backup/action"
ITEM = (
    f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/v1/backupFabrics/Azure/protectionContainers/"
    "IaasVMContainer;iaasvmcontainerv2;shop;web-01/protectedItems/VM;iaasvmcontainerv2;shop;web-01"
)


def machine(*parts: Rows, resource: str = WEB) -> Machine:
    """Give the machine as these rows tell of it."""
    return read_machine(log(*parts), resource.lower())


def judged(*parts: Rows, resource: str = WEB) -> Verdict:
    """Give the verdict on the machine from these rows."""
    return verdict(machine(*parts, resource=resource))


def test_a_policy_refused_it() -> None:
    """A denial is the policy's doing, whoever asked, and the policy is named."""
    found = judged(act(on_vm("write"), ends="failed", error_code="RequestDisallowedByPolicy", policies=DENIAL, **USER))

    assert "policy" == found.by
    assert "Azure Policy refused the request: Allowed sizes (assignment corp-sizes)." == found.why[1]


def test_a_policy_put_it_right() -> None:
    """A deployment by the identity of a policy assignment is the policy's doing."""
    found = judged(
        act(DEPLOY, resource=f"{GROUP}/providers/Microsoft.Resources/deployments/PolicyDeployment_1", correlation_id="r", **identity(ASSIGNMENT)),
        act(EXTENSION, 0.5, resource=f"{WEB}/extensions/agent", correlation_id="r", **identity(ASSIGNMENT)),
    )  # fmt: skip

    assert "policy" == found.by
    assert "the policy assignment deploy-agent" in found.why[0]


def test_no_room_is_said_beside_who_asked() -> None:
    """A start that found no capacity is its asker's, and the reason is Azure's: the failed start explains."""
    found = judged(
        act(on_vm("deallocate"), **USER),
        act(on_vm("start"), 60, ends="failed", error_code="AllocationFailed", **USER),
    )

    assert ("person", "down at the end") == (found.by, found.rule)
    assert "AllocationFailed: Azure had no room for it, which is nothing that the request did wrong." == found.why[1]


def test_an_extension_failed_inside() -> None:
    """A script that fails in the guest is the guest's doing, whoever sent it."""
    found = judged(
        act(
            EXTENSION,
            ends="failed",
            resource=f"{WEB}/extensions/app",
            error_code="VMExtensionProvisioningError",
            **PIPELINE,
        )
    )

    assert "guest" == found.by


def test_an_extension_that_may_not_be_written_is_its_askers() -> None:
    """What was refused outside the guest is no doing of the guest."""
    found = judged(
        act(EXTENSION, ends="failed", resource=f"{WEB}/extensions/app", error_code="AuthorizationFailed", **PIPELINE)
    )

    assert "automation" == found.by


@pytest.mark.parametrize(
    ("code", "by"),
    [("UserErrorGuestAgentStatusUnavailable", "guest"), ("ExtensionFailedVssWriterInBadState", "guest"), ("UserErrorBackupOperationInProgress", "automation")],
)  # fmt: skip
def test_a_backup_failed(code: str, by: str) -> None:
    """A backup that the guest's agent spoilt is the guest's doing; one that ran into another is its schedule's."""
    assert (
        by == judged(act(BACKUP, ends="failed", resource=ITEM, error_code=code, caller="Microsoft.RecoveryServices")).by
    )


def test_one_deployment_with_forty_failing_children() -> None:
    """The machine's own child explains, and not the children of others."""
    children = [
        act(EXTENSION, 1, ends="failed", resource=f"{name}/extensions/app", error_code="LinkedInvalidPropertyId", correlation_id="d", **PIPELINE)
        for name in (WEB, *map(other, range(39)))
    ]  # fmt: skip
    parent = act(DEPLOY, ends="failed", resource=f"{GROUP}/providers/Microsoft.Resources/deployments/release", error_code="DeploymentFailed", correlation_id="d", **PIPELINE)  # fmt: skip
    found = judged(children, parent)

    assert ("automation", 1) == (found.by, len(found.why))
    assert "LinkedInvalidPropertyId" in found.why[0]


def test_resilient_delete_is_no_failure() -> None:
    """Five tries of the platform end in success: somebody deleted the instance, after so many tries."""
    instance = f"{SET}/virtualMachines/3"
    delete = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/delete"
    tries = [act(delete, 4 * at, ends="failed", resource=instance, correlation_id="d", error_code="InternalExecutionError", **PIPELINE) for at in range(5)]  # fmt: skip
    found = judged(tries, act(delete, 20, resource=instance, correlation_id="d", **PIPELINE), resource=instance)

    assert "automation" == found.by
    assert "which succeeded after 6 tries." in found.why[0]


def test_resilient_create_is_no_failure() -> None:
    """A scale-out that needed half an hour came through after several tries."""
    write = "Microsoft.Compute/virtualMachineScaleSets/write"
    tries = [row(write, at, "failed", resource=SET, correlation_id="w", error_code="OSProvisioningTimedOut") for at in (10, 20)]  # fmt: skip
    found = judged(act(write, takes=29, resource=SET, correlation_id="w", **USER), tries, resource=SET)

    assert ("person", "change") == (found.by, found.rule)
