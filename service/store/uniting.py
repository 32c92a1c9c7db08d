"""Two rows turn out to be one issue (an old key and a new one): what hangs on the one goes over to the other."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import Session, col, select

from service.model import LinkRole
from service.store.tables import Alias, Intent, Issue, Link, Outcome, Sighting

STRONGEST_FIRST = (LinkRole.PRIMARY, LinkRole.ALSO, LinkRole.SUPERSEDED, LinkRole.COPY)


def unite(tx: Session, row: Issue, into: Issue) -> None:
    """Let `into` stand for `row` everywhere, and delete `row`."""
    assert row.id is not None
    assert into.id is not None
    _move_links(tx, row.id, into)
    for table in (Alias, Sighting, Intent, Outcome):
        tx.exec(update(table).where(col(table.issue_id) == row.id).values(issue_id=into.id))
    tx.flush()
    tx.delete(row)
    tx.flush()


def _move_links(tx: Session, row_id: int, into: Issue) -> None:
    """Move the links; of two that an item has to the one issue, the stronger role stays."""
    assert into.id is not None
    held = {tie.item_id: tie for tie in _links(tx, into.id) if tie.ended_at is None}
    for tie in _links(tx, row_id):
        kept = held.get(tie.item_id)
        if kept is not None and tie.ended_at is None:
            kept.role = min(kept.role, tie.role, key=STRONGEST_FIRST.index)
            tie.ended_at = into.read_at or tie.created_at
            tx.flush()
        tie.issue_id = into.id
    tx.flush()


def _links(tx: Session, issue_id: int) -> list[Link]:
    return list(tx.exec(select(Link).where(col(Link.issue_id) == issue_id)))
