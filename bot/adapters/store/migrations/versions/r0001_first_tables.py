"""Claims, threads, sightings and cases.

Types stand here as they were, not as the program knows them now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _conversations()
    _sightings()
    _cases()


def _conversations() -> None:
    op.create_table(
        "claims",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("claimed", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_claims"),
    )
    op.create_index("ix_claims_claimed", "claims", ["claimed"])
    op.create_table(
        "threads",
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text()),
        sa.Column("window_start", _TIME),
        sa.Column("window_end", _TIME),
        sa.Column("remembered", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("thread", name="pk_threads"),
    )
    op.create_index("ix_threads_remembered", "threads", ["remembered"])


def _sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("seen", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
    )
    op.create_index("ix_sightings_seen", "sightings", ["seen"])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.Text()),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided", _TIME, nullable=False),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone", _TIME),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_cluster", "cases", ["cluster"])
