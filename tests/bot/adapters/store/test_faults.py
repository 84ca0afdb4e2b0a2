"""Whatever keeps a store from working is said in one sentence, without passwords."""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.store import database
from bot.adapters.store.store import open_store
from bot.usecases.ports import StoreError
from tests.bot.adapters.store.postgres import Postgres
from tests.bot.slack.serving import free_port
from tests.fakes.clock import FakeClock

PASSWORD = "hunter" + "22xyz"
WRONG = [
    "",
    "store.db",
    "/var/lib/aztriage.db",
    "mysql://host/x",
    "postgresql+asyncpg://host/x",
    "postgresql://host:port/x",
]
NO_FILE = [
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///store.db?mode=ro",
    "sqlite:///what?.db",
    "sqlite://host/store.db",
]


def said(url: str) -> str:
    """Give the sentence on why a store cannot be opened."""
    with pytest.raises(StoreError) as error:
        open_store(url, clock=FakeClock()).close()
    sentence = str(error.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert PASSWORD not in sentence
    return sentence


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_address_is_explained(url: str) -> None:
    """An address of no kind that is known gives one of each kind that is."""
    assert "write sqlite:///path/to/file.db or postgresql://user:password@host:5432/database." in said(url)


@pytest.mark.parametrize("url", NO_FILE)
def test_sqlite_needs_a_file(url: str) -> None:
    """A database in memory, or an address with more than a file in it, is refused."""
    assert "A store in SQLite is one file on this machine: write sqlite:///path/to/file.db." == said(url)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg the sentence says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    expected = "A store in PostgreSQL needs the driver psycopg: install aztriage with its extra `postgres`."
    assert expected == said(f"postgresql://bob:{PASSWORD}@127.0.0.1/x")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_does_not_answer_is_named(scheme: str) -> None:
    """The sentence names the server and what happened, and neither user nor password."""
    port = free_port()
    sentence = said(f"{scheme}://bob:{PASSWORD}@127.0.0.1:{port}/kept")
    assert sentence.startswith(f"The store postgresql://127.0.0.1:{port}/kept cannot be used: ")
    assert "Connection refused" in sentence
    assert "bob" not in sentence


def test_a_database_that_does_not_exist_is_named(postgres: Postgres) -> None:
    """What PostgreSQL says reaches whoever starts the bot."""
    assert 'database "nowhere" does not exist' in said(postgres.url("nowhere"))


def test_a_wrong_parameter_is_named(postgres: Postgres) -> None:
    """A parameter in the address that PostgreSQL does not know is said, too."""
    assert "colour" in said(postgres.url("postgres") + "&colour=red")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """Another file is not overwritten."""
    file = tmp_path / "notes.txt"
    file.write_text("all that we know\n" * 100, encoding="utf-8")
    assert f"The store {file} cannot be used: file is not a database." == said(f"sqlite:///{file}")
    assert "all that we know\n" * 100 == file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A folder below a file cannot be."""
    (tmp_path / "file").touch()
    file = tmp_path / "file" / "deep" / "store.db"
    assert f"The store {file} cannot be made: Not a directory." == said(f"sqlite:///{file}")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    """A folder is no file."""
    assert f"The store {tmp_path} cannot be used: unable to open database file." == said(f"sqlite:///{tmp_path}")


def test_a_file_that_another_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that does not end is waited for, but not for ever."""
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    file = tmp_path / "store.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    assert f"The store {file} cannot be used: database is locked." == said(f"sqlite:///{file}")
    other.close()


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    """The file and what SQLite lays beside it, and the folder made for it, are closed to other users."""
    file = tmp_path / "new" / "store.db"
    with open_store(f"sqlite:///{file}", clock=FakeClock()) as store:
        store.conversations.claim("Ev1")
        modes = {path.name: path.stat().st_mode & 0o777 for path in (file.parent, *file.parent.iterdir())}
    assert {"new": 0o700, "store.db": 0o600, "store.db-shm": 0o600, "store.db-wal": 0o600} == modes


@pytest.fixture
def restarted() -> Iterator[Postgres]:
    """Give a running PostgreSQL of one's own."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.remove()


def test_a_server_may_go_and_come_back(restarted: Postgres) -> None:
    """While the server is away each call says so; when it is back, the store works without being opened anew."""
    with open_store(restarted.database(), clock=FakeClock()) as store:
        assert store.conversations.claim("Ev1")
        restarted.stop()
        with pytest.raises(StoreError, match="cannot be used: connection"):
            store.conversations.claim("Ev2")
        restarted.start()
        assert [False, True] == [store.conversations.claim(event) for event in ("Ev1", "Ev2")]
