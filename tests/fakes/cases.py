"""Cases in a dictionary."""

from collections.abc import Sequence

from bot.usecases.ports import Case


class FakeCases:
    """The port Cases."""

    def __init__(self, *cases: Case) -> None:
        self._cases = {case.cluster: case for case in cases}

    def record(self, case: Case) -> None:
        """Keep a decision; a later one about the same cluster replaces it."""
        self._cases[case.cluster] = case

    def all(self) -> Sequence[Case]:
        """Give the decision in force for each cluster, by cluster id."""
        return [self._cases[cluster] for cluster in sorted(self._cases)]
