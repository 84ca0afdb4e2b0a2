"""What Azure itself did to machines."""

from __future__ import annotations

from datetime import datetime, timedelta

from analysis.sources.sample.fleet import Machine, subscription_id
from analysis.sources.sample.incidents.stage import Stage
from analysis.sources.sample.service_health import service_health
from analysis.sources.sample.truth import stamp

_STORY = {
    "VirtualMachineHostCrashed": "The host crashed under the machine",
    "VirtualMachineHostRebootedForRepair": "The host was rebooted for repair",
    "VirtualMachineStorageOffline": "The machine lost its remote disk",
    "VirtualMachineRebootInitiatedForPlannedMaintenance": "Planned maintenance rebooted the machine",
}


def platform(stage: Stage) -> None:
    """Write crashes, maintenance, evictions, migrations and the failure of a zone."""
    for days, clock, name, annotation, minutes in (
        (1, "02:14:07", "web-01", "VirtualMachineHostCrashed", 12),
        (31, "19:52:40", "app-02", "VirtualMachineHostCrashed", 9),
        (25, "04:41:12", "app-06", "VirtualMachineHostRebootedForRepair", 14),
        (9, "16:20:33", "sql-03", "VirtualMachineStorageOffline", 6),
        (16, "01:30:00", "dc-02", "VirtualMachineRebootInitiatedForPlannedMaintenance", 8),
        (44, "23:05:10", "mon-01", "VirtualMachineRebootInitiatedForPlannedMaintenance", 7),
    ):
        _down(stage, stage.fleet[name], stage.period.ago(days, clock), annotation, minutes)
    for days, clock, name in ((12, "23:10:04", "sql-01"), (12, "23:31:49", "db-01"), (37, "02:12:09", "web-06")):
        _freeze(stage, stage.fleet[name], stage.period.ago(days, clock))
    for days, clock, name in ((5, "13:40:21", "db-02"), (29, "08:15:02", "erp-01")):
        _migration(stage, stage.fleet[name], stage.period.ago(days, clock))
    for days, clock, name in ((3, "11:02:18", "spot-01"), (20, "17:44:51", "spot-03"), (41, "09:26:37", "spot-02")):
        _eviction(stage, stage.fleet[name], stage.period.ago(days, clock))
    _instance(stage, stage.period.ago(2, "05:33:15"))
    _zone(stage, stage.period.ago(13, "14:05:00"))
    _unknown(stage, stage.fleet["mon-01"], stage.period.ago(10, "03:12:44"))


def _down(stage: Stage, machine: Machine, at: datetime, annotation: str, minutes: int) -> None:
    kind = "planned-reboot" if "Planned" in annotation else annotation.removeprefix("VirtualMachine").lower()
    story = stage.tell(f"{kind}-{machine.name}", _STORY[annotation], [machine], at, minutes, "platform")
    stage.ledger.health(at, machine, annotation, incident=story)
    up = at + timedelta(minutes=minutes)
    back = "At this time, there are no known Azure platform problems affecting this virtual machine."
    stage.ledger.change(
        up, machine, before="Unavailable", after="Available", cause="PlatformInitiated", details=back, incident=story
    )


def _freeze(stage: Stage, machine: Machine, at: datetime) -> None:
    story = stage.tell(
        f"planned-freeze-{machine.name}", "Planned maintenance froze the machine", [machine], at, 1, "platform"
    )
    started, ended = "VirtualMachinePlannedFreezeStarted", "VirtualMachinePlannedFreezeSucceeded"
    stage.ledger.health(at, machine, started, after="Available", status="Updated", incident=story)
    done = at + timedelta(seconds=9)
    stage.ledger.health(done, machine, ended, after="Available", status="Updated", incident=story)


def _migration(stage: Stage, machine: Machine, at: datetime) -> None:
    title = "The machine was moved to another host while it ran"
    story = stage.tell(f"live-migration-{machine.name}", title, [machine], at, 1, "platform")
    stage.ledger.health(at, machine, "LiveMigrationSucceeded", after="Available", status="Updated", incident=story)


def _eviction(stage: Stage, machine: Machine, at: datetime) -> None:
    title = "Azure took the spot machine's capacity back"
    story = stage.tell(f"spot-eviction-{machine.name}", title, [machine], at, 5, "platform")
    stage.ledger.health(at, machine, "VirtualMachinePreempted", incident=story)


def _instance(stage: Stage, at: datetime) -> None:
    scale_set = stage.fleet["ss-web"]
    title = "The host crashed under an instance of a scale set"
    story = stage.tell("hostcrashed-ss-web_3", title, [scale_set], at, 10, "platform")
    instance = scale_set.instance(3)
    stage.ledger.health(at, scale_set, "VirtualMachineHostCrashed", incident=story, resource=instance)


def _zone(stage: Stage, at: datetime) -> None:
    hit = [m for m in stage.fleet.machines if m.region == "westeurope" and m.zone == "2" and m.copy == 0]
    story = stage.tell("zone-outage-westeurope-2", "A zone of West Europe lost power", hit, at, 95, "platform")
    for number, machine in enumerate(hit):
        down, up = at + timedelta(seconds=17 * number), at + timedelta(minutes=88, seconds=29 * number)
        said = "We're investigating a problem with the power supply of the datacenter that hosts this machine."
        cause = "PlatformInitiated"
        stage.ledger.change(
            down, machine, before="Available", after="Unavailable", cause=cause, details=said, incident=story
        )
        stage.ledger.change(up, machine, before="Unavailable", after="Available", cause=cause, incident=story)
    text = (
        f"Starting at {stamp(at)[:16]} UTC, customers in West Europe may experience loss of availability of virtual "
        "machines in one availability zone. The cause is a power event in a datacenter."
    )
    for minutes, status, end in ((26, "Active", ""), (101, "Resolved", " Power is restored; the issue is mitigated.")):
        for key in ("prod", "shared"):
            row = service_health(
                at + timedelta(minutes=minutes),
                subscription_id(key),
                status="Active" if status == "Active" else "Resolved",
                tracking="4K7M-Z2G",
                title="Virtual Machines - West Europe - Loss of availability",
                communication=text + end,
                began=at,
                regions=("West Europe",),
                service="Virtual Machines",
            )
            stage.ledger.rows.append(row)


def _unknown(stage: Stage, machine: Machine, at: datetime) -> None:
    story = stage.tell("unknown-mon-01", "The machine vanished and nobody says why", [machine], at, 3, "unknown")
    stage.ledger.change(at, machine, before="Available", after="Unknown", cause="Unknown", incident=story, by="unknown")
    stage.ledger.change(at + timedelta(minutes=3), machine, before="Unknown", after="Available", cause="Unknown")
