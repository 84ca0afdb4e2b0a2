"""Operations that failed: no capacity, no quota, broken extensions, disks, backups, locks, throttling."""

from __future__ import annotations

from datetime import timedelta

from analysis.sources.sample.acts import Act, Trouble
from analysis.sources.sample.chance import guid
from analysis.sources.sample.groups import DEPLOY, SCALE_SET
from analysis.sources.sample.incidents.stage import Stage
from analysis.sources.sample.people import (
    BACKUP,
    DATA_ADMIN,
    DEVELOPERS,
    INVENTORY,
    NETWORK_ADMIN,
    OPS_LEAD,
    PIPELINE,
    SCALING,
    TEST_PIPELINE,
    WEB_ADMIN,
    Actor,
)
from analysis.sources.sample.places import failed_deployment
from analysis.sources.sample.rhythm import BACKUP_ITEM, EXTENSION, START, VM, WRITE, protected_item, start
from analysis.sources.sample.wordings import WORDINGS

_SINGLE: tuple[tuple[str, int, str, str, str, Actor, str, str], ...] = (
    ("size-not-available", 9, "10:40:00", "gpu-02", WRITE, DEVELOPERS[5], "", "The size is not offered here"),
    ("quota-cores", 3, "14:22:15", "dev-07", WRITE, DEVELOPERS[0], "", "The regional cores quota is used up"),
    ("quota-cores", 38, "09:12:00", "dev-02", WRITE, DEVELOPERS[4], "", "The regional cores quota is used up"),
    ("quota-family", 19, "15:30:41", "build-02", WRITE, TEST_PIPELINE, "", "The family's cores quota is used up"),
    ("allocation-constraints", 15, "11:11:10", "build-03", WRITE, TEST_PIPELINE, "", "Too many constraints"),
    ("script-exit-137", 6, "12:10:35", "web-03", EXTENSION, PIPELINE, "config-app", "A script was killed"),
    ("domain-join", 13, "08:25:00", "erp-04", EXTENSION, OPS_LEAD, "joindomain", "Joining the domain failed"),
    ("disk-owned", 7, "16:40:28", "app-08", WRITE, WEB_ADMIN, "", "The disk belongs to another machine"),
    ("key-vault", 4, "20:05:17", "sql-04", WRITE, DATA_ADMIN, "", "The key vault refuses the disk's key"),
    ("locked", 8, "15:15:50", "sql-04", f"{VM}/delete", DEVELOPERS[4], "", "A lock kept the machine from deletion"),
)


def failures(stage: Stage) -> None:
    """Write the failures that are stories of their own."""
    for key, days, clock, name, operation, actor, under, title in _SINGLE:
        at, machine = stage.period.ago(days, clock), stage.fleet[name]
        story = stage.tell(f"{key}-{name}", title, [machine], at, 10, "guest" if WORDINGS[key].inside else actor.by)
        names = {"owner_id": stage.fleet["app-02" if key == "disk-owned" else name].id}
        names |= {"publisher": "Microsoft.Compute", "kind": "JsonADDomainExtension"} if key == "domain-join" else {}
        stage.fails(at, machine, operation, actor, key, story, under=under, takes=130, names=names)
    _no_capacity(stage)
    _no_zone(stage)
    _no_address(stage)
    _provisioning(stage)
    _backup(stage)
    _throttled(stage)
    _bad_deployment(stage)


def _no_capacity(stage: Stage) -> None:
    machine, actor, at = stage.fleet["gpu-01"], DEVELOPERS[1], stage.period.ago(4, "08:01:05")
    title = "No capacity for the size: three starts failed, the fourth succeeded"
    story = stage.tell("allocation-gpu-01", title, [machine], at, 205, "person")
    for minutes in (0, 7, 41):
        then = at + timedelta(minutes=minutes)
        stage.fails(then, machine, START, actor, "allocation", story, takes=27)
    start(stage.ledger, machine, at + timedelta(minutes=199), actor, incident=story)


def _no_zone(stage: Stage) -> None:
    scale_set, at = stage.fleet["ss-api"], stage.period.ago(5, "12:31:44")
    title = "Autoscale found no capacity in the zone"
    story = stage.tell("allocation-zone-ss-api", title, [scale_set], at, 30, "automation")
    for minutes in (0, 12):
        then = at + timedelta(minutes=minutes)
        stage.fails(then, scale_set, SCALE_SET, SCALING, "allocation-zone", story, takes=94)


def _no_address(stage: Stage) -> None:
    near, at = stage.fleet["gpu-01"], stage.period.ago(14, "13:13:13")
    story = stage.tell("quota-public-ip", "No more public addresses in the subscription", [], at, 5, "person")
    address = near.under("Microsoft.Network", "publicIPAddresses", "pip-bastion")
    name = "Microsoft.Network/publicIPAddresses/write"
    about = {"operation": name, "resource": address}
    why = stage.why("quota-public-ip", near, about, NETWORK_ADMIN, {})
    act = Act(name, address, NETWORK_ADMIN, near.region, ends="Failure", why=why)
    stage.ledger.act(at, act, incident=story)


def _provisioning(stage: Stage) -> None:
    machine, at = stage.fleet["tst-app-02"], stage.period.ago(10, "10:10:10")
    title = "The system of a new machine did not come up in time"
    story = stage.tell("os-provisioning-tst-app-02", title, [machine], at, 25, "guest")
    stage.fails(at, machine, WRITE, TEST_PIPELINE, "os-provisioning", story, takes=1230)
    late = at + timedelta(seconds=1221)
    stage.ledger.health(late, machine, "VirtualMachineProvisioningTimedOut", before="Unknown", after="Unavailable")


def _backup(stage: Stage) -> None:
    for days, name in ((2, "sql-02"), (1, "sql-02"), (23, "app-05")):
        machine, at = stage.fleet[name], stage.period.ago(days, "21:30:09")
        story = stage.tell(f"backup-{name}-{days}", "The nightly backup failed", [machine], at, 20, "guest")
        item = protected_item(machine)
        stage.fails(at, machine, BACKUP_ITEM, BACKUP, "backup-agent", story, resource=item, takes=890)


def _throttled(stage: Stage) -> None:
    at = stage.period.ago(10, "02:00:02")
    machines = [stage.fleet[f"build-{number:02d}"] for number in range(1, 5)]
    story = stage.tell("throttled-build", "A job asked too often", machines, at, 3, "automation")
    for number in range(12):
        then = at + timedelta(seconds=6 * number)
        name = f"{VM}/runCommand/action"
        stage.fails(then, machines[number % 4], name, INVENTORY, "throttled", story)


def _bad_deployment(stage: Stage) -> None:
    at = stage.period.ago(6, "15:02:31")
    machines = [m for m in stage.fleet.machines if m.plan.names in {"tst-web", "tst-app"} and m.copy == 0]
    story = stage.tell("bad-deployment", "One deployment broke forty resources", machines, at, 4, "automation")
    correlation = guid("bad deployment", at)
    troubles: list[Trouble] = []
    for number, machine in enumerate(machine for machine in machines for _ in range(5)):
        under = ("config-app", "AzureMonitorLinuxAgent", "DependencyAgentLinux", "cert-sync", "log-ship")[number % 5]
        act = stage.fails(
            at + timedelta(seconds=3, milliseconds=210 * number),
            machine,
            EXTENSION,
            TEST_PIPELINE,
            "linked-scope",
            story,
            under=under,
            correlation=correlation,
        )
        troubles += [act.why] if act.why else []
    target = machines[0].under("Microsoft.Resources", "deployments", "release-identities")
    said = failed_deployment(target, troubles)
    act = Act(
        DEPLOY,
        target,
        TEST_PIPELINE,
        "westeurope",
        timedelta(seconds=41),
        ends="Failure",
        correlation=correlation,
        why=troubles[0],
        whole=said,
        counted=False,
    )
    stage.ledger.act(at, act, incident=story, machine=machines[0].name)
