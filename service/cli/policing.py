"""`closeout policy`: what a team's rules make of an item, and what other rules would change."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.session import Format, FormatOption, Session

if TYPE_CHECKING:
    from service.operations.policing import Change

commands = typer.Typer(no_args_is_help=True, help="Ask what the rules say: whose an item is, where it goes, by when.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="policy")


@commands.command()
def explain(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="The item's id, or as much of its beginning as is unique.")],
    format_: FormatOption = Format.TABLE,
) -> None:
    """Say which rule gave what for an item: owners, route, labels, due date, waiver, and what goes out.

    Example: closeout policy explain 3f2a91c0
    """
    from service.cli import render
    from service.operations.policing import explain as run

    session: Session = context.obj
    with session.context() as parts:
        found = run(parts, item)
    if format_ is Format.JSON:
        render.write(json.dumps(asdict(found), indent=2, ensure_ascii=False))
        return
    render.say(found.title, style="bold")
    render.say(f"  {found.path}, line {found.line} · {found.item_id[:8]}", style="dim")
    render.table(["What", "Outcome", "Rule"], [[r.about, r.outcome, r.rule] for r in found.rulings])


@commands.command()
def diff(
    context: typer.Context,
    new: Annotated[Path, typer.Argument(help="The settings as they would be.", metavar="NEW.toml")],
    format_: FormatOption = Format.TABLE,
) -> None:
    """Show what would change, for the items known today, if the rules were those of another settings' file.

    Nothing is written anywhere, and issues that exist stay as they are. Example: closeout policy diff new.toml
    """
    from service.cli import render
    from service.operations.policing import diff as run
    from service.policy.policy import build
    from service.wiring import load

    session: Session = context.obj
    other, _ = build(load(new))
    with session.context() as parts:
        changes = list(run(parts, other))
    if format_ is Format.JSON:
        render.write(json.dumps([asdict(change) for change in changes], indent=2, ensure_ascii=False))
        return
    if changes:
        rows = [[c.item_id[:8], c.about, c.before, c.after, c.rule, c.title] for c in changes]
        render.table(["Id", "What", "Now", "Then", "Rule", "Item"], rows)
    render.say(_summary(changes))


def _summary(changes: list[Change]) -> str:
    if not changes:
        return "nothing would change"
    items = len({change.item_id for change in changes})
    kinds = ", ".join(f"{about} {number}" for about, number in Counter(change.about for change in changes).items())
    return f"{items} items would change: {kinds}"
