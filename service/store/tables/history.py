"""What was done: runs, what each did, and what people decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from connectors.visibility import Visibility
from service.store.columns import Moment, Payload, Word
from service.store.tables.catalogue import Table


class Run(Table, table=True):
    """One pass of the loop: who or what caused it, and how it ended. `counts` is outcome -> number."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    cause: str
    started_at: datetime = Field(sa_type=Moment, index=True)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    words: str = ""
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=Payload)


class Outcome(Table, table=True):
    """What became of one planned action: done, nothing, held or failed, with the reason."""

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="run.id", index=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    issue_id: int | None = Field(default=None, foreign_key="issue.id")
    at: datetime = Field(sa_type=Moment)
    action: str
    result: str
    reason: str
    words: str = ""
    visibility: Visibility = Field(sa_type=Word(Visibility))


class Decision(Table, table=True):
    """The journal: what people decided. Rows are only ever added; a trigger refuses the rest."""

    __table_args__ = (UniqueConstraint("uid"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    at: datetime = Field(sa_type=Moment)
    who: str
    verb: str
    item_id: str | None = Field(default=None, index=True)
    postmortem_id: str | None = Field(default=None, index=True)
    source_id: str | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Payload)
    words: str = Field(default="", sa_type=Text)
    visibility: Visibility = Field(sa_type=Word(Visibility))
