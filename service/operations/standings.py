"""Keep what has become of each item up to date, whenever a link, an issue or the document's word changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import Session

from service.reconcile.standing import IssueState, standing
from service.store import issues, postmortems
from service.store.chunks import chunks


def restand(tx: Session, item_ids: Collection[str]) -> None:
    """Work out the standing of these items anew."""
    for chunk in chunks(sorted(item_ids)):
        states: dict[str, list[IssueState]] = defaultdict(list)
        for link, issue in issues.links_of(tx, chunk):
            if link.ended_at is None:
                states[link.item_id].append(IssueState(link.role, issue.state, issue.absence))
        for item in postmortems.items_by_id(tx, chunk):
            item.standing, item.absence = standing(item.declared, states[item.id])
