"""`closeout extract`: what Closeout reads in a document. Nothing is stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.ending import Ending, complain

if TYPE_CHECKING:
    from service.model import Extraction


class ExtractFormat(StrEnum):
    """How the items are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(extract)


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Documents, or directories of them.", metavar="PATH...")],
    format_: Annotated[ExtractFormat, typer.Option("--format", "-f", help="How to print it.")] = ExtractFormat.TABLE,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each item was taken, and what was not.")] = False,
    max_bytes: Annotated[int, typer.Option(help="The largest document that is read.", min=1)] = 1_000_000,
) -> None:
    """Print the action items that documents name. Nothing is stored, and no configuration is needed.

    Examples: closeout extract postmortems/2024-03-02.md; closeout extract --format jsonl docs/ > items.jsonl
    """
    from service.extraction.wire import as_json
    from service.model import REVIEW_BELOW

    ending = Ending.FINE
    shapes = []
    for path, found in _extractions(paths, max_bytes):
        if isinstance(found, str):
            complain([found])
            ending = Ending.USAGE
            continue
        shape = as_json(path, found, review_below=REVIEW_BELOW)
        if format_ is ExtractFormat.TABLE:
            _print(path, found, explain=explain)
        elif format_ is ExtractFormat.JSONL:
            sys.stdout.write(json.dumps(shape, ensure_ascii=False) + "\n")
        else:
            shapes.append(shape)
    if format_ is ExtractFormat.JSON:
        sys.stdout.write(json.dumps(shapes, ensure_ascii=False, indent=2) + "\n")
    raise typer.Exit(ending)


def _extractions(paths: list[Path], max_bytes: int) -> Iterator[tuple[str, Extraction | str]]:
    """Give each document with what it says, or with the line that says why it cannot be read."""
    from connectors.directory.config import DirectoryConfig
    from connectors.directory.source import DirectorySource
    from connectors.errors import ConnectorError
    from connectors.source import UnreadableDocument
    from service.extraction.document import extract as read
    from service.operations.merge import UNREADABLE

    for path in paths:
        if not path.exists():
            yield str(path), f"{path}: there is no such file or directory"
            continue
        source = DirectorySource(DirectoryConfig(name="extract", path=path, max_bytes=max_bytes))
        try:
            listing = source.list()
            for document in source.read(listing, sorted(listing.blobs)):
                shown = str(path / document.path) if path.is_dir() else str(path)
                if isinstance(document, UnreadableDocument):
                    yield shown, f"{shown}: {document.why}"
                    continue
                found = read(document.data, shown, max_bytes=max_bytes)
                bad = [problem.words for problem in found.problems if problem.code in UNREADABLE]
                yield shown, f"{shown}: {bad[0]}" if bad else found
        except ConnectorError as error:
            yield str(path), str(error)


def _print(path: str, found: Extraction, *, explain: bool) -> None:
    from service.cli import render

    render.say(found.title or path, style="bold")
    render.say(f"  {path} · {found.date or 'no date'}", style="dim")
    for problem in found.problems:
        render.say(f"  line {problem.line}: {problem.words}", style="yellow")
    headings = ["Line", "State", "Type", "Owner", "Refs", "Due", "Item", *(["Why"] if explain else [])]
    rows = []
    for item in found.items:
        due = item.due.isoformat() if item.due else item.due_words or "-"
        kind = f"{item.type or '-'}{'?' if item.type_source == 'inferred' else ''}"
        owners, refs = ", ".join(item.owners) or "-", ", ".join(item.refs) or "-"
        row = [str(item.line), item.state or "-", kind, owners, refs, due, item.title]
        rows.append([*row, f"{item.why} ({item.confidence:.2f})"] if explain else row)
    if rows:
        render.table(headings, rows)
    for skipped in found.skipped if explain else ():
        render.say(f"  line {skipped.line}: {skipped.heading!r} gives nothing: {skipped.why}", style="dim")
    render.say()
