"""Coverage: how many failures the last report of a subscription counted, and how many of them have a page.

Types stand here as they were, not as the program knows them now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns; what was counted before is not known."""
    op.add_column("subscriptions", sa.Column("failures", _NUMBER, nullable=True))
    op.add_column("subscriptions", sa.Column("covered", _NUMBER, nullable=True))
