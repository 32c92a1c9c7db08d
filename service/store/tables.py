"""The tables. What a person may read has a visibility; what may go away has a tombstone, not a DELETE.

    source 1-n postmortem 1-n item n-m issue        (link: role, origin; ended links stay as history)
    item 1-n intent          a create that was about to be sent, and what became of it
    run 1-n outcome          what a run planned and did
    issue 1-n sighting       the history of an issue's state; alias: every key it was ever known by
    decision                 the journal: what people decided, append-only

All times are UTC (`Moment`). Ids of items and postmortems are UUIDs that are given out: they stand in markers,
addresses and badges, and survive a rebuild. The rest are the database's own.
"""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, MetaData, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from connectors.tracker import Absence, State
from connectors.visibility import Visibility
from service.model import ItemType, LinkOrigin, LinkRole, Standing, TypeSource
from service.store.columns import Moment, Payload, Texts, Word

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """What every table shares: a catalogue whose constraints have names, so that migrations can speak of them."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def _unique_while(name: str, *columns: str, condition: str) -> Index:
    """Make a unique index over the rows for which `condition` holds, on both databases."""
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


class Instance(Table, table=True):
    """The one row about this installation. `installed_at` is the default of `create_since`."""

    id: int = Field(default=1, primary_key=True)
    installed_at: datetime = Field(sa_type=Moment)


class Source(Table, table=True):
    """Where postmortems come from. `identity` does not change with its name; `revision` is the head last scanned.

    `held` says why nothing of it is followed until a person has looked, at `held_revision` if it is about that head
    alone; `problem` why the last look failed.
    """

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    kind: str
    identity: str | None = None
    revision: str | None = None
    visibility: Visibility = Field(sa_type=Word(Visibility))
    first_scanned_at: datetime | None = Field(default=None, sa_type=Moment)
    scanned_at: datetime | None = Field(default=None, sa_type=Moment)
    extractor: int | None = None
    held: str | None = None
    held_revision: str | None = None
    problem: str | None = None
    problem_at: datetime | None = Field(default=None, sa_type=Moment)


class Postmortem(Table, table=True):
    """One document. `blob` is the state of it that its items come from; `held_blob` one that waits for a person."""

    __table_args__ = (
        _unique_while("uq_postmortem_source_id_path", "source_id", "path", condition="removed_at IS NULL"),
    )

    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    path: str
    blob: str
    revision: str
    url: str = ""
    title: str = ""
    date: dt.date | None = None
    severity: str | None = None
    status: str | None = None
    authors: tuple[str, ...] = Field(default=(), sa_type=Texts)
    services: tuple[str, ...] = Field(default=(), sa_type=Texts)
    visibility: Visibility = Field(sa_type=Word(Visibility))
    added_at: datetime | None = Field(default=None, sa_type=Moment)
    first_seen_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)
    extractor: int = 0
    held: str | None = None
    held_blob: str | None = None
    badge_counter: int = 0


class Problem(Table, table=True):
    """Something in a document that a person should look at."""

    id: int | None = Field(default=None, primary_key=True)
    postmortem_id: str = Field(foreign_key="postmortem.id", index=True)
    line: int
    code: str
    words: str
    visibility: Visibility = Field(sa_type=Word(Visibility))


class Item(Table, table=True):
    """One action item. `declared` is what the document says of its state, `standing` what has become of it.

    `ambiguous_with` are the items that it may be (it is held until a person says); `accepted_at` is when a
    person took it out of review. `standing` and `absence` are derived from the links (standings.py).
    """

    __table_args__ = (Index("ix_item_standing_due", "standing", "due"),)

    id: str = Field(primary_key=True)
    postmortem_id: str = Field(foreign_key="postmortem.id", index=True)
    position: int
    line: int
    cell: int | None = None
    title: str
    detail: str = ""
    section: str = ""
    type: ItemType | None = Field(default=None, sa_type=Word(ItemType))
    type_source: TypeSource | None = Field(default=None, sa_type=Word(TypeSource))
    owners: tuple[str, ...] = Field(default=(), sa_type=Texts)
    refs: tuple[str, ...] = Field(default=(), sa_type=Texts)
    due: dt.date | None = None
    due_words: str | None = None
    priority: str | None = None
    declared: State | None = Field(default=None, sa_type=Word(State))
    confidence: float = 1.0
    why: str = ""
    ambiguous_with: tuple[str, ...] = Field(default=(), sa_type=Texts)
    accepted_at: datetime | None = Field(default=None, sa_type=Moment)
    standing: Standing = Field(default=Standing.OPEN, sa_type=Word(Standing))
    absence: Absence | None = Field(default=None, sa_type=Word(Absence))
    visibility: Visibility = Field(sa_type=Word(Visibility))
    first_seen_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class Issue(Table, table=True):
    """A tracker's issue as last read. `native_id` never changes; `tracker` is empty where none is configured for it.

    `state` is the last one known; `absence` says why it is not known now. `read_at` is the last reading that
    succeeded, `problem` why a later one failed.
    """

    __table_args__ = (
        _unique_while("uq_issue_tracker_native_id", "tracker", "native_id", condition="native_id IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    tracker: str
    native_id: str | None = None
    key: str
    url: str = ""
    place: str = ""
    title: str = ""
    state: State | None = Field(default=None, sa_type=Word(State))
    status: str = ""
    absence: Absence | None = Field(default=Absence.UNREAD, sa_type=Word(Absence))
    absence_words: str = ""
    assignees: tuple[str, ...] = Field(default=(), sa_type=Texts)
    labels: tuple[str, ...] = Field(default=(), sa_type=Texts)
    due: dt.date | None = None
    visibility: Visibility = Field(sa_type=Word(Visibility))
    created_at: datetime | None = Field(default=None, sa_type=Moment)
    updated_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    problem: str | None = None
    problem_at: datetime | None = Field(default=None, sa_type=Moment)


class Alias(Table, table=True):
    """A key under which an issue is, or was, known to its tracker."""

    tracker: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)


class Link(Table, table=True):
    """An item's tie to an issue. `wrote_*` is what we last wrote there, as the tracker gave it back.

    `wrote_words` is the fingerprint of the item's words at that time, `wrote_body` the body's. An ended link
    stays, so that what a person unlinked is not linked again.
    """

    __table_args__ = (_unique_while("uq_link_item_id_issue_id", "item_id", "issue_id", condition="ended_at IS NULL"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    role: LinkRole = Field(sa_type=Word(LinkRole))
    origin: LinkOrigin = Field(sa_type=Word(LinkOrigin))
    visibility: Visibility = Field(sa_type=Word(Visibility))
    created_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by_hand: bool = False
    wrote_title: str | None = None
    wrote_body: str | None = None
    wrote_words: str | None = None


class Intent(Table, table=True):
    """A create that was about to be sent. At most one of an item's is unsettled.

    `fate` is open (no answer recorded), unknown (no answer came), created, not_sent, or absent (looked for
    and not there). `position` is where the tracker's history of creates stood before.
    """

    __table_args__ = (_unique_while("uq_intent_item_id", "item_id", condition="fate IN ('open', 'unknown')"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    run_id: int | None = Field(default=None, foreign_key="run.id")
    tracker: str = Field(index=True)
    place: str
    position: str
    words: str
    created_at: datetime = Field(sa_type=Moment)
    send_before: datetime = Field(sa_type=Moment)
    fate: str = "open"
    why: str = ""
    looks: int = 0
    looked_at: datetime | None = Field(default=None, sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    issue_id: int | None = Field(default=None, foreign_key="issue.id")


class Run(Table, table=True):
    """One pass of the loop: who or what caused it, and how it ended. `counts` is outcome -> number."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    cause: str
    started_at: datetime = Field(sa_type=Moment, index=True)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    words: str = ""
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=Payload)


class Outcome(Table, table=True):
    """What became of one planned action: done, nothing, held or failed, with the reason."""

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="run.id", index=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    issue_id: int | None = Field(default=None, foreign_key="issue.id")
    at: datetime = Field(sa_type=Moment)
    action: str
    result: str
    reason: str
    words: str = ""
    visibility: Visibility = Field(sa_type=Word(Visibility))


class Sighting(Table, table=True):
    """A change in what an issue was read as: the history of its state."""

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    at: datetime = Field(sa_type=Moment)
    state: State | None = Field(default=None, sa_type=Word(State))
    status: str = ""
    absence: Absence | None = Field(default=None, sa_type=Word(Absence))
    visibility: Visibility = Field(sa_type=Word(Visibility))


class Decision(Table, table=True):
    """The journal: what people decided. Rows are only ever added; a trigger refuses the rest."""

    __table_args__ = (UniqueConstraint("uid"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    at: datetime = Field(sa_type=Moment)
    who: str
    verb: str
    item_id: str | None = Field(default=None, index=True)
    postmortem_id: str | None = Field(default=None, index=True)
    source_id: str | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Payload)
    words: str = Field(default="", sa_type=Text)
    visibility: Visibility = Field(sa_type=Word(Visibility))
