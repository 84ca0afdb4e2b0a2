"""Cases in a list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.usecases.ports import Case


class FakeCases:
    """The port Cases."""

    def __init__(self, *cases: Case) -> None:
        self._cases = list(cases)

    def record(self, case: Case) -> None:
        """Keep a decision; it is in force from now on."""
        self._cases.append(case)

    def undo(self, case: Case, *, by: str, at: datetime) -> bool:
        """Take a decision back, so that the one before it is in force again; False if this one is not in force."""
        if case not in self.all():
            return False
        newest = max(place for place, kept in enumerate(self._cases) if kept == case)
        self._cases[newest] = replace(case, undone_by=by, undone=at)
        return True

    def all(self) -> Sequence[Case]:
        """Give the decision in force for each cluster, by cluster id."""
        in_force = {case.cluster: case for case in self._cases if case.undone is None}
        return [in_force[cluster] for cluster in sorted(in_force)]

    def history(self, cluster: str) -> Sequence[Case]:
        """Give every decision about a cluster in the order of recording, those that were taken back too."""
        return [case for case in self._cases if case.cluster == cluster]
