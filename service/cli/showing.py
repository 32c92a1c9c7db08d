"""`closeout status`, `overdue`: what has become of what was promised."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.session import Format, FormatOption, Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(status)
    app.command()(overdue)


def status(
    context: typer.Context,
    postmortem: Annotated[
        str | None, typer.Argument(help="A postmortem's id, the beginning of it, or its path.", metavar="[POSTMORTEM]")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many postmortems.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="Begin after so many.")] = 0,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Show the postmortems and how much of each is done; or one of them with its items.

    Examples: closeout status; closeout status postmortems/2024-03-02.md --format json
    """
    from service.api import schemas
    from service.cli import render
    from service.operations import report
    from service.store.audience import Audience

    session: Session = context.obj
    with session.context() as parts:
        if postmortem is not None:
            page = report.postmortem(parts, Audience.owner(), postmortem)
            shown = schemas.PostmortemDetailShape.of_page(page)
            render.as_json(shown) if format_ is Format.JSON else render.postmortem(page)
            return
        listing = report.postmortems(parts, Audience.owner(), limit=limit, offset=offset)
    if format_ is Format.JSON:
        render.as_json(schemas.PostmortemListShape.of(listing))
        return
    render.postmortems(listing.postmortems)
    shown_to = listing.offset + len(listing.postmortems)
    if shown_to < listing.total:
        render.say(f"{shown_to} of {listing.total} shown; --offset {shown_to} goes on", style="dim")
    if not listing.total:
        render.say("no postmortems yet: `closeout resync` reads the sources")


def overdue(context: typer.Context, format_: FormatOption = Format.TABLE) -> None:
    """Show the items that are overdue, the longest overdue first.

    Example: closeout overdue --format json
    """
    from service.api import schemas
    from service.cli import render
    from service.operations import report
    from service.store.audience import Audience

    session: Session = context.obj
    with session.context() as parts:
        found = report.overdue(parts, Audience.owner())
    if format_ is Format.JSON:
        render.as_json(schemas.ItemListShape.of(found))
    elif found:
        render.items(found, with_document=True)
    else:
        render.say("nothing is overdue")
