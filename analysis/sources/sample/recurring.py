"""Failures that come back week after week: each kind has a plan of how many operations fail with it in which week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from analysis.sources.sample.acts import Act, Trouble
from analysis.sources.sample.chance import Chance, guid
from analysis.sources.sample.fleet import Fleet, Machine
from analysis.sources.sample.groups import DEPLOY
from analysis.sources.sample.ledger import Ledger
from analysis.sources.sample.people import (
    BACKUP,
    DEVELOPERS,
    OPS_LEAD,
    PIPELINE,
    TEST_LEAD,
    TEST_PIPELINE,
    Actor,
)
from analysis.sources.sample.period import Period
from analysis.sources.sample.places import failed_deployment, places
from analysis.sources.sample.policies import DENY_UNTAGGED, denial
from analysis.sources.sample.rhythm import BACKUP_ITEM, EXTENSION, START, WRITE, protected_item, wanted

Plan = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A failure that recurs: its wording, its plan, on which machines, in whose name, by which operation."""

    key: str
    plan: Plan
    machines: str
    actor: Actor
    operation: str
    under: str = ""


def steady(rate: int) -> Plan:
    """As often every week, give or take one."""
    return lambda left: rate + (left * 7 + rate) % 3 - 1


def new(rate: int, *, weeks: int) -> Plan:
    """Never before, but in the last so many weeks."""
    return lambda left: rate if left < weeks else 0


def regressed(rate: int, *, silent: int, weeks: int) -> Plan:
    """Steady, then silent for so many weeks, then back for the last so many."""
    return lambda left: 0 if weeks <= left < weeks + silent else rate


def escalating(rate: int, *, to: int, weeks: int) -> Plan:
    """Steady, then far more in the last so many weeks."""
    return lambda left: to if left < weeks else steady(rate)(left)


def gone(rate: int, *, weeks: int) -> Plan:
    """Steady, then not once in the last so many weeks."""
    return lambda left: 0 if left < weeks else steady(rate)(left)


def rare(*lefts: int) -> Plan:
    """Once in these weeks, counted back from the last (0), and a silence that means nothing in between."""
    return lambda left: 1 if left in lefts else 0


PLANS: Final = (
    Recurring("agent-install", steady(6), "tst-app", TEST_PIPELINE, EXTENSION, "AzureMonitorLinuxAgent"),
    Recurring("backup-vss", steady(4), "sql", BACKUP, BACKUP_ITEM),
    Recurring("nic-reserved", steady(3), "build", TEST_PIPELINE, WRITE),
    Recurring("not-allowed", steady(5), "dev", DEVELOPERS[2], START),
    Recurring("parent-missing", steady(3), "tst-web", TEST_PIPELINE, EXTENSION, "config-app"),
    Recurring("script-exit-1", escalating(3, to=19, weeks=1), "build", TEST_PIPELINE, EXTENSION, "config-app"),
    Recurring("backup-freeze", escalating(2, to=17, weeks=1), "db", BACKUP, BACKUP_ITEM),
    Recurring("policy-tag", escalating(4, to=24, weeks=2), "dev", DEVELOPERS[0], WRITE),
    Recurring("house-agent", new(7, weeks=1), "erp", PIPELINE, EXTENSION, "contoso-agent"),
    Recurring("subnet-full", new(4, weeks=1), "tst-web", TEST_LEAD, "Microsoft.Network/networkInterfaces/write", "nic"),
    Recurring("script-exit-127", new(5, weeks=2), "tst-app", TEST_PIPELINE, EXTENSION, "config-app"),
    Recurring("house-licence", new(4, weeks=3), "erp", OPS_LEAD, EXTENSION, "contoso-licence"),
    Recurring("disk-detaching", regressed(4, silent=3, weeks=1), "build", TEST_LEAD, WRITE),
    Recurring("script-download", regressed(5, silent=3, weeks=1), "dev", DEVELOPERS[3], EXTENSION, "config-app"),
    Recurring("backup-running", regressed(4, silent=3, weeks=2), "db", OPS_LEAD, BACKUP_ITEM),
    Recurring("other-operation", gone(15, weeks=1), "tst-app", TEST_PIPELINE, WRITE),
    Recurring("script-exit-100", gone(14, weeks=1), "tst-web", TEST_PIPELINE, EXTENSION, "config-app"),
    Recurring("extension-timeout", gone(16, weeks=2), "build", TEST_PIPELINE, EXTENSION, "config-app"),
    Recurring("start-timeout", rare(0, 2, 4, 6), "dev", DEVELOPERS[4], START),
    Recurring("resize-cluster", rare(1, 3, 5, 7), "gpu", DEVELOPERS[1], WRITE),
)

HEALTHY: Final[Mapping[str, float]] = {
    "agent-install": 6,
    "backup-vss": 4,
    "nic-reserved": 3,
    "not-allowed": 5,
    "parent-missing": 3,
    "script-exit-1": 8,
    "backup-freeze": 4,
    "policy-tag": 12,
    "house-agent": 3,
    "script-exit-127": 5,
    "disk-detaching": 3,
    "script-download": 4,
    "backup-running": 3,
    "other-operation": 20,
    "script-exit-100": 9,
}

# Machines with stories of their own in the last week: nothing else goes wrong on them.
SPARED: Final = frozenset("dev-04 dev-05 dev-06 dev-07 sql-02 sql-04 db-02 db-03 erp-02 erp-03".split())


def recur(ledger: Ledger, fleet: Fleet, period: Period, *, copy: int, healthy: bool) -> None:
    """Write the failures that recur in one copy of the fleet; in a healthy one all of them at constant rates."""
    for recurring in PLANS:
        alike = [m for m in fleet.machines if m.plan.names == recurring.machines and m.copy == copy]
        machines = [machine for machine in alike if machine.name not in SPARED]
        for week in range(period.weeks):
            chance = Chance("recurring", period.seed, recurring.key, copy, week)
            for _ in range(_count(recurring, period.weeks - 1 - week, week, chance, healthy=healthy)):
                day = period.start + timedelta(days=7 * week + chance.between(0, 6), hours=5)
                _fail(ledger, recurring, chance.pick(machines), day + chance.seconds(0, 60000), chance)


def _count(recurring: Recurring, left: int, week: int, chance: Chance, *, healthy: bool) -> int:
    if not healthy:
        return recurring.plan(left)
    count = chance.count(HEALTHY.get(recurring.key, 0))
    return max(count, 1) if week == 0 and recurring.key in HEALTHY else count


def _fail(ledger: Ledger, recurring: Recurring, machine: Machine, at: datetime, chance: Chance) -> None:
    resource, operation = _target(recurring, machine), recurring.operation
    why = Trouble(recurring.key, places(machine, chance, recurring.actor, recurring.under, operation, resource))
    correlation = guid("recurring", recurring.key, machine.id, at)
    act = Act(
        operation,
        resource,
        recurring.actor,
        machine.region,
        chance.seconds(20, 400),
        ends="Failure",
        why=why,
        correlation=correlation,
        by="policy" if recurring.key.startswith("policy") else None,
        request=_request(machine, operation),
    )
    incident = f"recurring-{recurring.key}"
    ledger.act(at, act, incident=incident, machine=machine.name)
    if recurring.key == "policy-tag":
        deny = denial(machine, act, DENY_UNTAGGED)
        ledger.act(at + timedelta(milliseconds=300), deny, incident=incident, machine=machine.name)
    if operation == EXTENSION and recurring.actor in (PIPELINE, TEST_PIPELINE):
        _parent(ledger, act, machine, at, why)


def _request(machine: Machine, operation: str) -> dict[str, object]:
    if operation == BACKUP_ITEM:
        return {"properties": {"objectType": "IaasVMBackupRequest", "sourceResourceId": machine.id}}
    return wanted(machine) if operation == WRITE else {}


def _parent(ledger: Ledger, child: Act, machine: Machine, at: datetime, why: Trouble) -> None:
    """Write the deployment around a failed resource: it fails too, and is not counted beside it."""
    target = machine.under("Microsoft.Resources", "deployments", f"config-{machine.name}-{at:%m%d%H%M}")
    said = failed_deployment(target, (why,))
    parent = Act(
        DEPLOY,
        target,
        child.actor,
        machine.region,
        child.takes + timedelta(seconds=8),
        ends="Failure",
        correlation=child.correlation,
        why=why,
        whole=said,
        counted=False,
    )
    ledger.act(at - timedelta(seconds=4), parent)


def _target(recurring: Recurring, machine: Machine) -> str:
    if recurring.operation == BACKUP_ITEM:
        return protected_item(machine)
    if recurring.under == "nic":
        return machine.nic
    return machine.extension(recurring.under) if recurring.under else machine.id
