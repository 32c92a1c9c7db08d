"""`closeout deliveries`: what webhooks brought, and what became of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.ending import Ending, complain
from service.cli.session import Format, FormatOption, Session

if TYPE_CHECKING:
    from service.store.inbox import DeliveryLine


class FateWord(StrEnum):
    """The fates of a delivery, for `--help`, which must not wait for the store."""

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    SET_ASIDE = "set_aside"


def register(app: typer.Typer) -> None:
    """Add the command and those below it."""
    below = typer.Typer(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    below.callback()(deliveries)
    below.command()(retry)
    below.command()(redeliver)
    app.add_typer(below, name="deliveries")


def deliveries(
    context: typer.Context,
    fate: Annotated[list[FateWord] | None, typer.Option("--fate", help="Only these; may be given again.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many.")] = 50,
    format_: FormatOption = Format.TABLE,
) -> None:
    """List what webhooks brought and what became of it, the newest first.

    Examples: closeout deliveries; closeout deliveries --fate waiting --fate set_aside
    """
    if context.invoked_subcommand is not None:
        return
    from service.cli import render
    from service.model import Fate
    from service.operations import deliveries as operation
    from service.store.audience import Audience

    session: Session = context.obj
    with session.context() as parts:
        fates = None if fate is None else [Fate(one.value) for one in fate]
        lines = operation.deliveries(parts, Audience.owner(), fates=fates, limit=limit)
    if format_ is Format.JSON:
        render.write(json.dumps([asdict(line) for line in lines], indent=2, default=str))
    elif lines:
        render.table(["Id", "Received", "Webhook", "Event", "Fate", "Why"], map(_row, lines))
    else:
        render.say("no deliveries")


def retry(
    context: typer.Context, number: Annotated[int, typer.Argument(help="A delivery's number.", metavar="ID")]
) -> None:
    """Try a delivery again, now: one that was set aside, that waits, or that concerned nothing of ours then.

    Example: closeout deliveries retry 12
    """
    from service.cli import render
    from service.model import Fate
    from service.operations import deliveries as operation
    from service.store.audience import Audience

    session: Session = context.obj
    with session.context() as parts:
        line = operation.retry(parts, Audience.owner(), number)
    render.say(f"delivery {line.id} is {line.fate.value}: {line.why}")
    if line.fate in (Fate.WAITING, Fate.SET_ASIDE):
        raise typer.Exit(Ending.FINDINGS)


def redeliver(context: typer.Context) -> None:
    """Ask the senders of webhooks for what they sent in the last three days and what never arrived.

    Example: closeout deliveries redeliver
    """
    from service.cli import render
    from service.operations import deliveries as operation

    session: Session = context.obj
    with session.context() as parts:
        asked = operation.redeliver(parts)
    for one in asked:
        if not one.problem:
            render.say(f"webhook {one.endpoint}: {len(one.ids)} are sent again")
    complain(f"webhook {one.endpoint}: {one.problem}" for one in asked if one.problem)
    if not asked:
        render.say("no webhook is configured")
    if any(one.problem for one in asked):
        raise typer.Exit(Ending.FINDINGS)


def _row(line: DeliveryLine) -> list[str]:
    received = f"{line.received_at:%Y-%m-%d %H:%M:%S}"
    return [str(line.id), received, line.endpoint, line.event, line.fate.value, line.why]
