"""The store in each of its forms: in memory, in a SQLite file, in PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters.store.store import open_store
from bot.usecases.ports import Cases, Conversations, Sightings
from tests.bot.adapters.store.postgres import Postgres
from tests.fakes.cases import FakeCases
from tests.fakes.clock import FakeClock
from tests.fakes.conversations import FakeConversations
from tests.fakes.sightings import FakeSightings


@dataclass(frozen=True)
class Kept:
    """The ports, and the clock that they go by."""

    clock: FakeClock
    conversations: Conversations
    sightings: Sightings
    cases: Cases


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
    clock = FakeClock()
    if request.param == "memory":
        yield Kept(clock, FakeConversations(clock=clock), FakeSightings(), FakeCases())
        return
    sqlite = f"sqlite:///{tmp_path / 'aztriage.db'}"
    address = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres").database()
    with open_store(address, clock=clock) as store:
        yield Kept(clock, store.conversations, store.sightings, store.cases)
