"""Write an item as an issue. Pure; what a tracker cannot take is its connector's to neutralise and cut."""

from __future__ import annotations

import hashlib

from connectors.marker import Marker, words_hash
from connectors.tracker import Draft
from service.model import ActionItem, Share
from service.reconcile.candidate import Candidate
from service.reconcile.filing import Filing
from service.reconcile.redaction import redacted, redacted_body, redacted_marker, redacted_title


def draft(candidate: Candidate, filing: Filing, *, key: bytes) -> Draft:
    """Give the issue that an item should become, with its marker signed by `key`; no more of it than may go out."""
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
    whole = Draft(
        place=filing.place,
        title=item.title,
        body=_body(candidate, filing),
        marker=marker.sign(key),
        labels=filing.labels,
        assignees=filing.assignees,
        due=filing.due,
        issue_type=filing.issue_type,
        components=filing.components,
        milestone=filing.milestone,
        priority=item.priority or "",
        link=whence.url,
    )
    token = redacted_marker(marker, filing.share).sign(key)
    return redacted(whole, filing.share, marker=token, link=filing.link, keep=filing.plain_labels)


def title(candidate: Candidate, share: Share) -> str:
    """Give the title that an issue of the item has, where so much of it may go out."""
    return redacted_title(candidate.item.title, share)


def body(candidate: Candidate, filing: Filing, share: Share) -> str:
    """Give the text that an issue of the item has, where so much of it may go out."""
    return redacted_body(_body(candidate, filing), share, filing.link)


def _body(candidate: Candidate, filing: Filing) -> str:
    """Give the item's own words first, then where they come from."""
    item, whence = candidate.item, candidate.whence
    where = f"{whence.path}, line {item.line}"
    facts = [
        ("Postmortem", whence.title or whence.path),
        ("Where", f"{where}: {whence.url}" if whence.url else where),
        ("Incident", whence.date.isoformat() if whence.date else ""),
        ("Owner in the document", ", ".join(item.owners)),
        ("Due", _due(candidate, filing)),
        ("Priority", item.priority or ""),
    ]
    lines = [f"- {name}: {value}" for name, value in facts if value]
    return "\n\n".join(part for part in (item.detail, "\n".join(lines)) if part)


def _due(candidate: Candidate, filing: Filing) -> str:
    words = candidate.item.due_words
    if filing.due is None:
        return words or ""
    if filing.due == candidate.item.due:
        return filing.due.isoformat()
    why = f"{filing.due_rule}; the document says {words!r}" if words else filing.due_rule
    return f"{filing.due.isoformat()} ({why})"


def fingerprint(candidate: Candidate) -> str:
    """Hash what the postmortem owns in an issue: its words. Where they stand may change without a word changing."""
    return item_fingerprint(candidate.item)


def item_fingerprint(item: ActionItem) -> str:
    """Hash an item's words, as `fingerprint` does."""
    due = item.due.isoformat() if item.due else item.due_words or ""
    return text_hash("\x1f".join((item.title, item.detail, due)))


def text_hash(text: str) -> str:
    """Hash a text, to know later whether it is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()
