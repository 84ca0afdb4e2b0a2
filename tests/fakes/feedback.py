"""Feedback in a dictionary."""

from collections.abc import Mapping, Sequence

from bot.usecases.team_ports import Opinion


class FakeFeedback:
    """The port Feedback."""

    def __init__(self) -> None:
        self._opinions: dict[tuple[str, str, str], Opinion] = {}

    def give(self, opinion: Opinion) -> None:
        """Keep an opinion, in place of what the person thought of the same answer before."""
        self._opinions[opinion.workspace, opinion.place, opinion.person] = opinion

    def of(self, entry: str) -> Sequence[Opinion]:
        """Give the opinions on an entry, oldest first."""
        chosen = [one for one in self._opinions.values() if one.entry == entry]
        return sorted(chosen, key=lambda one: (one.given, one.place, one.person))

    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Give the thumbs up and down of every entry that has any."""
        thumbs = [(one.entry, one.thumb) for one in self._opinions.values()]
        return {entry: (thumbs.count((entry, "up")), thumbs.count((entry, "down"))) for entry, _ in thumbs}

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        kept = len(self._opinions)
        self._opinions = {key: one for key, one in self._opinions.items() if one.workspace != workspace}
        return kept - len(self._opinions)
