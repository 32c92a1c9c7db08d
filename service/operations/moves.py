"""Say which stored document each reading is: by its path, unless it has left that; else one that was renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from service.extraction.identity.renames import GoneDocument, NewDocument, has_left, renamed
from service.operations.merge import Reading
from service.store.tables import Postmortem


@dataclass(frozen=True, slots=True)
class Stored:
    """A source's documents as stored: those that are there, by path, and those that are not any more.

    `gone` are paths of `live` that the source has no longer; `history` says which new path was which old one;
    `titles` gives the titles of a document's items.
    """

    live: Mapping[str, Postmortem]
    buried: Sequence[Postmortem]
    gone: Sequence[str]
    history: Mapping[str, str]
    titles: Callable[[Postmortem], tuple[str, ...]]


def documents_before(stored: Stored, readings: Sequence[Reading]) -> dict[str, Postmortem]:
    """Give the document that each reading is, by path; those of new documents are left out."""
    buried = {document.path: document for document in stored.buried}
    arrived = {reading.path: _new(reading, stored.history) for reading in readings}
    found = {path: stored.live.get(path) or buried.get(path) for path in arrived}
    left = _left(stored, arrived)
    stay = {path: document for path, document in found.items() if document is not None and path not in left}
    taken = {document.id for document in stay.values()}
    candidates = [*(stored.live[path] for path in stored.gone), *buried.values(), *left.values()]
    gone = {document.id: document for document in candidates if document.id not in taken}
    news = [document for path, document in arrived.items() if path not in stay]
    moved = dict(renamed([_old(document, stored) for document in gone.values()], news))
    _stay_at_home(moved, left)
    return stay | {path: gone[document_id] for path, document_id in moved.items()}


def _left(stored: Stored, arrived: Mapping[str, NewDocument]) -> dict[str, Postmortem]:
    """Give the documents that are perhaps no longer at their paths, though something is, by path."""
    blobs = [document.blob for document in arrived.values()]
    return {
        path: stored.live[path]
        for path, now in arrived.items()
        if path in stored.live and has_left(_old(stored.live[path], stored), now, blobs)
    }


def _stay_at_home(moved: dict[str, str], left: Mapping[str, Postmortem]) -> None:
    """Leave a document for which no other place was found where it was, whatever else seemed to have come there."""
    while homeless := {path: document.id for path, document in left.items() if document.id not in moved.values()}:
        moved.update(homeless)


def _old(document: Postmortem, stored: Stored) -> GoneDocument:
    return GoneDocument(document.id, document.path, document.blob, stored.titles(document))


def _new(reading: Reading, history: Mapping[str, str]) -> NewDocument:
    titles = tuple(item.title for item in reading.extraction.items)
    return NewDocument(reading.path, reading.blob, titles, history.get(reading.path))


def move(tx: Session, moves: Iterable[tuple[str, Postmortem]]) -> None:
    """Give documents their new paths, all at once: one may take the path that another leaves."""
    moving = [(path, document) for path, document in moves if document.path != path]
    for _, document in moving:
        document.path = document.id
    tx.flush()
    for path, document in moving:
        document.path = path
    tx.flush()
