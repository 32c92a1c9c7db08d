"""After a rebuild: which issues found no item, and which items are held because one of these may be theirs.

    an issue of ours                                       items without an issue that are held
    -----------------------------------------------------  ---------------------------------------------------
    its item is not in its document now                    those of that document
    its document is not there now                          those of the source's documents that know no other
    its row may be one of several                          that row, by the ordinary doubt
    its postmortem is in no source                         those of the same title
    not proved, and its title is an item's                 that item
    not proved, and it names a document                    those of that document
    not proved, and nothing of it tells                    all

Better to hold too much: a person lets go with one word, and nobody takes back a second issue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import Session

from connectors.marker import Marker
from connectors.tracker import Issue, State
from service.extraction.identity.wording import wording
from service.operations.recovery.found import Marked, Unproved
from service.operations.recovery.planting import of_items
from service.operations.recovery.seeds import Seeds
from service.store import issues, postmortems, tables

NAMED_AT_MOST = 3
Row: TypeAlias = tuple[tables.Item, tables.Postmortem]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An issue of ours that is no item's for sure, and why."""

    key: str
    url: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Held:
    """An item that is not filed until a person says, and why."""

    item_id: str
    path: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """All that a person has to look at; `copies` are further issues with a marker, with the key of the item's own."""

    unmatched: tuple[Unmatched, ...] = ()
    held: tuple[Held, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()


def doubt(tx: Session, seeds: Seeds, unproved: Iterable[Unproved]) -> Doubts:
    """Look for what was not matched, hold what may be meant, and say so."""
    waiting = [row for row in postmortems.unlinked(tx) if row[0].declared not in (State.DONE, State.DROPPED)]
    holding = _Holding(waiting)
    _lost_items(tx, seeds, holding)
    for marked in seeds.homeless:
        why = f"its postmortem ({marked.marker.path or 'without a path'}) is in none of the sources"
        holding.by_title(marked.issue, why)
    for one in unproved:
        row = issues.known_as(tx, one.tracker.name, one.issue.ref.key)
        if row is None or row.id is None or not issues.items_of(tx, [row.id]):
            _unproved(one, holding)
    several = [item.marked for item in of_items(seeds) if item.marked is not None and item.marked.copies]
    copies = tuple((copy.ref.key, marked.issue.ref.key) for marked in several for copy in marked.copies)
    return Doubts(tuple(holding.unmatched), holding.settle(), copies)


def _lost_items(tx: Session, seeds: Seeds, holding: _Holding) -> None:
    doubtful = {known for row in postmortems.in_doubt(tx) for known in row.ambiguous_with}
    knowing = {row.postmortem_id for row in postmortems.linked_now(tx)}
    for seed in seeds.postmortems:
        document = tx.get(tables.Postmortem, seed.id)
        assert document is not None
        for item in seed.items:
            row = tx.get(tables.Item, item.id)
            assert row is not None
            if item.marked is None or _serves_another(tx, item.marked, item.id):
                continue
            if row.id in doubtful:
                holding.note(item.marked.issue, f"its item may be one of several in {document.path}")
            elif document.removed_at is not None:
                why = f"its postmortem ({_was_at(seed.path, item.marked)}) is not there any more"
                holding.strangers(item.marked.issue, why, document.source_id, knowing)
            elif row.removed_at is not None:
                holding.within(item.marked.issue, f"its item is not in {document.path} any more", document.id)


def _serves_another(tx: Session, marked: Marked, item_id: str) -> bool:
    """Say whether a person, or the document, has tied the issue to an item that is there."""
    row = issues.known_as(tx, marked.tracker.name, marked.issue.ref.key)
    others = issues.items_of(tx, [row.id]) - {item_id} if row is not None and row.id is not None else set()
    return any(item.removed_at is None for item in postmortems.items_by_id(tx, others))


def _was_at(path: str, marked: Marked) -> str:
    return path or marked.marker.path or "its path is not known"


def _unproved(one: Unproved, holding: _Holding) -> None:
    claimed = Marker.claimed(one.issue.marker)
    if holding.by_title(one.issue, one.why):
        return
    paths = {claimed.path} if claimed is not None and claimed.path else set()
    if not holding.named(one.issue, one.why, paths):
        holding.all(one.issue, one.why)


class _Holding:
    """Collects, for each item without an issue, the issues that may be its."""

    def __init__(self, waiting: Sequence[Row]) -> None:
        self._waiting = waiting
        self._reasons: dict[str, list[str]] = defaultdict(list)
        self.unmatched: list[Unmatched] = []

    def note(self, issue: Issue, why: str) -> None:
        """List an issue, and hold nothing for it."""
        self.unmatched.append(Unmatched(issue.ref.key, issue.ref.url, issue.title, why))

    def within(self, issue: Issue, why: str, document_id: str) -> None:
        """Hold the items of a document."""
        self._hold(issue, why, [row for row in self._waiting if row[1].id == document_id])

    def strangers(self, issue: Issue, why: str, source_id: str, knowing: Collection[str]) -> None:
        """Hold the items of those documents of a source that have no item with an issue."""
        rows = [row for row in self._waiting if row[1].source_id == source_id and row[1].id not in knowing]
        self._hold(issue, why, rows)

    def by_title(self, issue: Issue, why: str) -> bool:
        """Hold the items that have an issue's title; say whether there are any. The issue is listed either way."""
        key = wording(issue.title).key
        rows = [row for row in self._waiting if wording(row[0].title).key == key]
        self._hold(issue, why, rows)
        return bool(rows)

    def named(self, issue: Issue, why: str, paths: Collection[str]) -> bool:
        """Hold the items of documents that an issue's text or marker names; say whether it names any."""
        rows = [row for row in self._waiting if row[1].path in paths or row[1].path in issue.body]
        self._extend(issue, why, rows)
        return bool(rows)

    def all(self, issue: Issue, why: str) -> None:
        """Hold all items."""
        self._extend(issue, why, self._waiting)

    def settle(self) -> tuple[Held, ...]:
        """Write the reasons into the rows."""
        held = []
        for item, document in self._waiting:
            reasons = self._reasons.get(item.id)
            if reasons and not item.ambiguous_with:
                more = [f"{len(reasons) - NAMED_AT_MOST} more"] if len(reasons) > NAMED_AT_MOST else []
                said = "; or ".join([*reasons[:NAMED_AT_MOST], *more])
                item.held = f"its issue may be {said}; link it, or accept the item"
                held.append(Held(item.id, document.path, item.title, item.held))
        return tuple(held)

    def _hold(self, issue: Issue, why: str, rows: Iterable[Row]) -> None:
        self.note(issue, why)
        self._extend(issue, why, rows)

    def _extend(self, issue: Issue, why: str, rows: Iterable[Row]) -> None:
        for item, _ in rows:
            self._reasons[item.id].append(f"{issue.ref.key} ({why})")
