"""Answers to draw: one match as a full page gives it, and builders for everything around it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from analysis.gaps import Gap
from analysis.window import Window
from bot.usecases.answers import (
    BadDeployment,
    ExplainedMatch,
    Explanation,
    FixStep,
    Happening,
    History,
    RecurringFailure,
    Report,
    Totals,
    Verdict,
)
from kb.entry import Reference

STEPS = (
    FixStep("See which sizes are left.", "az vm list-skus --location westeurope --output table", "sh", "read"),
    FixStep("Move it to another cluster.", "az vm deallocate -g rg-shop -n vm-web-01", "sh", "change"),
    FixStep("Last resort: delete it.", "az vm delete -g rg-shop -n vm-web-01 --yes", "sh", "destroy"),
)
ALLOCATION = ExplainedMatch(
    entry="compute/AllocationFailed",
    kind="error",
    code="AllocationFailed",
    title="The zone or region has no capacity left for this VM size",
    confidence=0.9,
    grade="likely",
    error=0,
    act="you",
    retry="later",
    meaning="Azure found no host with free capacity for `Standard_D8s_v5`. Your template is sound.",
    causes=("The region is short of hardware.", "The VM is pinned to a **fixed zone**."),
    evidence=(),
    fixes=STEPS,
    diagnose=(),
    verify=(),
    prevent=(),
    tip="",
    references=(Reference("Allocation failures", "https://learn.microsoft.com/azure/allocation-failure"),),
    related=(),
)


def answer(**fields: object) -> Explanation:
    """Give an answer that knows nothing but what is said here."""
    empty: dict[str, Any] = {
        "matches": (),
        "nearest": (),
        "unlisted": (),
        "chain": (),
        "entities": {},
        "redactions": (),
        "notices": (),
        "knowledge_version": "2026.11.20",
        "elapsed_ms": 1.5,
    }
    return Explanation(**(empty | fields))


MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
WEEK = Window(MONDAY, MONDAY + timedelta(days=7))
GROUP = "/subscriptions/1111aaaa-0000-0000-0000-000000000000/resourceGroups/rg-shop/providers/Microsoft.Compute"
MACHINE = f"{GROUP}/virtualMachines/vm-web-01"


def happening(**fields: object) -> Happening:
    """Give a line of a timeline: a person's start of the machine that succeeded, changed by what is said here."""
    usual: dict[str, Any] = {
        "time": MONDAY + timedelta(hours=2),
        "end": None,
        "kind": "operation",
        "name": "Microsoft.Compute/virtualMachines/start/action",
        "label": "Start virtual machine",
        "outcome": "succeeded",
        "code": "",
        "message": "",
        "entry": "",
        "title": "",
        "by": "person",
        "who": "ops@contoso.example",
        "resource": MACHINE,
        "correlation_id": "c1",
        "attempts": 1,
        "folded": 0,
    }
    return Happening(**(usual | fields))


FAILED_START = happening(
    time=MONDAY + timedelta(hours=3),
    outcome="failed",
    code="AllocationFailed",
    message="We do not have sufficient capacity for the requested VM size in this region.",
    entry="compute/AllocationFailed",
    title=ALLOCATION.title,
)


def told(**fields: object) -> History:
    """Give a history: a start that failed for lack of capacity, changed by what is said here."""
    usual: dict[str, Any] = {
        "resource": MACHINE,
        "name": "vm-web-01",
        "window": WEEK,
        "verdict": Verdict("person", ("ops@contoso.example started it, and Azure had no host for it.",)),
        "timeline": (happening(), FAILED_START),
        "explained": (ALLOCATION,),
        "gaps": (Gap("never logged", "Azure does not log reads."),),
        "source": "2 files in exports",
        "knowledge_version": "2026.11.20",
    }
    return History(**(usual | fields))


def recurring(**fields: object) -> RecurringFailure:
    """Give a cluster of a report: a new one with a page, changed by what is said here."""
    usual: dict[str, Any] = {
        "id": "c-1",
        "state": "new",
        "template": "we do not have sufficient capacity for {value}",
        "detail": "",
        "code": "AllocationFailed",
        "entry": "compute/AllocationFailed",
        "title": ALLOCATION.title,
        "act": "you",
        "fix": STEPS[0],
        "draft": "",
        "count": 12,
        "previous": 0,
        "baseline": 0,
        "rate": None,
        "resources": 3,
        "top_resources": ((MACHINE, 9),),
        "first_seen": MONDAY,
        "last_seen": MONDAY + timedelta(days=3),
        "exemplar": "We do not have sufficient capacity for Standard_D8s_v5",
        "deployments": (),
        "days": ((date(2026, 11, 10), 12),),
        "asked": 2,
    }
    return RecurringFailure(**(usual | fields))


def reported(*clusters: RecurringFailure, **fields: object) -> Report:
    """Give a report on a week with these clusters, changed by what is said here."""
    usual: dict[str, Any] = {
        "window": WEEK,
        "name": "2026-W46",
        "zone": "UTC",
        "partial": False,
        "totals": Totals(operations=1200, failures=sum(one.count for one in clusters), resources=3),
        "clusters": clusters,
        "deployments": (BadDeployment("d-1", 9, ("c-1",)),) if clusters else (),
        "resources": ((MACHINE, 9),) if clusters else (),
        "covered": sum(one.count for one in clusters if one.entry),
        "filters": (),
        "gaps": (),
        "source": "2 files in exports",
        "knowledge_version": "2026.11.20",
    }
    return Report(**(usual | fields))


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Give every element of a message."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from parts(inner)
