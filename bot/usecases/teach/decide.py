"""Decisions about clusters of failures: fixed, merged into another, split; and each taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.decided import FIXED, MERGED, SPLIT
from bot.usecases.ports import Case, Cases, Clock
from bot.usecases.teach.notes import Refused


@dataclass(frozen=True, slots=True)
class Decide:
    """The use case. Every method raises StoreError if the store cannot be used."""

    cases: Cases
    clock: Clock

    def __call__(self, cluster: str, decision: str, *, person: str, into: str = "") -> Case | Refused:
        """Give the decision that is in force from now on."""
        if decision not in {FIXED, MERGED, SPLIT}:
            return Refused("Choose what to do with it.")
        if decision == MERGED and (not into or into == cluster):
            return Refused("Choose another failure that it belongs to.")
        case = Case(cluster, decision, person, self.clock.now(), into=into if decision == MERGED else None)
        self.cases.record(case)
        return case

    def undo(self, cluster: str, decided: datetime, *, person: str) -> Case | Refused:
        """Give the decision that was taken back; the one before it is in force again."""
        found = next((one for one in self.cases.all() if (one.cluster, one.decided) == (cluster, decided)), None)
        if found is None or not self.cases.undo(found, by=person, at=self.clock.now()):
            return Refused("This is no longer in force; somebody took it back, or decided otherwise.")
        return found
