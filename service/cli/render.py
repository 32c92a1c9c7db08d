"""Print lists: as tables for people, as JSON for programs. Words from documents are text, never markup."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.operations.report import ItemView, PostmortemPage, PostmortemView
from service.reconcile.standing import Completion

LEAST_WIDTH, FILE_WIDTH = 100, 180  # of a table on a terminal, and in a file or pipe
WIDEST = {"State": 38, "Issue": 26, "Owner": 18, "Due": 24, "Remedy": 40, "Refs": 26}  # these fold; Ids never do
STYLES = {"done": "green", "dropped": "dim", "in_progress": "cyan", "review": "magenta", "unknown": "yellow"}


def say(text: str = "", *, style: str = "") -> None:
    """Print a line on standard output."""
    _console(soft_wrap=True).print(Text(_plain(text), style=style))


def write(text: str) -> None:
    """Write text for programs on standard output, as it is."""
    sys.stdout.write(text + "\n")


def as_json(shape: BaseModel) -> None:
    """Print a shape as JSON on standard output."""
    write(shape.model_dump_json(indent=2))


def table(headings: Sequence[str], rows: Iterable[Sequence[Text | str]]) -> None:
    """Print a table. Its cells fold rather than lose words, and it is never too narrow to be read."""
    grid = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold", max_width=WIDEST.get(heading), no_wrap=heading in ("Id", "Line"))
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(_plain(cell)) for cell in row))
    terminal = _console()
    width = max(terminal.width, LEAST_WIDTH) if terminal.is_terminal else FILE_WIDTH
    _console(width=width).print(grid)


def postmortem(page: PostmortemPage) -> None:
    """Print a postmortem with its items."""
    document = page.document
    day = document.date.isoformat() if document.date else "no date"
    say(f"{document.title or document.path}", style="bold")
    say(f"  {document.path} · {day} · {completion(page.completion)} · {document.id[:8]}", style="dim")
    held = document.held or document.source_held
    if held:
        say(f"  held: {held}", style="yellow")
    for problem in page.problems:
        say(f"  line {problem.line}: {problem.words}", style="yellow")
    if document.no_items:
        say(f"  rightly without action items: {document.no_items}", style="dim")
    if page.items:
        items(page.items)
    for rule in sorted({view.line.due_rule for view in page.items if _is_computed(view)}):
        say(f"  * due by {rule}", style="dim")
    for note in _notes(page.items):
        say(f"  {note}", style="yellow")
    say()


def _notes(views: Iterable[ItemView]) -> Iterable[str]:
    """Say what a person should know about items beside their rows."""
    shown = list(views)
    past = sum(view.line.past_at_first_sight for view in shown)
    if past:
        yield f"{past} past due already when first seen"
    for view in shown:
        name = view.line.id[:8]
        if view.unassigned_days:
            yield f"{name}: without an owner or an issue for {view.unassigned_days} days too long"
        yield from (f"{name}: {doubt}" for doubt in view.line.doubts)
        if view.line.held and not view.links:
            yield f"{name}: held: {view.line.held}"


def items(views: Iterable[ItemView], *, with_document: bool = False) -> None:
    """Print items as a table."""
    headings = ["Id", "State", "Issue", "Due", "Owner", "Item", *(["Postmortem"] if with_document else [])]
    rows: list[list[Text | str]] = []
    for view in views:
        line = view.line
        issues = ", ".join(link.key for link in view.links) or "-"
        row: list[Text | str] = [line.id[:8], _state(view), issues, _due(view), view.owners or "-", line.title]
        rows.append([*row, line.postmortem_title or line.postmortem_path] if with_document else row)
    table(headings, rows)


def postmortems(views: Iterable[PostmortemView]) -> None:
    """Print postmortems as a table."""
    rows = [
        [
            view.document.id[:8],
            view.document.date.isoformat() if view.document.date else "-",
            completion(view.completion),
            view.document.title or view.document.path,
        ]
        for view in views
    ]
    table(["Id", "Date", "Done", "Postmortem"], rows)


def completion(counted: Completion) -> str:
    """Say in a few words how much is done."""
    words = [f"{counted.done}/{counted.total} done" if counted.total else "no action items"]
    rest = {"overdue": counted.overdue, "unknown": counted.unknown, "in review": counted.review}
    words += [f"{number} {name}" for name, number in rest.items() if number]
    return " · ".join(words)


def _state(view: ItemView) -> Text:
    style = "bold red" if view.overdue_days else STYLES.get("unknown" if view.line.absence else view.said, "")
    return Text(_plain(view.said), style=style)


def _due(view: ItemView) -> Text:
    due = view.line.due_on
    if due is None:
        return Text(_plain(view.line.due_words or "-"))
    computed = "*" if _is_computed(view) else ""
    days = f" ({view.overdue_days} d over)" if view.overdue_days else ""
    return Text(f"{due.isoformat()}{computed}{days}", style="bold red" if days else "")


def _is_computed(view: ItemView) -> bool:
    return view.line.due_on is not None and view.line.due_on != view.line.due


def _console(*, soft_wrap: bool = False, width: int | None = None) -> Console:
    """Give standard output; with NO_COLOR (https://no-color.org/) without any styles, for rich keeps bold and dim."""
    plain = bool(os.environ.get("NO_COLOR"))
    return Console(soft_wrap=soft_wrap, width=width, highlight=False, color_system=None if plain else "auto")


def _plain(text: str) -> str:
    """Make control characters visible: a title must not move the cursor of whoever reads it."""
    return "".join(character if character.isprintable() or character == "\n" else "�" for character in text)
