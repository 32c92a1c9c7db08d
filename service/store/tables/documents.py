"""What was read: sources, their documents, and what stands in them."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, false
from sqlmodel import Field

from connectors.tracker import Absence, State
from connectors.visibility import Visibility
from service.model import ItemType, OwnerKind, Standing, TypeSource
from service.store.columns import Moment, Payload, Texts, Word
from service.store.tables.catalogue import Table, filled_with, unique_while


class Instance(Table, table=True):
    """The one row about this installation. `installed_at` is the default of `create_since`.

    `restored_at` is when it was restored from a backup, until a rebuild has brought it up to date: nothing is filed
    until then.
    """

    id: int = Field(default=1, primary_key=True)
    installed_at: datetime = Field(sa_type=Moment)
    restored_at: datetime | None = Field(default=None, sa_type=Moment)


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
    codeowners: str = Field(default="", sa_type=Text, sa_column_kwargs=filled_with(""))
    held: str | None = None
    held_revision: str | None = None
    problem: str | None = None
    problem_at: datetime | None = Field(default=None, sa_type=Moment)


class Postmortem(Table, table=True):
    """One document. `blob` is the state of it that its items come from; `held_blob` one that waits for a person.

    `directives` is what it tells us ourselves; `severity_level` (1 to 4) and `no_items` (why it rightly has none)
    are what the policy makes of it.
    """

    __table_args__ = (
        unique_while("uq_postmortem_source_id_path", "source_id", "path", condition="removed_at IS NULL"),
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
    directives: dict[str, Any] = Field(default_factory=dict, sa_type=Payload, sa_column_kwargs=filled_with("{}"))
    severity_level: int | None = None
    no_items: str | None = None
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

    `due` is the document's; `due_on` and the columns after it are the policy's judgement under the settings whose
    fingerprint is `judged` (empty: to be judged anew).

    `ambiguous_with` are the items that it may be (it is held until a person says); `accepted_at` is when a
    person took it out of review. `held` is why a rebuild would not let it be filed: its issue may be there already.
    `standing` and `absence` are derived from the links (standings.py).
    """

    __table_args__ = (Index("ix_item_standing_due_on", "standing", "due_on"),)

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
    held: str | None = Field(default=None, sa_type=Text)
    due_on: dt.date | None = None
    due_rule: str = Field(default="", sa_column_kwargs=filled_with(""))
    past_at_first_sight: bool = Field(default=False, sa_column_kwargs=filled_with(false()))
    assign_by: dt.date | None = None
    routed: str = Field(default="", sa_column_kwargs=filled_with(""))
    doubts: tuple[str, ...] = Field(default=(), sa_type=Texts, sa_column_kwargs=filled_with("[]"))
    waived: str | None = None
    waived_until: dt.date | None = None
    judged: str = Field(default="", sa_column_kwargs=filled_with(""))
    standing: Standing = Field(default=Standing.OPEN, sa_type=Word(Standing))
    absence: Absence | None = Field(default=None, sa_type=Word(Absence))
    visibility: Visibility = Field(sa_type=Word(Visibility))
    first_seen_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class ItemOwner(Table, table=True):
    """Whom the policy takes an item's owners for: a person or a team by name, or words that fit nobody, or several."""

    __tablename__ = "item_owner"
    __table_args__ = (Index("ix_item_owner_kind_name", "kind", "name"),)

    item_id: str = Field(foreign_key="item.id", primary_key=True)
    kind: OwnerKind = Field(sa_type=Word(OwnerKind), primary_key=True)
    name: str = Field(primary_key=True)
