"""What a tracker is, and the values that go in and come out.

    tracker    where issues live; `name` is what the settings call it
    place      where inside a tracker: a repository, a project
    issue      the tracker's thing; `id` never changes, `key` is what people call it today
    ref        an issue's address: tracker, key, url, and the id once it is known
    state      ours: open, in_progress, done, dropped
    status     theirs: the tracker's own word for it
    draft      an issue that is to be, marker included
    cursor     how far a poll has come: what changed later is what the next poll gives
    marker     our signed token in an issue (marker.py)
    position   a point in a place's history of creates: everything created later can be listed from there;
               `BEGINNING` is the point before the first

Every method raises the errors of `errors.py` and nothing else. One instance belongs to one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from connectors.visibility import Visibility

BEGINNING: Final = ""
"""The position before everything: what `created_since` lists from there is all that a place holds of ours."""


class State(StrEnum):
    """What has become of an issue, or of an item, in the four words that every tracker can be mapped to."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class Absence(StrEnum):
    """Why an issue's state is not known. None of these is a state, and none of them counts as done."""

    NO_ACCESS = "no_access"
    GONE = "gone"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class IssueRef:
    """Where an issue is. `id` is empty until the issue has been read once; `url` where none is known."""

    tracker: str
    key: str
    id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as a tracker holds it. Times are UTC.

    `marker` is the token found in it, not verified; `ours` says whether our own account created it;
    `place` is where it is now. `closed_at` is None while it is not closed. `visibility` is who may read it, where
    the reading says so.
    """

    ref: IssueRef
    place: str
    title: str
    state: State
    status: str
    created_at: datetime
    updated_at: datetime
    body: str = ""
    closed_at: datetime | None = None
    assignees: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    due: date | None = None
    marker: str = ""
    ours: bool = False
    visibility: Visibility | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """The tracker's answer that there is nothing to read, and its reason in words."""

    ref: IssueRef
    absence: Absence
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label, and how it looks where it has to be made first: six hexadecimal digits without `#`, and a sentence."""

    name: str
    colour: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue to be created. `marker` is the signed token that must travel with the create request itself.

    `body` is plain text: paragraphs between blank lines, and lists of lines that begin with `- `. `assignees` are
    accounts of this tracker; whoever cannot be assigned is left out, and `Issue.assignees` tells. What a tracker
    has no place for (components on GitHub, a milestone on Jira) it leaves out as well. `parent` is an issue in the
    same tracker under which the new one goes. `link` is the postmortem's address, for trackers that keep links
    beside an issue's text.
    """

    place: str
    title: str
    body: str
    marker: str
    labels: tuple[Label, ...] = ()
    assignees: tuple[str, ...] = ()
    due: date | None = None
    issue_type: str = ""
    components: tuple[str, ...] = ()
    milestone: str = ""
    priority: str = ""
    parent: IssueRef | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A field's new value, to be written only while the field still holds `before`."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What to write into an issue; a None is left alone."""

    title: Edit | None = None
    body: Edit | None = None


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll saw. A ref that was asked and has no answer has not changed since the cursor that was given.

    `cursor` is for the next poll, to be kept once the answers are; its text is the tracker's own business.
    """

    answers: Mapping[IssueRef, Issue | Missing]
    cursor: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of a check: what was looked at, whether it is well, and if not, what to do."""

    part: str
    ok: bool
    words: str
    remedy: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


class Tracker(Protocol):
    """Where issues live."""

    @property
    def name(self) -> str:
        """What the settings call it."""
        ...

    def parse_ref(self, text: str, home: str) -> IssueRef | None:
        """Say which of this tracker's issues `text` names (a URL, a key), or None. Pure.

        `home` is the repository in which the text stands ("owner/name"), for short forms such as `#12`; it is
        empty where there is none.
        """
        ...

    def position(self, place: str) -> str:
        """Note where the history of creates in `place` stands now, to be taken just before a create."""
        ...

    def create(self, draft: Draft, about_to_send: Callable[[], None]) -> Issue:
        """Create an issue, with one request that is never repeated.

        `about_to_send` is called when all preparation is done and just before the request leaves; what it
        raises ends the create with nothing sent.

        Raises OutcomeUnknown when the request may have taken effect, Temporary or Refused when it has not.
        """
        ...

    def created_since(self, place: str, position: str) -> Sequence[Issue]:
        """List every issue that was created in `place` after `position` and can be ours, oldest first.

        From `BEGINNING` on, that is everything that our account ever created there and that is there still, with
        markers: what a rebuild asks. What people moved to another place is that place's.

        Complete or an error: never a part. What was created a moment ago may be missing where the tracker
        lags behind itself, which is why callers wait and ask twice.
        """
        ...

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        """Read issues in bulk. There is an answer for every ref that was asked, under the ref that was asked.

        A moved issue's `ref` differs from the one asked. Raises instead of answering in part.
        """
        ...

    def poll(self, refs: Collection[IssueRef], cursor: str) -> Polled:
        """Read those of `refs` that may have changed since `cursor` (empty: all of them), as cheaply as can be.

        Moves and deletions may go unnoticed here, which is why callers `read` everything now and then.
        Raises instead of answering in part.
        """
        ...

    def update(self, ref: IssueRef, changes: Changes) -> Issue:
        """Write `changes`, each field only while it still holds what its edit expects; give the issue as it is then."""
        ...

    def set_state(self, ref: IssueRef, state: State) -> Issue:
        """Close, drop or reopen an issue because a person said so."""
        ...

    def visibility(self, place: str) -> Visibility:
        """Say how widely issues in `place` may be read."""
        ...

    def check(self) -> Sequence[Finding]:
        """Look at credentials, places and rights. Never raises: what is wrong is a finding."""
        ...
