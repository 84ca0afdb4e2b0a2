"""The sample's machines, with their disks, network interfaces, zones and tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from analysis.sources.sample.chance import guid
from analysis.sources.sample.fleet_plan import MACHINES, SCALE_SETS, TAGS, Plan


@dataclass(frozen=True)
class Machine:
    """A virtual machine or a scale set; `copy` is 0 in the fleet itself and counts its copies."""

    name: str
    plan: Plan
    number: int
    copy: int
    scale_set: bool

    @cached_property
    def subscription(self) -> str:
        """The id of its subscription."""
        return subscription_id(self.plan.subscription)

    @cached_property
    def group(self) -> str:
        """The id of its resource group."""
        return f"/subscriptions/{self.subscription}/resourceGroups/{self.plan.group}{_suffix(self.copy)}"

    @cached_property
    def id(self) -> str:
        """Its resource id, spelt as Azure Resource Manager does."""
        kind = "virtualMachineScaleSets" if self.scale_set else "virtualMachines"
        return self.under("Microsoft.Compute", kind, self.name)

    @property
    def region(self) -> str:
        """The name of its region."""
        return self.plan.region

    @property
    def zone(self) -> str:
        """The number of its availability zone, "" if it is in none."""
        return str((self.number - 1) % 3 + 1) if "zones" in self.plan.traits and not self.scale_set else ""

    @property
    def nic(self) -> str:
        """The resource id of its network interface."""
        return self.under("Microsoft.Network", "networkInterfaces", f"{self.name}-nic")

    @property
    def os_disk(self) -> str:
        """The resource id of its system disk."""
        return self.under("Microsoft.Compute", "disks", f"{self.name}_OsDisk_1_{guid('disk', self.id)[-12:]}")

    @property
    def data_disk(self) -> str:
        """The resource id of its data disk."""
        return self.under("Microsoft.Compute", "disks", f"{self.name}-data-01")

    @property
    def vault(self) -> str:
        """The resource id of the Recovery Services vault of its region."""
        return self.under("Microsoft.RecoveryServices", "vaults", f"rsv-{self.plan.subscription}-{self.region}")

    @property
    def computer(self) -> str:
        """The name that the guest has; of a scale set, the prefix of its instances' names."""
        named = f"{self.plan.subscription}-{self.name}".upper()
        return named if self.plan.system == "windows" else self.name

    @property
    def tags(self) -> dict[str, str]:
        """Its tags."""
        return {"environment": TAGS[self.plan.subscription], "workload": self.plan.names, "owner": "ops-lead"}

    def under(self, provider: str, kind: str, name: str) -> str:
        """Give the id of a resource in the same group."""
        return f"{self.group}/providers/{provider}/{kind}/{name}"

    def extension(self, name: str) -> str:
        """Give the id of one of its extensions."""
        return f"{self.id}/extensions/{name}"

    def instance(self, number: int) -> str:
        """Give the id of one instance of the scale set."""
        return f"{self.id}/virtualMachines/{number}"


@dataclass(frozen=True)
class Fleet:
    """All machines, by name in the first copy."""

    machines: tuple[Machine, ...]
    scale_sets: tuple[Machine, ...]

    def __getitem__(self, name: str) -> Machine:
        return self._by_name[name]

    def __iter__(self) -> Iterator[Machine]:
        return iter((*self.machines, *self.scale_sets))

    @cached_property
    def _by_name(self) -> dict[str, Machine]:
        return {machine.name: machine for machine in reversed((*self.machines, *self.scale_sets))}

    @cached_property
    def groups(self) -> tuple[tuple[Machine, ...], ...]:
        """The virtual machines of each resource group, which are deployed together."""
        found: dict[str, list[Machine]] = {}
        for machine in self.machines:
            found.setdefault(machine.group, []).append(machine)
        return tuple(map(tuple, found.values()))


def subscription_id(key: str) -> str:
    """Give the id of one of the three subscriptions."""
    return guid("subscription", key)


def fleet(*, copies: int = 1) -> Fleet:
    """Give the fleet, as often as wanted side by side; the names of copies end in -k1, -k2 …."""
    everything = [(plan, scale_set) for scale_set, plans in ((False, MACHINES), (True, SCALE_SETS)) for plan in plans]
    made = [
        Machine(
            name=(plan.names if scale_set else f"{plan.names}-{number:02d}") + _suffix(copy),
            plan=plan,
            number=number,
            copy=copy,
            scale_set=scale_set,
        )
        for copy in range(copies)
        for plan, scale_set in everything
        for number in range(1, 2 if scale_set else plan.count + 1)
    ]
    return Fleet(tuple(m for m in made if not m.scale_set), tuple(m for m in made if m.scale_set))


def _suffix(copy: int) -> str:
    return f"-k{copy}" if copy else ""
