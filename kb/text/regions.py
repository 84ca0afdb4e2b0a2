"""Azure regions by their programmatic name, public and sovereign clouds.

Source: https://learn.microsoft.com/azure/reliability/regions-list
"""

from __future__ import annotations

import re

from kb.text.lazily import lazily

REGIONS = frozenset(
    """
    australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth
    brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral denmarkeast eastasia
    eastus eastus2 eastus2euap francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral
    italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest mexicocentral
    newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth
    southafricawest southcentralus southeastasia southindia spaincentral swedencentral swedensouth switzerlandnorth
    switzerlandwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3
    usgovarizona usgovtexas usgovvirginia usgoviowa usdodcentral usdodeast chinaeast chinaeast2 chinaeast3 chinanorth
    chinanorth2 chinanorth3
    """.split()
)

_WORDS = (
    "australia austria belgium brazil canada central chile china denmark dod east euap europe france germany gov india "
    "indonesia israel italy japan jio korea malaysia mexico new north northcentral northeast norway poland qatar "
    "south southcentral southeast spain sweden switzerland uae uk us west westcentral zealand asia africa arizona "
    "texas virginia iowa"
).split()
_PART = "|".join(sorted(_WORDS, key=len, reverse=True))
_NAME = lazily(rf"(?<![\w.@/-])(?:{_PART})(?:[ ]?(?:{_PART})){{0,3}}(?:[ ]?[123])?(?:euap)?(?![\w-])", re.IGNORECASE)
# In identifiers and host names: `/locations/westus3/`, `dns.westus.cloudapp.azure.com`.
_IN_PATH = lazily(
    r"(?i)(?:/locations/|\.)([a-z]{5,20}\d?)(?=/|\.(?:cloudapp|azmk8s|azurecontainer|batch|data|backup)\b|['\"]|$)"
)


def find_regions(text: str) -> list[str]:
    """Give the regions named in a text as they are spelt there, in order: `westeurope`, `West Europe`.

    >>> find_regions("no capacity in West US 2, try northeurope; go west")
    ['West US 2', 'northeurope']
    """
    named = [(found.start(), found[0]) for found in _NAME.finditer(text) if _plain(found[0]) in REGIONS]
    named += [(found.start(1), found[1]) for found in _IN_PATH.finditer(text) if _plain(found[1]) in REGIONS]
    return [name for _, name in sorted(named)]


def _plain(name: str) -> str:
    return name.lower().replace(" ", "")
