"""`closeout demo`: the main job on sample postmortems, or on your own, without any configuration."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from service.cli.ending import Ending, complain
from service.cli.session import Session

SETTINGS = """\
# Made by `closeout demo`. Everything is filed in the local tracker, whatever its age.
create_since = 1970-01-01
{limits}
[[sources]]
kind = "directory"
name = "demo"
path = {path}

[[trackers]]
kind = "local"
name = "demo"
database = "issues.db"
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    context: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(help="Postmortems of your own: a directory or a document.", metavar="[PATH]")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Print what was found, and end.")] = False,
    keep: Annotated[
        Path | None, typer.Option("--keep", help="Keep the demo's files in this directory, to go on with it.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Serve on this port; without it on 8321, or on a free one if that is taken."
        ),
    ] = None,
) -> None:
    """Read postmortems, file their action items in a local tracker, and show it: printed, then in the dashboard.

    The demo files everything, whatever its age. Examples: closeout demo; closeout demo docs/postmortems --once
    """
    session: Session = context.obj
    if path is not None and not path.exists():
        complain([f"{path}: there is no such file or directory"])
        raise typer.Exit(Ending.USAGE)
    with as_file(files("service.cli") / "samples") as samples, tempfile.TemporaryDirectory(prefix="closeout-") as scrap:
        folder = keep or Path(scrap)
        folder.mkdir(parents=True, exist_ok=True)
        settings = folder / "closeout.toml"
        settings.write_text(_settings(path or samples), encoding="utf-8")
        _run(Session(config=settings, debug=session.debug), once=once, port=port)


def _settings(path: Path) -> str:
    import json

    quoted = json.dumps(str(path.resolve()))  # a JSON string is a TOML string
    return SETTINGS.format(path=quoted, limits="[limits]\ncreates = 1000\n")


def _run(session: Session, *, once: bool, port: int | None) -> None:
    from service.cli import render, run_report, serving
    from service.operations import report
    from service.operations.resync import Wishes, resync
    from service.store.audience import Audience

    with session.context() as parts:
        done = resync(parts, Wishes(cause="demo"))
        listing = report.postmortems(parts, Audience.owner(), limit=200)
        for view in listing.postmortems:
            render.postmortem(report.postmortem(parts, Audience.owner(), view.document.id))
        run_report.summarize(done)
        complain(done.problems)
        if once:
            raise typer.Exit(Ending.FINDINGS if done.problems else Ending.FINE)
        render.say(f"In another terminal: closeout --config {session.config} status", style="dim")
        wanted = parts.settings.general.serve.port if port is None else port
        serving.run(parts, "127.0.0.1", wanted, resync_at_start=False, or_free_port=port is None)
