"""Machines by the names that people use for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

from analysis.excerpt import Found
from analysis.resource_id import MACHINES, ResourceId, parse
from analysis.sources.shapes.rows import spelling_rank

_IDS: Final = re.compile(rb"/subscriptions/[^\"\\\s',;<>?#]{1,600}", re.IGNORECASE)
_COMPUTER: Final = re.compile(rb'computername\\*"\s*:\s*\\*"([^"\\]{1,64})', re.IGNORECASE)
_INSTANCE: Final = re.compile(r"(.{1,80}?)(?:_|/virtualmachines/|/| +)(\d{1,9})", re.IGNORECASE)
_DIGITS: Final = 6  # a scale set's computers are named by its prefix and the instance in base 36: ss00000c is ss_12
_NEAR: Final = 5
_LIKE: Final = 60.0  # per cent of letters in common, below which a name is not like another


class Roster:
    """The machines that texts of rows name, each under its best spelling."""

    def __init__(self) -> None:
        self._spellings: dict[str, str] = {}
        self._computers: dict[str, set[str]] = {}
        self._seen: set[bytes] = set()

    def add(self, texts: Iterable[bytes]) -> None:
        """Take in the machines that these texts name; a computer's name goes to the machine named first in its text."""
        for text in texts:
            plain = text.replace(b"\\/", b"/") if b"\\/" in text else text
            ids = _IDS.findall(plain)
            self._add_ids(ids)
            computer = _COMPUTER.search(plain)
            if computer and ids:
                machine = parse(ids[0].decode(errors="replace")).machine
                self._computers.setdefault(computer[1].decode(errors="replace").lower(), set()).add(machine)

    def named(self, name: str) -> tuple[str, ...]:
        """Give the machines that bear this name: an id, a name, a scale set's instance or a computer's name."""
        wanted = name.strip().strip("/").lower()
        if wanted.startswith("subscriptions/"):
            machine = parse("/" + wanted).machine
            return (self._spellings[machine],) if machine in self._spellings else ()
        found = {key for key in self._spellings if _bears(parse(key), wanted)}
        found = found or self._computers.get(wanted, set()) & set(self._spellings)
        found = found or {key for key in self._spellings if _is_computer(parse(key), wanted)}
        return tuple(sorted(self._spellings[key] for key in found))

    def near(self, name: str) -> tuple[str, ...]:
        """Give up to five names of machines like this one, most alike first."""
        names = sorted({_spoken(parse(spelling)) for spelling in self._spellings.values()}, key=str.lower)
        wanted = name.strip().rstrip("/").rsplit("/", 1)[-1].lower()
        alike = process.extract(wanted, names, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_LIKE, limit=_NEAR)
        return tuple(found for found, _, _ in alike)

    def find(self, name: str) -> Found:
        """Give the machines of this name, or names like it if there are none."""
        machines = self.named(name)
        return Found(machines, () if machines else self.near(name))

    def _add_ids(self, ids: Iterable[bytes]) -> None:
        for raw in ids:
            if raw in self._seen:
                continue
            self._seen.add(raw)
            spelling = raw.decode(errors="replace").rstrip("/.)")
            machine = spelling[: len(parse(spelling).machine)]
            known = self._spellings.get(machine.lower(), "")
            if machine and (not known or _better(machine, known)):
                self._spellings[machine.lower()] = machine


def name_to_search(name: str) -> str:
    """Give the part of a name as typed that every row about such a machine holds."""
    wanted = name.strip().strip("/")
    if wanted.lower().startswith("subscriptions/"):
        machine = parse("/" + wanted)
        scale_set = "/virtualmachinescalesets/" in machine.key and len(machine.names) > 1
        return machine.names[0] if scale_set else parse(machine.machine).name or machine.name
    instance = _INSTANCE.fullmatch(wanted)
    return instance[1] if instance else wanted


def _bears(machine: ResourceId, wanted: str) -> bool:
    if machine.name.lower() == wanted and not _is_instance(machine):
        return True
    typed = _INSTANCE.fullmatch(wanted) if _is_instance(machine) else None
    return typed is not None and (machine.names[0].lower(), machine.names[1]) == (typed[1].lower(), typed[2])


def _is_computer(machine: ResourceId, wanted: str) -> bool:
    """Tell whether a name is the computer name that a scale set gives its instance."""
    if not _is_instance(machine) or not machine.names[1].isdigit():
        return False
    digits = wanted[-_DIGITS:]
    prefix = wanted[:-_DIGITS]
    same = digits.isalnum() and digits.isascii() and int(digits, 36) == int(machine.names[1])
    return bool(prefix) and same and machine.names[0].lower().startswith(prefix)


def _is_instance(machine: ResourceId) -> bool:
    return machine.type.endswith("virtualmachinescalesets/virtualmachines") and machine.type in MACHINES


def _spoken(machine: ResourceId) -> str:
    return "_".join(machine.names) if _is_instance(machine) else machine.name


def _better(one: str, other: str) -> bool:
    return (spelling_rank(one), one) > (spelling_rank(other), other)
