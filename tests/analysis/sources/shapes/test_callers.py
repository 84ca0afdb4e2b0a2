import json

import pytest

from analysis.sources.shapes.callers import read_caller

UPN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"
OBJECT = "http://schemas.microsoft.com/identity/claims/objectidentifier"
GUID = "00000000-0000-0000-0000-000000000001"


@pytest.mark.parametrize(
    ("given", "claims", "principal", "name", "kind"),
    [
        ("user@example.com", {}, "", "user@example.com", "user"),
        (GUID, {}, "", GUID, "application"),
        ("Microsoft.Insights/autoscaleSettings", {}, "", "Microsoft.Insights/autoscaleSettings", "service"),
        ("", {}, "", "", ""),
        ("", {UPN: "user@example.com", "appid": GUID, "appidacr": "0"}, "", "user@example.com", "user"),
        ("", {OBJECT: GUID, "appid": GUID, "appidacr": "2"}, "", GUID, "application"),
        (GUID, {"idtyp": "app", "name": "Deploy robot"}, "", GUID, "application"),
        (GUID, {"idtyp": "user"}, "", GUID, "user"),
        (GUID, {"unique_name": "live.com#user@example.com"}, "", GUID, "user"),
        (GUID, {"xms_mirid": "/subscriptions/x/resourcegroups/y"}, "", GUID, "application"),
        ("someone", {"appid": GUID}, "ServicePrincipal", "someone", "application"),
    ],
)
def test_who(given: str, claims: dict[str, object], principal: str, name: str, kind: str) -> None:
    """People, applications and services are told apart by claims, then by the form of the caller."""
    found = read_caller(given, claims, principal)
    assert (name, kind) == (found.name, found.kind)


def test_nothing_of_a_token_is_kept() -> None:
    """Only what tells people from programs is kept, and only in its form; a token in its place is not."""
    token = "ey" + "J0eXAi.ey" + "J9.sig"
    claims = {
        "aio": token,
        "uti": token,
        "rh": token,
        "appid": token,
        "idtyp": "app " + token,
        "appidacr": "1",
        UPN: "user@example.com",
    }
    kept = read_caller("", {name.lower(): value for name, value in claims.items()}, "").claims
    assert {"appidacr": "1"} == json.loads(kept)
