"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REFUSE_ON_SQLITE = """
CREATE TRIGGER decision_kept_{verb} BEFORE {verb} ON decision
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
"""
REFUSAL_ON_POSTGRESQL = """
CREATE OR REPLACE FUNCTION decision_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
"""
REFUSE_ON_POSTGRESQL = """
CREATE TRIGGER decision_kept_{verb} BEFORE {verb} ON decision
FOR EACH ROW EXECUTE FUNCTION decision_kept()
"""


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("postmortem_id", sa.String(), nullable=True),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("uid", name=op.f("uq_decision_uid")),
    )
    op.create_index(op.f("ix_decision_item_id"), "decision", ["item_id"], unique=False)
    op.create_index(op.f("ix_decision_postmortem_id"), "decision", ["postmortem_id"], unique=False)
    op.create_table(
        "instance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
    )
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tracker", sa.String(), nullable=False),
        sa.Column("native_id", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("absence", sa.String(32), nullable=True),
        sa.Column("absence_words", sa.String(), nullable=False),
        sa.Column("assignees", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("problem_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index(
        "uq_issue_tracker_native_id",
        "issue",
        ["tracker", "native_id"],
        unique=True,
        sqlite_where=sa.text("native_id IS NOT NULL"),
        postgresql_where=sa.text("native_id IS NOT NULL"),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_started_at"), "run", ["started_at"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=True),
        sa.Column("revision", sa.String(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("first_scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extractor", sa.Integer(), nullable=True),
        sa.Column("held", sa.String(), nullable=True),
        sa.Column("held_revision", sa.String(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("problem_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "alias",
        sa.Column("tracker", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_alias_issue_id_issue")),
        sa.PrimaryKeyConstraint("tracker", "key", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_issue_id"), "alias", ["issue_id"], unique=False)
    op.create_table(
        "postmortem",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("blob", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("severity", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extractor", sa.Integer(), nullable=False),
        sa.Column("held", sa.String(), nullable=True),
        sa.Column("held_blob", sa.String(), nullable=True),
        sa.Column("badge_counter", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_postmortem_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postmortem")),
    )
    op.create_index(op.f("ix_postmortem_source_id"), "postmortem", ["source_id"], unique=False)
    op.create_index(
        "uq_postmortem_source_id_path",
        "postmortem",
        ["source_id", "path"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(32), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("absence", sa.String(32), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_sighting_issue_id_issue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
    )
    op.create_index(op.f("ix_sighting_issue_id"), "sighting", ["issue_id"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("postmortem_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("type", sa.String(32), nullable=True),
        sa.Column("type_source", sa.String(32), nullable=True),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.Column("refs", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_words", sa.String(), nullable=True),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("declared", sa.String(32), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("ambiguous_with", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("standing", sa.String(32), nullable=False),
        sa.Column("absence", sa.String(32), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["postmortem_id"], ["postmortem.id"], name=op.f("fk_item_postmortem_id_postmortem")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    op.create_index(op.f("ix_item_postmortem_id"), "item", ["postmortem_id"], unique=False)
    op.create_index("ix_item_standing_due", "item", ["standing", "due"], unique=False)
    op.create_table(
        "problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("postmortem_id", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["postmortem_id"], ["postmortem.id"], name=op.f("fk_problem_postmortem_id_postmortem")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    op.create_index(op.f("ix_problem_postmortem_id"), "problem", ["postmortem_id"], unique=False)
    op.create_table(
        "intent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("tracker", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_intent_issue_id_issue")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_intent_item_id_item")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_intent_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intent")),
    )
    op.create_index(op.f("ix_intent_item_id"), "intent", ["item_id"], unique=False)
    op.create_index(op.f("ix_intent_tracker"), "intent", ["tracker"], unique=False)
    op.create_index(
        "uq_intent_item_id",
        "intent",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("fate IN ('open', 'unknown')"),
        postgresql_where=sa.text("fate IN ('open', 'unknown')"),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_hand", sa.Boolean(), nullable=False),
        sa.Column("wrote_title", sa.String(), nullable=True),
        sa.Column("wrote_body", sa.String(), nullable=True),
        sa.Column("wrote_words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_link_issue_id_issue")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_link_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_issue_id"), "link", ["issue_id"], unique=False)
    op.create_index(op.f("ix_link_item_id"), "link", ["item_id"], unique=False)
    op.create_index(
        "uq_link_item_id_issue_id",
        "link",
        ["item_id", "issue_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_outcome_issue_id_issue")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_outcome_item_id_item")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_outcome_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_item_id"), "outcome", ["item_id"], unique=False)
    op.create_index(op.f("ix_outcome_run_id"), "outcome", ["run_id"], unique=False)

    _keep_the_journal()


def _keep_the_journal() -> None:
    """Let the database itself refuse to change or delete what people decided."""
    refuse = REFUSE_ON_SQLITE
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSAL_ON_POSTGRESQL)
        refuse = REFUSE_ON_POSTGRESQL
    for verb in ("UPDATE", "DELETE"):
        op.execute(refuse.format(verb=verb))
