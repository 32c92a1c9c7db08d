"""`closeout check`: is everything well, and if not, what is to be done?"""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from service.cli.ending import Ending
from service.cli.session import Format, FormatOption, Session


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(context: typer.Context, format_: FormatOption = Format.TABLE) -> None:
    """Look at the configuration, the database, every source and every tracker.

    Example: closeout check
    """
    from service.cli import render
    from service.operations.check import check as look

    session: Session = context.obj
    with session.context() as parts:
        findings = look(parts)
    if format_ is Format.JSON:
        render.write(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        rows = [["ok" if found.ok else "NOT OK", found.part, found.words, found.remedy] for found in findings]
        render.table(["", "Part", "What", "Remedy"], rows)
    if not all(found.ok for found in findings):
        raise typer.Exit(Ending.FINDINGS)
