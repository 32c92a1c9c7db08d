"""Values for tests: plain functions with defaults. A test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from connectors.tracker import Issue, IssueRef, Label, State
from connectors.visibility import Visibility
from service.model import ActionItem, LinkOrigin, LinkRole
from service.reconcile.candidate import Candidate, Linked, NamedRef, Whence
from service.reconcile.filing import Filing
from service.reconcile.plan import Rules

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
KEY = b"k" * 32
HERE = Filing(tracker="local", place="postmortems", labels=(Label("postmortem"),))


def an_item(**values: Any) -> ActionItem:
    """An action item as a document words it."""
    return replace(ActionItem(title="Add an alert on the error rate", line=12), **values)


def a_whence(**values: Any) -> Whence:
    """A document of today, in a source that has been followed for a while."""
    usual = Whence(
        postmortem_id="pm-1",
        source="docs",
        path="2026/outage.md",
        title="Outage of the API",
        url="",
        revision="abc123",
        repository="repo-1",
        visibility=Visibility.MEMBERS,
        date=TODAY,
        added_at=None,
        first_seen_at=NOW,
        source_since=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return replace(usual, **values)


def a_candidate(item: ActionItem | None = None, whence: Whence | None = None, **values: Any) -> Candidate:
    """A new item of a new document: nothing speaks against filing it."""
    return replace(Candidate("item-1", item or an_item(), whence or a_whence()), **values)


def rules(**values: Any) -> Rules:
    """Rules under which a new item is filed."""
    usual = Rules(
        now=NOW,
        create_since=date(2026, 3, 1),
        review_below=0.5,
        filing=lambda _: HERE,
        key=KEY,
    )
    return replace(usual, **values)


def a_ref(key: str = "LOCAL-7", issue_id: int | None = None, tracker: str = "local") -> NamedRef:
    """A ref that a document names."""
    return NamedRef(text=key, ref=IssueRef(tracker=tracker, key=key), issue_id=issue_id)


def a_link(issue_id: int = 7, **values: Any) -> Linked:
    """A link to an issue that the document names."""
    ref = IssueRef(tracker="local", key=f"LOCAL-{issue_id}", id=f"id-{issue_id}")
    return replace(Linked(issue_id, ref, LinkRole.PRIMARY, LinkOrigin.DOCUMENT), **values)


def an_issue(**values: Any) -> Issue:
    """An open issue as a tracker holds it."""
    usual = Issue(
        ref=IssueRef(tracker="local", key="LOCAL-7", id="id-7"),
        place="postmortems",
        title="Add an alert on the error rate",
        state=State.OPEN,
        status="Open",
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(usual, **values)
