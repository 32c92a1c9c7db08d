"""What a rebuild and a restore leave for people: items that are held, and that nothing is filed yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("held", sa.Text(), nullable=True))
    op.add_column("instance", sa.Column("restored_at", Moment(), nullable=True))
