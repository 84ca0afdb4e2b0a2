"""What happens to a virtual machine in a normal week: nights off, backups, updates, audits, tags, odd jobs.

Nothing in here fails.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from analysis.sources.sample.acts import Act
from analysis.sources.sample.chance import Chance, guid
from analysis.sources.sample.fleet import Machine
from analysis.sources.sample.ledger import Ledger, Marks
from analysis.sources.sample.people import (
    BACKUP,
    DEVELOPERS,
    INVENTORY,
    OPS_LEAD,
    PIPELINE,
    SHUTDOWN,
    TEST_LEAD,
    TEST_PIPELINE,
    UPDATES,
    Actor,
)
from analysis.sources.sample.period import SATURDAY, workday
from analysis.sources.sample.policies import AUDIT_BACKUP, policy_extra

VM: Final = "Microsoft.Compute/virtualMachines"
START: Final = f"{VM}/start/action"
DEALLOCATE: Final = f"{VM}/deallocate/action"
RESTART: Final = f"{VM}/restart/action"
WRITE: Final = f"{VM}/write"
EXTENSION: Final = f"{VM}/extensions/write"
BACKUP_ITEM: Final = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/backup/action"


def machine_life(ledger: Ledger, machine: Machine, day: datetime, seed: int) -> None:
    """Write what a machine lives through on a day when nothing goes wrong."""
    chance = Chance("life", seed, machine.id, day.date())
    if "nights" in machine.plan.traits:
        _night_off(ledger, machine, day, chance)
    if "backup" in machine.plan.traits:
        back_up(ledger, machine, day + timedelta(hours=22) + chance.seconds(0, 7000))
    if day.weekday() == SATURDAY and "nights" not in machine.plan.traits:
        _updates(ledger, machine, day, chance)
    if chance.happens(0.5):
        _audited(ledger, machine, day + timedelta(hours=3) + chance.seconds(0, 14000))
    if workday(day) and chance.happens(0.55):
        _odd_job(ledger, machine, day + timedelta(hours=8) + chance.seconds(0, 30000), chance)


def owner(machine: Machine, chance: Chance) -> Actor:
    """Give who works on this machine by hand."""
    if machine.plan.subscription == "prod":
        return OPS_LEAD
    return chance.pick(DEVELOPERS) if machine.plan.names in {"dev", "gpu"} else TEST_LEAD


def pipeline(machine: Machine) -> Actor:
    """Give the program that deploys this machine."""
    return TEST_PIPELINE if machine.plan.subscription == "test" else PIPELINE


def wanted(machine: Machine) -> dict[str, object]:
    """Give what a machine's template asks for: it names its disks and its network interface."""
    return {
        "location": machine.region,
        "tags": machine.tags,
        "properties": {
            "hardwareProfile": {"vmSize": machine.plan.size},
            "osProfile": {"computerName": machine.computer, "adminUsername": "azureadmin"},
            "storageProfile": {
                "osDisk": {"managedDisk": {"id": machine.os_disk}},
                "dataDisks": [{"lun": 0, "managedDisk": {"id": machine.data_disk}}],
            },
            "networkProfile": {"networkInterfaces": [{"id": machine.nic}]},
        },
    }


def start(ledger: Ledger, machine: Machine, at: datetime, actor: Actor, *, incident: str = "") -> datetime:
    """Write that a machine is started and comes up; give the time when it is up."""
    end = ledger.act(
        at, Act(START, machine.id, actor, machine.region, timedelta(seconds=37)), **_marks(machine, incident)
    )
    ledger.health(
        at + timedelta(seconds=9),
        machine,
        "VirtualMachineStartInitiatedByControlPlane",
        before="Unavailable",
        after="Unknown",
        status="Updated",
    )
    cause = "UserInitiated"
    ledger.change(end + timedelta(seconds=41), machine, before="Unknown", after="Available", cause=cause)
    return end


def deallocate(ledger: Ledger, machine: Machine, at: datetime, actor: Actor, *, incident: str = "") -> datetime:
    """Write that a machine is stopped and deallocated; give the time when it is."""
    correlation = guid("shutdown", machine.id, at)
    act = Act(DEALLOCATE, machine.id, actor, machine.region, timedelta(seconds=52), correlation=correlation)
    end = ledger.act(at, act, **_marks(machine, incident))
    ledger.health(at + timedelta(seconds=11), machine, "VirtualMachineDeallocationInitiated")
    return end


def _marks(machine: Machine, incident: str) -> Marks:
    return {"incident": incident, "machine": machine.name}


def _night_off(ledger: Ledger, machine: Machine, day: datetime, chance: Chance) -> None:
    if not workday(day):
        return
    morning = day + timedelta(hours=6) + chance.seconds(0, 5400)
    start(ledger, machine, morning, pipeline(machine) if chance.happens(0.6) else owner(machine, chance))
    evening = day + timedelta(hours=19) + chance.seconds(0, 90)
    schedule = machine.under("Microsoft.DevTestLab", "schedules", f"shutdown-computevm-{machine.name}")
    request = {"properties": {"targetResourceId": machine.id, "taskType": "ComputeVmShutdownTask"}}
    ledger.act(
        evening,
        Act(
            "Microsoft.DevTestLab/schedules/execute/action",
            schedule,
            SHUTDOWN,
            machine.region,
            timedelta(seconds=70),
            accepted=False,
            correlation=guid("shutdown", machine.id, evening + timedelta(seconds=6)),
            request=request,
        ),
    )
    deallocate(ledger, machine, evening + timedelta(seconds=6), SHUTDOWN)


def protected_item(machine: Machine) -> str:
    """Give the id under which the vault keeps a machine's backups."""
    group = machine.group.rsplit("/", 1)[1]
    item = f"iaasvmcontainerv2;{group};{machine.name}"
    return f"{machine.vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;{item}/protectedItems/VM;{item}"


def back_up(ledger: Ledger, machine: Machine, at: datetime) -> None:
    """Write the nightly backup of a machine: the job, and the restore point that it takes."""
    correlation = guid("backup", machine.id, at)
    request = {"properties": {"objectType": "IaasVMBackupRequest", "sourceResourceId": machine.id}}
    act = Act(
        BACKUP_ITEM,
        protected_item(machine),
        BACKUP,
        machine.region,
        timedelta(seconds=1500),
        correlation=correlation,
        request=request,
    )
    ledger.act(at, act)
    collection = machine.under("Microsoft.Compute", "restorePointCollections", f"AzureBackup_{machine.name}")
    point = f"{collection}/restorePoints/AzureBackup_{at:%Y%m%d_%H%M%S}"
    name = "Microsoft.Compute/restorePointCollections/restorePoints/write"
    ledger.act(at + timedelta(seconds=25), Act(name, point, BACKUP, machine.region, correlation=correlation))


def _updates(ledger: Ledger, machine: Machine, day: datetime, chance: Chance) -> None:
    at = day + timedelta(hours=1) + chance.seconds(0, 9000)
    patch = Act(f"{VM}/installPatches/action", machine.id, UPDATES, machine.region, timedelta(minutes=21))
    end = ledger.act(at, patch)
    if chance.happens(0.5):
        reboot = "VirtualMachineRestarted"
        ledger.health(end - timedelta(minutes=4), machine, reboot, after="Unknown", status="Updated")
        ledger.change(end, machine, before="Unknown", after="Available", cause="UserInitiated")


def _audited(ledger: Ledger, machine: Machine, at: datetime) -> None:
    act = Act(
        "Microsoft.Authorization/policies/auditIfNotExists/action",
        machine.id,
        pipeline(machine),
        machine.region,
        timedelta(milliseconds=210),
        accepted=False,
        category="Policy",
        extra=policy_extra(machine, AUDIT_BACKUP),
        by="policy",
    )
    ledger.act(at, act)


def _odd_job(ledger: Ledger, machine: Machine, at: datetime, chance: Chance) -> None:
    actor, region = owner(machine, chance), machine.region
    job = chance.between(0, 9)
    if job <= 3:  # noqa: PLR2004 - four of ten jobs set tags
        tags = {"operation": "Merge", "properties": {"tags": machine.tags | {"ticket": f"CHG{chance.between(1, 999)}"}}}
        target = f"{machine.id}/providers/Microsoft.Resources/tags/default"
        quick = timedelta(seconds=2)
        ledger.act(
            at, Act("Microsoft.Resources/tags/write", target, actor, region, quick, accepted=False, request=tags)
        )
    elif job <= 6:  # noqa: PLR2004 - three of ten look at the boot screen
        name = f"{VM}/retrieveBootDiagnosticsData/action"
        ledger.act(at, Act(name, machine.id, INVENTORY, region, timedelta(seconds=1), accepted=False))
    elif job <= 8:  # noqa: PLR2004 - two of ten renew an extension
        agent = "AzureMonitorWindowsAgent" if machine.plan.system == "windows" else "AzureMonitorLinuxAgent"
        ledger.act(at, Act(EXTENSION, machine.extension(agent), pipeline(machine), region, timedelta(seconds=93)))
    elif "nights" not in machine.plan.traits:
        end = ledger.act(at, Act(RESTART, machine.id, actor, region, timedelta(seconds=31)))
        reboot = "VirtualMachineRebootInitiatedByControlPlane"
        ledger.health(at + timedelta(seconds=6), machine, reboot, after="Unknown", status="Updated")
        ledger.change(end + timedelta(seconds=55), machine, before="Unknown", after="Available", cause="UserInitiated")
