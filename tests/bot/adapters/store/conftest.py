"""The store in each of its forms: in memory, in a SQLite file, in PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from bot.adapters.store.store import open_store
from bot.usecases.delivery_ports import Audit, Events, Forgetting, Installations, InstallStates, Leases, Outbox
from bot.usecases.ports import Cases, Conversations, Sightings
from bot.usecases.team_ports import ClusterStates, Drafts, Feedback, Notes, Subscriptions, Watches
from tests.bot.adapters.store.postgres import Postgres
from tests.fakes.clock import FakeClock
from tests.fakes.cluster_states import FakeClusterStates
from tests.fakes.store import FakeStore


@dataclass(frozen=True)
class Kept:
    """The ports, and the clock that they go by."""

    clock: FakeClock
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


PORTS = [field.name for field in fields(Kept) if field.name != "clock"]


def in_memory() -> Kept:
    """Give the fakes, which know of each other as the real parts do."""
    clock, store = FakeClock(), FakeStore()
    store.conversations.clock = clock
    given = {name: getattr(store, name) for name in PORTS if hasattr(store, name)}
    return Kept(clock=clock, cluster_states=FakeClusterStates(), **given)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give a running PostgreSQL that ends with the tests."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store' / 'aztriage.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.database()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    """Give empty ports, of each kind in turn."""
    if request.param == "memory":
        yield in_memory()
        return
    clock = FakeClock()
    sqlite = f"sqlite:///{tmp_path / 'aztriage.db'}"
    address = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres").database()
    with open_store(address, clock=clock) as store:
        yield Kept(clock=clock, **{name: getattr(store, name) for name in PORTS})
