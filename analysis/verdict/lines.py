"""Whose doing one operation was, with the evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Final

from analysis.operation import Operation, OperationKey
from analysis.verdict.askers import asker
from analysis.verdict.causes import cause, remark
from analysis.verdict.words import OUTCOMES, Finding, called, stamp

_REMEDIES: Final = ("deployifnotexists/action", "modify/action")


def of_operation(operation: Operation, every: Mapping[OperationKey, Operation], *, zone: tzinfo = UTC) -> Finding:
    """Give whose doing an operation was.

    That is whoever asked for it, but a policy that refused it, and the guest if it failed inside the machine. Where
    Azure had no room or failed itself, that is said beside.

    Args:
        operation: the operation.
        every: all operations by key; policy rows under the same correlation id tell of remediations.
        zone: the zone in which the sentences name times.
    """
    asked = asker(operation)
    told = _told(operation, asked.name, zone)
    if denied := _denial(operation, every):
        return Finding("policy", (told, denied))
    if operation.failed and cause(operation.error_code, operation.message) == "guest":
        return Finding(
            "guest", (told, f"{operation.error_code or 'This'} comes from inside the machine: its system or an agent.")
        )
    if remedy := _remedy(operation, every):
        return Finding("policy", (told, remedy))
    said = remark(operation.error_code) if operation.failed else ""
    if operation.category.lower() == "autoscale":
        said = said or operation.details
    return Finding(asked.by, (told, said) if said else (told,))


def _told(operation: Operation, name: str, zone: tzinfo) -> str:
    """Give the sentence that says when who did what, and how it ended."""
    doing = operation.label[:1].lower() + operation.label[1:]
    target = called(operation.resource_id)
    who = name or "somebody that the log does not name"
    tries = f" after {operation.attempts} tries" if operation.attempts > 1 else ""
    code = f" with {operation.error_code}" if operation.failed and operation.error_code else ""
    end = OUTCOMES[operation.outcome]
    return f'{stamp(operation.start, zone)}: {who} asked for "{doing}" on {target}, {end}{tries}{code}.'


def _denial(operation: Operation, every: Mapping[OperationKey, Operation]) -> str:
    """Give the sentence about the policy that refused it, "" if none did."""
    if not operation.failed:
        return ""
    refused = operation.is_policy or cause(operation.error_code, operation.message) == "policy"
    judged = [every[key] for key in operation.children if key in every and every[key].is_policy and every[key].failed]
    if not refused and not judged:
        return ""
    names = policy_names(operation.policies or next((one.policies for one in judged if one.policies), ""))
    return f"Azure Policy refused the request{': ' + names if names else ''}."


def _remedy(operation: Operation, every: Mapping[OperationKey, Operation]) -> str:
    """Give the sentence about the policy that made it, "" if it was no remediation."""
    if operation.operation.endswith(_REMEDIES) and operation.is_policy:
        names = policy_names(operation.policies)
        return f"A policy remediated the resource{': ' + names if names else ''}."
    above = every.get(operation.parent) if operation.parent else None
    by_policy = above is not None and asker(above).by == "policy"
    return "It belongs to a deployment that a policy made." if by_policy else ""


def policy_names(policies: str) -> str:
    """Give the names of the policies in a row's JSON list, "" if there are none to read.

    >>> policy_names('[{"name": "Allowed locations", "effect": "deny", "assignment": "corp"}]')
    'Allowed locations (assignment corp)'
    """
    try:
        read = json.loads(policies or "[]")
    except ValueError:
        return ""
    found = [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []
    named = [(str(one.get("name") or ""), str(one.get("assignment") or "")) for one in found]
    return ", ".join(
        f"{name or assignment}{f' (assignment {assignment})' if name and assignment else ''}"
        for name, assignment in dict.fromkeys(named)
        if name or assignment
    )
