"""Which documents are old. Pure; UTC days."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from service.reconcile.candidate import Whence

GRACE = timedelta(days=90)
EPOCH = date(1970, 1, 1)


def is_older(whence: Whence, create_since: date) -> bool:
    """Say whether a document is older than `create_since`, so that its items are tracked and not filed.

    It is not, if its incident was on that day or later; nor if it came into its source on that day or later
    and its incident was not long before (`GRACE`): postmortems are written days and weeks after. What was there
    when the source was first read, and bears no date, is as old as can be (`EPOCH`).
    """
    if whence.date is not None and whence.date >= create_since:
        return False
    if _came(whence) < create_since:
        return True
    return whence.date is not None and whence.date < create_since - GRACE


def _came(whence: Whence) -> date:
    """Give the day on which the document came into its source, as far as that is known."""
    if whence.added_at is not None:
        return whence.added_at.astimezone(UTC).date()
    return whence.first_seen_at.date() if whence.first_seen_at > whence.source_since else EPOCH
