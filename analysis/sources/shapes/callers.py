"""Who made a request, and whether that is a person or a program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from analysis.sources.shapes.values import Fields, as_json, first, text

_SOAP: Final = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
_MICROSOFT: Final = "http://schemas.microsoft.com/identity/claims/"
_PERSON: Final = ("upn", _SOAP + "upn", "unique_name", _SOAP + "emailaddress", "email", _SOAP + "name")
_PERSON_ONLY: Final = (*_PERSON, "name", _SOAP + "givenname", _SOAP + "surname")
_OBJECT: Final = ("oid", _MICROSOFT + "objectidentifier", "appid")
_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

# What is kept of a token, and the form it must have; anything else in it may be used to act as somebody.
_KEPT: Final = {
    "idtyp": re.compile(r"[A-Za-z]{1,20}"),
    "appid": _GUID,
    "appidacr": re.compile(r"\d"),
    "xms_mirid": re.compile(r"/subscriptions/[\w./()-]{1,300}", re.IGNORECASE),  # a managed identity's resource id
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who: as given; `kind` is user, application, service or "" (not said); `claims` is JSON text or ""."""

    name: str
    kind: str
    claims: str


def read_caller(given: str, claims: Fields, principal_type: str) -> Caller:
    """Give who made a request, from the caller's field, the claims (names in lower case) and the principal's type."""
    if not claims:
        return Caller(given.strip(), _kind(given.strip(), claims, principal_type.lower()), "")
    name = given.strip() or text(first(claims, *_PERSON, *_OBJECT)).strip()
    return Caller(name, _kind(name, claims, principal_type.lower()), _kept(claims))


def _kind(name: str, claims: Fields, principal_type: str) -> str:
    said = text(claims.get("idtyp")).lower()
    if said in ("app", "user"):
        return "application" if said == "app" else "user"
    if first(claims, *_PERSON_ONLY) is not None:
        return "user"
    if first(claims, "xms_mirid") is not None or principal_type == "serviceprincipal":
        return "application"
    if principal_type == "user" and "@" in name:
        return "user"
    if text(claims.get("appidacr")) in ("1", "2"):
        return "application"
    return _by_form(name)


def _by_form(name: str) -> str:
    """Give what the caller's form tells: people are addresses, applications object ids, Azure's services names."""
    if "@" in name:
        return "user"
    if _GUID.fullmatch(name):
        return "application"
    return "service" if name else ""


def _kept(claims: Fields) -> str:
    return _as_kept(*(text(claims.get(name)) for name in _KEPT))


@lru_cache(maxsize=1024)
def _as_kept(*values: str) -> str:
    given = zip(_KEPT.items(), values, strict=True)
    kept = {name: value for (name, form), value in given if form.fullmatch(value)}
    return as_json(kept) if kept else ""
