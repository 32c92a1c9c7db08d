"""`closeout link`, `unlink`, `close`, `reopen`, `accept`: what people say themselves."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.session import Session, who

ItemArgument = Annotated[str, typer.Argument(help="An item's id, or the beginning of it.", metavar="ITEM")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (link, unlink, close, reopen, accept):
        app.command()(command)


def link(
    context: typer.Context,
    item: ItemArgument,
    issue: Annotated[str, typer.Argument(help="An issue's key or address.", metavar="ISSUE")],
) -> None:
    """Tie an item to an issue that is there already; none is created for it then.

    Example: closeout link 3f2a91c0 LOCAL-7
    """
    from service.cli import render
    from service.operations import by_hand

    session: Session = context.obj
    with session.context() as parts:
        render.say(by_hand.link(parts, item, issue, who=who()).words)


def unlink(
    context: typer.Context,
    item: ItemArgument,
    issue: Annotated[str | None, typer.Argument(help="Which one, if it has several.", metavar="[ISSUE]")] = None,
) -> None:
    """Untie an item from its issue. The issue stays as it is, and the link is not made again by itself.

    Example: closeout unlink 3f2a91c0 LOCAL-7
    """
    from service.cli import render
    from service.operations import by_hand

    session: Session = context.obj
    with session.context() as parts:
        render.say(by_hand.unlink(parts, item, issue, who=who()).words)


def close(
    context: typer.Context,
    item: ItemArgument,
    dropped: Annotated[bool, typer.Option("--dropped", help="It will not be done.")] = False,
) -> None:
    """Close an item's issue in its tracker: it is done, or with --dropped will not be.

    Examples: closeout close 3f2a91c0; closeout close 3f2a91c0 --dropped
    """
    from connectors.tracker import State

    _set(context, item, State.DROPPED if dropped else State.DONE)


def reopen(context: typer.Context, item: ItemArgument) -> None:
    """Reopen an item's issue in its tracker.

    Example: closeout reopen 3f2a91c0
    """
    from connectors.tracker import State

    _set(context, item, State.OPEN)


def accept(
    context: typer.Context,
    target: Annotated[str, typer.Argument(help="An item's id, a document's path, or a source's name.")],
) -> None:
    """Say that what waits for review, or is held, is right: an item, a document or a source.

    Examples: closeout accept 3f2a91c0; closeout accept postmortems/2024-03-02.md
    """
    from service.cli import render
    from service.operations import by_hand

    session: Session = context.obj
    with session.context() as parts:
        render.say(by_hand.accept(parts, target, who=who()).words)


def _set(context: typer.Context, item: str, state: object) -> None:
    from connectors.tracker import State
    from service.cli import render
    from service.operations import by_hand

    assert isinstance(state, State)
    session: Session = context.obj
    with session.context() as parts:
        render.say(by_hand.set_state(parts, item, state, who=who()).words)
