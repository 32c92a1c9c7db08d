"""`closeout db`: the database's schema."""

from __future__ import annotations

import typer

from service.cli.ending import Ending
from service.cli.session import Session

commands = typer.Typer(no_args_is_help=True, help="See and change which schema the database has.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="db")


@commands.command()
def version(context: typer.Context) -> None:
    """Print which schema the database has, and which this program works with. Nothing is changed.

    Example: closeout db version
    """
    from service.cli import render
    from service.store.database import schema_of
    from service.wiring import database_url, load

    session: Session = context.obj
    schema = schema_of(database_url(load(session.config), session.folder))
    render.say(f"the database has schema {schema.found or 'none'}, this program works with {schema.newest}")
    if not schema.known:
        render.say("it is newer: install the version of Closeout that wrote it, or a later one")
    elif schema.found != schema.newest:
        render.say("`closeout db migrate` brings it up to date, as does every other command")
    if schema.found != schema.newest:
        raise typer.Exit(Ending.FINDINGS)


@commands.command()
def migrate(context: typer.Context) -> None:
    """Bring the database's schema up to date, or make it. Every command does so when it opens the database.

    Example: closeout db migrate
    """
    from service.cli import render
    from service.store.database import open_store, schema_of
    from service.wiring import database_url, load

    session: Session = context.obj
    url = database_url(load(session.config), session.folder)
    before = schema_of(url)
    open_store(url).close()
    if before.found == before.newest:
        render.say(f"the database has schema {before.newest} already")
    else:
        render.say(f"the database has schema {before.newest} now; it had {before.found or 'none'}")
