"""Runs the steps on the connection that it is given; Alembic loads this file by its name."""

from __future__ import annotations

from alembic import context

import bot.adapters.store.delivery_tables
import bot.adapters.store.team_tables  # noqa: F401 - a table is known to the metadata once its module is read
from bot.adapters.store.migrating import VERSION_TABLE
from bot.adapters.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
