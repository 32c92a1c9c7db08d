"""What people read, put together: lists, pages, overdue, completion. Every face shows these and only these.

`today` is a day in the policy's zone. Nothing here writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from service.operations.context import Context
from service.reconcile.standing import UNFINISHED, Completion, Counted, completion, is_overdue
from service.store import views
from service.store.audience import Audience
from service.store.views import DocumentLine, ItemFilter, ItemLine, LinkLine, ProblemLine, SightingLine, SourceLine

PAGE = 50


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as people see it: its words, its issues, and what is to be said about it.

    `review` is True while a person has to say whether it is an item at all; `overdue_days` is 0 when it is not.
    `waived` is why it need not be done; `unassigned_days` for how long it should have had an owner and an issue.
    """

    line: ItemLine
    links: tuple[LinkLine, ...]
    review: bool
    overdue_days: int
    unassigned_days: int
    waived: str | None
    stale: bool

    @property
    def said(self) -> str:
        """Its standing in words: a state, or what is not known and why."""
        if self.review:
            return "review"
        if self.waived:
            return "waived"
        if self.line.absence is None:
            return self.line.standing.value
        words = next((link.absence_words for link in self.links if link.absence), "")
        return f"{self.line.absence}: {words}" if words else self.line.absence.value

    @property
    def owners(self) -> str:
        """Whose it is, as the document says."""
        return ", ".join(self.line.owners)


@dataclass(frozen=True, slots=True)
class PostmortemView:
    """A postmortem in a list: its document and how much of it is done."""

    document: DocumentLine
    completion: Completion


@dataclass(frozen=True, slots=True)
class PostmortemPage:
    """A postmortem with all that is known of it."""

    document: DocumentLine
    completion: Completion
    items: tuple[ItemView, ...]
    problems: tuple[ProblemLine, ...]
    history: tuple[SightingLine, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of postmortems; `total` counts all of them."""

    postmortems: tuple[PostmortemView, ...]
    total: int
    offset: int


class NotFoundError(LookupError):
    """There is no such thing, or the reader may not see it: the two are not told apart."""


def today(context: Context) -> date:
    """Give the day it is now in the policy's time zone."""
    return context.now().astimezone(context.settings.general.zone).date()


def postmortems(context: Context, audience: Audience, *, limit: int = PAGE, offset: int = 0) -> Listing:
    """Give a page of the postmortems, the latest incident first."""
    with context.store.read() as tx:
        documents = views.documents(tx, audience, limit=limit, offset=offset)
        lines = views.items(tx, audience, ItemFilter(postmortems=[document.id for document in documents]))
        total = views.document_count(tx, audience)
    of: dict[str, list[ItemLine]] = defaultdict(list)
    for line in lines:
        of[line.postmortem_id].append(line)
    shown = tuple(PostmortemView(document, _complete(context, of[document.id])) for document in documents)
    return Listing(shown, total, offset)


def postmortem(context: Context, audience: Audience, prefix: str) -> PostmortemPage:
    """Give one postmortem, by its id, the beginning of it, or its path.

    Raises NotFoundError when there is none, or more than one.
    """
    with context.store.read() as tx:
        found = views.documents(tx, audience, prefix=prefix, limit=2)
        if len(found) != 1:
            raise NotFoundError(
                f"{prefix}: {'several postmortems begin so' if found else 'there is no such postmortem'}"
            )
        document = found[0]
        lines = sorted(views.items(tx, audience, ItemFilter(postmortems=[document.id])), key=lambda line: line.position)
        shown = _views(context, tx, audience, lines)
        issue_ids = {link.issue_id for item in shown for link in item.links}
        problems = tuple(views.problems(tx, audience, document.id))
        history = tuple(views.sightings(tx, audience, issue_ids))
    return PostmortemPage(document, _complete(context, lines), shown, problems, history)


def items(context: Context, audience: Audience, wanted: ItemFilter) -> tuple[ItemView, ...]:
    """Give the items that are wanted, the first due first."""
    with context.store.read() as tx:
        return _views(context, tx, audience, views.items(tx, audience, wanted))


def item(context: Context, audience: Audience, prefix: str) -> ItemView:
    """Give one item, by its id or the beginning of it.

    Raises NotFoundError when there is none, or more than one.
    """
    found = items(context, audience, ItemFilter(prefix=prefix)) if prefix else ()
    if len(found) != 1:
        raise NotFoundError(f"{prefix}: {'several items begin so' if found else 'there is no such item'}")
    return found[0]


def overdue(context: Context, audience: Audience) -> tuple[ItemView, ...]:
    """Give the items that are overdue, the longest overdue first. What waits for review is not promised yet."""
    found = items(context, audience, ItemFilter(due_before=today(context), standings=sorted(UNFINISHED)))
    return tuple(view for view in found if not view.review and not view.waived)


def sources(context: Context, audience: Audience) -> Sequence[SourceLine]:
    """Give the sources, and what keeps them from being followed."""
    with context.store.read() as tx:
        return views.sources(tx, audience)


def _views(context: Context, tx: Session, audience: Audience, lines: Iterable[ItemLine]) -> tuple[ItemView, ...]:
    shown = tuple(lines)
    links: dict[str, list[LinkLine]] = defaultdict(list)
    for link in views.links(tx, audience, [line.id for line in shown]):
        links[link.item_id].append(link)
    day, now = today(context), context.now()
    old = now - timedelta(minutes=context.settings.general.stale_after_minutes)
    return tuple(
        ItemView(
            line=line,
            links=tuple(links[line.id]),
            review=_in_review(context, line),
            overdue_days=_days_over(line, day),
            unassigned_days=_days_unassigned(line, day, filed=bool(links[line.id])),
            waived=_waived(line, day),
            stale=any(
                link.problem is not None and (link.read_at is None or link.read_at < old) for link in links[line.id]
            ),
        )
        for line in shown
    )


def _days_over(line: ItemLine, day: date) -> int:
    """Count the days since it was due, unless it is finished or waived."""
    if line.due_on is None or _waived(line, day) or not is_overdue(line.standing, line.due_on, day):
        return 0
    return (day - line.due_on).days


def _days_unassigned(line: ItemLine, day: date, *, filed: bool) -> int:
    """Count the days since it should have had an owner and an issue: the team's second clock."""
    finished = line.standing not in UNFINISHED or _waived(line, day) is not None
    if line.assign_by is None or finished or (filed and line.owners) or day <= line.assign_by:
        return 0
    return (day - line.assign_by).days


def _waived(line: ItemLine, day: date) -> str | None:
    """Give why it need not be done, as long as that counts."""
    return line.waived if line.waived_until is None or day <= line.waived_until else None


def _in_review(context: Context, line: ItemLine) -> bool:
    if line.accepted_at is not None:
        return False
    return line.confidence < context.settings.general.review_below or bool(line.ambiguous_with)


def _complete(context: Context, lines: Iterable[ItemLine]) -> Completion:
    day = today(context)
    counted = (
        Counted(line.standing, line.due_on, review=_in_review(context, line), waived=_waived(line, day) is not None)
        for line in lines
    )
    return completion(counted, day)
