"""Who or what caused what: one list out of the rows that say so, newest first, for those who may see them.

    what       rows                              who
    --------   -------------------------------   ------------------------------------------------------
    create     intents that became an issue      the run's cause: a person, the timer, or the deliveries
    link       outcomes: done, of other kinds    likewise
    update     likewise                          likewise
    state      sightings                         the tracker; who it was there, it does not say
    decision   the journal                       the person

A run that deliveries caused names them by number in its cause, so a delivery can be looked up from here.
A page goes on after the last line of the one before (`Mark`), whatever is added meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, func, literal, or_, select, true
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from service.store.audience import Audience
from service.store.chunks import chunks
from service.store.tables import Alias, Decision, Intent, Issue, Item, Link, Outcome, Postmortem, Run, Sighting, Source


class Kind(StrEnum):
    """From which rows a line comes. The order of the words is that of lines of one moment."""

    CREATE = "create"
    DECISION = "decision"
    OUTCOME = "outcome"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's place in the list."""

    at: dt.datetime
    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that was caused. `who` caused it, `verb` says what it was, `words` the rest. `at` is UTC.

    `details` are what a decision holds, before it is put in words for its reader.
    """

    at: dt.datetime
    kind: Kind
    number: int
    who: str
    verb: str
    item_id: str | None
    title: str | None
    path: str | None
    issue: str | None
    words: str
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def mark(self) -> Mark:
        """Its place in the list."""
        return Mark(self.at, self.kind, self.number)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines: about the item whose id begins so, at or after a time, after a line of the page before."""

    item: str | None = None
    since: dt.datetime | None = None
    after: Mark | None = None


def lines(tx: Session, audience: Audience, wanted: AuditFilter, limit: int) -> Sequence[AuditLine]:
    """Give a page of the list."""
    found = [
        line
        for kind, query, at, number in (
            (Kind.CREATE, _creates(audience, wanted), col(Intent.settled_at), col(Intent.id)),
            (Kind.DECISION, _decisions(audience, wanted), col(Decision.at), col(Decision.id)),
            (Kind.OUTCOME, _outcomes(audience, wanted), col(Outcome.at), col(Outcome.id)),
            (Kind.STATE, _states(audience, wanted), col(Sighting.at), col(Sighting.id)),
        )
        for line in _page(tx, kind, query.where(*_window(wanted, kind, at, number)), at, number, limit)
    ]
    shown = sorted(found, key=lambda line: (line.at, line.kind, line.number), reverse=True)[:limit]
    return _with_issues(tx, audience, shown)


def _with_issues(tx: Session, audience: Audience, shown: Sequence[AuditLine]) -> list[AuditLine]:
    """Let decisions name their issues, where the audience may see them; what else they hold, in words."""
    keys = {str(line.details["key"]) for line in shown if line.details.get("key")}
    seen = {key for chunk in chunks(keys) for key in _visible(tx, audience, chunk)}
    return [replace(line, **_said(line.details, seen)) if line.details else line for line in shown]


def _visible(tx: Session, audience: Audience, keys: Collection[str]) -> Sequence[str]:
    known = select_rows(Alias.key).join(Issue, col(Issue.id) == col(Alias.issue_id))
    return tx.exec(known.where(col(Alias.key).in_(keys), audience.may_see(Issue))).all()


def _said(details: Mapping[str, object], seen: Collection[str]) -> dict[str, Any]:
    rest = [f"{name} {value}" for name, value in sorted(details.items()) if name not in {"tracker", "key", "id"}]
    key = details.get("key")
    return {"issue": str(key) if key in seen else None, "words": ", ".join(rest), "details": {}}


def _page(tx: Session, kind: Kind, query: Select[Any], at: Any, number: Any, limit: int) -> list[AuditLine]:
    rows = tx.connection().execute(query.order_by(at.desc(), number.desc()).limit(limit))
    return [AuditLine(kind=kind, **row._mapping) for row in rows]  # noqa: SLF001  (SQLAlchemy's public API)


def _window(wanted: AuditFilter, kind: Kind, at: Any, number: Any) -> list[ColumnElement[bool]]:
    conditions = [] if wanted.since is None else [at >= wanted.since]
    after = wanted.after
    if after is None:
        return conditions
    later: ColumnElement[bool] = literal(value=True) if kind < after.kind else false()
    if kind == after.kind:
        later = number < after.number
    return [*conditions, or_(at < after.at, and_(at == after.at, later))]


def _select(*columns: Any) -> Select[Any]:
    query: Select[Any] = select(*columns)
    return query


def _about(query: Select[Any], audience: Audience, wanted: AuditFilter, item_id: Any) -> Select[Any]:
    """Join an item and its document, both to be seen by the audience."""
    return (
        query.join(Item, col(Item.id) == item_id)
        .join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
        .where(audience.may_see(Item), audience.may_see_document(), _of_item(wanted))
    )


def _of_item(wanted: AuditFilter) -> ColumnElement[bool]:
    return true() if wanted.item is None else col(Item.id).startswith(wanted.item, autoescape=True)


_ITEM: Sequence[ColumnElement[Any]] = (
    col(Item.id).label("item_id"),
    col(Item.title).label("title"),
    col(Postmortem.path).label("path"),
)
_KEY: ColumnElement[Any] = col(Issue.key).label("issue")


def _creates(audience: Audience, wanted: AuditFilter) -> Select[Any]:
    who = func.coalesce(col(Run.cause), "").label("who")
    query = _select(
        col(Intent.settled_at).label("at"),
        col(Intent.id).label("number"),
        who,
        literal("create").label("verb"),
        *_ITEM,
        _KEY,
        col(Intent.place).label("words"),
    )
    query = query.select_from(Intent).join(Issue, col(Issue.id) == col(Intent.issue_id))
    query = _about(query, audience, wanted, col(Intent.item_id)).outerjoin(Run, col(Run.id) == col(Intent.run_id))
    return query.where(col(Intent.fate) == "created", audience.may_see(Issue))


def _outcomes(audience: Audience, wanted: AuditFilter) -> Select[Any]:
    query = _select(
        col(Outcome.at).label("at"),
        col(Outcome.id).label("number"),
        col(Run.cause).label("who"),
        col(Outcome.action).label("verb"),
        *_ITEM,
        _KEY,
        col(Outcome.words).label("words"),
    )
    query = query.select_from(Outcome).join(Run, col(Run.id) == col(Outcome.run_id))
    query = _about(query, audience, wanted, col(Outcome.item_id))
    query = query.outerjoin(Issue, col(Issue.id) == col(Outcome.issue_id))
    seen = or_(col(Outcome.issue_id).is_(None), audience.may_see(Issue))
    return query.where(col(Outcome.result) == "done", col(Outcome.action) != "create", audience.may_see(Outcome), seen)


def _states(audience: Audience, wanted: AuditFilter) -> Select[Any]:
    """Give sightings of issues that serve an item which the audience may see; one line each, with one such item."""
    serving = _select(col(Link.issue_id).label("issue_id"), func.min(col(Link.item_id)).label("item_id"))
    serving = serving.select_from(Link).join(Item, col(Item.id) == col(Link.item_id))
    serving = serving.join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
    serving = serving.where(audience.may_see(Link), audience.may_see(Item), audience.may_see_document())
    those = serving.where(_of_item(wanted)).group_by(col(Link.issue_id)).subquery()
    state = func.coalesce(cast(col(Sighting.absence), String), cast(col(Sighting.state), String), "")
    query = _select(
        col(Sighting.at).label("at"),
        col(Sighting.id).label("number"),
        col(Issue.tracker).label("who"),
        literal("state").label("verb"),
        *_ITEM,
        _KEY,
        (state + literal(": ") + col(Sighting.status)).label("words"),
    )
    query = query.select_from(Sighting).join(Issue, col(Issue.id) == col(Sighting.issue_id))
    query = query.join(those, those.c.issue_id == col(Issue.id)).join(Item, col(Item.id) == those.c.item_id)
    query = query.join(Postmortem, col(Postmortem.id) == col(Item.postmortem_id))
    return query.where(audience.may_see(Sighting), audience.may_see(Issue))


def _decisions(audience: Audience, wanted: AuditFilter) -> Select[Any]:
    """Give decisions about what the audience may see. What is no longer known is shown to whom every source is."""
    query = _select(
        col(Decision.at).label("at"),
        col(Decision.id).label("number"),
        col(Decision.who).label("who"),
        col(Decision.verb).label("verb"),
        col(Decision.item_id).label("item_id"),
        col(Item.title).label("title"),
        func.coalesce(col(Postmortem.path), col(Source.name)).label("path"),
        literal(None).label("issue"),
        col(Decision.words).label("words"),
        col(Decision.details).label("details"),
    )
    query = query.select_from(Decision).outerjoin(Item, col(Item.id) == col(Decision.item_id))
    query = query.outerjoin(Postmortem, col(Postmortem.id) == col(Decision.postmortem_id))
    query = query.outerjoin(Source, col(Source.id) == col(Decision.source_id))
    about = [
        or_(col(Item.id).is_(None), audience.may_see(Item)),
        or_(col(Postmortem.id).is_(None), audience.may_see_document()),
        or_(col(Source.id).is_(None), audience.may_see_source()),
    ]
    if audience.sources is not None:
        about.append(or_(col(Postmortem.id).is_not(None), col(Source.id).is_not(None)))
    if wanted.item is not None:
        about.append(col(Decision.item_id).startswith(wanted.item, autoescape=True))
    return query.where(audience.may_see(Decision), *about)
