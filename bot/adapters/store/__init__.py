"""What outlives the process: SQLite in one file, or PostgreSQL. Importing this package loads no database library."""

from __future__ import annotations

import logging

# Alembic reports its plug-ins while it is imported, and each start of a store, which concerns nobody.
logging.getLogger("alembic").setLevel(logging.WARNING)
