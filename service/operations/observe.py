"""Gather, for each item, everything that decides what is done about it: the planner's input."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sqlmodel import Session

from connectors.tracker import Absence, Issue, IssueRef, Tracker
from service.model import ActionItem
from service.operations.context import Context
from service.reconcile.candidate import Candidate, Linked, NamedRef, Whence
from service.reconcile.refs import canonical, is_commit
from service.store import intents, issues, postmortems, tables

CHUNK = 200
NOT_CONFIGURED = "no tracker configured for it"


def observe(context: Context, fresh: Mapping[int, Issue], only: Collection[str] | None = None) -> Iterator[Candidate]:
    """Give a candidate for each item of each document, in the documents' order; of the documents in `only`, if given.

    `fresh` are the issues as read in this pass, by our row's id. Items that went away are given only while
    they have an issue.
    """
    trackers = [tracker.open() for tracker in context.trackers.values()]
    with context.store.read() as tx:
        documents = [pair for pair in postmortems.every(tx) if only is None or pair[0].id in only]
        for start in range(0, len(documents), CHUNK):
            yield from _of_documents(tx, context, documents[start : start + CHUNK], trackers, fresh)


def _of_documents(
    tx: Session,
    context: Context,
    documents: list[tuple[tables.Postmortem, tables.Source]],
    trackers: list[Tracker],
    fresh: Mapping[int, Issue],
) -> Iterator[Candidate]:
    rows: dict[str, list[tables.Item]] = defaultdict(list)
    for row in postmortems.items(tx, [document.id for document, _ in documents]):
        rows[row.postmortem_id].append(row)
    item_ids = [row.id for document, _ in documents for row in rows[document.id]]
    links: dict[str, list[Linked]] = defaultdict(list)
    for link, issue in issues.links_of(tx, item_ids):
        if link.ended_at is None or link.ended_by_hand:
            links[link.item_id].append(_linked(link, issue, fresh))
    pending = intents.pending(tx, item_ids)
    for document, source in documents:
        followed = context.sources.get(source.name)
        home = followed.reader.home if followed else ""
        whence = whence_of(document, source)
        for row in rows[document.id]:
            if row.removed_at is not None and not links[row.id]:
                continue
            yield Candidate(
                item_id=row.id,
                item=item_of(row),
                whence=whence,
                refs=tuple(_named(tx, text, home, trackers) for text in row.refs if not is_commit(text)),
                links=tuple(links[row.id]),
                removed=row.removed_at is not None,
                ambiguous=bool(row.ambiguous_with) and row.accepted_at is None,
                accepted=row.accepted_at is not None,
                pending=row.id in pending,
                first_seen_at=row.first_seen_at,
                held=row.held,
            )


def _named(tx: Session, text: str, home: str, trackers: list[Tracker]) -> NamedRef:
    """Say which issue a ref in a document means; one in no configured tracker is known by its one spelling."""
    parsed = (tracker.parse_ref(text, home) for tracker in trackers)
    ref = next((ref for ref in parsed if ref is not None), None)
    if ref is None:
        ref = IssueRef(tracker="", key=canonical(text, home), url=text if "://" in text else "")
    row = issues.known_as(tx, ref.tracker, ref.key)
    return NamedRef(text=text, ref=ref, issue_id=None if row is None else row.id)


def _linked(link: tables.Link, issue: tables.Issue, fresh: Mapping[int, Issue]) -> Linked:
    return Linked(
        issue_id=link.issue_id,
        ref=IssueRef(tracker=issue.tracker, key=issue.key, id=issue.native_id or "", url=issue.url),
        role=link.role,
        origin=link.origin,
        unlinked=link.ended_at is not None,
        absence=Absence(issue.absence) if issue.absence else None,
        wrote_title=link.wrote_title,
        wrote_body=link.wrote_body,
        wrote_words=link.wrote_words,
        share=link.share,
        fresh=fresh.get(link.issue_id),
    )


def whence_of(document: tables.Postmortem, source: tables.Source) -> Whence:
    """Give a document as the planner and the rules see it."""
    return Whence(
        postmortem_id=document.id,
        source=source.name,
        path=document.path,
        title=document.title,
        url=document.url,
        revision=document.revision,
        repository=source.identity or "",
        visibility=document.visibility,
        date=document.date,
        added_at=document.added_at,
        first_seen_at=document.first_seen_at,
        source_since=source.first_scanned_at or document.first_seen_at,
        severity=document.severity,
        services=document.services,
        directives=document.directives,
        codeowners=source.codeowners,
        held=document.held,
        source_held=source.held,
    )


def item_of(row: tables.Item) -> ActionItem:
    """Give an item as its document words it."""
    return ActionItem(
        title=row.title,
        line=row.line,
        detail=row.detail,
        section=row.section,
        type=row.type,
        type_source=row.type_source,
        owners=row.owners,
        refs=row.refs,
        due=row.due,
        due_words=row.due_words,
        priority=row.priority,
        state=row.declared,
        confidence=row.confidence,
        cell=row.cell,
        why=row.why,
    )
