"""What people do themselves: link, unlink, close, reopen, accept. Each is an entry in the journal.

People are the third writer (DESIGN, section 4): what they say is done, to the tracker or in the journal, and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from connectors.tracker import IssueRef, Missing, State
from service.model import LinkOrigin, LinkRole
from service.operations.context import Context
from service.operations.create import saw_ours
from service.operations.standings import restand
from service.store import history, issues, postmortems, sources, tables


class RefusedError(Exception):
    """What was asked for cannot be done; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in words."""

    words: str
    item_id: str | None = None


def link(context: Context, item: str, ref_text: str, *, who: str) -> Done:
    """Tie an item to an issue that a person names; it becomes the item's primary one.

    Raises RefusedError when the item or the issue is not there, and the errors of connectors.
    """
    ref = _parse(context, ref_text)
    tracker = context.trackers[ref.tracker]
    answer = tracker.open().read([ref])[ref]
    if isinstance(answer, Missing):
        raise RefusedError(f"{ref_text}: {answer.absence}: {answer.words}")
    with context.store.write() as tx:
        row = _item(tx, item)
        issue = saw_ours(tx, tracker, answer, context.now())
        tie_by_hand(tx, row, issue, context.now())
        _note(tx, context, row, who, "link", _named(issue))
        return Done(f"linked {issue.key} ({issue.state}) to {row.title!r}", row.id)


def tie_by_hand(tx: Session, row: tables.Item, issue: tables.Issue, now: datetime) -> None:
    """Make an issue the primary one of an item because a person said so; what was that steps back."""
    for old, _ in issues.links_of(tx, [row.id]):
        if old.ended_at is None and old.role is LinkRole.PRIMARY:
            old.role = LinkRole.SUPERSEDED if old.origin is LinkOrigin.CREATED else LinkRole.ALSO
    issues.link(
        tx,
        item_id=row.id,
        issue=issue,
        role=LinkRole.PRIMARY,
        origin=LinkOrigin.HAND,
        visibility=row.visibility,
        now=now,
    )
    row.ambiguous_with, row.held = (), None
    restand(tx, [row.id])


def unlink(context: Context, item: str, ref_text: str | None, *, who: str) -> Done:
    """End an item's link, the only one or the one named. The issue stays; the link is not made again by itself."""
    with context.store.write() as tx:
        row = _item(tx, item)
        active = [(tie, issue) for tie, issue in issues.links_of(tx, [row.id]) if tie.ended_at is None]
        chosen = [pair for pair in active if ref_text is None or ref_text.lower() in (pair[1].key.lower(), pair[1].url)]
        if len(chosen) != 1:
            have = ", ".join(issue.key for _, issue in active) or "none"
            raise RefusedError(f"{row.title!r}: say which issue to unlink; it has {have}")
        tie, issue = chosen[0]
        untie_by_hand(tx, tie, context.now())
        _note(tx, context, row, who, "unlink", _named(issue))
        return Done(f"unlinked {issue.key} from {row.title!r}; the issue itself is as it was", row.id)


def untie_by_hand(tx: Session, tie: tables.Link, now: datetime) -> None:
    """End a link because a person said so: it is not made again by itself."""
    tie.ended_at, tie.ended_by_hand = now, True
    tx.flush()
    restand(tx, [tie.item_id])


def set_state(context: Context, item: str, state: State, *, who: str) -> Done:
    """Close, drop or reopen an item's primary issue, in its tracker, because a person said so."""
    with context.store.read() as tx:
        row = _item(tx, item)
        primary = [issue for tie, issue in issues.links_of(tx, [row.id]) if _is_primary(tie)]
    if not primary or primary[0].tracker not in context.trackers:
        raise RefusedError(f"{row.title!r} has no issue in a configured tracker that could be set to {state}")
    tracker = context.trackers[primary[0].tracker]
    found = primary[0]
    ref = IssueRef(tracker=found.tracker, key=found.key, id=found.native_id or "", url=found.url)
    issue = tracker.open().set_state(ref, state)
    with context.store.write() as tx:
        stored = saw_ours(tx, tracker, issue, context.now())
        assert stored.id is not None
        restand(tx, issues.items_of(tx, [stored.id]))
        _note(tx, context, row, who, "set_state", {**_named(stored), "state": state.value})
    return Done(f"{issue.ref.key} is {issue.state} now", row.id)


def accept(context: Context, target: str, *, who: str) -> Done:
    """Say that what is held or in review is right: an item (by id), a document (by path) or a source (by name)."""
    with context.store.write() as tx:
        source = sources.named(tx, target)
        if source is not None and source.held:
            source.held = None  # `held_revision` stays: it is the state that was accepted
            _note(tx, context, source, who, "accept", {"revision": source.held_revision})
            return Done(f"source {source.name}: accepted; the next resync follows it")
        document = next((document for document, _ in postmortems.every(tx) if document.path == target), None)
        if document is not None and document.held:
            document.held = None  # likewise `held_blob`
            _note(tx, context, document, who, "accept", {"blob": document.held_blob})
            return Done(f"{document.path}: accepted; the next resync follows it")
        held = postmortems.held(tx, document_id=document.id) if document else ()
        held = held or (postmortems.held(tx, source_id=source.id) if source else ())
        for item in held:
            accept_item(item, context.now())
            _note(tx, context, item, who, "accept")
        if held:
            return Done(f"{target}: {len(held)} items accepted; the next resync files them")
        row = _item(tx, target)
        accept_item(row, context.now())
        _note(tx, context, row, who, "accept")
        return Done(f"accepted {row.title!r}; the next resync files it", row.id)


def accept_item(row: tables.Item, now: datetime) -> None:
    """Let an item out of review, doubt or hold because a person said so."""
    row.accepted_at, row.ambiguous_with, row.held = now, (), None


def _parse(context: Context, text: str) -> IssueRef:
    for tracker in context.trackers.values():
        ref = tracker.open().parse_ref(text, "")
        if ref is not None:
            return ref
    known = ", ".join(context.trackers) or "none"
    raise RefusedError(f"{text}: names no issue in a configured tracker (there is {known})")


def _item(tx: Session, prefix: str) -> tables.Item:
    found: Sequence[tables.Item] = postmortems.items_like(tx, prefix) if prefix else ()
    if len(found) != 1:
        raise RefusedError(f"{prefix}: {'several items begin so' if found else 'there is no such item'}")
    return found[0]


def _is_primary(tie: tables.Link) -> bool:
    return tie.ended_at is None and tie.role is LinkRole.PRIMARY


def _named(issue: tables.Issue) -> dict[str, str | None]:
    return {"tracker": issue.tracker, "key": issue.key, "id": issue.native_id}


Subject = tables.Item | tables.Postmortem | tables.Source


def _note(
    tx: Session,
    context: Context,
    subject: Subject,
    who: str,
    verb: str,
    details: Mapping[str, str | None] | None = None,
) -> None:
    """Enter what a person did to an item, a document or a source into the journal."""
    history.decide(
        tx,
        who=who,
        verb=verb,
        now=context.now(),
        new_id=context.new_id,
        visibility=subject.visibility,
        item_id=subject.id if isinstance(subject, tables.Item) else None,
        postmortem_id=_document_of(subject),
        source_id=subject.id if isinstance(subject, tables.Source) else None,
        details=dict(details or {}),
    )


def _document_of(subject: Subject) -> str | None:
    if isinstance(subject, tables.Item):
        return subject.postmortem_id
    return subject.id if isinstance(subject, tables.Postmortem) else None
