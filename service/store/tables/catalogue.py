"""What every table shares."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Index, MetaData, text
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """What every table shares: a catalogue whose constraints have names, so that migrations can speak of them."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def unique_while(name: str, *columns: str, condition: str) -> Index:
    """Make a unique index over the rows for which `condition` holds, on both databases."""
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


def filled_with(value: str | ColumnElement[bool]) -> dict[str, Any]:
    """Say what rows that were there before a column have in it."""
    return {"server_default": text(f"'{value}'") if isinstance(value, str) else value}
