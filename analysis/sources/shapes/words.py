"""Words that Azure spells in several ways, brought to one."""

from __future__ import annotations

import re
from functools import lru_cache
from http import HTTPStatus
from typing import Final

# Log Analytics and storage say Start, Accept, Success, Failure; REST says Started, Accepted, Succeeded, Failed; and
# both stand in one workspace.
_STATUS: Final = {
    "start": "started",
    "accept": "accepted",
    "success": "succeeded",
    "ok": "succeeded",
    "failure": "failed",
    "fail": "failed",
    "inprogress": "in progress",
    "cancelled": "canceled",
    "cancel": "canceled",
    "activated": "active",
    "resolve": "resolved",
    "update": "updated",
}
_LEVEL: Final = {"information": "informational", "info": "informational", "warn": "warning", "err": "error"}
_CATEGORY: Final = {
    name.lower(): name
    for name in ("Administrative ServiceHealth ResourceHealth Alert Autoscale Recommendation Security Policy".split())
} | {
    "write": "Administrative",
    "delete": "Administrative",
    "action": "Administrative",
    "service health": "ServiceHealth",
    "resource health": "ResourceHealth",
}
_HTTP_NAMES: Final = {status.name.replace("_", "").lower(): str(status.value) for status in HTTPStatus}
_HTTP_NUMBER: Final = re.compile(r"(?:HTTP Status Code: *|^|\.)([1-5]\d\d)\b", re.IGNORECASE)
_HTTP_WORD: Final = re.compile(r"[A-Za-z]{2,40}")


@lru_cache(maxsize=1024)
def status(word: str) -> str:
    """Give a status in the one vocabulary of event tables; a word that has no other spelling in lower case."""
    plain = word.strip().lower()
    return _STATUS.get(plain, plain)


@lru_cache(maxsize=1024)
def level(word: str) -> str:
    """Give a level in lower case, always `informational`."""
    plain = word.strip().lower()
    return _LEVEL.get(plain, plain)


@lru_cache(maxsize=4096)
def category(word: str, operation: str) -> str:
    """Give a category as Azure writes it today; if there is none, what the operation (lower case) tells of it."""
    plain = word.strip()
    if plain:
        return _CATEGORY.get(plain.lower(), plain)
    if "microsoft.resourcehealth/" in operation:
        return "ResourceHealth"
    if "microsoft.servicehealth/" in operation:
        return "ServiceHealth"
    if operation.startswith("microsoft.insights/autoscalesettings/scale"):
        return "Autoscale"
    return ""


@lru_cache(maxsize=4096)
def http_status(*sayings: str) -> str:
    """Give the HTTP status in digits from the first that says one: `409`, `Conflict`, `Failed.NotFound`."""
    for saying in sayings:
        if not saying:
            continue
        number = _HTTP_NUMBER.search(saying)
        if number:
            return number[1]
        for word in _HTTP_WORD.findall(saying.replace(" ", ""))[::-1]:
            if word.lower() in _HTTP_NAMES:
                return _HTTP_NAMES[word.lower()]
    return ""
