"""What a team's rules make of items: due dates with their rule, owners, waivers, how much of an item went out."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Batches make SQLite copy a table, which fails while others refer to its rows; adding a column needs no copy.
COLUMNS: dict[str, list[sa.Column[Any]]] = {
    "source": [sa.Column("codeowners", sa.Text(), nullable=False, server_default=sa.text("''"))],
    "postmortem": [
        sa.Column("directives", sa.Text(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("severity_level", sa.Integer(), nullable=True),
        sa.Column("no_items", sa.String(), nullable=True),
    ],
    "item": [
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.String(), nullable=False, server_default=sa.text("''")),
        sa.Column("past_at_first_sight", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("assign_by", sa.Date(), nullable=True),
        sa.Column("routed", sa.String(), nullable=False, server_default=sa.text("''")),
        sa.Column("doubts", sa.Text(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("waived", sa.String(), nullable=True),
        sa.Column("waived_until", sa.Date(), nullable=True),
        sa.Column("judged", sa.String(), nullable=False, server_default=sa.text("''")),
    ],
    "link": [sa.Column("share", sa.String(32), nullable=False, server_default=sa.text("'words'"))],
    "intent": [sa.Column("share", sa.String(32), nullable=False, server_default=sa.text("'words'"))],
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    op.drop_index("ix_item_standing_due", table_name="item")
    op.create_index("ix_item_standing_due_on", "item", ["standing", "due_on"])
    op.create_table(
        "item_owner",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_owner_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "kind", "name", name=op.f("pk_item_owner")),
    )
    op.create_index("ix_item_owner_kind_name", "item_owner", ["kind", "name"])
