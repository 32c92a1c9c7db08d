"""Rows about sources: their heads, and what keeps them from being followed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from connectors.visibility import Visibility
from service.store.tables import Decision, Instance, Issue, Item, Link, Outcome, Postmortem, Problem, Run, Source


def installed_at(tx: Session, now: datetime) -> datetime:
    """Give the time of installation; `now` becomes it when there is none yet."""
    instance = tx.get(Instance, 1)
    if instance is None:
        instance = Instance(installed_at=now)
        tx.add(instance)
    return instance.installed_at


def is_restored(tx: Session) -> bool:
    """Say whether the database was restored from a backup, and not brought up to date since."""
    instance = tx.get(Instance, 1)
    return instance is not None and instance.restored_at is not None


def was_restored(tx: Session, now: datetime) -> None:
    """Note that the database is an older one: the trackers may know more than it does."""
    installed_at(tx, now)
    instance = tx.get(Instance, 1)
    assert instance is not None
    instance.restored_at = now


def is_up_to_date(tx: Session) -> None:
    """Note that a restored database knows again what the trackers know."""
    instance = tx.get(Instance, 1)
    if instance is not None:
        instance.restored_at = None


def is_empty(tx: Session) -> bool:
    """Say whether nothing was ever read into the database, done with it, or decided."""
    return not any(tx.exec(select(table).limit(1)).first() for table in (Postmortem, Issue, Run, Decision))


def ensure(tx: Session, *, name: str, kind: str, visibility: Visibility, new_id: Callable[[], str]) -> Source:
    """Give the row of a configured source, made at first sight."""
    source = tx.exec(select(Source).where(col(Source.name) == name)).first()
    if source is None:
        source = Source(id=new_id(), name=name, kind=kind, visibility=visibility)
        tx.add(source)
        tx.flush()
    if source.visibility != visibility:
        source.visibility = visibility
        _show(tx, source.id, visibility)
    return source


def _show(tx: Session, source_id: str, visibility: Visibility) -> None:
    """Let everything that came from a source be read by those who may read the source now, and by nobody else."""
    documents = select(Postmortem.id).where(col(Postmortem.source_id) == source_id)
    items = select(Item.id).where(col(Item.postmortem_id).in_(documents))
    tx.exec(update(Postmortem).where(col(Postmortem.source_id) == source_id).values(visibility=visibility))
    for table in (Item, Problem):
        tx.exec(update(table).where(col(table.postmortem_id).in_(documents)).values(visibility=visibility))
    for below in (Link, Outcome):
        tx.exec(update(below).where(col(below.item_id).in_(items)).values(visibility=visibility))


def every(tx: Session) -> Sequence[Source]:
    """Give all sources, by name."""
    return tx.exec(select(Source).order_by(col(Source.name))).all()


def named(tx: Session, name: str) -> Source | None:
    """Give the source of that name."""
    return tx.exec(select(Source).where(col(Source.name) == name)).first()


def shared_path(tx: Session, source: Source, identity: str, paths: Collection[str]) -> tuple[str, str] | None:
    """Give another source of this identity that has one of these documents, and which: its name and the path."""
    query = (
        select(Source.name, Postmortem.path)
        .join(Postmortem, col(Postmortem.source_id) == col(Source.id))
        .where(col(Source.identity) == identity, col(Source.id) != source.id, col(Postmortem.removed_at).is_(None))
        .order_by(col(Source.name), col(Postmortem.path))
    )
    return next(((name, path) for name, path in tx.exec(query) if path in paths), None)


def advance(tx: Session, source: Source, *, before: str | None, after: str, now: datetime) -> bool:
    """Move the head from `before` to `after`, unless somebody else has moved it (compare and set).

    False means that another scan was faster: what was read is older than what is stored, and must not be.
    """
    same = col(Source.revision).is_(None) if before is None else col(Source.revision) == before
    statement = update(Source).where(col(Source.id) == source.id, same).values(revision=after, scanned_at=now)
    moved = tx.connection().execute(statement).rowcount == 1
    if moved:
        tx.refresh(source)
    return moved


def failed(source: Source, words: str, now: datetime) -> None:
    """Note that the source could not be read; since when stays the first time of this failure."""
    if source.problem is None:
        source.problem_at = now
    source.problem = words


def hold(source: Source, words: str) -> None:
    """Follow nothing of the source, whatever its head is, until a person has looked."""
    source.held, source.held_revision = words, None


def stays_held(source: Source) -> bool:
    """Say whether the source is held for something other than what its head looked like: no new head ends that."""
    return source.held is not None and source.held_revision is None
