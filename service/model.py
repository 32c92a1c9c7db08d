"""The values of the service: what a postmortem says. Frozen, without I/O.

State and visibility come from the connectors' values; what the store knows beyond a document's words stands
with the operations that use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from connectors.tracker import State

REVIEW_BELOW: Final = 0.6  # an item less sure than this waits for a person, unless the settings say otherwise


class ItemType(StrEnum):
    """What an action item is for: five of the trade's words (;login:, Spring 2017) and two more."""

    PREVENT = "prevent"
    MITIGATE = "mitigate"
    DETECT = "detect"
    PROCESS = "process"
    INVESTIGATE = "investigate"
    REPAIR = "repair"
    OTHER = "other"


class TypeSource(StrEnum):
    """Where a type comes from: the item itself (column, tag, label), its heading, or our reading of its wording."""

    STATED = "stated"
    HEADING = "heading"
    INFERRED = "inferred"


class LinkRole(StrEnum):
    """What an issue is to an item.

    primary: the item's issue; also: another one that the document names; superseded: the document later named
    another issue, this one is shown and offered for closing; copy: a second issue with our marker, never acted on.
    """

    PRIMARY = "primary"
    ALSO = "also"
    SUPERSEDED = "superseded"
    COPY = "copy"


class LinkOrigin(StrEnum):
    """Why an item has an issue: we created it, the document names it, or a person linked it."""

    CREATED = "created"
    DOCUMENT = "document"
    HAND = "hand"


class Share(StrEnum):
    """How much of an item a tracker gets: everything, its title, or nothing but a link to where it may be read."""

    WORDS = "words"
    TITLE = "title"
    LINK = "link"


class OwnerKind(StrEnum):
    """Whom a name in a document turned out to mean: a person or a team that is configured, or nobody we know."""

    PERSON = "person"
    TEAM = "team"
    UNRESOLVED = "unresolved"


class Standing(StrEnum):
    """What has become of an item: the four states, and `unknown` where an issue cannot be read."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    UNKNOWN = "unknown"
    DONE = "done"
    DROPPED = "dropped"


class Fate(StrEnum):
    """What has become of a delivery.

    waiting: it is tried (again); done: what it asked to look at was looked at; ignored: nothing in it concerns us;
    set_aside: it failed too often, and waits for a person.
    """

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One action item as a document words it.

    `line` counts from 1; `cell` is the column (from 0) in which a table names the action, None outside tables.
    `owners` and `refs` are as written. `due` is a day without a zone; `due_words` what stands there when no day
    follows from it. `state` is None where the document says nothing. `confidence` is 0..1, `why` one phrase.
    """

    title: str
    line: int
    detail: str = ""
    section: str = ""
    type: ItemType | None = None
    type_source: TypeSource | None = None
    owners: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    due: date | None = None
    due_words: str | None = None
    priority: str | None = None
    state: State | None = None
    confidence: float = 1.0
    cell: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that a person should look at: where, what (a stable code), and in words."""

    line: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class SkippedSection:
    """A section that holds no action items, and why it was passed over."""

    line: int
    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says. `date` is the incident's day where stated, else the document's own.

    `directives` are what it tells us ourselves (extraction/directives.py): values that JSON can hold.
    """

    title: str | None = None
    date: date | None = None
    severity: str | None = None
    status: str | None = None
    authors: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    items: tuple[ActionItem, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[SkippedSection, ...] = ()
    directives: Mapping[str, object] = field(default_factory=dict)
