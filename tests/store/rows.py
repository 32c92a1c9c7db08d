"""Rows for tests of the store: plain methods with defaults. A test names only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

from sqlmodel import Session

from connectors.tracker import Issue, IssueRef, State
from connectors.visibility import Visibility
from service.model import LinkOrigin, LinkRole
from service.store import tables
from service.store.database import Store

T = TypeVar("T")

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Rows:
    """Fills a store. Every method commits, and gives the row (or its id)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._number = count(1)

    def source(self, **values: Any) -> tables.Source:
        """A source that was never scanned."""
        number = next(self._number)
        usual = {"id": f"source-{number}", "name": f"docs-{number}", "kind": "directory"}
        return self._add(tables.Source(**{**usual, "visibility": Visibility.MEMBERS, **values}))

    def postmortem(self, source: tables.Source | None = None, **values: Any) -> tables.Postmortem:
        """A document that is there."""
        number = next(self._number)
        usual: dict[str, Any] = {
            "id": f"postmortem-{number}",
            "source_id": (source or self.source()).id,
            "path": f"{number}.md",
            "blob": "b",
            "revision": "r",
            "visibility": Visibility.MEMBERS,
            "first_seen_at": NOW,
            "changed_at": NOW,
        }
        return self._add(tables.Postmortem(**{**usual, **values}))

    def item(self, postmortem: tables.Postmortem | None = None, **values: Any) -> tables.Item:
        """An item that stands in its document."""
        number = next(self._number)
        usual: dict[str, Any] = {
            "id": f"item-{number}",
            "postmortem_id": (postmortem or self.postmortem()).id,
            "position": number,
            "line": number,
            "title": f"Item {number}",
            "visibility": Visibility.MEMBERS,
            "first_seen_at": NOW,
            "changed_at": NOW,
        }
        return self._add(tables.Item(**{**usual, **values}))

    def issue(self, key: str, **values: Any) -> tables.Issue:
        """An issue, with its alias."""
        usual = {"tracker": "local", "key": key, "visibility": Visibility.MEMBERS}
        row = self._add(tables.Issue(**{**usual, **values}))
        self._add(tables.Alias(tracker=row.tracker, key=key, issue_id=row.id or 0))
        return row

    def link(self, item: tables.Item, issue: tables.Issue, **values: Any) -> tables.Link:
        """A link that holds."""
        usual: dict[str, Any] = {
            "item_id": item.id,
            "issue_id": issue.id,
            "role": LinkRole.PRIMARY,
            "origin": LinkOrigin.DOCUMENT,
            "visibility": item.visibility,
            "created_at": NOW,
        }
        return self._add(tables.Link(**{**usual, **values}))

    def intent(self, item: tables.Item, **values: Any) -> tables.Intent:
        """An intent, not stored: for `intents.declare`."""
        usual: dict[str, Any] = {
            "item_id": item.id,
            "tracker": "local",
            "place": "postmortems",
            "position": "0",
            "words": "w",
            "created_at": NOW,
            "send_before": NOW,
        }
        return tables.Intent(**{**usual, **values})

    def run(self) -> tables.Run:
        """A run."""
        return self._add(tables.Run(kind="resync", cause="test", started_at=NOW))

    def _add(self, row: T) -> T:
        with self._store.write() as tx:
            tx.add(row)
        return row


def read(key: str, native_id: str, **values: Any) -> Issue:
    """An issue as the local tracker gives it."""
    usual: dict[str, Any] = {"place": "postmortems", "title": "An issue", "state": State.OPEN, "status": "Open"}
    moments = {"created_at": NOW, "updated_at": NOW}
    return Issue(ref=IssueRef("local", key, native_id), **{**usual, **moments, **values})


def every(tx: Session, table: type[Any]) -> list[Any]:
    """Give all rows of a table."""
    from sqlmodel import select

    return list(tx.exec(select(table)).all())
