"""What trackers hold: issues, how items are tied to them, and creates that were about to be sent."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from sqlmodel import Field

from connectors.tracker import Absence, State
from connectors.visibility import Visibility
from service.model import LinkOrigin, LinkRole, Share
from service.store.columns import Moment, Texts, Word
from service.store.tables.catalogue import Table, filled_with, unique_while


class Issue(Table, table=True):
    """A tracker's issue as last read. `native_id` never changes; `tracker` is empty where none is configured for it.

    `state` is the last one known; `absence` says why it is not known now. `read_at` is the last reading that
    succeeded, `problem` why a later one failed.
    """

    __table_args__ = (
        unique_while("uq_issue_tracker_native_id", "tracker", "native_id", condition="native_id IS NOT NULL"),
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

    `wrote_words` is the fingerprint of the item's words at that time, `wrote_body` the body's, `share` how much of
    the item went out. An ended link
    stays, so that what a person unlinked is not linked again.
    """

    __table_args__ = (unique_while("uq_link_item_id_issue_id", "item_id", "issue_id", condition="ended_at IS NULL"),)

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
    share: Share = Field(default=Share.WORDS, sa_type=Word(Share), sa_column_kwargs=filled_with("words"))


class Intent(Table, table=True):
    """A create that was about to be sent. At most one of an item's is unsettled.

    `fate` is open (no answer recorded), unknown (no answer came), created, not_sent, or absent (looked for
    and not there). `position` is where the tracker's history of creates stood before.
    """

    __table_args__ = (unique_while("uq_intent_item_id", "item_id", condition="fate IN ('open', 'unknown')"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    run_id: int | None = Field(default=None, foreign_key="run.id")
    tracker: str = Field(index=True)
    place: str
    position: str
    words: str
    share: Share = Field(default=Share.WORDS, sa_type=Word(Share), sa_column_kwargs=filled_with("words"))
    created_at: datetime = Field(sa_type=Moment)
    send_before: datetime = Field(sa_type=Moment)
    fate: str = "open"
    why: str = ""
    looks: int = 0
    looked_at: datetime | None = Field(default=None, sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    issue_id: int | None = Field(default=None, foreign_key="issue.id")


class Sighting(Table, table=True):
    """A change in what an issue was read as: the history of its state."""

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    at: datetime = Field(sa_type=Moment)
    state: State | None = Field(default=None, sa_type=Word(State))
    status: str = ""
    absence: Absence | None = Field(default=None, sa_type=Word(Absence))
    visibility: Visibility = Field(sa_type=Word(Visibility))
