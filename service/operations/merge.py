"""Merge one document's reading into what is stored: which item is which, what is new, gone or back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from service.extraction.document import EXTRACTOR_VERSION
from service.extraction.identity.matching import Known, Matching, Seen, match
from service.model import ActionItem, Extraction, Problem
from service.policy.levels import severity_level
from service.policy.waivers import waivers_of
from service.reconcile.limits import document_emptied
from service.reconcile.refs import canonical
from service.store import intents, issues, postmortems, tables

UNREADABLE = frozenset({"unreadable", "not-text", "too-large"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read at a revision, and what it says. `added_at` is UTC, None where there is no history."""

    path: str
    blob: str
    url: str
    added_at: datetime | None
    extraction: Extraction

    @property
    def readable(self) -> bool:
        """Whether its text could be read at all; if not, its items are unknown, not gone."""
        return not any(problem.code in UNREADABLE for problem in self.extraction.problems)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a merge happens: the source's row, its revision, the repository of short refs, the time.

    `trusted` says that a document is followed even if it looks emptied.
    """

    source: tables.Source
    revision: str
    home: str
    now: datetime
    new_id: Callable[[], str]
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge changed. `touched` are the items whose standing may have changed."""

    touched: tuple[str, ...] = ()
    new: int = 0
    removed: int = 0
    returned: int = 0
    notes: tuple[str, ...] = ()


def merge(tx: Session, reading: Reading, document: tables.Postmortem | None, scene: Scene) -> Merge:
    """Store what a document says, unless it cannot be read or looks emptied: then only that is stored.

    `document` is the row that it has already, under this path or an earlier one.
    """
    if document is None:
        document = _new_document(reading, scene)
        tx.add(document)
        tx.flush()
    postmortems.note_problems(tx, document, _problems(reading.extraction))
    if not reading.readable:
        return Merge(notes=tuple(f"{reading.path}: {problem.words}" for problem in reading.extraction.problems))
    rows = postmortems.items(tx, [document.id])
    matching = match(_known_items(tx, document, scene.home), _seen_items(reading.extraction.items, scene.home))
    doubt = None if scene.trusted else _emptied(tx, document, matching, reading.blob)
    if doubt is not None:
        document.held, document.held_blob = doubt, reading.blob
        return Merge(notes=(f"{reading.path}: {doubt}",))
    _describe(document, reading, scene)
    return _store_items(tx, document, rows, matching, reading.extraction.items, scene)


def _problems(said: Extraction) -> list[Problem]:
    """Give what a person should look at: the extraction's problems, and directives that do not count."""
    waivers = waivers_of(said.directives)
    found = [problem for problem in said.problems if not (waivers.no_items and problem.code == "empty-section")]
    return [*found, *(Problem(1, "directive", words) for words in waivers.problems)]


def _new_document(reading: Reading, scene: Scene) -> tables.Postmortem:
    return tables.Postmortem(
        id=scene.new_id(),
        source_id=scene.source.id,
        path=reading.path,
        blob="",  # none of its states has been stored yet
        revision=scene.revision,
        visibility=scene.source.visibility,
        added_at=reading.added_at,
        first_seen_at=scene.now,
        changed_at=scene.now,
    )


def titles_of(tx: Session, document: tables.Postmortem) -> tuple[str, ...]:
    """Give the titles of a document's items, with those that went away together with it."""
    return tuple(known.title for known in _known_items(tx, document, "") if not known.removed)


def _known_items(tx: Session, document: tables.Postmortem, home: str) -> list[Known]:
    """Give a document's items as the matching wants them; those that went away together with it count as there."""
    rows = postmortems.items(tx, [document.id])
    keys: dict[str, set[str]] = {}
    for link, issue in issues.links_of(tx, [row.id for row in rows]):
        if link.ended_at is None:
            keys.setdefault(link.item_id, set()).update(
                canonical(text, home) for text in (issue.key, issue.url) if text
            )
    return [
        Known(
            id=row.id,
            title=row.title,
            detail=row.detail,
            section=row.section,
            position=row.position,
            refs=frozenset({canonical(text, home) for text in row.refs} | keys.get(row.id, set())),
            removed=row.removed_at is not None and row.removed_at != document.removed_at,
        )
        for row in rows
    ]


def _seen_items(items: Sequence[ActionItem], home: str) -> list[Seen]:
    """Give what a document names as the matching wants it."""
    return [
        Seen(item.title, item.detail, item.section, frozenset(canonical(text, home) for text in item.refs))
        for item in items
    ]


def _emptied(tx: Session, document: tables.Postmortem, matching: Matching, blob: str) -> str | None:
    if document.held is None and document.held_blob == blob:
        return None  # a person has looked at exactly this, and accepted it
    linked = postmortems.linked_items(tx, document.id)
    return document_emptied(len(linked), len(linked.intersection(filter(None, matching.ids))))


def _describe(document: tables.Postmortem, reading: Reading, scene: Scene) -> None:
    said = reading.extraction
    if document.blob != reading.blob:
        document.changed_at = scene.now
    document.path, document.blob = reading.path, reading.blob
    document.revision, document.url = scene.revision, reading.url
    document.added_at = document.added_at or reading.added_at
    document.title, document.date = said.title or "", said.date
    document.severity, document.status = said.severity, said.status
    document.authors, document.services = said.authors, said.services
    document.directives = dict(said.directives)
    level = severity_level(said.severity)
    document.severity_level = level.number if level else None
    document.no_items = waivers_of(said.directives).no_items
    document.extractor, document.removed_at = EXTRACTOR_VERSION, None
    document.held, document.held_blob = None, None


def _store_items(
    tx: Session,
    document: tables.Postmortem,
    rows: Sequence[tables.Item],
    matching: Matching,
    items: Sequence[ActionItem],
    scene: Scene,
) -> Merge:
    stored: Mapping[str, tables.Item] = {row.id: row for row in rows}
    doubts = _doubts(tx, matching)
    touched, new, returned = [], 0, 0
    for position, (item_id, item) in enumerate(zip(matching.ids, items, strict=True)):
        row = stored.get(item_id) if item_id else None
        if row is None:
            row = _new_item(document, item, doubts.get(position, ()), scene)
            tx.add(row)
            new += 1
        returned += row.removed_at is not None
        _word(row, item, position, scene.now)
        touched.append(row.id)
    gone = [row for row in rows if row.removed_at is None and row.id in _gone(stored, matching, doubts)]
    for row in gone:
        row.removed_at = scene.now
    tx.flush()
    return Merge((*touched, *(row.id for row in gone)), new=new, removed=len(gone), returned=returned)


def _doubts(tx: Session, matching: Matching) -> dict[int, tuple[str, ...]]:
    """Give the rows that may be an earlier item with an issue; without one, nothing can be doubled: the row is new."""
    candidates = {item_id for ids in matching.ambiguous.values() for item_id in ids}
    risky = intents.pending(tx, candidates) | {link.item_id for link, _ in issues.links_of(tx, candidates)}
    return {position: ids for position, ids in matching.ambiguous.items() if risky.intersection(ids)}


def _gone(stored: Mapping[str, tables.Item], matching: Matching, doubts: Mapping[int, tuple[str, ...]]) -> set[str]:
    """Give the items that went away. Those which a row in doubt may be stay as they are until a person has said."""
    seen = {item_id for item_id in matching.ids if item_id is not None}
    older = [row.ambiguous_with for item_id, row in stored.items() if item_id in seen and row.accepted_at is None]
    spared = {item_id for ids in (*doubts.values(), *older) for item_id in ids}
    passed_over = {item_id for ids in matching.ambiguous.values() for item_id in ids}
    return (set(matching.removed) | passed_over) - spared


def _new_item(
    document: tables.Postmortem, item: ActionItem, ambiguous_with: tuple[str, ...], scene: Scene
) -> tables.Item:
    return tables.Item(
        id=scene.new_id(),
        postmortem_id=document.id,
        position=0,
        line=item.line,
        title=item.title,
        ambiguous_with=ambiguous_with,
        visibility=document.visibility,
        first_seen_at=scene.now,
        changed_at=scene.now,
    )


def _word(row: tables.Item, item: ActionItem, position: int, now: datetime) -> None:
    """Let a row say what the document says now."""
    if (row.title, row.detail, row.due, row.owners) != (item.title, item.detail, item.due, item.owners):
        row.changed_at = now
    row.position, row.line, row.cell = position, item.line, item.cell
    row.title, row.detail, row.section = item.title, item.detail, item.section
    row.type, row.type_source = item.type, item.type_source
    row.owners, row.refs, row.priority = item.owners, item.refs, item.priority
    row.due, row.due_words, row.declared = item.due, item.due_words, item.state
    row.confidence, row.why, row.removed_at = item.confidence, item.why, None
    row.judged = ""  # the rules have to look again
