"""Which policies a row names, in a policy's own rows and in the denial of a request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.sources.shapes.values import Fields, as_json, decoded, fields, first, text

_MARK: Final = "policy identifier"


def read_policies(properties: Fields, status_message: str, message: str) -> str:
    """Give the policies that a row names as a JSON list of {name, effect, assignment}; "" if it names none.

    They stand in properties.policies, in a denial's additionalInfo or in its message.
    """
    found = list(_named(properties["policies"])) if properties.get("policies") else []
    if not found and "olicy" in status_message:
        found = list(_denying(decoded(status_message))) or list(_in_message(message))
    unique = list({as_json(policy): policy for policy in found}.values())
    return as_json(unique) if unique else ""


def _named(value: object) -> Iterator[dict[str, str]]:
    several = decoded(value)
    for one in several if isinstance(several, list) else [several]:
        policy = fields(one)
        if policy:
            yield _policy(policy)


def _policy(policy: Fields) -> dict[str, str]:
    definition, assignment = fields(policy.get("policydefinition")), fields(policy.get("policyassignment"))
    name = first(policy, "policydefinitiondisplayname", "policydefinitionname") or first(definition, "name", "id")
    assigned = first(policy, "policyassignmentdisplayname", "policyassignmentname", "policyassignmentid")
    return {
        "name": _last(text(name or policy.get("policydefinitionid"))),
        "effect": text(first(policy, "policydefinitioneffect", "effect")).lower(),
        "assignment": _last(text(assigned or first(assignment, "name", "id"))),
    }


def _denying(node: object, depth: int = 0) -> Iterator[dict[str, str]]:
    """Give the policies in any additionalInfo of type PolicyViolation, at any depth."""
    if depth > 8:  # noqa: PLR2004 - deeper than any error seen; a bound for hostile input
        return
    if isinstance(node, list):
        for one in node:
            yield from _denying(one, depth + 1)
    elif isinstance(node, dict):
        inside = fields(node)
        if text(inside.get("type")).lower() == "policyviolation":
            yield from _named(inside.get("info"))
        for one in inside.values():
            yield from _denying(decoded(one), depth + 1)


def _in_message(message: str) -> Iterator[dict[str, str]]:
    """Give the policies of "Policy identifiers: '[{…}]'" with the effect that a denial has."""
    at = message.lower().find(_MARK)
    start, end = message.find("[", at), message.rfind("]")
    if at < 0 or start < 0:
        return
    for policy in _named(message[start : end + 1]):
        yield policy | {"effect": policy["effect"] or "deny"}


def _last(name: str) -> str:
    """Give the name at the end of an id; other text as it is."""
    return name.rstrip("/").rsplit("/", 1)[-1] if name.startswith("/") else name
