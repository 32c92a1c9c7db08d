"""Rows about issues and links: what was read of an issue, and which items it serves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import Session, col, select

from connectors.tracker import Absence, Issue, IssueRef, Missing
from connectors.visibility import Visibility
from service.model import LinkOrigin, LinkRole
from service.store import tables
from service.store.tables import Alias, Link, Sighting
from service.store.uniting import unite


def known_as(tx: Session, tracker: str, key: str) -> tables.Issue | None:
    """Give the issue that is, or was, known by this key."""
    alias = tx.get(Alias, (tracker, key))
    return None if alias is None else tx.get(tables.Issue, alias.issue_id)


def ensure(tx: Session, ref: IssueRef, visibility: Visibility) -> tables.Issue:
    """Give the row of an issue, made unread at first sight; by its id where that is known, else by its key.

    A row of that key that holds another id is another issue, which had the name before.
    """
    row = _by_native_id(tx, ref) or known_as(tx, ref.tracker, ref.key)
    if row is None or (ref.id and row.native_id not in (None, ref.id)):
        row = tables.Issue(
            tracker=ref.tracker, native_id=ref.id or None, key=ref.key, url=ref.url, visibility=visibility
        )
        tx.add(row)
        tx.flush()
    note_alias(tx, row, ref.key)
    return row


def linked(
    tx: Session, tracker: str, *, after: int, limit: int, only: Collection[int] | None = None
) -> Sequence[tables.Issue]:
    """Give a page of the issues in `tracker` that an item is linked to, by row id, beginning after row `after`.

    With `only`, at most those rows.
    """
    serves = select(Link.issue_id).where(col(Link.ended_at).is_(None))
    query = (
        select(tables.Issue)
        .where(col(tables.Issue.tracker) == tracker, col(tables.Issue.id).in_(serves), col(tables.Issue.id) > after)
        .order_by(col(tables.Issue.id))
        .limit(limit)
    )
    if only is not None:
        query = query.where(col(tables.Issue.id).in_(only))
    return tx.exec(query).all()


def meant(tx: Session, trackers: Collection[str], ref: IssueRef) -> list[tables.Issue]:
    """Give the issues in these trackers, linked to an item, that a ref can mean: by its id, and by its key as well."""
    serves = select(Link.issue_id).where(col(Link.ended_at).is_(None))
    named = select(Alias.issue_id).where(col(Alias.key) == ref.key, col(Alias.tracker).in_(trackers))
    same: ColumnElement[bool] = col(tables.Issue.id).in_(named)
    if ref.id:
        same = or_(same, and_(col(tables.Issue.native_id) == ref.id, col(tables.Issue.tracker).in_(trackers)))
    return list(tx.exec(select(tables.Issue).where(same, col(tables.Issue.id).in_(serves))).all())


def saw(tx: Session, row: tables.Issue, issue: Issue, now: datetime) -> tables.Issue:
    """Record a reading of an issue; give the row that holds it now, which may be another one that is the same issue.

    An id that differs from the one known means that a name was re-used: that is noted, and not followed.
    """
    if row.native_id is not None and row.native_id != issue.ref.id:
        return _reused(row, now)
    other = _by_native_id(tx, issue.ref)
    if other is not None and other.id != row.id:
        unite(tx, row, other)
        row = other
    before = (row.state, row.status, row.absence)
    row.native_id = issue.ref.id
    row.key, row.url, row.place = issue.ref.key, issue.ref.url or row.url, issue.place
    row.title, row.state, row.status = issue.title, issue.state, issue.status
    row.absence, row.absence_words = None, ""
    row.assignees, row.labels, row.due = issue.assignees, issue.labels, issue.due
    row.visibility = issue.visibility or row.visibility
    row.created_at, row.updated_at, row.closed_at = issue.created_at, issue.updated_at, issue.closed_at
    row.read_at, row.problem, row.problem_at = now, None, None
    note_alias(tx, row, issue.ref.key)
    _history(tx, row, before, now)
    return row


def missed(tx: Session, row: tables.Issue, missing: Missing, now: datetime) -> None:
    """Record that the tracker has nothing to show for an issue; the last known state stays."""
    before = (row.state, row.status, row.absence)
    row.absence, row.absence_words = missing.absence, missing.words
    row.problem, row.problem_at = None, None
    _history(tx, row, before, now)


def failed(tx: Session, issue_ids: Collection[int], words: str, now: datetime) -> None:
    """Record that issues could not be read. Nothing else about them changes."""
    since = update(tables.Issue).where(col(tables.Issue.id).in_(issue_ids), col(tables.Issue.problem).is_(None))
    tx.exec(since.values(problem_at=now))
    tx.exec(update(tables.Issue).where(col(tables.Issue.id).in_(issue_ids)).values(problem=words))


def unchanged(tx: Session, tracker: str, now: datetime) -> None:
    """Record that a poll succeeded: what it left out is as it was, and what could not be read before now was."""
    failing = (col(tables.Issue.tracker) == tracker, col(tables.Issue.problem).is_not(None))
    known = col(tables.Issue.absence).is_(None)
    tx.exec(update(tables.Issue).where(*failing, known).values(problem=None, problem_at=None, read_at=now))


def links_of(tx: Session, item_ids: Collection[str]) -> Sequence[tuple[Link, tables.Issue]]:
    """Give the links of items with their issues, ended ones too, oldest first."""
    query = (
        select(Link, tables.Issue)
        .join(tables.Issue, col(tables.Issue.id) == col(Link.issue_id))
        .where(col(Link.item_id).in_(item_ids))
        .order_by(col(Link.id))
    )
    return tx.exec(query).all()


def items_of(tx: Session, issue_ids: Collection[int]) -> set[str]:
    """Give the ids of the items that these issues serve."""
    query = select(Link.item_id).where(col(Link.issue_id).in_(issue_ids), col(Link.ended_at).is_(None))
    return set(tx.exec(query).all())


def link(
    tx: Session,
    *,
    item_id: str,
    issue: tables.Issue,
    role: LinkRole,
    origin: LinkOrigin,
    visibility: Visibility,
    now: datetime,
) -> Link:
    """Tie an item to an issue; a tie that is there already is given back with its role renewed."""
    assert issue.id is not None
    query = select(Link).where(
        col(Link.item_id) == item_id, col(Link.issue_id) == issue.id, col(Link.ended_at).is_(None)
    )
    row = tx.exec(query).first()
    if row is None:
        row = Link(item_id=item_id, issue_id=issue.id, role=role, origin=origin, visibility=visibility, created_at=now)
        tx.add(row)
        tx.flush()
    row.role = role
    return row


def _by_native_id(tx: Session, ref: IssueRef) -> tables.Issue | None:
    if not ref.id:
        return None
    query = select(tables.Issue).where(col(tables.Issue.tracker) == ref.tracker, col(tables.Issue.native_id) == ref.id)
    return tx.exec(query).first()


def note_alias(tx: Session, row: tables.Issue, key: str) -> None:
    """Remember a key by which people may call an issue; what was read under that name before keeps it."""
    assert row.id is not None
    alias = tx.get(Alias, (row.tracker, key))
    if alias is None:
        tx.add(Alias(tracker=row.tracker, key=key, issue_id=row.id))
        tx.flush()
    elif alias.issue_id != row.id and _never_read(tx, alias.issue_id):
        alias.issue_id = row.id


def _never_read(tx: Session, issue_id: int) -> bool:
    row = tx.get(tables.Issue, issue_id)
    return row is None or row.native_id is None


def _reused(row: tables.Issue, now: datetime) -> tables.Issue:
    row.problem = f"{row.key} now names another issue than the one linked; link the right one by hand"
    row.problem_at = row.problem_at or now
    row.absence = Absence.GONE
    row.absence_words = "its name was given to another issue"
    return row


def _history(tx: Session, row: tables.Issue, before: tuple[object, ...], now: datetime) -> None:
    if before == (row.state, row.status, row.absence):
        return
    assert row.id is not None
    tx.add(
        Sighting(
            issue_id=row.id,
            at=now,
            state=row.state,
            status=row.status,
            absence=row.absence,
            visibility=row.visibility,
        )
    )
