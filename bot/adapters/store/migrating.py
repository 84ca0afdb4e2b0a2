"""Bringing a database to the shape that this program knows."""

from __future__ import annotations

from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from bot.adapters.store.database import Database
from bot.usecases.ports import StoreError

VERSION_TABLE = "aztriage_version"  # a name of our own: another program's Alembic may use the same database
_ADVISORY_LOCK = 0x617A7472  # any number, if only it is ours
_one_at_a_time = Lock()  # Alembic keeps what it works on in a global


def migrate(database: Database) -> None:
    """Bring the database to the newest shape; processes that start at the same time wait for each other.

    Raises:
        StoreError: the database cannot be written, or a newer program made it.
    """
    with _one_at_a_time, database.writing() as connection:
        # SQLite is locked by the transaction itself.
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        config = alembic_config(connection)
        present = revision(connection)
        scripts = ScriptDirectory.from_config(config)
        if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
            raise StoreError(
                f"The store {database.place} was made by a newer aztriage (revision {present}): "
                "install that version, or name another store in AZTRIAGE_STORE."
            )
        command.upgrade(config, "head")


def alembic_config(connection: Connection) -> Config:
    """Give the configuration by which Alembic works on this connection, inside its transaction."""
    config = Config()
    config.set_main_option("script_location", "bot.adapters.store:migrations")
    config.attributes["connection"] = connection
    return config


def revision(connection: Connection) -> str | None:
    """Give the revision at which the database stands, or None if it is empty."""
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
