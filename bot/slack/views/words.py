"""How grades, effects and counts are said; the same words everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.usecases.answers import By, ExplainedMatch, FixStep, Grade, RedactionCount, State

GRADES: dict[Grade, str] = {"confirmed": "Confirmed", "likely": "Likely", "possible": "Possible"}
BY: dict[By, str] = {
    "person": "A person did it",
    "automation": "An automation did it",
    "policy": "Azure Policy did it",
    "platform": "Azure did it",
    "guest": "It came from inside the machine",
    "unknown": "I do not know who or what did it",
}
STATES: dict[State, str] = {
    "new": "New",
    "regressed": "Came back",
    "escalating": "Growing",
    "steady": "As before",
    "gone": "Gone",
}
_RETRY = {
    "no": "a retry alone will not help",
    "safe": "safe to retry",
    "later": "retry later",
    "platform": "Azure retries by itself",
}
_ACT = {"platform": "Azure has to act", "nobody": "nothing to do"}
# What a command works on, by the words it is made of; the first that fits.
_TARGETS = (
    (r"\bvmss\b|AzVmss", "the scale set"),
    (r"\bvm\b|AzVM", "the VM"),
    (r"\bdisk\b|AzDisk|\bsnapshot\b|AzSnapshot", "the disk"),
    (r"\bnetwork\b|AzNetwork|AzVirtualNetwork|AzPublicIp", "the network"),
    (r"\brole\b|AzRole", "access rights"),
    (r"\bpolicy\b|AzPolicy|\block\b|AzResourceLock", "what is allowed"),
    (r"\bquota\b|AzQuota", "the quota"),
    (r"\bprovider\b|\bfeature\b|AzResourceProvider|AzProviderFeature", "the subscription"),
    (r"^\s*az\b|-Az[A-Z]", "Azure resources"),
)


def standing(match: ExplainedMatch) -> str:
    """Give whose turn it is and whether a retry helps, in a few words."""
    if match.act == "nobody":
        return _ACT["nobody"]
    return " · ".join(filter(None, (_ACT.get(match.act), _RETRY.get(match.retry))))


def effect(step: FixStep) -> tuple[str, str] | None:
    """Give emoji and words for what a command does to the systems it runs against; None if it only reads."""
    if step.effect == "read" or not step.command:
        return None
    if step.effect == "destroy":
        return "octagonal_sign", "deletes data: this cannot be undone"
    target = next((words for pattern, words in _TARGETS if re.search(pattern, step.command, re.MULTILINE)), "the VM")
    return "warning", f"changes {target}"


def counted(count: int, noun: str) -> str:
    """Give the count with its noun.

    >>> counted(1, "page"), counted(2, "storage account key"), counted(3, "recovery key entry")
    ('1 page', '2 storage account keys', '3 recovery key entries')
    """
    if count == 1 or noun.endswith("s"):
        return f"{count} {noun}"
    if re.search(r"[^aeiou]y$", noun):
        return f"{count} {noun[:-1]}ies"
    return f"{count} {noun}s"


def redacted(redactions: Sequence[RedactionCount]) -> str:
    """Give the sentence that says which secrets were taken out of the text, empty if there were none."""
    found = [counted(each.count, re.sub(r"[_-]+", " ", each.kind).strip()) for each in redactions if each.count > 0]
    if not found:
        return ""
    several = len(found) > 1 or any(each.count > 1 for each in redactions)
    listed = " and ".join(filter(None, (", ".join(found[:-1]), found[-1])))
    return f"I took out {listed} before reading this; consider rotating {'them' if several else 'it'}."
