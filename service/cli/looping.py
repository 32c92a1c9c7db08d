"""`closeout plan`, `resync`, `refresh`: the loop, or a part of it, once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.ending import Ending, complain
from service.cli.session import Format, FormatOption, Session, who

if TYPE_CHECKING:
    from service.operations.resync import RunReport, Wishes

SourceOption = Annotated[
    list[str] | None, typer.Option("--source", help="Only this source; may be given again.", metavar="NAME")
]
SinceOption = Annotated[
    datetime | None,
    typer.Option("--create-since", formats=["%Y-%m-%d"], help="File items of documents from this day on."),
]
CreatesOption = Annotated[int | None, typer.Option("--max-creates", min=0, help="Create at most so many issues.")]
FullOption = Annotated[bool, typer.Option("--full", help="Read every document again, also those that did not change.")]
AllOption = Annotated[bool, typer.Option("--all", help="Show also what needs nothing.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(plan)
    app.command()(resync)
    app.command()(refresh)


def plan(
    context: typer.Context,
    source: SourceOption = None,
    create_since: SinceOption = None,
    max_creates: CreatesOption = None,
    full: FullOption = False,
    show_all: AllOption = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Show what a resync would do, and why. Nothing is written to any tracker.

    Examples: closeout plan; closeout plan --create-since 2024-01-01 --format json
    """
    from service.operations.resync import make_plan

    session: Session = context.obj
    wishes = _wishes(source, create_since, max_creates, full=full)
    with session.context() as parts:
        _check_sources(parts.sources, wishes)
        report = make_plan(parts, wishes)
    _show(report, format_, show_all=show_all)


def resync(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the plan.")] = False,
    source: SourceOption = None,
    create_since: SinceOption = None,
    max_creates: CreatesOption = None,
    full: FullOption = False,
    show_all: AllOption = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Read the sources and the trackers, and do what is to be done: create, link, update, hold.

    Interrupting it leaves nothing half done: the next resync goes on.

    Examples: closeout resync; closeout resync --dry-run; closeout resync --create-since 2024-01-01
    """
    from service.operations.resync import make_plan
    from service.operations.resync import resync as run

    session: Session = context.obj
    wishes = _wishes(source, create_since, max_creates, full=full)
    with session.context() as parts:
        _check_sources(parts.sources, wishes)
        report = make_plan(parts, wishes) if dry_run else run(parts, wishes)
    _show(report, format_, show_all=show_all)


def refresh(context: typer.Context, format_: FormatOption = Format.TABLE) -> None:
    """Read the linked issues again, and show how many changed.

    Example: closeout refresh
    """
    import json

    from service.cli import render
    from service.operations.refresh import refresh as run

    session: Session = context.obj
    with session.context() as parts:
        report = run(parts, sweep=True)
    if format_ is Format.JSON:
        shape = {"read": report.read, "changed": report.changed, "missing": report.missing}
        render.write(json.dumps({**shape, "failures": report.failures}))
    else:
        render.say(f"{report.read} issues read, {report.changed} changed, {report.missing} cannot be read")
    complain(f"tracker {name}: {words}" for name, words in report.failures.items())
    if report.failures:
        raise typer.Exit(Ending.OUT_OF_REACH)


def _wishes(source: list[str] | None, since: datetime | None, max_creates: int | None, *, full: bool) -> Wishes:
    from service.operations.resync import Wishes

    day = since.date() if since is not None else None
    return Wishes(cause=who(), full=full, create_since=day, max_creates=max_creates, sources=source or None)


def _check_sources(known: Collection[str], wishes: Wishes) -> None:
    names = sorted(known)
    for name in wishes.sources or ():
        if name not in names:
            raise typer.BadParameter(f"there is no source {name!r}; there is {', '.join(names) or 'none'}")


def _show(report: RunReport, format_: Format, *, show_all: bool) -> None:
    from service.cli import run_report

    run_report.show(report, as_json=format_ is Format.JSON, show_all=show_all)
    complain(report.problems)
    if report.problems:
        raise typer.Exit(Ending.OUT_OF_REACH if report.refreshed.failures else Ending.FINDINGS)
