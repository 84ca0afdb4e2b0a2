"""What the bot hears beside questions that people write to it, put together: files, replies, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from bot.slack.fetching import Fetcher
from bot.slack.kept import Kept
from bot.slack.limiting import Limiter
from bot.slack.listeners.overheard import Overheard
from bot.slack.listeners.reading import Files
from bot.slack.listeners.watch import Attending, Watcher
from bot.slack.rules import Rules
from bot.slack.sending.sender import Clients
from bot.slack.watched import Watched
from bot.usecases.ports import Clock
from bot.usecases.watching import ExplainAlert, WatchAlerts

if TYPE_CHECKING:
    from bot.slack.listeners.ask import Asker
    from bot.usecases.ask import Ask


@dataclass(frozen=True, slots=True)
class Hearing:
    """What answers from files, what takes orders to watch, and what says which talk is for the bot; None if off."""

    files: Files | None
    watcher: Watcher
    overhear: Overheard | None
    alerts: ExplainAlert

    def attending(self, asker: Asker) -> Attending:
        """Give what answers whatever is heard."""
        return Attending(asker, self.alerts, self.watcher.watched)


def hearing_of(  # noqa: PLR0913 - all of them named, none of them belongs together
    kept: Kept, *, ask: Ask, clients: Clients, clock: Clock, rules: Rules, zone: tzinfo, limiter: Limiter
) -> Hearing:
    """Give the parts of the bot that the features of the rules need."""
    watched = Watched(kept.watches)
    overhears = bool(rules.features & {"threads", "watch"})
    return Hearing(
        files=Files(Fetcher(clients), kept.conversations, ask) if "files" in rules.features else None,
        watcher=Watcher(WatchAlerts(kept.watches, clock), watched, on="watch" in rules.features),
        overhear=Overheard(
            rules,
            kept.events,
            kept.conversations,
            ask,
            watched,
            zone,
            people=limiter,
        )
        if overhears
        else None,
        alerts=ExplainAlert(ask.explain, kept.leases, clock),
    )
