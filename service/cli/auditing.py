"""`closeout audit`: who or what caused what."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.session import Session

if TYPE_CHECKING:
    from service.store.audit import AuditLine

COLUMNS = ("at", "who", "verb", "item", "title", "postmortem", "issue", "words")


class AuditFormat(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(audit)


def audit(
    context: typer.Context,
    item: Annotated[str | None, typer.Option(help="Only about this item: its id, or the beginning of it.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From the beginning of this day on, in UTC.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines; JSON and CSV have all.")] = 100,
    format_: Annotated[AuditFormat, typer.Option("--format", "-f", help="How to print it.")] = AuditFormat.TABLE,
) -> None:
    """Show who or what caused each create, link, state and decision, the newest first. Times are UTC.

    Examples: closeout audit --item 3f2a91c0; closeout audit --since 2026-03-01 --format csv
    """
    from service.operations.audit import audit as page
    from service.operations.audit import every
    from service.store.audience import Audience

    session: Session = context.obj
    day = since.replace(tzinfo=UTC) if since is not None else None
    with session.context() as parts:
        if format_ is AuditFormat.TABLE:
            shown = page(parts, Audience.owner(), item=item, since=day, limit=limit)
            _table(shown.lines, more=shown.cursor is not None)
        else:
            lines = every(parts, Audience.owner(), item=item, since=day)
            _json(lines) if format_ is AuditFormat.JSON else _csv(lines)


def _shape(line: AuditLine) -> dict[str, str | None]:
    said = (line.who, line.verb, line.item_id, line.title, line.path, line.issue, line.words)
    return dict(zip(COLUMNS, (line.at.isoformat(), *said), strict=True))


def _json(lines: Iterable[AuditLine]) -> None:
    from service.cli import render

    render.write(json.dumps([_shape(line) for line in lines], indent=2, ensure_ascii=False))


def _csv(lines: Iterable[AuditLine]) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _inert(value) for name, value in _shape(line).items()} for line in lines)


def _inert(value: str | None) -> str:
    """Keep a cell from being a formula where it is opened: documents' words stand in it."""
    return f"'{value}" if value and value[0] in "=+-@\t\r" else value or ""


def _table(lines: Iterable[AuditLine], *, more: bool) -> None:
    from service.cli import render

    rows = [
        [f"{line.at:%Y-%m-%d %H:%M}", line.who, line.verb, (line.item_id or "")[:8], line.title or line.path or "",
         line.issue or "", line.words]
        for line in lines
    ]  # fmt: skip
    render.table(["At", "Who", "What", "Id", "Item", "Issue", "Words"], rows)
    if more:
        render.say("there is more: --limit, or --format csv")
