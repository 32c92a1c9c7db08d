"""The tables of the inbox: what trackers and hosts of repositories sent us, and how far polls have come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from connectors.visibility import Visibility
from service.model import Fate
from service.store.columns import Moment, Payload, Records, Word
from service.store.tables import Table


class Delivery(Table, table=True):
    """One delivery, once for each endpoint and the id that its sender gave it.

    `headers` are those that say what it is, without signatures; `body` the raw bytes, empty where nothing in it
    concerns us. `hints` is what was read in it, `why` what became of it. `attempts` counts those that failed.
    """

    __table_args__ = (
        UniqueConstraint("endpoint", "delivery_id"),
        Index("ix_delivery_fate_next_try_at", "fate", "next_try_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    endpoint: str
    delivery_id: str
    event: str
    received_at: datetime = Field(sa_type=Moment)
    headers: dict[str, Any] = Field(default_factory=dict, sa_type=Payload)
    body: bytes = b""
    hints: tuple[dict[str, Any], ...] = Field(default=(), sa_type=Records)
    fate: Fate = Field(default=Fate.WAITING, sa_type=Word(Fate))
    why: str = ""
    attempts: int = 0
    next_try_at: datetime | None = Field(default=None, sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    visibility: Visibility = Field(default=Visibility.MEMBERS, sa_type=Word(Visibility))


class PollCursor(Table, table=True):
    """How far the polls of a tracker have come, and when all of its issues were last read."""

    __tablename__ = "poll_cursor"

    tracker: str = Field(primary_key=True)
    cursor: str = ""
    swept_at: datetime | None = Field(default=None, sa_type=Moment)
