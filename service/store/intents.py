"""Rows about creates that were about to be sent, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from service.store.tables import Intent

UNSETTLED = ("open", "unknown")


def declare(tx: Session, intent: Intent) -> bool:
    """Add an intent; False when the item has an unsettled one already, whoever made it."""
    try:
        with tx.begin_nested():
            tx.add(intent)
            tx.flush()
    except IntegrityError:
        return False
    return True


def unsettled(tx: Session, tracker: str) -> Sequence[Intent]:
    """Give the intents in `tracker` whose outcome is not known, oldest first."""
    query = select(Intent).where(col(Intent.tracker) == tracker, col(Intent.fate).in_(UNSETTLED))
    return tx.exec(query.order_by(col(Intent.id))).all()


def pending(tx: Session, item_ids: Collection[str]) -> set[str]:
    """Say which of these items have an unsettled intent."""
    query = select(Intent.item_id).where(col(Intent.item_id).in_(item_ids), col(Intent.fate).in_(UNSETTLED))
    return set(tx.exec(query).all())


def settle(intent: Intent, fate: str, why: str, now: datetime, issue_id: int | None = None) -> None:
    """Write down what became of an intent."""
    intent.fate, intent.why, intent.issue_id = fate, why, issue_id
    intent.settled_at = None if fate in UNSETTLED else now
