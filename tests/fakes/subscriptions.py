"""Subscriptions in a dictionary."""

from collections.abc import Sequence

from bot.usecases.ports import Subscription


class FakeSubscriptions:
    """The port Subscriptions."""

    def __init__(self, *subscriptions: Subscription) -> None:
        self._subscriptions = {each.channel: each for each in subscriptions}

    def put(self, subscription: Subscription) -> None:
        """Keep the subscription of a channel, in place of an older one."""
        self._subscriptions[subscription.channel] = subscription

    def drop(self, channel: str) -> None:
        """Forget the subscription of a channel, if there is one."""
        self._subscriptions.pop(channel, None)

    def all(self) -> Sequence[Subscription]:
        """Give every subscription, by channel."""
        return [self._subscriptions[channel] for channel in sorted(self._subscriptions)]
