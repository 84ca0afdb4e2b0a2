"""What belongs to a machine: its disks, NICs, public IP addresses, scale set and instances, by what ids say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import pandas as pd

from analysis.events import validate
from analysis.resource_id import MACHINES, parse

SCALE_SET: Final = "microsoft.compute/virtualmachinescalesets"
PARTS: Final = frozenset(
    {
        "microsoft.compute/disks",
        "microsoft.network/networkinterfaces",
        "microsoft.network/publicipaddresses",
        SCALE_SET,
    }
)
_TEXTS: Final = ("status_message", "request", "entity", "message", "details")
_ID: Final = re.compile(
    r"/subscriptions/[^/\s\"'\\<>,;]+/resourcegroups/[^/\s\"'\\<>,;]+/providers/[\w.]+(?:/[\w.()-]+)+"
)
_BACKED_UP: Final = re.compile(r"/protecteditems/[^/;]+;iaasvmcontainer(?:v2)?;(?P<group>[^/;]+);(?P<name>[^/;\s\"']+)")


@dataclass(frozen=True, slots=True)
class Related:
    """What belongs to a machine: resource ids in lower case, itself included, and correlation ids that touch them."""

    machine: str
    resources: frozenset[str]
    correlations: frozenset[str]

    def holds(self, resource: str) -> bool:
        """Tell whether a resource (lower case) is one of these or under one, and not under another machine.

        The other instances of an instance's scale set stand under the scale set, and are none of it.
        """
        for head in _heads(resource):
            if head in self.resources:
                return True
            if _is_machine(head) and not head.startswith(self.machine + "/"):
                return False
        return False


def related(events: pd.DataFrame, resource_key: str) -> Related:
    """Give what belongs to a machine, from ids in the log alone; names that only look alike prove nothing.

    Rows on the machine name its parts (the body of a write, an error); rows on a part name the machine (`managedBy`).
    The public IP addresses are those that the machine's NICs name. Disks are followed wherever they were attached.

    Args:
        events: a canonical event table.
        resource_key: the machine's resource id in lower case.

    Raises:
        NotEventsError: the table is not a canonical event table.
    """
    ids = validate(events)["resource_id"]
    machine = resource_key.lower().rstrip("/")
    own = _under(ids, [machine])
    texts = events.loc[:, list(_TEXTS)]
    named = _about(texts, machine)
    kinds = _types(ids)
    holding = named & ids.map(kinds).isin(PARTS - {SCALE_SET})
    resources = {machine, *ids[own], *ids[holding], *_named_parts(texts[own], machine)}
    resources |= _members(ids[named], kinds, machine)
    nics = [one for one in resources if "/networkinterfaces/" in one]
    on_nics = _under(ids, nics)
    resources |= {one for one in _ids_in(texts[on_nics]) if parse(one).type == "microsoft.network/publicipaddresses"}
    resources |= _above(machine) | _backups(ids, machine)
    belonging = Related(machine, frozenset(resources), frozenset())
    touched = ids.map({one: belonging.holds(one) for one in ids.unique()}).astype(bool) | named
    correlations = frozenset(str(one) for one in events.loc[touched, "correlation_id"].unique() if one)
    return replace(belonging, correlations=correlations)


def _types(ids: pd.Series) -> dict[str, str]:
    return {one: parse(one).type for one in ids.unique()}


def _under(ids: pd.Series, resources: Iterable[str]) -> pd.Series:
    """Tell which ids are one of these resources or under one."""
    wanted = set(resources)
    heads = {one: any(head in wanted for head in _heads(one)) for one in ids.unique()}
    return ids.map(heads).astype(bool)


@lru_cache(maxsize=65536)
def _is_machine(resource: str) -> bool:
    return parse(resource).type in MACHINES


def _heads(resource: str) -> list[str]:
    parts = resource.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _about(texts: pd.DataFrame, machine: str) -> pd.Series:
    """Tell which rows name the machine in their text, whole: web-1 is not web-10."""
    found = pd.Series(data=False, index=texts.index, dtype=bool)
    whole = re.compile(re.escape(machine) + r"(?!\.?[\w()-])")
    for name in texts:
        lowered = texts[name].str.lower()
        candidates = lowered[lowered.str.contains(machine, regex=False)]
        found.loc[candidates.index] |= candidates.map(lambda text: whole.search(text) is not None).astype(bool)
    return found


def _ids_in(texts: pd.DataFrame) -> set[str]:
    return {
        found.rstrip(".")
        for name in texts
        for text in texts[name].unique()
        if "/providers/" in (lowered := text.lower())
        for found in _ID.findall(lowered.replace("\\/", "/"))
    }


def _named_parts(texts: pd.DataFrame, machine: str) -> set[str]:
    """Give the disks, NICs, public IP addresses and scale set that rows on the machine name."""
    found = {one for one in _ids_in(texts) if parse(one).type in PARTS}
    return found if parse(machine).type != SCALE_SET else {one for one in found if parse(one).type != SCALE_SET}


def _members(ids: pd.Series, kinds: dict[str, str], machine: str) -> set[str]:
    """Give the machines that name this scale set as theirs."""
    if parse(machine).type != SCALE_SET:
        return set()
    return {one for one in ids.unique() if kinds[one] == "microsoft.compute/virtualmachines"}


def _above(machine: str) -> set[str]:
    kind, _, _ = machine.partition("/virtualmachinescalesets/")
    return {"/".join(machine.split("/")[:-2])} if kind != machine and "/virtualmachines/" in machine else set()


def _backups(ids: pd.Series, machine: str) -> set[str]:
    """Give the protected items of backup vaults that bear the machine's group and name in their id."""
    whole = parse(machine)
    wanted = (whole.group.lower(), whole.name.lower())
    found = {one: _BACKED_UP.search(one) for one in ids.unique() if "/protecteditems/" in one}
    return {one for one, match in found.items() if match and (match["group"], match["name"]) == wanted}
