"""`closeout journal`: people's decisions, out of the database and in again."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from service.cli.ending import Ending, complain
from service.cli.recovering import read_journal
from service.cli.session import Session

commands = typer.Typer(no_args_is_help=True, help="Take people's decisions out of the database, and in again.")


class JournalFormat(StrEnum):
    """How the journal is written."""

    JSONL = "jsonl"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="journal")


@commands.command()
def export(
    context: typer.Context,
    format_: Annotated[JournalFormat, typer.Option("--format", "-f", help="How to write it.")] = JournalFormat.JSONL,
) -> None:
    """Write all decisions to standard output, with the words of the items that they are about.

    Example: closeout journal export > journal.jsonl
    """
    from service.operations.recovery.entries import as_csv, as_jsonl
    from service.operations.recovery.journal import export as run

    session: Session = context.obj
    with session.context() as parts:
        write = as_csv if format_ is JournalFormat.CSV else as_jsonl
        for line in write(run(parts)):
            sys.stdout.write(line)


@commands.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What `closeout journal export` wrote.", metavar="FILE")],
) -> None:
    """Enter the decisions that the journal does not have yet, and do them again. Nothing is written to any tracker.

    Example: closeout journal import journal.jsonl
    """
    from service.cli import render
    from service.operations.recovery.journal import take_in

    session: Session = context.obj
    entries = read_journal(file)
    with session.context() as parts:
        done = take_in(parts, entries)
    render.say(f"{done.entered} decisions entered, {done.done} of them done again; {done.known} were there already")
    complain(done.left)
    if done.left:
        raise typer.Exit(Ending.FINDINGS)
