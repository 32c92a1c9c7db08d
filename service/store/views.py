"""What people read. Every query takes an `Audience` first, and gives nothing that it may not see.

Rows come out as plain values in one query each (Core, not ORM objects: half the time).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from connectors.tracker import Absence, State
from service.model import ItemType, LinkOrigin, LinkRole, Standing, TypeSource
from service.store.audience import Audience
from service.store.chunks import chunks
from service.store.tables import Issue, Item, Link, Postmortem, Problem, Sighting, Source

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document, and the source in which it stands."""

    id: str
    source: str
    path: str
    title: str
    date: dt.date | None
    severity: str | None
    status: str | None
    url: str
    revision: str
    changed_at: dt.datetime
    held: str | None
    source_held: str | None
    no_items: str | None
    badge_counter: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item, and the document in which it stands. `due` is the document's day, `due_on` the one that counts.

    `held` names issues that not everybody who may see the item may see: it is for whoever runs the program.
    """

    id: str
    postmortem_id: str
    postmortem_title: str
    postmortem_path: str
    position: int
    line: int
    title: str
    detail: str
    section: str
    type: ItemType | None
    type_source: TypeSource | None
    owners: tuple[str, ...]
    doubts: tuple[str, ...]
    due: dt.date | None
    due_on: dt.date | None
    due_rule: str
    past_at_first_sight: bool
    assign_by: dt.date | None
    routed: str
    waived: str | None
    waived_until: dt.date | None
    due_words: str | None
    priority: str | None
    declared: State | None
    confidence: float
    why: str
    accepted_at: dt.datetime | None
    ambiguous_with: tuple[str, ...]
    held: str | None
    standing: Standing
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link that holds, and its issue."""

    item_id: str
    role: LinkRole
    origin: LinkOrigin
    issue_id: int
    tracker: str
    key: str
    url: str
    state: State | None
    status: str
    absence: Absence | None
    absence_words: str
    assignees: tuple[str, ...]
    read_at: dt.datetime | None
    problem: str | None
    problem_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """Something wrong with a document."""

    line: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class SightingLine:
    """One change in what an issue was read as."""

    issue_id: int
    at: dt.datetime
    state: State | None
    status: str
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source, and what keeps it from being followed."""

    id: str
    name: str
    kind: str
    revision: str | None
    scanned_at: dt.datetime | None
    held: str | None
    problem: str | None
    problem_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items: of these documents, of these standings, due before a day, whose id begins with `prefix`."""

    postmortems: Collection[str] | None = None
    standings: Collection[Standing] | None = None
    due_before: dt.date | None = None
    prefix: str | None = None


def documents(
    tx: Session, audience: Audience, *, prefix: str | None = None, limit: int, offset: int = 0
) -> Sequence[DocumentLine]:
    """Give a page of the documents, the latest incident first; with `prefix`, those whose id begins with it.

    A path is a prefix as well, of just the documents that have it.
    """
    query = (
        _select(DocumentLine, Postmortem, source=Source.name, source_held=Source.held)
        .join(Source, col(Source.id) == col(Postmortem.source_id))
        .where(audience.may_see_document(), col(Postmortem.removed_at).is_(None))
        .order_by(col(Postmortem.date).desc().nulls_last(), col(Postmortem.path))
    )
    if prefix is not None:
        starts = col(Postmortem.id).startswith(prefix, autoescape=True)
        query = query.where(or_(starts, col(Postmortem.path) == prefix))
    return _lines(tx, DocumentLine, query.limit(limit).offset(offset))


def document_count(tx: Session, audience: Audience) -> int:
    """Count the documents."""
    there = (audience.may_see_document(), col(Postmortem.removed_at).is_(None))
    return tx.connection().execute(select(func.count(col(Postmortem.id))).where(*there)).scalar_one()


def items(tx: Session, audience: Audience, wanted: ItemFilter) -> Sequence[ItemLine]:
    """Give the items that are wanted: the first due first, else in their documents' order."""
    names = {"postmortem_title": Postmortem.title, "postmortem_path": Postmortem.path}
    query = (
        _select(ItemLine, Item, **names)
        .join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
        .where(audience.may_see_document(), audience.may_see(Item))
        .where(col(Item.removed_at).is_(None), col(Postmortem.removed_at).is_(None), *_conditions(wanted))
        .order_by(col(Item.due_on).nulls_last(), col(Postmortem.date).desc().nulls_last())
        .order_by(col(Postmortem.path), col(Item.position))
    )
    return _lines(tx, ItemLine, query)


def _conditions(wanted: ItemFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.postmortems is not None:
        conditions.append(col(Item.postmortem_id).in_(wanted.postmortems))
    if wanted.standings is not None:
        conditions.append(col(Item.standing).in_(wanted.standings))
    if wanted.due_before is not None:
        conditions.append(col(Item.due_on) < wanted.due_before)
    if wanted.prefix is not None:
        conditions.append(col(Item.id).startswith(wanted.prefix, autoescape=True))
    return conditions


def links(tx: Session, audience: Audience, item_ids: Collection[str]) -> Sequence[LinkLine]:
    """Give the links that hold, of these items, with their issues."""
    query = (
        _select(LinkLine, Issue, item_id=Link.item_id, role=Link.role, origin=Link.origin, issue_id=Issue.id)
        .join(Link, col(Issue.id) == col(Link.issue_id))
        .join(Item, col(Item.id) == col(Link.item_id))
        .join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
        .where(col(Link.ended_at).is_(None), *_may_see_link(audience))
        .order_by(col(Link.item_id), col(Link.id))
    )
    some = (query.where(col(Link.item_id).in_(chunk)) for chunk in chunks(item_ids))
    return [line for part in some for line in _lines(tx, LinkLine, part)]


def _may_see_link(audience: Audience) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions on a link, its issue, its item and the document in which that stands."""
    return audience.may_see(Link), audience.may_see(Issue), audience.may_see(Item), audience.may_see_document()


def problems(tx: Session, audience: Audience, postmortem_id: str) -> Sequence[ProblemLine]:
    """Give what is wrong with a document, by line."""
    query = (
        _select(ProblemLine, Problem)
        .join(Postmortem, col(Postmortem.id) == col(Problem.postmortem_id))
        .where(audience.may_see_document(), col(Problem.postmortem_id) == postmortem_id)
        .order_by(col(Problem.line), col(Problem.id))
    )
    return _lines(tx, ProblemLine, query)


def sightings(tx: Session, audience: Audience, issue_ids: Collection[int]) -> Sequence[SightingLine]:
    """Give the history of the states of issues that serve an item which the audience may see, oldest first."""
    serving = (
        select(col(Link.issue_id))
        .join(Issue, col(Issue.id) == col(Link.issue_id))
        .join(Item, col(Item.id) == col(Link.item_id))
        .join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
        .where(*_may_see_link(audience))
    )
    query = (
        _select(SightingLine, Sighting)
        .where(col(Sighting.issue_id).in_(issue_ids), col(Sighting.issue_id).in_(serving))
        .order_by(col(Sighting.id))
    )
    return _lines(tx, SightingLine, query)


def sources(tx: Session, audience: Audience) -> Sequence[SourceLine]:
    """Give the sources, by name."""
    query = _select(SourceLine, Source).where(audience.may_see_source()).order_by(col(Source.name))
    return _lines(tx, SourceLine, query)


def _select(line: type[Any], table: type[Any], **others: Any) -> Select[Any]:
    """Select a line's fields by their names: from `table`, unless `others` says which column it is."""
    chosen = {field.name: others.get(field.name, getattr(table, field.name, None)) for field in fields(line)}
    columns: list[ColumnElement[Any]] = [col(column).label(name) for name, column in chosen.items()]
    query: Select[Any] = select(*columns)
    return query


def _lines(tx: Session, line: type[Line], query: Select[Any]) -> Sequence[Line]:
    return [line(**row._mapping) for row in tx.connection().execute(query)]  # noqa: SLF001  (SQLAlchemy's public API)
