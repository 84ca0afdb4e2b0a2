"""What people, programs and the machines' own systems did."""

from __future__ import annotations

from datetime import datetime, timedelta

from analysis.sources.sample.acts import Act
from analysis.sources.sample.chance import guid
from analysis.sources.sample.fleet import Machine
from analysis.sources.sample.incidents.stage import Stage
from analysis.sources.sample.people import (
    DEVELOPERS,
    NETWORK_ADMIN,
    ON_CALL,
    OPS_LEAD,
    SHUTDOWN,
    TEST_PIPELINE,
    UPDATES,
    Actor,
    identity,
)
from analysis.sources.sample.rhythm import RESTART, VM, WRITE, deallocate, start


def people(stage: Stage) -> None:
    """Write what was done on purpose, and what the guests did by themselves."""
    _contradiction(stage, stage.fleet["erp-03"], stage.period.ago(1, "15:05:30"))
    _contradiction(stage, stage.fleet["db-04"], stage.period.ago(33, "11:48:00"))
    for days, clock, name, actor in ((2, "10:12:45", "app-03", ON_CALL), (22, "13:01:12", "web-07", OPS_LEAD)):
        _restart(stage, stage.fleet[name], stage.period.ago(days, clock), actor, f"restart-{name}")
    runbook = stage.fleet["mon-02"].under("Microsoft.Automation", "automationAccounts", "aa-nightly")
    at = stage.period.ago(7, "05:00:11")
    _restart(stage, stage.fleet["mon-02"], at, identity(runbook), "runbook-restart-mon-02")
    _resize(stage, stage.fleet["mon-01"], stage.period.ago(6, "09:30:20"))
    _redeploy(stage, stage.fleet["app-07"], stage.period.ago(11, "18:22:08"))
    _power_off(stage, stage.fleet["gpu-02"], stage.period.ago(6, "16:03:00"))
    _weekend(stage, stage.fleet["dev-04"])
    _patched(stage, stage.fleet["erp-01"], stage.period.ago(8, "15:00:00"))
    for days, clock, name, annotation, minutes in (
        (6, "21:47:52", "db-03", "VirtualMachineCrashed", 5),
        (5, "18:20:36", "erp-02", "VirtualMachineStoppedInternally", 22),
        (18, "06:09:01", "app-04", "VirtualMachineRestarted", 4),
        (36, "12:33:19", "web-08", "VirtualMachineCrashed", 6),
    ):
        _guest(stage, stage.fleet[name], stage.period.ago(days, clock), annotation, minutes)
    _endless(stage, stage.fleet["dev-06"], stage.period.ago(3, "16:45:10"))
    _canceled(stage, stage.fleet["tst-app-03"], stage.period.ago(7, "14:11:00"))


def _contradiction(stage: Stage, machine: Machine, at: datetime) -> None:
    title = "A person deallocated the machine; minutes later the platform calls it its own doing"
    story = stage.tell(f"deallocated-{machine.name}", title, [machine], at, 240, "person")
    deallocate(stage.ledger, machine, at, ON_CALL, incident=story)
    said = "PlatformInitiated"
    late = at + timedelta(minutes=4, seconds=12)
    stage.ledger.change(
        late, machine, before="Unavailable", after="Unavailable", cause=said, incident=story, by="person"
    )
    start(stage.ledger, machine, at + timedelta(hours=4), ON_CALL, incident=story)


def _restart(stage: Stage, machine: Machine, at: datetime, actor: Actor, name: str) -> None:
    story = stage.tell(name, "The machine was restarted from outside", [machine], at, 2, actor.by)
    act = Act(RESTART, machine.id, actor, machine.region, timedelta(seconds=33))
    end = stage.ledger.act(at, act, incident=story, machine=machine.name)
    reboot = "VirtualMachineRebootInitiatedByControlPlane"
    stage.ledger.health(at + timedelta(seconds=5), machine, reboot, after="Unknown", status="Updated")
    up = end + timedelta(seconds=48)
    stage.ledger.change(up, machine, before="Unknown", after="Available", cause="UserInitiated")


def _resize(stage: Stage, machine: Machine, at: datetime) -> None:
    story = stage.tell(f"resized-{machine.name}", "A person resized the machine", [machine], at, 3, "person")
    request = {"properties": {"hardwareProfile": {"vmSize": "Standard_D8s_v5"}}}
    act = Act(WRITE, machine.id, OPS_LEAD, machine.region, timedelta(seconds=71), request=request)
    end = stage.ledger.act(at, act, incident=story, machine=machine.name)
    changed = "VirtualMachineSizeChanged"
    stage.ledger.health(at + timedelta(seconds=7), machine, changed, after="Unknown", status="Updated")
    up = end + timedelta(seconds=50)
    stage.ledger.change(up, machine, before="Unknown", after="Available", cause="UserInitiated")


def _redeploy(stage: Stage, machine: Machine, at: datetime) -> None:
    title = "A person moved the machine to another host"
    story = stage.tell(f"redeployed-{machine.name}", title, [machine], at, 6, "person")
    act = Act(f"{VM}/redeploy/action", machine.id, ON_CALL, machine.region, timedelta(seconds=244))
    end = stage.ledger.act(at, act, incident=story, machine=machine.name)
    moved = "VirtualMachineRedeployInitiatedByControlPlane"
    stage.ledger.health(at + timedelta(seconds=8), machine, moved, status="Active")
    up = end + timedelta(seconds=44)
    stage.ledger.change(up, machine, before="Unavailable", after="Available", cause="UserInitiated")


def _power_off(stage: Stage, machine: Machine, at: datetime) -> None:
    title = "A person switched the machine off without deallocating it"
    story = stage.tell(f"powered-off-{machine.name}", title, [machine], at, 90, "person")
    act = Act(f"{VM}/powerOff/action", machine.id, NETWORK_ADMIN, machine.region, timedelta(seconds=29))
    stage.ledger.act(at, act, incident=story, machine=machine.name)
    cause = "UserInitiated"
    down = at + timedelta(seconds=36)
    stage.ledger.change(down, machine, before="Available", after="Unavailable", cause=cause, by="person")
    start(stage.ledger, machine, at + timedelta(minutes=88), NETWORK_ADMIN, incident=story)


def _weekend(stage: Stage, machine: Machine) -> None:
    morning, evening = stage.period.ago(2, "09:05:40"), stage.period.ago(2, "19:00:11")
    title = "A person started the machine on a Saturday; the schedule switched it off at night"
    story = stage.tell(f"weekend-{machine.name}", title, [machine], morning, 600, "automation")
    start(stage.ledger, machine, morning, DEVELOPERS[3], incident=story)
    schedule = machine.under("Microsoft.DevTestLab", "schedules", f"shutdown-computevm-{machine.name}")
    act = Act(
        "Microsoft.DevTestLab/schedules/execute/action",
        schedule,
        SHUTDOWN,
        machine.region,
        timedelta(seconds=70),
        accepted=False,
        correlation=guid("shutdown", machine.id, evening),
        request={"properties": {"targetResourceId": machine.id, "taskType": "ComputeVmShutdownTask"}},
    )
    stage.ledger.act(evening - timedelta(seconds=5), act)
    deallocate(stage.ledger, machine, evening, SHUTDOWN, incident=story)


def _patched(stage: Stage, machine: Machine, at: datetime) -> None:
    title = "Update Manager installed patches and the guest rebooted for them"
    story = stage.tell(f"patched-{machine.name}", title, [machine], at, 40, "automation")
    act = Act(f"{VM}/installPatches/action", machine.id, UPDATES, machine.region, timedelta(minutes=38))
    end = stage.ledger.act(at, act, incident=story, machine=machine.name)
    reboot = end - timedelta(minutes=5)
    stage.ledger.health(reboot, machine, "VirtualMachineRestarted", after="Unknown", status="Updated")
    stage.ledger.change(end, machine, before="Unknown", after="Available", cause="UserInitiated")


def _guest(stage: Stage, machine: Machine, at: datetime, annotation: str, minutes: int) -> None:
    kind = annotation.removeprefix("VirtualMachine").lower()
    title = "The guest did it: no operation was asked of Azure"
    story = stage.tell(f"guest-{kind}-{machine.name}", title, [machine], at, minutes, "guest")
    stage.ledger.health(at, machine, annotation, incident=story, by="guest")
    cause = "UserInitiated"
    up = at + timedelta(minutes=minutes)
    stage.ledger.change(up, machine, before="Unavailable", after="Available", cause=cause, incident=story, by="guest")


def _endless(stage: Stage, machine: Machine, at: datetime) -> None:
    story = stage.tell(f"endless-{machine.name}", "A restart without a final status", [machine], at, 60, "person")
    act = Act(RESTART, machine.id, DEVELOPERS[3], machine.region, ends="")
    stage.ledger.act(at, act, incident=story, machine=machine.name)


def _canceled(stage: Stage, machine: Machine, at: datetime) -> None:
    story = stage.tell(f"canceled-{machine.name}", "A change that was called off", [machine], at, 5, "automation")
    act = Act(WRITE, machine.id, TEST_PIPELINE, machine.region, timedelta(seconds=180), ends="Cancel")
    stage.ledger.act(at, act, incident=story, machine=machine.name)
