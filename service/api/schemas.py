"""The shapes on the wire: what the API answers and `--format json` prints. Used for nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from connectors.tracker import Absence, State
from service.model import ItemType, LinkOrigin, LinkRole, Standing, TypeSource
from service.operations import report
from service.reconcile.standing import Completion
from service.store.views import LinkLine, ProblemLine, SourceLine


class Shape(BaseModel):
    """What all shapes share."""

    model_config = ConfigDict(extra="forbid")


class CompletionShape(Shape):
    """How much of a postmortem is done. `total` counts neither dropped nor waived items, nor those in review."""

    done: int = Field(examples=[4])
    total: int = Field(description="Of how many.", examples=[6])
    in_progress: int = Field(examples=[1])
    open: int = Field(examples=[1])
    unknown: int = Field(description="Whose issues cannot be read; they count as not done.", examples=[0])
    dropped: int = Field(description="That will not be done.", examples=[1])
    waived: int = Field(description="That a person has excused.", examples=[0])
    review: int = Field(description="Of which a person has to say first whether they are action items.", examples=[0])
    overdue: int = Field(description="Of all that are not finished: due before today.", examples=[1])
    complete: bool = Field(description="Whether there are items, and all are done.", examples=[False])

    @classmethod
    def of(cls, counted: Completion) -> CompletionShape:
        """Shape a completion."""
        names = (
            "done",
            "total",
            "in_progress",
            "open",
            "unknown",
            "dropped",
            "waived",
            "review",
            "overdue",
            "complete",
        )
        return cls(**{name: getattr(counted, name) for name in names})


class IssueShape(Shape):
    """An issue that an item is linked to. `state` is the last one known; `absence` says why it is not known now."""

    tracker: str = Field(description="The tracker's name in the settings; empty where none is configured for it.")
    key: str = Field(description="What people call it.", examples=["LOCAL-7"])
    url: str = Field(description="Its address; empty where it has none.", examples=["https://issues.example.org/7"])
    role: LinkRole = Field(description="`primary` is the one that counts first; `copy` is reported and never acted on.")
    origin: LinkOrigin = Field(description="Who made the link: Closeout, the document, or a person.")
    state: State | None
    status: str = Field(description="The tracker's own word for the state.", examples=["In review"])
    absence: Absence | None = Field(description="Why its state is not known now; null when it is.")
    absence_words: str = Field(description="The same in words.", examples=["no tracker configured for it"])
    assignees: list[str] = Field(examples=[["ann"]])
    read_at: dt.datetime | None = Field(description="When it was last read; null when it never was.")
    problem: str | None = Field(description="Why the last reading failed; null when it did not.")

    @classmethod
    def of(cls, link: LinkLine) -> IssueShape:
        """Shape a link with its issue."""
        return cls(
            tracker=link.tracker,
            key=link.key,
            url=link.url,
            role=link.role,
            origin=link.origin,
            state=link.state,
            status=link.status,
            absence=link.absence,
            absence_words=link.absence_words,
            assignees=list(link.assignees),
            read_at=link.read_at,
            problem=link.problem,
        )


class ItemShape(Shape):
    """An action item, with its issues and its standing."""

    id: str = Field(examples=["3f2a91c0-8a4e-4f57-9d35-0a1f6f2f8b11"])
    postmortem: str = Field(description="The id of its postmortem.")
    path: str = Field(description="The document in which it stands.", examples=["postmortems/2024-03-02.md"])
    line: int = Field(description="The line in which it stands, from 1.", examples=[42])
    title: str = Field(examples=["Alert when the queue is older than a minute"])
    detail: str = Field(description="What the document says beside the title.")
    section: str = Field(description="The heading below which it stands.", examples=["Action items"])
    type: ItemType | None = Field(description="What kind of action it is.")
    type_source: TypeSource | None = Field(description="Where its type comes from; an inferred one may be wrong.")
    owners: list[str] = Field(description="Whose it is, as the document says.", examples=[["@ann"]])
    owner_doubts: list[str] = Field(description="Why nobody is assigned for an owner; by owner.")
    due: dt.date | None = Field(description="By when it is to be done.", examples=["2024-04-01"])
    due_rule: str = Field(description="What gave that day.", examples=["P1: 14 days from the incident on 2024-03-02"])
    due_stated: dt.date | None = Field(description="The day that the document names.")
    due_was_past: bool = Field(description="Whether it was past its day when it was first seen.")
    assign_by: dt.date | None = Field(description="By when it needs an owner and an issue.")
    unassigned_days: int = Field(description="For how many days it should have had both; 0 when it has.")
    waived: str | None = Field(description="Why it need not be done, as its document says.", examples=["a drill"])
    due_words: str | None = Field(description="What stands there where no day follows from it.", examples=["Q2"])
    overdue_days: int = Field(description="For how many days it has been overdue; 0 when it is not.")
    priority: str | None = Field(examples=["P1"])
    declared: State | None = Field(description="What the document itself says of its state.")
    standing: Standing = Field(description="What has become of it, from its issues; without one, as declared.")
    absence: Absence | None = Field(description="Why its standing is unknown.")
    said: str = Field(description="Its standing in words.", examples=["unread: no tracker configured for it"])
    review: bool = Field(description="Whether a person has to say first that it is an action item.")
    confidence: float = Field(description="How sure it is that it is an action item, from 0 to 1.", examples=[0.95])
    stale: bool = Field(description="Whether its state was read too long ago.")
    issues: list[IssueShape]

    @classmethod
    def of(cls, view: report.ItemView) -> ItemShape:
        """Shape an item."""
        line = view.line
        return cls(
            id=line.id,
            postmortem=line.postmortem_id,
            path=line.postmortem_path,
            line=line.line,
            title=line.title,
            detail=line.detail,
            section=line.section,
            type=line.type,
            type_source=line.type_source,
            owners=list(line.owners),
            owner_doubts=list(line.doubts),
            due=line.due_on,
            due_rule=line.due_rule,
            due_stated=line.due,
            due_was_past=line.past_at_first_sight,
            assign_by=line.assign_by,
            unassigned_days=view.unassigned_days,
            waived=view.waived,
            due_words=line.due_words,
            overdue_days=view.overdue_days,
            priority=line.priority,
            declared=line.declared,
            standing=line.standing,
            absence=line.absence,
            said=view.said,
            review=view.review,
            confidence=line.confidence,
            stale=view.stale,
            issues=[IssueShape.of(link) for link in view.links],
        )


class ProblemShape(Shape):
    """Something in a document that a person should look at."""

    line: int = Field(description="Where, from 1.", examples=[65])
    code: str = Field(description="What it is, for programs.", examples=["empty-section"])
    words: str = Field(description="What it is, for people.", examples=["nothing listed under 'Corrective Actions'"])

    @classmethod
    def of(cls, problem: ProblemLine) -> ProblemShape:
        """Shape a problem."""
        return cls(line=problem.line, code=problem.code, words=problem.words)


class PostmortemShape(Shape):
    """A postmortem in a list."""

    id: str = Field(examples=["7f1c6a52-3d0b-4c0c-8a39-5f0f7f2d4d9e"])
    source: str = Field(description="The source's name in the settings.", examples=["postmortems"])
    path: str = Field(description="Where in the source it stands.", examples=["postmortems/2024-03-02.md"])
    url: str = Field(description="Where people can read it; empty where that is not known.")
    title: str = Field(description="Its title; empty where it has none.", examples=["The queue stood still"])
    date: dt.date | None = Field(description="The day of the incident, where it says one; else its own.")
    severity: str | None = Field(examples=["SEV-2"])
    status: str | None = Field(description="What it says of its own state.", examples=["Final"])
    held: str | None = Field(description="Why nothing of it is followed until a person has looked; null: it is.")
    no_items: str | None = Field(description="Why it rightly has no action items, if it says so.")
    completion: CompletionShape

    @classmethod
    def of(cls, view: report.PostmortemView | report.PostmortemPage) -> PostmortemShape:
        """Shape a postmortem."""
        document = view.document
        return cls(
            id=document.id,
            source=document.source,
            path=document.path,
            url=document.url,
            title=document.title,
            date=document.date,
            severity=document.severity,
            status=document.status,
            held=document.held or document.source_held,
            no_items=document.no_items,
            completion=CompletionShape.of(view.completion),
        )


class PostmortemDetailShape(PostmortemShape):
    """A postmortem with its items and what is wrong with it."""

    items: list[ItemShape]
    problems: list[ProblemShape]

    @classmethod
    def of_page(cls, page: report.PostmortemPage) -> PostmortemDetailShape:
        """Shape a postmortem's page."""
        return cls(
            **PostmortemShape.of(page).model_dump(),
            items=[ItemShape.of(item) for item in page.items],
            problems=[ProblemShape.of(problem) for problem in page.problems],
        )


class PostmortemListShape(Shape):
    """A page of postmortems, the latest incident first."""

    postmortems: list[PostmortemShape]
    total: int = Field(description="How many there are on all pages.", examples=[120])
    offset: int = Field(description="After how many this page begins.", examples=[0])

    @classmethod
    def of(cls, listing: report.Listing) -> PostmortemListShape:
        """Shape a list."""
        shaped = [PostmortemShape.of(view) for view in listing.postmortems]
        return cls(postmortems=shaped, total=listing.total, offset=listing.offset)


class ItemListShape(Shape):
    """Items, the first due first."""

    items: list[ItemShape]

    @classmethod
    def of(cls, views: Iterable[report.ItemView]) -> ItemListShape:
        """Shape a list."""
        return cls(items=[ItemShape.of(view) for view in views])


class SourceShape(Shape):
    """A source, and what keeps it from being followed."""

    name: str = Field(description="Its name in the settings.", examples=["postmortems"])
    kind: str = Field(examples=["git"])
    revision: str | None = Field(description="The state of it that was read last; null before the first reading.")
    scanned_at: dt.datetime | None = Field(description="When that was.")
    held: str | None = Field(description="Why it is not followed until a person has looked; null: it is.")
    problem: str | None = Field(description="Why the last reading failed; null when it did not.")

    @classmethod
    def of(cls, line: SourceLine) -> SourceShape:
        """Shape a source."""
        return cls(
            name=line.name,
            kind=line.kind,
            revision=line.revision,
            scanned_at=line.scanned_at,
            held=line.held,
            problem=line.problem,
        )
