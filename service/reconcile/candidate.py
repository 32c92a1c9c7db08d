"""What the planner knows of one item: what the document wants, what the trackers hold, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from connectors.tracker import Absence, Issue, IssueRef, State
from connectors.visibility import Visibility
from service.model import ActionItem, LinkOrigin, LinkRole, Share


@dataclass(frozen=True, slots=True)
class NamedRef:
    """An issue that the document names for an item, in the document's order.

    `ref` is how its tracker calls it, or a ref with an empty `tracker` where none is configured for it;
    `issue_id` our row for it, where we know it already.
    """

    text: str
    ref: IssueRef
    issue_id: int | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as stored, and the issue as read in this pass (`fresh`), if it was.

    `unlinked` marks a link that a person ended, which the plan must not make again; `share` is how much of the item
    went into the issue.
    """

    issue_id: int
    ref: IssueRef
    role: LinkRole
    origin: LinkOrigin
    unlinked: bool = False
    absence: Absence | None = None
    wrote_title: str | None = None
    wrote_body: str | None = None
    wrote_words: str | None = None
    share: Share = Share.WORDS
    fresh: Issue | None = None


@dataclass(frozen=True, slots=True)
class Whence:
    """The document in which an item stands. `held` and `source_held` say why nothing of it is followed for now.

    `directives` are what the document tells us ourselves, `codeowners` the text of its source's CODEOWNERS file.
    """

    postmortem_id: str
    source: str
    path: str
    title: str
    url: str
    revision: str
    repository: str
    visibility: Visibility
    date: date | None
    added_at: datetime | None
    first_seen_at: datetime
    source_since: datetime
    severity: str | None = None
    services: tuple[str, ...] = ()
    directives: Mapping[str, object] = field(default_factory=dict)
    codeowners: str = ""
    held: str | None = None
    source_held: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item with everything that decides what is done about it.

    `held` says why its issue may be there already, though it is not linked (a rebuild could not match it).
    `pending` says that a create was sent whose outcome is not known; `ambiguous` that it may be one of several
    earlier items; `accepted` that a person took it out of review; `first_seen_at` is when the item was first seen.
    """

    item_id: str
    item: ActionItem
    whence: Whence
    refs: tuple[NamedRef, ...] = ()
    links: tuple[Linked, ...] = ()
    removed: bool = False
    ambiguous: bool = False
    accepted: bool = False
    pending: bool = False
    first_seen_at: datetime | None = None
    held: str | None = None

    @property
    def active(self) -> tuple[Linked, ...]:
        """The links that hold."""
        return tuple(link for link in self.links if not link.unlinked)

    @property
    def settled(self) -> bool:
        """Whether the document itself calls it done or dropped."""
        return self.item.state in (State.DONE, State.DROPPED)
