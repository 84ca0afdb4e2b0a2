"""What the bot in Slack needs to be kept, of which the store is one."""

from __future__ import annotations

from typing import Protocol

from bot.slack.team import TeamKept
from bot.usecases.delivery_ports import Audit, Events, Forgetting, Installations, InstallStates, Leases, Outbox
from bot.usecases.ports import Conversations, Sightings
from bot.usecases.team_ports import Watches


class Kept(TeamKept, Protocol):
    """What the bot keeps, of which the store is one."""

    @property
    def conversations(self) -> Conversations:
        """What was asked where."""
        ...

    @property
    def sightings(self) -> Sightings:
        """How often each entry was asked for."""
        ...

    @property
    def events(self) -> Events:
        """Questions on their way in."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Messages on their way out."""
        ...

    @property
    def audit(self) -> Audit:
        """Who asked."""
        ...

    @property
    def installations(self) -> Installations:
        """The tokens of the workspaces that installed the bot."""
        ...

    @property
    def leases(self) -> Leases:
        """Which process does what only one may do."""
        ...

    @property
    def watches(self) -> Watches:
        """The channels in which alerts are explained."""
        ...

    @property
    def install_states(self) -> InstallStates:
        """Installations that were begun."""
        ...

    @property
    def forgetting(self) -> Forgetting:
        """Forgetting workspaces that took the bot away."""
        ...
