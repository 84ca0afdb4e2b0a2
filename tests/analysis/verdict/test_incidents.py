"""Who or what did it, by example: one test for each kind of incident."""

import json
from zoneinfo import ZoneInfo

import pytest

from analysis.machine import Machine, read_machine
from analysis.verdict import Verdict, verdict
from tests.analysis.log_rows import (
    AUTOSCALE,
    GROUP,
    PIPELINE,
    SET,
    SHUTDOWN,
    USER,
    WEB,
    Rows,
    act,
    health,
    identity,
    log,
    on_vm,
)

PLATFORM = {"health_cause": "platforminitiated"}
ASKED = {"health_cause": "userinitiated"}
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


@pytest.mark.parametrize(
    "annotation",
    [
        "VirtualMachineHostCrashed",
        "VirtualMachineHostRebootedForRepair",
        "VirtualMachineStorageOffline",
        "VirtualMachineRebootInitiatedForPlannedMaintenance",
        "VirtualMachineMigrationInitiatedForRepair",
        "VirtualMachinePreempted",
    ],
)
def test_the_platform_took_it_down(annotation: str) -> None:
    """Crashes, repairs, planned maintenance, service healing and Spot evictions are the platform's doing."""
    found = judged(health(0, "unavailable", annotation), health(12, "available", **PLATFORM))

    assert "platform" == found.by
    assert annotation in found.why[0]
    assert found.why[0].startswith("2026-11-02 12:00 UTC: ")


@pytest.mark.parametrize("annotation", ["LiveMigrationSucceeded", "VirtualMachinePlannedFreezeSucceeded"])
def test_the_platform_froze_it_for_a_moment(annotation: str) -> None:
    """A machine that stays available may have been moved or frozen by the platform all the same."""
    assert "platform" == judged(health(0, "available", annotation, health_before="available")).by


def test_a_simulated_eviction_is_its_askers() -> None:
    """Whoever simulates an eviction did it."""
    rows = act(on_vm("simulateEviction"), **USER), health(2, "unavailable", "VirtualMachinePreempted")

    assert "person" == judged(rows).by


def test_a_redeploy_is_a_persons() -> None:
    """An annotation that a customer set off leads to the request, and so to who."""
    found = judged(
        act(on_vm("redeploy"), takes=4, **USER),
        health(0.2, "unavailable", "VirtualMachineRedeployInitiatedByControlPlane"),
        health(5, "available", health_before="unavailable"),
    )

    assert "person" == found.by
    assert any("on-call@contoso.example" in sentence for sentence in found.why)


@pytest.mark.parametrize(
    "annotation", ["VirtualMachineStoppedInternally", "VirtualMachineCrashed", "VirtualMachineRestarted"]
)
def test_the_guest_did_it(annotation: str) -> None:
    """Shutdowns, crashes and restarts from inside, without a request to Azure, are the guest's doing."""
    found = judged(health(0, "unavailable", annotation, **ASKED), health(9, "available", health_before="unavailable"))

    assert "guest" == found.by


def test_patches_that_restart_the_guest_are_an_automations() -> None:
    """A restart from inside while Update Manager installs patches is no doing of the guest."""
    rows = act(on_vm("installPatches"), takes=38, **PIPELINE), health(33, "unknown", "VirtualMachineRestarted")

    assert "automation" == judged(rows).by


def test_a_user_deallocated_it() -> None:
    """A person's own request, and the machine is down at the end."""
    found = judged(act(on_vm("deallocate"), **USER), health(1, "unavailable", **ASKED))

    assert ("person", "down at the end") == (found.by, found.rule)
    assert (
        '2026-11-02 12:00 UTC: on-call@contoso.example asked for "deallocate virtual machine" on web-01, which succeeded.'
        == found.why[0]
    )


def test_a_person_wins_over_platform_initiated_and_it_is_said() -> None:
    """Azure calls some of its users' own requests PlatformInitiated."""
    found = judged(act(on_vm("deallocate"), **USER), health(5, "unavailable", **PLATFORM))

    assert "person" == found.by
    assert ["Resource Health gives PlatformInitiated as the cause at 12:05 UTC, but the log holds a request at 12:00 UTC that explains it; the request counts."] == list(found.contradictions)  # fmt: skip


def test_a_request_after_the_outage_does_not_explain_it() -> None:
    """Whoever restarts a machine that went down by itself did not take it down."""
    rows = health(0, "unavailable", **PLATFORM), act(on_vm("restart"), 4, **USER), health(6, "available")

    assert "platform" == judged(rows).by


def test_an_annotation_of_the_platform_stands_beside_a_request() -> None:
    """A host that crashed while somebody restarted the machine did crash."""
    rows = act(on_vm("restart"), **USER), health(1, "unavailable", "VirtualMachineHostCrashed")

    assert "platform" == judged(rows).by


def test_a_machine_that_was_stopped_before_cannot_be_taken_down() -> None:
    """A crash of the host, minutes after the machine was deallocated, took nothing away."""
    found = judged(act(on_vm("deallocate"), **USER), health(4, "unavailable", "VirtualMachineHostCrashed"))

    assert ("person", 1) == (found.by, len(found.contradictions))
    assert "VirtualMachineHostCrashed" in found.contradictions[0]


def test_a_stop_that_was_undone_explains_nothing() -> None:
    """Stopped, started, and then down by itself: the stop is not why."""
    rows = act(on_vm("deallocate"), **USER), act(on_vm("start"), 3, **USER), health(8, "unavailable", **PLATFORM)

    assert "platform" == judged(rows).by


def test_customer_initiated_without_a_request_is_said() -> None:
    """Azure says that somebody asked, the log does not say who: that is said."""
    found = judged(health(0, "unavailable", "VirtualMachineDeallocationInitiated", **ASKED))

    assert "person" == found.by
    assert 1 == len(found.contradictions)


def test_autoscale_took_an_instance() -> None:
    """An instance that went when autoscale scaled its set in was taken by an automation."""
    scale = act(
        "Microsoft.Insights/AutoscaleSettings/Scaledown/Action",
        category="Autoscale",
        resource=f"{GROUP}/providers/Microsoft.Insights/autoscaleSettings/web",
        entity=SET.lower(),
        **AUTOSCALE,
    )
    gone = health(2, "unavailable", resource=f"{SET}/virtualMachines/4", **ASKED)

    assert "automation" == judged(scale, gone, resource=f"{SET}/virtualMachines/4").by
    assert "automation" == judged(scale, resource=SET).by


def test_auto_shutdown_is_an_automation() -> None:
    """The schedule's row and its identity both tell."""
    schedule = f"{GROUP}/providers/Microsoft.DevTestLab/schedules/shutdown-computevm-web-01"
    found = judged(
        act("Microsoft.DevTestLab/schedules/execute/action", 0, resource=schedule, **SHUTDOWN),
        act(on_vm("deallocate"), 0.1, **SHUTDOWN),
    )

    assert "automation" == found.by
    assert "the auto-shutdown schedule asked for" in found.why[0]


def test_a_runbook_is_an_automation() -> None:
    """A managed identity's claims name the resource that acted."""
    account = f"{GROUP}/providers/Microsoft.Automation/automationAccounts/nightly"
    found = judged(act(on_vm("restart"), **identity(account)))

    assert "automation" == found.by
    assert "the Automation account nightly asked for" in found.why[0]


def test_nobody_says_why() -> None:
    """A machine that went down without a cause, a request or neighbours stays unknown, with what is known."""
    found = judged(health(0, "unavailable", health_cause="unknown"), health(3, "available"))

    assert ("unknown", "outage that nobody asked for") == (found.by, found.rule)


def test_nothing_happened() -> None:
    """A quiet window is unknown with a reason."""
    found = judged(
        act("Microsoft.Resources/tags/write", resource=f"{WEB}/providers/Microsoft.Resources/tags/default", **USER)
    )

    assert ("unknown", None) == (found.by, found.at)
    assert ("Nothing happened to it in this window: the one operation on it succeeded.",) == found.why


def test_an_unasked_outage_outweighs_an_older_or_younger_failure() -> None:
    """The host's crash explains more than the backup that failed in the evening."""
    rows = (
        health(0, "unavailable", "VirtualMachineHostCrashed"),
        health(9, "available", health_before="unavailable"),
        act(BACKUP, 60, ends="failed", resource=ITEM, error_code="UserErrorFsFreezeFailed"),
    )

    assert "platform" == judged(rows).by


def test_a_validation_that_failed_is_no_failure_of_the_machine() -> None:
    """A dry run changes nothing."""
    check = act(
        "Microsoft.Resources/deployments/validate/action", ends="failed", status_message=json.dumps({"target": WEB})
    )

    assert "nothing happened" == judged(check).rule


def test_sentences_name_times_in_the_askers_zone() -> None:
    """Times are UTC inside and local in sentences."""
    found = verdict(machine(act(on_vm("deallocate"), **USER)), zone=ZoneInfo("Europe/Berlin"))

    assert found.why[0].startswith("2026-11-02 13:00 CET: ")
