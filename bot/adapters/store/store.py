"""The store: one database behind the ports that need one."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bot.adapters.store.audit import StoredAudit
from bot.adapters.store.cases import StoredCases
from bot.adapters.store.cluster_states import StoredClusterStates
from bot.adapters.store.conversations import StoredConversations
from bot.adapters.store.database import Database, connect
from bot.adapters.store.drafts import StoredDrafts
from bot.adapters.store.events import StoredEvents
from bot.adapters.store.feedback import StoredFeedback
from bot.adapters.store.forgetting import StoredForgetting
from bot.adapters.store.install_states import StoredInstallStates
from bot.adapters.store.installations import StoredInstallations
from bot.adapters.store.leases import StoredLeases
from bot.adapters.store.migrating import migrate
from bot.adapters.store.notes import StoredNotes
from bot.adapters.store.outbox import StoredOutbox
from bot.adapters.store.sightings import StoredSightings
from bot.adapters.store.subscriptions import StoredSubscriptions
from bot.adapters.store.sweeping import Sweeper
from bot.adapters.store.watches import StoredWatches
from bot.usecases.delivery_ports import Audit, Events, Forgetting, Installations, InstallStates, Leases, Outbox
from bot.usecases.ports import Cases, Clock, Conversations, Sightings, StoreError
from bot.usecases.team_ports import ClusterStates, Drafts, Feedback, Notes, Subscriptions, Watches


@dataclass(frozen=True, slots=True)
class Store:
    """The ports that share a database, safe for several threads; close it, or use it in a `with`."""

    database: Database
    conversations: Conversations
    sightings: Sightings
    cases: Cases
    events: Events
    outbox: Outbox
    audit: Audit
    installations: Installations
    notes: Notes
    drafts: Drafts
    feedback: Feedback
    cluster_states: ClusterStates
    subscriptions: Subscriptions
    watches: Watches
    leases: Leases
    install_states: InstallStates
    forgetting: Forgetting

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str, *, clock: Clock) -> Store:
    """Give the store at a database URL, made or brought to its newest shape if need be.

    Raises:
        StoreError: the URL is wrong, a driver is missing, the server is away, or a newer program made the store.
    """
    database = connect(url)
    try:
        migrate(database)
    except StoreError:
        database.close()
        raise
    sweeper = Sweeper(database, clock=clock)
    return Store(
        database=database,
        conversations=StoredConversations(database, clock=clock, sweeper=sweeper),
        sightings=StoredSightings(database),
        cases=StoredCases(database),
        events=StoredEvents(database, sweeper=sweeper),
        outbox=StoredOutbox(database),
        audit=StoredAudit(database),
        installations=StoredInstallations(database),
        notes=StoredNotes(database),
        drafts=StoredDrafts(database),
        feedback=StoredFeedback(database),
        cluster_states=StoredClusterStates(database),
        subscriptions=StoredSubscriptions(database),
        watches=StoredWatches(database),
        leases=StoredLeases(database),
        install_states=StoredInstallStates(database),
        forgetting=StoredForgetting(database),
    )
