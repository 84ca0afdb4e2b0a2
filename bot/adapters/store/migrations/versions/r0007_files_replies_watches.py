"""Files of a question, replies without a mention, and channels whose alerts are explained.

Types stand here as they were, not as the program knows them now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, make the table."""
    op.add_column("events", sa.Column("attached", sa.Text()))
    op.add_column("events", sa.Column("way", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_events_workspace_channel_thread", "events", ["workspace", "channel", "thread"])
    op.add_column("threads", sa.Column("files", sa.Text()))
    op.create_table(
        "watches",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("app", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hours", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "app", name="pk_watches"),
    )
