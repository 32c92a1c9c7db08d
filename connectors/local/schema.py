"""The tables of a local tracker, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

VERSION = 1


class UtcTime(TypeDecorator[datetime]):
    """A point in time, UTC inside and out: SQLite keeps no zone, and PostgreSQL answers in the session's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  (SQLAlchemy hands it in)
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  (as above)
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

# One row. Numbers are counted here and not by a sequence, because a sequence gives numbers in another order than
# that of the commits: an issue could then appear below a position that was noted before it was there.
tracker = Table(
    "local_tracker",
    metadata,
    Column("version", Integer, nullable=False),
    Column("prefix", String, nullable=False),
    Column("last_number", BigInteger, nullable=False),
)

issues = Table(
    "local_issues",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False, unique=True),
    Column("place", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("assignees", JSON, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("due", Date),
    Column("marker", Text, nullable=False),
    Column("ours", Boolean, nullable=False),
    Index("local_issues_by_place", "place", "number"),
)
