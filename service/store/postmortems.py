"""Rows about documents, their items and their problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from service import model
from service.store.tables import Item, Link, Postmortem, Problem, Source


def of_source(tx: Session, source_id: str) -> Sequence[Postmortem]:
    """Give every document of a source, tombstones included, the latest first seen last."""
    query = select(Postmortem).where(col(Postmortem.source_id) == source_id)
    return tx.exec(query.order_by(col(Postmortem.first_seen_at), col(Postmortem.path))).all()


def items(tx: Session, postmortem_ids: Collection[str]) -> Sequence[Item]:
    """Give every item of these documents, tombstones included, in the order of the documents."""
    query = select(Item).where(col(Item.postmortem_id).in_(postmortem_ids))
    return tx.exec(query.order_by(col(Item.postmortem_id), col(Item.position), col(Item.first_seen_at))).all()


def items_by_id(tx: Session, item_ids: Collection[str]) -> Sequence[Item]:
    """Give these items."""
    return tx.exec(select(Item).where(col(Item.id).in_(item_ids))).all()


def every(tx: Session) -> Sequence[tuple[Postmortem, Source]]:
    """Give every document that is there, with its source."""
    query = select(Postmortem, Source).join(Source, col(Source.id) == col(Postmortem.source_id))
    return tx.exec(query.where(col(Postmortem.removed_at).is_(None)).order_by(col(Postmortem.path))).all()


def items_like(tx: Session, prefix: str) -> Sequence[Item]:
    """Give the items whose id starts with `prefix` (people type the first few letters)."""
    return tx.exec(select(Item).where(col(Item.id).startswith(prefix, autoescape=True)).limit(10)).all()


def held(tx: Session, *, document_id: str | None = None, source_id: str | None = None) -> Sequence[Item]:
    """Give the items of a document, or of a source, that a rebuild holds."""
    query = select(Item).join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
    which = col(Postmortem.id) == document_id if document_id is not None else col(Postmortem.source_id) == source_id
    return tx.exec(query.where(which, col(Item.held).is_not(None), col(Item.removed_at).is_(None))).all()


def count(tx: Session) -> int:
    """Count the items that stand in a document."""
    return tx.exec(select(func.count(col(Item.id))).where(col(Item.removed_at).is_(None))).one()


def in_doubt(tx: Session) -> Sequence[Item]:
    """Give the items that stand in a document and may be one of several earlier ones."""
    doubtful = col(Item.ambiguous_with) != ()
    return tx.exec(select(Item).where(doubtful, col(Item.removed_at).is_(None), col(Item.accepted_at).is_(None))).all()


def linked_now(tx: Session) -> Sequence[Item]:
    """Give the items that stand in a document and have an issue."""
    serving = select(Link.item_id).where(col(Link.ended_at).is_(None))
    return tx.exec(select(Item).where(col(Item.id).in_(serving), col(Item.removed_at).is_(None))).all()


def unlinked(tx: Session) -> Sequence[tuple[Item, Postmortem]]:
    """Give the items that stand in a document and never had an issue, with their documents."""
    query = (
        select(Item, Postmortem)
        .join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
        .outerjoin(Link, col(Link.item_id) == col(Item.id))
        .where(col(Link.id).is_(None), col(Item.removed_at).is_(None), col(Postmortem.removed_at).is_(None))
        .order_by(col(Postmortem.path), col(Item.position))
    )
    return tx.exec(query).all()


def linked_items(tx: Session, postmortem_id: str) -> set[str]:
    """Give the ids of a document's items that have an issue, tombstones left out."""
    query = (
        select(Item.id)
        .join(Link, col(Link.item_id) == col(Item.id))
        .where(col(Item.postmortem_id) == postmortem_id, col(Item.removed_at).is_(None), col(Link.ended_at).is_(None))
    )
    return set(tx.exec(query).all())


def note_problems(tx: Session, postmortem: Postmortem, problems: Iterable[model.Problem]) -> None:
    """Replace what is known to be wrong with a document."""
    tx.exec(delete(Problem).where(col(Problem.postmortem_id) == postmortem.id))
    for problem in problems:
        tx.add(
            Problem(
                postmortem_id=postmortem.id,
                line=problem.line,
                code=problem.code,
                words=problem.words,
                visibility=postmortem.visibility,
            )
        )


def bury(tx: Session, postmortem_id: str, now: datetime) -> int:
    """Mark a document and its items as removed; give the number of items. They stay, to be known again."""
    document = tx.get(Postmortem, postmortem_id)
    assert document is not None
    document.removed_at = now
    alive = [row for row in items(tx, [postmortem_id]) if row.removed_at is None]
    for row in alive:
        row.removed_at = now
    return len(alive)
