"""What tells apart failures whose messages are one template: the extension and its exit code, the policy that denied.

Masks take numbers and names out of a message, which is right for machines and sizes. An extension's type, its exit code
and a policy are no such names: exit status 1 and exit status 127 of one script have two causes, as have two policies.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from hashlib import blake2s
from typing import Any, Final

from kb.text.entities import find_entities

_ASSIGNMENT: Final = re.compile(r"policyAssignment\W{1,12}name\W{1,12}([^\"\\]{1,120})")
_EXTENSION: Final = re.compile(r"(?i)\b(?:extension|handler)\b.{0,160}?\btype\W{1,4}([\w.]{3,80})", re.DOTALL)
_DENIES: Final = frozenset({"deny", "denyaction", ""})


@lru_cache(maxsize=16384)
def distinction(message: str, policies: str) -> str:
    """Give what tells a failure apart from others of its template: "CustomScript exit 127", "policy …", or "".

    Args:
        message: the innermost message.
        policies: the JSON list of policies of an event row, "" if there is none.
    """
    if policy := _policy(policies) or _named(message):
        return f"policy {policy}"
    extension = _EXTENSION.search(message)
    exits = find_entities([message]).get("exit_code", ())
    parts = [extension[1].rpartition(".")[2] if extension else "", f"exit {exits[0]}" if exits else ""]
    return " ".join(part for part in parts if part)


def told_apart(cluster: str, detail: str) -> str:
    """Give the id of the part of a cluster with this detail: the cluster's own id if there is none."""
    return f"{cluster}-{blake2s(detail.lower().encode(), digest_size=3).hexdigest()}" if detail else cluster


def _policy(policies: str) -> str:
    if not policies:
        return ""
    try:
        rows: Any = json.loads(policies)
    except ValueError:
        return ""
    given = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    denying = [row for row in given if str(row.get("effect", "")).lower() in _DENIES] or given
    names = sorted({str(row.get("assignment") or row.get("name") or "") for row in denying} - {""})
    return ", ".join(names)


def _named(message: str) -> str:
    return ", ".join(sorted(set(_ASSIGNMENT.findall(message))))
