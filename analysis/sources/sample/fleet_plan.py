"""Which machines the sample's company has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Plan:
    """A row of equal machines; `traits`: nights off (auto-shutdown), spot, backup, zones, resilient."""

    subscription: str
    group: str
    region: str
    names: str
    count: int
    size: str
    system: str
    traits: frozenset[str]


def _plan(line: str) -> Plan:
    subscription, group, region, names, count, size, system, *traits = line.split()
    return Plan(subscription, group, region, names, int(count), size, system, frozenset(traits))


SUBSCRIPTIONS: Final = {
    "prod": "Contoso Production",
    "test": "Contoso Test",
    "shared": "Contoso Shared Services",
}

MACHINES: Final = tuple(
    _plan(line)
    for line in """
    prod   rg-web-prod   westeurope  web      8 Standard_D4s_v5      linux   backup zones
    prod   rg-app-prod   westeurope  app      8 Standard_D8s_v5      linux   backup zones
    prod   rg-data-prod  westeurope  sql      4 Standard_E8s_v5      windows backup zones
    prod   rg-data-ne    northeurope db       4 Standard_E16s_v5     linux   backup
    prod   rg-erp-prod   northeurope erp      4 Standard_D8s_v5      windows backup
    prod   rg-batch-prod eastus2     spot     4 Standard_F8s_v2      linux   spot
    test   rg-web-test   westeurope  tst-web  4 Standard_D2s_v5      linux   nights
    test   rg-app-test   westeurope  tst-app  4 Standard_D2s_v5      linux   nights
    test   rg-build      northeurope build    4 Standard_D8ds_v5     linux   nights
    shared rg-dev        northeurope dev      8 Standard_D4s_v5      linux   nights
    shared rg-identity   westeurope  dc       2 Standard_D2s_v5      windows backup zones
    shared rg-monitor    westeurope  mon      2 Standard_D4s_v5      linux   backup
    shared rg-jump-we    westeurope  jump     1 Standard_B2ms        linux   plain
    shared rg-jump-us    eastus2     jump     1 Standard_B2ms        linux   plain
    shared rg-gpu        eastus2     gpu      2 Standard_NC8as_T4_v3 linux   plain
    """.strip().splitlines()
)

SCALE_SETS: Final = tuple(
    _plan(line)
    for line in """
    prod rg-web-prod   westeurope ss-web   4 Standard_D2s_v5 linux zones
    prod rg-app-prod   westeurope ss-api   3 Standard_D4s_v5 linux zones
    prod rg-batch-prod eastus2    ss-batch 2 Standard_F8s_v2 linux spot
    test rg-build      northeurope ss-ci   2 Standard_D4ds_v5 linux resilient
    """.strip().splitlines()
)

TAGS: Final = {"prod": "production", "test": "test", "shared": "shared"}
