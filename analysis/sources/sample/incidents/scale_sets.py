"""What happened to scale sets: autoscale, and the retries that the platform makes itself.

Source: https://learn.microsoft.com/azure/virtual-machine-scale-sets/resilient-vm-create-delete
"""

from __future__ import annotations

from datetime import timedelta

from analysis.sources.sample.acts import Act, Trouble
from analysis.sources.sample.groups import SCALE_SET, scale
from analysis.sources.sample.incidents.stage import Stage
from analysis.sources.sample.people import ON_CALL, TEST_PIPELINE

_DELETE = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/delete"


def scale_sets(stage: Stage) -> None:
    """Write the incidents of scale sets."""
    _breathing(stage)
    _resilient_delete(stage, instance=17, days=4, tries=3, ends="Success")
    _resilient_delete(stage, instance=9, days=12, tries=4, ends="Failure")
    _resilient_create(stage)


def _breathing(stage: Stage) -> None:
    scale_set, at = stage.fleet["ss-web"], stage.period.ago(3, "12:34:56")
    story = stage.tell("autoscale-ss-web", "Autoscale added instances", [scale_set], at, 2, "automation")
    scale(stage.ledger, scale_set, at, (7, 9), incident=story)


def _resilient_delete(stage: Stage, *, instance: int, days: int, tries: int, ends: str) -> None:
    scale_set, at = stage.fleet["ss-ci"], stage.period.ago(days, "13:00:20")
    title = f"Resilient delete tried {tries + 1} times"
    story = stage.tell(f"resilient-delete-ss-ci_{instance}", title, [scale_set], at, 25, "automation")
    internal = Trouble("internal", {})
    act = Act(
        _DELETE,
        scale_set.instance(instance),
        TEST_PIPELINE,
        scale_set.region,
        timedelta(minutes=20),
        ends=ends,
        why=internal if ends == "Failure" else None,
        again=tuple((180.0 * (number + 1), internal) for number in range(tries)),
    )
    stage.ledger.act(at, act, incident=story, machine=scale_set.name)


def _resilient_create(stage: Stage) -> None:
    scale_set, at = stage.fleet["ss-ci"], stage.period.ago(5, "08:40:00")
    title = "Resilient create needed half an hour for new instances"
    story = stage.tell("resilient-create-ss-ci", title, [scale_set], at, 29, "person")
    again = tuple((600.0 * number, Trouble("os-provisioning", {"vm": f"ss-ci_{20 + number}"})) for number in (1, 2))
    request = {"sku": {"name": scale_set.plan.size, "capacity": 6}}
    act = Act(SCALE_SET, scale_set.id, ON_CALL, scale_set.region, timedelta(minutes=28), again=again, request=request)
    stage.ledger.act(at, act, incident=story, machine=scale_set.name)
