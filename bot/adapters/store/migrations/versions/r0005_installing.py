"""Installing: which ways to Slack's consent page were begun, and until when each may end.

Types stand here as they were, not as the program knows them now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "install_states",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_install_states"),
    )
    op.create_index("ix_install_states_until", "install_states", ["until"])
