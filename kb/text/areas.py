"""Which part of Azure a text is about, where pages of different parts say the same in the same words.

"Throttled" is said by a cluster, by a storage account and by the manager of all resources; who asks without naming a
cluster does not mean the page of the cluster.
"""

from __future__ import annotations

import re

# What somebody says who means the area, in the widest sense; an area is named as the folder of its entries.
_HINTS = {
    "aks": r"\baks\b|kubernetes|k8s|node ?pools?|\bnodes?\b|cluster|kube|vmsscse|\bpods?\b",
    "authorization": r"\broles?\b|permission|access|assign|deny|denied|author|scope",
    "entra": r"aadsts|log ?in|sign|token|tenant|mfa|credential|secret|principal|\bapp\b|consent",
    "insights": r"metric|monitor|alert|insight|\blogs?\b",
    "key-vault": r"vault|secret|\bkeys?\b|certificate",
    "managed-identity": r"identit|\bmsi\b",
    "marketplace": r"marketplace|\bplan\b|offer|terms|image|purchase|publisher",
    "policy": r"polic|initiative|exempt|complian|governance",
    "quota": r"quota|limit|support|\bcores?\b|vcpu",
    "recovery-services": r"back(?:ed)?[ -]?up|vault|restor|recovery|snapshot|freeze|\bvss\b",
    "resource-health": r"health|event|annotation|platform|maintenance|migrat|host|hardware|reboot|restart|redeploy"
    r"|notif|spot|evict|preempt|availab|degrad",
    "site-recovery": r"site recovery|\basr\b|replicat|failover|protect|mobility",
    "storage": r"storage|blob|\bsas\b|container|queue|table|share|\bfiles?\b|adls|data lake|\bkeys?\b",
    "subscription": r"subscri|provider|regist|feature",
}
# What somebody says who can mean nothing else.
_NAMES = {
    "aks": r"\baks\b|kubernetes|k8s|node ?pool",
    "key-vault": r"vault",
    "recovery-services": r"back[ -]?up|restor",
    "site-recovery": r"site recovery|\basr\b|replicat|failover",
    "storage": r"storage|\bblobs?\b|\bsas\b",
}
_HINT = {area: re.compile(f"(?i){pattern}") for area, pattern in _HINTS.items()}
_NAME = {area: re.compile(f"(?i){pattern}") for area, pattern in _NAMES.items()}


def hinted(text: str) -> frozenset[str]:
    """Give the areas that a text may be about.

    >>> sorted(hinted("the nodes of our cluster have no token"))
    ['aks', 'entra']
    """
    return frozenset(area for area, pattern in _HINT.items() if pattern.search(text))


def named(text: str) -> frozenset[str]:
    """Give the areas that a text names.

    >>> sorted(named("backup of the AKS nodes fails"))
    ['aks', 'recovery-services']
    """
    return frozenset(area for area, pattern in _NAME.items() if pattern.search(text))


def is_area(name: str) -> bool:
    """Say whether pages of a folder are meant only where a text hints at its area."""
    return name in _HINT


def of_any_computer(entry: str) -> bool:
    """Say whether an entry, by its id, is about what any computer prints; stop codes say enough by themselves."""
    return entry.startswith("guest/") and not entry.startswith(("guest/0x", "guest/0X"))
