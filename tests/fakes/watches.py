"""Watches in a dictionary."""

from collections.abc import Sequence

from bot.usecases.team_ports import Watch


class FakeWatches:
    """The port Watches."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], Watch] = {}

    def put(self, watch: Watch) -> None:
        """Keep a watch, in place of the one on the same app in the same channel."""
        self._kept[_name(watch)] = watch

    def drop(self, watch: Watch) -> bool:
        """Forget a watch; False if there is none."""
        return self._kept.pop(_name(watch), None) is not None

    def all(self) -> Sequence[Watch]:
        """Give every watch, by workspace, channel and app."""
        return [self._kept[name] for name in sorted(self._kept)]

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        kept = len(self._kept)
        self._kept = {name: watch for name, watch in self._kept.items() if watch.workspace != workspace}
        return kept - len(self._kept)


def _name(watch: Watch) -> tuple[str, str, str]:
    return watch.workspace, watch.channel, watch.app
