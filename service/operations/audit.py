"""Who or what caused each create, link, state change and decision: a list for people and for whoever audits them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from service.operations.context import Context
from service.store import audit as rows
from service.store.audience import Audience
from service.store.audit import AuditFilter, AuditLine, Kind, Mark

PAGE = 100


class NoCursorError(Exception):
    """A cursor that this list did not give."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some lines, the newest first; `cursor` goes on after them, None at the end."""

    lines: tuple[AuditLine, ...]
    cursor: str | None


def audit(
    context: Context,
    audience: Audience,
    *,
    item: str | None = None,
    since: datetime | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> AuditPage:
    """Give a page: about one item (by the beginning of its id), from a time (UTC) on. Raises NoCursorError."""
    wanted = AuditFilter(item, since, None if cursor is None else _mark(cursor))
    with context.store.read() as tx:
        found = rows.lines(tx, audience, wanted, limit + 1)
    return AuditPage(tuple(found[:limit]), _cursor(found[limit - 1].mark) if len(found) > limit else None)


def every(
    context: Context, audience: Audience, *, item: str | None = None, since: datetime | None = None
) -> Iterator[AuditLine]:
    """Give all pages, one after the other."""
    cursor = None
    while True:
        page = audit(context, audience, item=item, since=since, cursor=cursor)
        yield from page.lines
        if page.cursor is None:
            return
        cursor = page.cursor


def _cursor(mark: Mark) -> str:
    return f"{mark.at.isoformat()} {mark.kind} {mark.number}"


def _mark(cursor: str) -> Mark:
    try:
        at, kind, number = cursor.split(" ")
        return Mark(datetime.fromisoformat(at).astimezone(UTC), Kind(kind), int(number))
    except ValueError as error:
        raise NoCursorError(f"{cursor!r} is no cursor of the audit") from error
