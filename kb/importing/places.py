"""Where a document belongs: its provider, and its address by the convention of the repositories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

_SITE = "https://learn.microsoft.com"
# The first that fits names the folder of the entries.
_PROVIDERS = (
    (r"kubernetes|\baks\b|agentbaker", "aks"),
    (r"site-?recovery", "site-recovery"),
    (r"backup|recovery-?services|vmsnapshot", "recovery-services"),
    (r"(?:resource|service)-?health", "resource-health"),
    (r"azure-arc|arc-enabled|hybrid-?compute", "arc"),
    (r"virtual-?machine|scale-?set|\bcompute\b|\bvmss\b|dedicated-host|waagent|walinuxagent|extension", "compute"),
    (r"\bbatch\b", "batch"),
    (r"virtual-network|load-balancer|application-gateway|\bnetwork(?:ing)?\b|vpn-gateway|expressroute", "network"),
    (r"\bstorage\b", "storage"),
    (r"\bquotas?\b|supportability", "quota"),
    (r"key-?vault", "key-vault"),
    (r"managed-identit", "managed-identity"),
    (r"active-directory|\bentra\b", "entra"),
    (r"role-based|authorization", "authorization"),
    (r"\bpolicy\b|governance", "policy"),
    (r"marketplace", "marketplace"),
    (r"resource-?manager|management-?groups", "resources"),
    (r"billing|subscription", "subscription"),
)
_FALLBACK = "azure"
_SERVICE_KEYS = ("ms.service", "ms.prod", "services", "service", "ms.subservice", "subject")
_ROOTS = {"articles": "/azure", "support": "/troubleshoot"}
_LOCALE = re.compile(r"(?<=//)([^/\s]+)/[a-z]{2}-[a-z]{2}/", re.IGNORECASE)
_OLD_HOST = re.compile(r"//(?:docs|msdn|technet)\.microsoft\.com/")
_SAFE = "/-_.~!$&'()*+,;=:@%?#"


def provider_of(path: str, front: Mapping[str, str]) -> str:
    """Give the folder for the entries of a document: by its folders, then its service, then its name.

    >>> provider_of("azure-docs/articles/backup/errors.md", {})
    'recovery-services'
    >>> provider_of("docs/general/pools.md", {"ms.service": "azure-kubernetes-service"})
    'aks'
    """
    for words in _told_by(path, front):
        for pattern, provider in _PROVIDERS:
            if re.search(pattern, words, re.IGNORECASE):
                return provider
    return _FALLBACK


def _told_by(path: str, front: Mapping[str, str]) -> Iterator[str]:
    yield from reversed(PurePosixPath(path).parts[1:-1])
    for key in _SERVICE_KEYS:
        yield front.get(key, "").replace("microsoft.", " ")
    yield PurePosixPath(path).stem
    yield PurePosixPath(path).parts[0]
    yield front.get("title", "")


def address_of(path: str) -> str:
    """Give the address at which a document of a known repository is published, or nothing.

    >>> address_of("azure-docs/articles/backup/errors.md")
    'https://learn.microsoft.com/azure/backup/errors'
    """
    parts = PurePosixPath(path).with_suffix("").parts
    root = next((at for at, part in enumerate(parts) if part in _ROOTS), None)
    if root is None or any(part == "includes" or part.startswith("microsoft.") for part in parts[root:]):
        return ""
    rest = list(parts[root + 1 :])
    if rest and rest[-1] == "index":
        rest.pop()
    return f"{_SITE}{_ROOTS[parts[root]]}/{quote('/'.join(rest))}".rstrip("/")


def linked(target: str, *, path: str) -> str:
    """Give the whole address of a link in a document, or nothing if it cannot be told.

    >>> linked("../vm/a.md#b", path="azure-docs/articles/backup/errors.md")
    'https://learn.microsoft.com/azure/vm/a#b'
    """
    if target.startswith(("http://", "https://")):
        return _modern(target)
    if target.startswith("/"):
        return quote(f"{_SITE}{target}", safe=_SAFE)
    file, _, anchor = target.partition("#")
    if not file.endswith(".md"):
        return ""
    folders: list[str] = []
    for part in (PurePosixPath(path).parent / file).parts:
        if part == ".." and folders:
            folders.pop()
        else:
            folders.append(part)
    address = address_of("/".join(folders))
    return f"{address}#{quote(anchor)}" if address and anchor else address


def _modern(address: str) -> str:
    secure = re.sub(r"^http:", "https:", _OLD_HOST.sub("//learn.microsoft.com/", address))
    return quote(_LOCALE.sub(r"\1/", secure), safe=_SAFE)
