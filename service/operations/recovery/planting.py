"""Store what was known as if it had been read before: rows for an ordinary scan to follow. And what we wrote.

What the database has already (it was restored from an older backup) stays as it is; what it lacks is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from connectors.marker import words_hash
from service.model import LinkOrigin, LinkRole, Share
from service.operations.context import Context
from service.operations.create import role_of_ours, saw_ours
from service.operations.observe import item_of
from service.operations.recovery.found import Marked
from service.operations.recovery.seeds import ItemSeed, PostmortemSeed, Seeds, share_of
from service.reconcile.drafts import item_fingerprint, text_hash
from service.reconcile.redaction import redacted_title
from service.store import issues, postmortems, sources, tables


def plant(tx: Session, context: Context, seeds: Seeds) -> None:
    """Store the seeds, with their links."""
    sources.installed_at(tx, context.now())
    for name, source in context.sources.items():
        sources.ensure(tx, name=name, kind=source.kind, visibility=source.visibility, new_id=context.new_id)
    for seed in seeds.postmortems:
        document = tx.get(tables.Postmortem, seed.id) or _document(tx, seed)
        for position, item in enumerate(seed.items):
            row = tx.get(tables.Item, item.id) or _item(tx, document, item, position)
            if item.marked is not None:
                _link(tx, context, row, item.marked)
    tx.flush()


def _document(tx: Session, seed: PostmortemSeed) -> tables.Postmortem:
    source = sources.named(tx, seed.source)
    assert source is not None
    taken = {row.path for row in postmortems.of_source(tx, source.id) if row.removed_at is None}
    document = tables.Postmortem(
        id=seed.id,
        source_id=source.id,
        path=seed.path if seed.path and seed.path not in taken else seed.id,  # no document has such a path: it is gone
        blob="",
        revision=seed.commit,
        visibility=source.visibility,
        first_seen_at=seed.first_seen_at,
        changed_at=seed.first_seen_at,
    )
    tx.add(document)
    tx.flush()
    return document


def _item(tx: Session, document: tables.Postmortem, seed: ItemSeed, position: int) -> tables.Item:
    row = tables.Item(
        id=seed.id,
        postmortem_id=document.id,
        position=position,
        line=seed.item.line,
        title=seed.item.title,
        detail=seed.item.detail,
        section=seed.item.section,
        due=seed.item.due,
        due_words=seed.item.due_words,
        visibility=document.visibility,
        first_seen_at=seed.first_seen_at,
        changed_at=seed.first_seen_at,
    )
    tx.add(row)
    tx.flush()
    return row


def _link(tx: Session, context: Context, item: tables.Item, marked: Marked) -> None:
    """Tie an item to its issue and to the copies of it, unless it was tied to them before, whatever became of that."""
    before = {issue.native_id for _, issue in issues.links_of(tx, [item.id])}
    for number, issue in enumerate((marked.issue, *marked.copies)):
        if issue.ref.id in before:
            continue
        row = saw_ours(tx, marked.tracker, issue, context.now())
        issues.link(
            tx,
            item_id=item.id,
            issue=row,
            role=LinkRole.COPY if number else role_of_ours(tx, item.id, row),
            origin=LinkOrigin.CREATED,
            visibility=item.visibility,
            now=issue.created_at,
        ).share = share_of(marked)


def remember_what_we_wrote(tx: Session, context: Context, seeds: Iterable[ItemSeed]) -> None:
    """Note in the links what we wrote, where it can still be told: a title that is the item's, word for word.

    What cannot be told counts as people's, and is not written over: bodies never are.
    """
    for seed in seeds:
        row = tx.get(tables.Item, seed.id)
        if seed.marked is None or row is None:
            continue
        for link, issue in issues.links_of(tx, [seed.id]):
            if issue.native_id == seed.marked.issue.ref.id and link.wrote_words is None:
                _remember(link, row, seed, seed.marked, context.key)


def _remember(link: tables.Link, row: tables.Item, seed: ItemSeed, marked: Marked, key: bytes) -> None:
    now, title = item_fingerprint(item_of(row)), marked.issue.title
    link.wrote_body = None
    if words_hash(now, key) == marked.marker.words:
        link.wrote_words = now
        link.wrote_title = _if_ours(title, row.title, link.share)
    elif title == row.title:
        link.wrote_words, link.wrote_title = now, title
    elif seed.exact:
        link.wrote_words = item_fingerprint(seed.item)
        link.wrote_title = _if_ours(title, seed.item.title, link.share)
    else:
        link.wrote_words = text_hash("")


def _if_ours(title: str, words: str, share: Share) -> str | None:
    return title if title == redacted_title(words, share) else None


def of_items(seeds: Seeds) -> Sequence[ItemSeed]:
    """Give the items of all postmortems."""
    return [item for postmortem in seeds.postmortems for item in postmortem.items]
