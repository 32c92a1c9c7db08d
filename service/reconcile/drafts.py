"""Write an item as an issue. Pure; what a tracker cannot take is its connector's to neutralise and cut."""

from __future__ import annotations

import hashlib

from connectors.marker import Marker, words_hash
from connectors.tracker import Draft, Label
from service.model import TypeSource
from service.reconcile.candidate import Candidate

LABEL = "postmortem"


def draft(candidate: Candidate, *, place: str, key: bytes) -> Draft:
    """Give the issue that an item should become in `place`, with its marker signed by `key`."""
    item, whence = candidate.item, candidate.whence
    marker = Marker(
        item=candidate.item_id,
        postmortem=whence.postmortem_id,
        repository=whence.repository,
        path=whence.path,
        commit=whence.revision,
        line=item.line,
        words=words_hash(fingerprint(candidate), key),
    )
    stated = item.type is not None and item.type_source is not TypeSource.INFERRED
    return Draft(
        place=place,
        title=item.title,
        body=body(candidate),
        marker=marker.sign(key),
        labels=tuple(map(Label, (LABEL, str(item.type)) if stated else (LABEL,))),
        due=item.due,
    )


def body(candidate: Candidate) -> str:
    """Give the issue's text: the item's own words first, then where they come from."""
    item, whence = candidate.item, candidate.whence
    where = f"{whence.path}, line {item.line}"
    facts = [
        ("Postmortem", whence.title or whence.path),
        ("Where", f"{where}: {whence.url}" if whence.url else where),
        ("Incident", whence.date.isoformat() if whence.date else ""),
        ("Owner in the document", ", ".join(item.owners)),
        ("Due", item.due.isoformat() if item.due else (item.due_words or "")),
        ("Priority", item.priority or ""),
    ]
    lines = [f"- {name}: {value}" for name, value in facts if value]
    return "\n\n".join(part for part in (item.detail, "\n".join(lines)) if part)


def fingerprint(candidate: Candidate) -> str:
    """Hash what the postmortem owns in an issue: its words. Where they stand may change without a word changing."""
    item = candidate.item
    due = item.due.isoformat() if item.due else item.due_words or ""
    return text_hash("\x1f".join((item.title, item.detail, due)))


def text_hash(text: str) -> str:
    """Hash a text, to know later whether it is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()
