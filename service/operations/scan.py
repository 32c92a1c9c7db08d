"""Scan a source: list the documents at its head, read those that differ from what is known, store what they say.

    list the head -> which are new, changed, gone -> is it plausible? -> read and extract -> store

A push, a merge, a force-push and a sweep are all this. What is stored is stored by compare-and-set on the
source's head, so that an older reading never overwrites a newer one.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from connectors.errors import ConnectorError
from connectors.pace import read_again
from connectors.source import Document, Listing, UnreadableDocument
from service.extraction.document import EXTRACTOR_VERSION, extract
from service.model import Extraction, Problem
from service.operations.context import Context, FollowedSource
from service.operations.merge import Merge, Reading, Scene, merge, titles_of
from service.operations.moves import Stored, documents_before, move
from service.operations.standings import restand
from service.reconcile.limits import source_emptied
from service.store import judgements, postmortems, sources, tables

# https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-location
CODEOWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan found. `problem` says why the source was not followed; `notes` what a person should look at.

    `revision` is the head that was listed and followed; None when it was not.
    """

    source: str
    revision: str | None = None
    documents: int = 0
    read: int = 0
    new_items: int = 0
    removed_items: int = 0
    returned_items: int = 0
    problem: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """A source as stored when a scan of it begins."""

    row: tables.Source
    live: dict[str, tables.Postmortem]
    buried: tuple[tables.Postmortem, ...]


@dataclass(frozen=True, slots=True)
class _Difference:
    """The paths that differ between a listing and what is known."""

    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def scan(context: Context, source: FollowedSource, *, full: bool = False, trusted: bool = False) -> ScanReport:
    """Bring what is known of one source up to date. With `full`, documents that did not change are read again too.

    With `trusted` what is there is followed though much of what is known is not: a rebuild knows only what was.

    Never raises for a source that cannot be read: nothing of it changes, and the report and the source's row
    say why.
    """
    if not trusted and (problem := _older(context)):
        return ScanReport(source.reader.name, problem=problem)
    for _ in range(2):  # again, once, when another process stored a newer reading in the meantime
        try:
            listing = read_again(context.pace, source.reader.list)
        except ConnectorError as error:
            return _failed(context, source, str(error))
        report = _follow(context, source, listing, full=full, trusted=trusted)
        if report is not None:
            return report
    return ScanReport(source.reader.name, problem="another process is reading this source; it was left to it")


def _older(context: Context) -> str | None:
    """Say why a restored database follows nothing yet: it would give new ids to what the trackers know."""
    with context.store.read() as tx:
        if not sources.is_restored(tx):
            return None
    return "the database was restored from a backup: `closeout rebuild --restored` comes first"


def _follow(
    context: Context, source: FollowedSource, listing: Listing, *, full: bool, trusted: bool
) -> ScanReport | None:
    """Store what `listing` changes; None when somebody else was faster and nothing was stored."""
    known = _known(context, source)
    if sources.stays_held(known.row):
        return ScanReport(known.row.name, documents=len(listing.blobs), problem=known.row.held)
    difference = _differ(known, listing, full=full)
    doubt = _shared(context, known, listing) or _implausible(known, listing, difference, trusted=trusted)
    if doubt is not None:
        return _hold(context, known, listing, doubt)
    readings = _read(context, source, listing, [*difference.changed, *difference.new])
    codeowners = source.reader.companion(listing, CODEOWNERS)
    with context.store.write() as tx:
        report = _store(tx, context, source, known, listing, difference, readings, trusted=trusted)
        if report is not None:
            judgements.codeowners_are(tx, known.row.id, codeowners)
        return report


def _known(context: Context, source: FollowedSource) -> _Known:
    with context.store.write() as tx:
        sources.installed_at(tx, context.now())
        row = sources.ensure(
            tx,
            name=source.reader.name,
            kind=source.kind,
            visibility=source.visibility,
            new_id=context.new_id,
        )
        documents = postmortems.of_source(tx, row.id)
    live = {document.path: document for document in documents if document.removed_at is None}
    return _Known(row, live, tuple(document for document in documents if document.removed_at is not None))


def _differ(known: _Known, listing: Listing, *, full: bool) -> _Difference:
    paths = sorted(listing.blobs)
    return _Difference(
        changed=tuple(
            path for path in paths if path in known.live and (full or known.live[path].blob != listing.blobs[path])
        ),
        new=tuple(path for path in paths if path not in known.live),
        gone=tuple(sorted(path for path in known.live if path not in listing.blobs)),
    )


def _shared(context: Context, known: _Known, listing: Listing) -> str | None:
    """Say which document another source has too, if it turns out to be the same repository at another address."""
    with context.store.read() as tx:
        found = sources.shared_path(tx, known.row, listing.identity, listing.blobs.keys())
    if found is None:
        return None
    name, path = found
    return f"source {name!r} reads {path} as well: it is the same repository; narrow the globs of one, or remove one"


def _implausible(known: _Known, listing: Listing, difference: _Difference, *, trusted: bool) -> str | None:
    """Say why the source is not followed until a person has looked; None when nothing speaks against it."""
    row = known.row
    if row.held is None and row.held_revision == listing.revision:
        return None  # a person has looked at exactly this, and accepted it
    if row.identity is not None and row.identity != listing.identity:
        return f"this is not the repository that was read before (it was {row.identity}, now {listing.identity})"
    if trusted:
        return None
    arrived = {listing.blobs[path] for path in difference.new}
    lost = sum(known.live[path].blob not in arrived for path in difference.gone)
    return source_emptied(len(known.live), len(known.live) - lost)


def _hold(context: Context, known: _Known, listing: Listing, doubt: str) -> ScanReport:
    with context.store.write() as tx:
        row = sources.named(tx, known.row.name)
        assert row is not None
        row.held, row.held_revision = doubt, listing.revision
    return ScanReport(known.row.name, documents=len(listing.blobs), problem=doubt)


def _failed(context: Context, source: FollowedSource, words: str) -> ScanReport:
    _known(context, source)
    with context.store.write() as tx:
        row = sources.named(tx, source.reader.name)
        assert row is not None
        sources.failed(row, words, context.now())
    return ScanReport(source.reader.name, problem=words)


def _read(context: Context, source: FollowedSource, listing: Listing, paths: list[str]) -> list[Reading]:
    """Read and extract documents; one that cannot be read is a problem of its own and of nothing else."""
    context.progress.begin(f"reading {source.reader.name}", len(paths))
    readings = []
    for document in source.reader.read(listing, paths):
        url = source.reader.url(document.path, listing.revision)
        readings.append(_extracted(document, url))
        context.progress.step(document.path)
    return readings


def _extracted(document: Document | UnreadableDocument, url: str) -> Reading:
    if isinstance(document, UnreadableDocument):
        problem = Problem(line=1, code="unreadable", words=str(document.why))
        return Reading(document.path, document.blob, url, None, Extraction(problems=(problem,)))
    extraction = extract(document.data, document.path, max_bytes=len(document.data))  # the source has its own limit
    return Reading(document.path, document.blob, url, document.added_at, extraction)


def _store(
    tx: Session,
    context: Context,
    source: FollowedSource,
    known: _Known,
    listing: Listing,
    difference: _Difference,
    readings: list[Reading],
    *,
    trusted: bool,
) -> ScanReport | None:
    row = sources.named(tx, known.row.name)
    assert row is not None
    if sources.stays_held(row):  # since it was listed
        return ScanReport(row.name, documents=len(listing.blobs), problem=row.held)
    now = context.now()
    if not sources.advance(tx, row, before=known.row.revision, after=listing.revision, now=now):
        return None
    row.first_scanned_at = row.first_scanned_at or now
    row.identity, row.held, row.held_revision = listing.identity, None, None
    row.problem, row.problem_at, row.extractor = None, None, EXTRACTOR_VERSION
    before = documents_before(_stored(tx, source, known, listing, difference), readings)
    move(tx, before.items())
    scene = Scene(row, listing.revision, source.reader.home, now, context.new_id, trusted=trusted)
    merges = [merge(tx, reading, before.get(reading.path), scene) for reading in readings]
    moved = {document.id for document in before.values()}
    gone = [known.live[path].id for path in difference.gone if known.live[path].id not in moved]
    buried = [postmortems.bury(tx, document_id, now) for document_id in gone]
    restand(tx, {item_id for done in merges for item_id in done.touched})
    return _report(known.row.name, listing, merges, buried)


def _stored(tx: Session, source: FollowedSource, known: _Known, listing: Listing, difference: _Difference) -> Stored:
    rows = {document.id: document for document in postmortems.of_source(tx, known.row.id)}
    history = source.reader.renames(known.row.revision, listing) if known.row.revision and difference.new else {}
    return Stored(
        live={path: rows[document.id] for path, document in known.live.items()},
        buried=[rows[document.id] for document in known.buried],
        gone=difference.gone,
        history=history,
        titles=lambda document: titles_of(tx, document),
    )


def _report(name: str, listing: Listing, merges: list[Merge], buried: list[int]) -> ScanReport:
    return ScanReport(
        name,
        listing.revision,
        documents=len(listing.blobs),
        read=len(merges),
        new_items=sum(done.new for done in merges),
        removed_items=sum(done.removed for done in merges) + sum(buried),
        returned_items=sum(done.returned for done in merges),
        notes=tuple(note for done in merges for note in done.notes),
    )
