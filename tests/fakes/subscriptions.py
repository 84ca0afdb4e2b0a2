"""Subscriptions in a dictionary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.usecases.team_ports import Subscription


class FakeSubscriptions:
    """The port Subscriptions."""

    def __init__(self, *subscriptions: Subscription) -> None:
        self._subscriptions = {each.id: each for each in subscriptions}

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, in place of the one with its id."""
        self._subscriptions[subscription.id] = subscription

    def drop(self, subscription: str) -> bool:
        """Forget a subscription; False if there is none."""
        return self._subscriptions.pop(subscription, None) is not None

    def of(self, workspace: str, channel: str) -> Sequence[Subscription]:
        """Give the subscriptions of a channel, by id."""
        return [each for each in self.all() if (each.workspace, each.channel) == (workspace, channel)]

    def all(self) -> Sequence[Subscription]:
        """Give every subscription, by id."""
        return [self._subscriptions[name] for name in sorted(self._subscriptions)]

    def due(self, at: datetime) -> Sequence[Subscription]:
        """Give the subscriptions that are not paused and whose time has come, the longest waiting first."""
        waiting = [each for each in self.all() if not each.paused and each.next_run <= at]
        return sorted(waiting, key=lambda each: each.next_run)

    def begin(self, subscription: Subscription, *, at: datetime, next_run: datetime) -> bool:
        """Take a due run; False if another took it, so that no run is doubled."""
        known = self._subscriptions.get(subscription.id)
        if known is None or known.paused or known.next_run != subscription.next_run:
            return False
        self._subscriptions[subscription.id] = replace(known, last_run=at, next_run=next_run)
        return True

    def count(self, subscription: str, *, failures: int, covered: int) -> None:
        """Keep what the last report of a subscription counted, if there still is that subscription."""
        if known := self._subscriptions.get(subscription):
            self._subscriptions[subscription] = replace(known, failures=failures, covered=covered)

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        kept = len(self._subscriptions)
        self._subscriptions = {name: one for name, one in self._subscriptions.items() if one.workspace != workspace}
        return kept - len(self._subscriptions)
