"""What happens around the machines in a normal week: deployments, autoscale, and the daily noise of a subscription.

Nothing in here fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from analysis.sources.sample.acts import Act
from analysis.sources.sample.chance import Chance, guid
from analysis.sources.sample.fleet import Machine
from analysis.sources.sample.ledger import Ledger
from analysis.sources.sample.people import (
    AUTOSCALE,
    DEVELOPERS,
    INVENTORY,
    NETWORK_ADMIN,
    OPS_LEAD,
    SCALING,
    SECURITY,
    Actor,
)
from analysis.sources.sample.period import workday
from analysis.sources.sample.rhythm import EXTENSION, WRITE, pipeline, wanted

DEPLOY: Final = "Microsoft.Resources/deployments/write"
SCALE_SET: Final = "Microsoft.Compute/virtualMachineScaleSets/write"
_STEPS: Final = ((7, 2), (11, 1), (16, -1), (20, -2))
_QUIET_STEPS: Final = ((10, 1), (18, -1))
_NOISE: Final = (
    ("Microsoft.Storage/storageAccounts/listKeys/action", "Microsoft.Storage", "storageAccounts", "stcontosodiag"),
    ("Microsoft.Network/networkSecurityGroups/write", "Microsoft.Network", "networkSecurityGroups", "nsg-default"),
    ("Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization", "roleAssignments", "readers"),
    ("Microsoft.Insights/metricAlerts/write", "Microsoft.Insights", "metricAlerts", "cpu-high"),
    ("Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault", "vaults", "kv-contoso-data"),
    ("Microsoft.Automation/automationAccounts/jobs/write", "Microsoft.Automation", "automationAccounts", "aa-nightly"),
    ("Microsoft.OperationalInsights/workspaces/query/action", "Microsoft.OperationalInsights", "workspaces", "log-ops"),
)


def group_life(ledger: Ledger, machines: Sequence[Machine], day: datetime, seed: int) -> None:
    """Write the deployments of a resource group on a day, and what else goes on in it."""
    chance = Chance("group", seed, machines[0].group, day.date())
    for _ in range(chance.between(0, 2) if workday(day) else 0):
        some = [machine for machine in machines if chance.happens(0.35)]
        deploy(ledger, some, day + timedelta(hours=7) + chance.seconds(0, 36000), pipeline(machines[0]))
    for _ in range(chance.between(3, 7)):
        _noise(ledger, machines[0], day + chance.seconds(0, 86000), chance)


def deploy(ledger: Ledger, machines: Sequence[Machine], at: datetime, actor: Actor) -> None:
    """Write a deployment of these machines: the parent, and under its correlation id what it writes."""
    if not machines:
        return
    first = machines[0]
    correlation = guid("deployment", first.group, at)
    target = first.under("Microsoft.Resources", "deployments", f"release-{at:%Y%m%d-%H%M%S}")
    parent = Act(DEPLOY, target, actor, first.region, timedelta(seconds=190), correlation=correlation)
    ledger.act(at, parent)
    for number, machine in enumerate(machines):
        then = at + timedelta(seconds=4 + number, milliseconds=137 * number)
        for name, resource, took in (
            ("Microsoft.Network/networkInterfaces/write", machine.nic, 3),
            (WRITE, machine.id, 48),
            (EXTENSION, machine.extension("config-app"), 75),
        ):
            request = wanted(machine) if name == WRITE else {}
            takes = timedelta(seconds=took)
            act = Act(name, resource, actor, first.region, takes, correlation=correlation, request=request)
            then = ledger.act(then, act) + timedelta(seconds=1)


def _noise(ledger: Ledger, machine: Machine, at: datetime, chance: Chance) -> None:
    name, provider, kind, resource = chance.pick(_NOISE)
    quick = timedelta(milliseconds=900)
    who = chance.pick((INVENTORY, INVENTORY, NETWORK_ADMIN, OPS_LEAD, chance.pick(DEVELOPERS)))
    ledger.act(at, Act(name, machine.under(provider, kind, resource), who, machine.region, quick, accepted=False))
    if chance.happens(0.06):
        target = machine.under("Microsoft.Security", "locations", machine.region) + f"/alerts/{guid('alert', at)}"
        ledger.act(
            at + timedelta(seconds=9),
            Act(
                "Microsoft.Security/locations/alerts/activate/action",
                target,
                SECURITY,
                machine.region,
                quick,
                accepted=False,
                category="Security",
            ),
        )


def scale_set_life(ledger: Ledger, scale_set: Machine, day: datetime, seed: int) -> None:
    """Write how autoscale lets a scale set breathe: out in the morning and at noon, back in towards the night."""
    chance = Chance("scale", seed, scale_set.id, day.date())
    size = scale_set.plan.count
    for hour, step in _STEPS if workday(day) else _QUIET_STEPS:
        at = day + timedelta(hours=hour) + chance.seconds(0, 2400)
        scale(ledger, scale_set, at, (size, size + step))
        size += step


def scale(ledger: Ledger, scale_set: Machine, at: datetime, sizes: tuple[int, int], *, incident: str = "") -> None:
    """Write that autoscale takes a scale set from one size to another: its decision, the write, and its result."""
    old, new = sizes
    word = "Scaleup" if new > old else "Scaledown"
    setting = scale_set.under("Microsoft.Insights", "autoscalesettings", f"{scale_set.name}-autoscale")
    extra = {
        "Description": f"The autoscale engine attempting to scale resource '{scale_set.id}' from {old} instances count "
        f"to {new} instances count.",
        "ResourceName": scale_set.id,
        "OldInstancesCount": str(old),
        "NewInstancesCount": str(new),
        "ActiveAutoscaleProfile": "Weekday" if workday(at) else "Weekend",
        "LastScaleActionTime": f"{at:%d %m %Y %H:%M:%S} GMT",
    }
    for after, kind in ((0, "Action"), (75, "Result")):
        name = f"Microsoft.Insights/AutoscaleSettings/{word}{'Result' if kind == 'Result' else ''}/Action"
        said = Act(
            name,
            setting,
            AUTOSCALE,
            scale_set.region,
            timedelta(seconds=1),
            accepted=False,
            category="Autoscale",
            extra=extra,
        )
        ledger.act(at + timedelta(seconds=after), said)
    write = Act(
        SCALE_SET,
        scale_set.id,
        SCALING,
        scale_set.region,
        timedelta(seconds=66),
        request={"sku": {"name": scale_set.plan.size, "capacity": new}},
    )
    ledger.act(at + timedelta(seconds=3), write, incident=incident, machine=scale_set.name)
