"""Rows of the journal as they go out and come back in. They are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

from sqlmodel import Session, col, select

from service.store.chunks import chunks
from service.store.tables import Decision, Item, Postmortem, Source

Told: TypeAlias = tuple[Decision, Item | None, Postmortem | None, Source | None]


def every(tx: Session) -> Sequence[Told]:
    """Give every decision, the first first, with what it is about, as far as that is still known."""
    query = (
        select(Decision, Item, Postmortem, Source)
        .outerjoin(Item, col(Item.id) == col(Decision.item_id))
        .outerjoin(Postmortem, col(Postmortem.id) == col(Decision.postmortem_id))
        .outerjoin(Source, col(Source.id) == col(Postmortem.source_id))
        .order_by(col(Decision.at), col(Decision.id))
    )
    return [(row[0], row[1], row[2], row[3]) for row in tx.exec(query)]


def known(tx: Session, uids: Collection[str]) -> set[str]:
    """Say which of these decisions are in the journal already."""
    some = (tx.exec(select(Decision.uid).where(col(Decision.uid).in_(chunk))).all() for chunk in chunks(uids))
    return {uid for part in some for uid in part}


def add(tx: Session, decisions: Collection[Decision]) -> None:
    """Add decisions that are not there yet."""
    tx.add_all(decisions)
    tx.flush()
