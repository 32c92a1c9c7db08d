"""Rows about how far the polls of trackers have come."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from service.store.inbox_tables import PollCursor


def of(tx: Session, tracker: str) -> PollCursor | None:
    """Give how far a tracker's polls have come; None before the first."""
    return tx.get(PollCursor, tracker)


def keep(tx: Session, tracker: str, cursor: str, swept_at: datetime | None) -> None:
    """Note how far a tracker's polls have come, and when all of its issues were last read."""
    row = of(tx, tracker) or PollCursor(tracker=tracker)
    row.cursor, row.swept_at = cursor, swept_at
    tx.add(row)
