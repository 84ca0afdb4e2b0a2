"""Who does things in the sample: people by their roles, programs, and parts of Azure itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from analysis.sources.sample.chance import guid

By = Literal["person", "automation", "policy", "platform", "guest", "unknown"]

TENANT: Final = guid("tenant")
PORTAL: Final = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"
SHELL: Final = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
_OBJECT: Final = "http://schemas.microsoft.com/identity/claims/objectidentifier"
_TENANT: Final = "http://schemas.microsoft.com/identity/claims/tenantid"
_SCOPE: Final = "http://schemas.microsoft.com/identity/claims/scope"
_UPN: Final = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"
_NAME: Final = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that calls Azure: how the log names it, its claims, its address, and what it is."""

    caller: str
    by: By
    claims: Mapping[str, str]
    ip: str
    object_id: str
    principal: str


def _common(object_id: str, app: str) -> dict[str, str]:
    return {
        "aud": "https://management.core.windows.net/",
        "iss": f"https://sts.windows.net/{TENANT}/",
        "appid": app,
        _OBJECT: object_id,
        _TENANT: TENANT,
        "ver": "1.0",
    }


def person(role: str, *, app: str = PORTAL, ip: int = 10) -> Actor:
    """Give a person, named by role, at the portal or the shell."""
    caller, number = f"{role}@contoso.example", guid("person", role)
    address = f"203.0.113.{ip}"
    claims = _common(number, app) | {
        "appidacr": "0",
        "idtyp": "user",
        "ipaddr": address,
        "name": role,
        _SCOPE: "user_impersonation",
        _UPN: caller,
        _NAME: caller,
    }
    return Actor(caller, "person", claims, address, number, "User")


def program(name: str, *, ip: str = "198.51.100.7", by: By = "automation") -> Actor:
    """Give a service principal: the log names it by its object id."""
    number = guid("program", name)
    claims = _common(number, guid("app", name)) | {"appidacr": "1", "idtyp": "app"}
    return Actor(number, by, claims, ip, number, "ServicePrincipal")


def identity(resource_id: str, *, by: By = "automation") -> Actor:
    """Give the managed identity of a resource; its claims name the resource."""
    number = guid("identity", resource_id.lower())
    claims = _common(number, guid("identity app", resource_id.lower())) | {
        "appidacr": "2",
        "idtyp": "app",
        "xms_mirid": resource_id,
    }
    return Actor(number, by, claims, "198.51.100.20", number, "ServicePrincipal")


def service(name: str) -> Actor:
    """Give a part of Azure that acts under its own name and without claims."""
    return Actor(name, "automation", {}, "", "", "ServicePrincipal")


OPS_LEAD: Final = person("ops-lead", ip=11)
ON_CALL: Final = person("on-call", app=SHELL, ip=12)
WEB_ADMIN: Final = person("web-admin", ip=13)
DATA_ADMIN: Final = person("data-admin", ip=14)
TEST_LEAD: Final = person("test-lead", ip=15)
DEVELOPERS: Final = tuple(person(f"developer-{n}", app=(PORTAL, SHELL)[n % 2], ip=20 + n) for n in range(1, 7))
NETWORK_ADMIN: Final = person("network-admin", ip=16)
AUDITOR: Final = person("auditor", ip=17)
PIPELINE: Final = program("deploy-pipeline")
TEST_PIPELINE: Final = program("test-pipeline", ip="198.51.100.8")
INVENTORY: Final = program("inventory-job", ip="198.51.100.9")
SHUTDOWN: Final = program("auto-shutdown", ip="")
BACKUP: Final = program("backup-service", ip="")
UPDATES: Final = program("update-manager", ip="")
SCALING: Final = program("autoscale", ip="")
AUTOSCALE: Final = service("Microsoft.Insights/autoscaleSettings")
SECURITY: Final = service("Microsoft.Security")
