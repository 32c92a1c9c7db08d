"""Rows about what a team's rules make of items."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import delete, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from service.model import OwnerKind
from service.store.database import Store
from service.store.tables import Item, ItemOwner, Postmortem, Source

Waiting: TypeAlias = Sequence[tuple[Item, Postmortem, Source]]


def waiting(tx: Session, rules: str, *, limit: int) -> Waiting:
    """Give items that were not judged under the rules of this fingerprint, with their documents and sources."""
    return tx.exec(_joined().where(col(Item.judged) != rules).limit(limit)).all()


def with_documents(tx: Session, item_ids: Collection[str]) -> Waiting:
    """Give these items with their documents and sources."""
    return tx.exec(_joined().where(col(Item.id).in_(item_ids))).all()


def every(store: Store, chunk: int) -> Iterator[tuple[Item, Postmortem, Source]]:
    """Give every item that stands in a document, with that and its source, so many at a time, by id."""
    after = ""
    while True:
        there = (col(Item.removed_at).is_(None), col(Postmortem.removed_at).is_(None))
        with store.read() as tx:
            rows = tx.exec(_joined().where(*there, col(Item.id) > after).order_by(col(Item.id)).limit(chunk)).all()
        yield from rows
        if len(rows) < chunk:
            return
        after = rows[-1][0].id


def _joined() -> Select[Item, Postmortem, Source]:
    return (
        select(Item, Postmortem, Source)
        .join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
        .join(Source, col(Source.id) == col(Postmortem.source_id))
    )


def own(tx: Session, owners: Mapping[str, Collection[tuple[OwnerKind, str]]]) -> None:
    """Replace whom these items' owners are taken for."""
    tx.exec(delete(ItemOwner).where(col(ItemOwner.item_id).in_(owners.keys())))
    tx.add_all(ItemOwner(item_id=item, kind=kind, name=name) for item, own in owners.items() for kind, name in own)


def codeowners_are(tx: Session, source_id: str, text: str) -> None:
    """Note the text of a source's CODEOWNERS file; where it is new, its items are to be judged anew."""
    source = tx.get(Source, source_id)
    if source is None or source.codeowners == text:
        return
    source.codeowners = text
    documents = select(Postmortem.id).where(col(Postmortem.source_id) == source_id)
    tx.exec(update(Item).where(col(Item.postmortem_id).in_(documents)).values(judged=""))
