"""Answers to draw: one match as a full page gives it, and builders for everything around it."""

from collections.abc import Iterator
from typing import Any

from bot.usecases.answers import ExplainedMatch, Explanation, FixStep
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


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Give every element of a message."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from parts(inner)
