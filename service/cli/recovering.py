"""`closeout rebuild`, `backup`, `restore`: when the database is lost, and so that it is not."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.ending import Ending, complain
from service.cli.session import Format, FormatOption, Session, who

if TYPE_CHECKING:
    from service.operations.recovery.entries import Entry
    from service.operations.recovery.rebuild import RebuildReport, RebuildWishes


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (rebuild, backup, restore):
        app.command()(command)


def rebuild(
    context: typer.Context,
    decisions: Annotated[
        Path | None, typer.Option(help="People's decisions: what `closeout journal export` printed.", metavar="FILE")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(help="Ask also there, where items were filed once; may be given again.", metavar="TRACKER=PLACE"),
    ] = None,
    restored: Annotated[
        bool, typer.Option("--restored", help="Bring a database that was restored from a backup up to date.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would come of it.")] = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Rebuild an empty database from the sources and the trackers: items, links, states. Nothing is created anywhere.

    What cannot be matched is listed and held until a person says. End `closeout serve` first.

    Examples: closeout rebuild --dry-run; closeout rebuild --decisions journal.jsonl
    """
    from service.operations.recovery.rebuild import rebuild as run
    from service.operations.recovery.rebuild import refuse_unless_empty
    from service.operations.recovery.rehearsal import rehearsal

    session: Session = context.obj
    with session.context() as parts, ExitStack() as stack:
        wishes = _wishes(decisions, place or [], list(parts.trackers), restored=restored)
        refuse_unless_empty(parts, wishes)
        used = stack.enter_context(rehearsal(parts, restored=restored)) if dry_run else parts
        report = run(used, wishes)
    if format_ is Format.JSON:
        from service.cli import render

        render.write(json.dumps(asdict(report), indent=2, ensure_ascii=False))
    else:
        _show(report)
    complain(report.problems)
    if report.problems or report.doubts.unmatched or report.doubts.held:
        raise typer.Exit(Ending.FINDINGS)


def _wishes(decisions: Path | None, place: list[str], trackers: list[str], *, restored: bool) -> RebuildWishes:
    from service.operations.recovery.rebuild import RebuildWishes

    also: dict[str, list[str]] = defaultdict(list)
    for said in place:
        name, _, where = said.partition("=")
        if name not in trackers or not where:
            raise typer.BadParameter(f"{said!r}: write TRACKER=PLACE; there is {', '.join(trackers) or 'no tracker'}")
        also[name].append(where)
    entries = () if decisions is None else read_journal(decisions)
    return RebuildWishes(cause=who(), decisions=entries, also=also, restored=restored)


def read_journal(path: Path) -> tuple[Entry, ...]:
    """Read a journal's file. Raises NoJournalError with the file's name, and BadParameter for one that is not there."""
    from service.operations.recovery.entries import NoJournalError, read

    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path}: cannot be read: {error}") from error
    except NoJournalError as error:
        raise NoJournalError(f"{path}: {error}") from error


def _show(report: RebuildReport) -> None:
    from service.cli import render

    doubts = report.doubts
    if doubts.unmatched:
        render.say("Issues of ours that are no item's for sure", style="bold")
        render.table(["Issue", "Title", "Why"], [[one.key, one.title, one.why] for one in doubts.unmatched])
    if doubts.held:
        render.say("Items that are not filed until you say: `closeout link`, or `closeout accept`", style="bold")
        rows = [[held.item_id[:8], held.title, held.path, held.why] for held in doubts.held]
        render.table(["Id", "Item", "Postmortem", "Why"], rows)
    for copy, original in doubts.copies:
        render.say(f"{copy} is a copy of {original}; it is shown, and says nothing about the item")
    render.say(
        f"{report.documents} documents, {report.items} items; {report.matched} have the issue that was made for them, "
        f"{report.named} name one; {len(doubts.unmatched)} issues not matched, {len(doubts.held)} items held"
    )
    if report.decisions.entered:
        render.say(f"{report.decisions.entered} decisions entered, {report.decisions.done} of them done again")
    render.say("nothing was written to any tracker; `closeout plan` shows what a resync would do")


def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="A directory that is not there yet.", metavar="TARGET")],
) -> None:
    """Copy what exists nowhere else into a new directory, while the program runs: databases, key, journal.

    Example: closeout backup /var/backups/closeout-2026-03-02
    """
    import importlib.metadata
    import os

    from service.cli import render
    from service.operations.recovery.backup import back_up
    from service.store.database import schema_of
    from service.wiring import database_url, holdings, load

    session: Session = context.obj
    settings = load(session.config)
    with session.context() as parts:
        schema = schema_of(database_url(settings, session.folder)).newest
        kept = holdings(settings, session.folder, os.environ)
        version = importlib.metadata.version("closeout")
        manifest = back_up(parts, kept, target, version=version, schema=schema)
    render.say(f"{target}: {', '.join(file.name for file in manifest.files)}")
    complain(f"not in the backup: {words}; keep it yourself" for words in manifest.left_out)


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="What `closeout backup` made.", metavar="SOURCE")],
    force: Annotated[
        bool, typer.Option("--force", help="Put it in the place of what is there, which is kept beside.")
    ] = False,
) -> None:
    """Put a backup back to where the settings say. End `closeout serve` first.

    Nothing is filed afterwards until `closeout rebuild --restored` has asked the trackers what was filed since.

    Example: closeout restore /var/backups/closeout-2026-03-02
    """
    import os
    from datetime import UTC, datetime

    from service.cli import render
    from service.operations.recovery.restore import restore as run
    from service.wiring import holdings, load

    session: Session = context.obj
    kept = holdings(load(session.config), session.folder, os.environ)
    done = run(source, kept, force=force, now=datetime.now(UTC))
    render.say(f"restored the backup of {done.manifest.made_at}: {', '.join(map(str, done.files))}")
    for path in done.kept:
        render.say(f"what was there is kept as {path}")
    render.say("now run `closeout rebuild --restored`: nothing is filed before")
