"""The commands, joined; and the one place where errors become lines and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from service.cli import (
    auditing,
    checking,
    databases,
    demo,
    extracting,
    handwork,
    journaling,
    looping,
    policing,
    receiving,
    recovering,
    serving,
    showing,
)
from service.cli.ending import Ending, complain
from service.cli.session import Session

HELP = """Make sure that what a team promised in a postmortem gets done.

Closeout reads postmortems where they live, gives each action item an issue, and shows what has become of it.
Begin with `closeout demo`.
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)


@app.callback()
def everything(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option("--config", "-c", envvar="CLOSEOUT_CONFIG", help="The settings' file.")
    ] = Path("closeout.toml"),
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback when something unexpected happens.")] = False,
) -> None:
    """Take the options that every command shares."""
    context.obj = Session(config=config, debug=debug)


demo.register(app)
extracting.register(app)
looping.register(app)
showing.register(app)
handwork.register(app)
checking.register(app)
policing.register(app)
receiving.register(app)
serving.register(app)
auditing.register(app)
recovering.register(app)
journaling.register(app)
databases.register(app)


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line (the process's own, if none is given), and exit with the right code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        sys.exit(app(given))
    except Exception as error:
        if "--debug" in given:
            raise
        sys.exit(_ending(error))


def _ending(error: Exception) -> Ending:
    from sqlalchemy.exc import DBAPIError

    from connectors.errors import ConnectorError, Misconfigured, Temporary
    from service.operations.by_hand import RefusedError
    from service.operations.report import NotFoundError
    from service.settings import SettingsError
    from service.store.database import StoreError
    from service.store.exclusion import BusyError

    if isinstance(error, SettingsError):
        complain(error.problems)
        return Ending.USAGE
    if isinstance(error, StoreError | NotFoundError | RefusedError | Misconfigured):
        complain([str(error)])
        return Ending.USAGE
    if isinstance(error, ConnectorError):
        complain([str(error)])
        return Ending.OUT_OF_REACH if isinstance(error, Temporary) else Ending.FINDINGS
    if isinstance(error, BusyError):
        complain([f"{error}; try again"])
        return Ending.OUT_OF_REACH
    if isinstance(error, DBAPIError):
        complain([f"database: {error.orig}"])
        return Ending.OUT_OF_REACH
    if isinstance(error, BrokenPipeError):
        return Ending.FINE
    complain([f"something unexpected happened ({type(error).__name__}: {error}); --debug shows where"])
    return Ending.FINDINGS
