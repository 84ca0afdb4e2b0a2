"""Operations that belong together under one correlation id.

A deployment and its writes, a scale set and its instances, a request and the policies that judged it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from analysis.operation import Operation, OperationKey

# Codes that only say "look inside".
_WRAPPERS: Final = frozenset(
    {
        "",
        "deploymentfailed",
        "deploymentfailedcleanup",
        "deploymentoperationfailed",
        "resourcedeploymentfailure",
        "resourceoperationfailure",
        "resourceoperationfailed",
        "invalidtemplatedeployment",
        "conflict",
        "badrequest",
        "multipleerrorsoccurred",
        "vmscalesetinstanceoperationfailed",
    }
)


def linked(operations: Iterable[Operation]) -> list[Operation]:
    """Give the operations with parents, children and `counts` filled in, oldest start first, then by key."""
    families: dict[str, list[Operation]] = defaultdict(list)
    alone: list[Operation] = []
    for operation in operations:
        (families[operation.correlation_id] if operation.correlation_id else alone).append(operation)
    for family in families.values():
        alone += _linked(family) if len(family) > 1 else family
    return sorted(alone, key=lambda one: (one.start, one.key))


@dataclass(frozen=True, slots=True)
class _Family:
    """The operations of one correlation id, oldest first, by what is looked up."""

    members: tuple[Operation, ...]
    by_resource: Mapping[str, list[Operation]]  # requests only, no judgements of policies
    deployments: tuple[Operation, ...]
    requests: tuple[Operation, ...]
    failures: tuple[Operation, ...]
    refusals: Mapping[str, str]  # policies that refused, by resource


def _family(members: Iterable[Operation]) -> _Family:
    ordered = tuple(sorted(members, key=lambda one: (one.start, one.key)))
    requests = tuple(one for one in ordered if not one.is_policy)
    by_resource: dict[str, list[Operation]] = defaultdict(list)
    for one in requests:
        by_resource[one.resource].append(one)
    refused = [one for one in ordered if one.is_policy and one.failed and one.policies]
    return _Family(
        members=ordered,
        by_resource=by_resource,
        deployments=tuple(one for one in requests if one.is_deployment),
        requests=requests,
        failures=tuple(one for one in requests if one.failed),
        refusals={one.resource: one.policies for one in reversed(refused)},
    )


def _linked(members: Iterable[Operation]) -> Iterator[Operation]:
    family = _family(members)
    parents = {member.key: _parent(member, family) for member in family.members}
    children: dict[OperationKey, list[OperationKey]] = defaultdict(list)
    for key, parent in parents.items():
        if parent is not None:
            children[parent].append(key)
    echoes = _echoes(family, parents)
    for member in family.members:
        refused = family.refusals.get(member.resource, "") if member.failed else ""
        yield replace(
            member,
            parent=parents[member.key],
            children=tuple(children[member.key]),
            policies=member.policies or refused,
            counts=member.key not in echoes,
        )


def _parent(member: Operation, family: _Family) -> OperationKey | None:
    """Give the nearest operation above: the request a policy judged, the resource above, the deployment behind all."""
    if member.is_policy:
        judged = family.by_resource.get(member.resource) or list(family.requests)
        return judged[0].key if judged else None
    if member.dry_run:
        return None
    if member.is_deployment:
        before = [one for one in family.deployments if (one.start, one.key) < (member.start, member.key)]
        return _naming(member, before)
    parts = member.resource.split("/")
    for end in range(len(parts) - 1, 0, -1):
        above = [one for one in family.by_resource.get("/".join(parts[:end]), ()) if not one.is_deployment]
        if above:
            return above[0].key
    return _naming(member, family.deployments)


def _naming(member: Operation, deployments: Iterable[Operation]) -> OperationKey | None:
    """Give the last deployment whose failure names the resource, else the first of all."""
    known = list(deployments)
    named = [one for one in known if one.status_message and member.resource in one.status_message.lower()]
    return named[-1].key if named else known[0].key if known else None


def _echoes(family: _Family, parents: Mapping[OperationKey, OperationKey | None]) -> set[OperationKey]:
    """Give the failures that only repeat another that is counted."""
    echoes = {one.key for one in family.members if one.is_policy and one.failed and family.failures}
    below: dict[OperationKey, list[Operation]] = defaultdict(list)
    for failure in family.failures:
        for key in _above(failure.key, parents):
            below[key].append(failure)
    resources = [one for one in family.failures if not one.is_deployment and not one.dry_run]
    for one in family.failures:
        if one.dry_run and any(other.is_deployment for other in family.failures):
            echoes.add(one.key)
        inside = resources if one.is_deployment and resources else below[one.key]
        if inside and _says_the_same(one, inside):
            echoes.add(one.key)
    return echoes


def _above(key: OperationKey, parents: Mapping[OperationKey, OperationKey | None]) -> Iterator[OperationKey]:
    seen = {key}
    above = parents[key]
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = parents[above]


def _says_the_same(parent: Operation, children: Iterable[Operation]) -> bool:
    """Tell whether a failure holds nothing but what its children's say: their codes, or only "look inside"."""
    code = parent.error_code.lower()
    if code in _WRAPPERS:
        return True
    codes = {code, *(part.strip().lower() for part in parent.error_codes.split(">"))}
    text = parent.status_message.lower()
    return any(child.error_code.lower() in codes or child.resource in text for child in children)
