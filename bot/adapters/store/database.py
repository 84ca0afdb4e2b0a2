"""A database by its URL: SQLite in one file, or PostgreSQL. Whatever keeps it from working is said in one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from bot.usecases.ports import StoreError
from kb.text.redaction import redact

PATIENCE = 10  # seconds to wait for another writer, or for a server
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
_WRONG_URL = (
    "AZTRIAGE_STORE is no address of a store: write sqlite:///path/to/file.db or "
    "postgresql://user:password@host:5432/database."
)
_NO_DRIVER = "A store in PostgreSQL needs the driver psycopg: install aztriage with its extra `postgres`."
_LONGEST_REASON = 300
_PAUSE = 0.01


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, safe to share between threads; `place` is where it is, without any password."""

    engine: Engine
    place: str
    # SQLite's writers wait by trying again: the threads of one process are quicker to take turns.
    turns: AbstractContextManager[object] = field(default_factory=nullcontext)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that reads one state of the database.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._speaking(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at the end, or not at all.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._speaking(), self.turns, self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Give an insert that may say what to do if the row is there already."""
        return sqlite.insert(table) if self.engine.dialect.name == "sqlite" else postgresql.insert(table)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, NoConnectionError) as error:
            raise StoreError(f"The store {self.place} cannot be used: {_reason(error)}.") from error


def connect(url: str) -> Database:
    """Give the database at a URL; a missing SQLite file is made, PostgreSQL is not spoken to yet.

    Raises:
        StoreError: the URL cannot be used, its driver is missing, or the file's folder cannot be made.
    """
    try:
        given = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(_WRONG_URL) from None
    if given.drivername in _SQLITE:
        return _file(given, options="?" in url)
    if given.drivername in _POSTGRESQL:
        return _server(given)
    raise StoreError(_WRONG_URL)


def _file(given: URL, *, options: bool) -> Database:
    if not given.database or given.database == ":memory:" or given.host or options:
        raise StoreError("A store in SQLite is one file on this machine: write sqlite:///path/to/file.db.")
    path = Path(given.database).expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"The store {path} cannot be made: {error.strerror}.") from None
    address = URL.create("sqlite", database=str(path))
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine, str(path), turns=Lock())


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    # SQLAlchemy's own BEGIN takes the write lock too late: two writers that have read before would fail each other.
    connection.isolation_level = None
    # One writer and many readers at a time. NORMAL: what was written survives the end of the process, but the last
    # moments before a power cut may be lost.
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    # While another connection makes this very change, SQLite refuses at once instead of waiting.
    until = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _server(given: URL) -> Database:
    address = given.set(drivername="postgresql+psycopg")
    if "connect_timeout" not in address.query:
        address = address.update_query_dict({"connect_timeout": str(PATIENCE)})
    try:
        engine = create_engine(address, hide_parameters=True, pool_pre_ping=True)
    except ImportError:
        raise StoreError(_NO_DRIVER) from None
    shown = URL.create("postgresql", host=given.host, port=given.port, database=given.database)
    return Database(engine, shown.render_as_string())


def _reason(error: DBAPIError | NoConnectionError) -> str:
    """Give what the database says, on one line and without secrets."""
    said = str(error.orig if isinstance(error, DBAPIError) else error) or type(error).__name__
    line = redact(said).text.text.strip().partition("\n")[0]
    return line.removeprefix("connection failed: ").rstrip(".")[:_LONGEST_REASON]
