"""A table's rows as items."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.annotations import Context, Fields
from service.extraction.blocks import Row, Table
from service.extraction.candidates import Candidate, Frame, Shape
from service.extraction.columns import Layout, layout
from service.extraction.fields import due, owners, priority, refs, state, types
from service.extraction.folding import tokens
from service.extraction.marked import Marked
from service.extraction.stripping import strip
from service.extraction.titles import titled
from service.extraction.vocabulary import PLACEHOLDERS, TYPES
from service.extraction.wording import is_placeholder
from service.extraction.words import Column
from service.model import ItemType

# what only a list of tasks says of its rows; a type or an effort other tables state too
_STRONG: Final = frozenset({Column.OWNER, Column.DUE, Column.STATUS, Column.PRIORITY, Column.REF})


def rows(table: Table, frame: Frame, context: Context) -> list[Candidate] | None:
    """The items of a table; None if it is no table of items where it stands."""
    plan = layout(table)
    if plan is None or not _belongs(plan, frame):
        return None
    states_types = _states_types(plan)
    found = (_row(row, plan, frame, context, states_types=states_types) for row in plan.rows)
    return [candidate for candidate in found if candidate]


def _belongs(plan: Layout, frame: Frame) -> bool:
    """Below a heading that opens follow-up work any table will do; elsewhere it must say itself what it is."""
    if frame.opens:
        return plan.has_action or not plan.heads or not _STRONG.isdisjoint(plan.columns)
    return plan.named and plan.telling >= (2 if frame.role else 1)


def _states_types(plan: Layout) -> bool:
    """Whether the column headed "type" holds types: at least one of its cells does, and none is a link."""
    index = plan.columns.get(Column.TYPE)
    if index is None:
        return False
    cells = [Marked.of(row.cells[index].text) for row in plan.rows if index < len(row.cells)]
    return any(TYPES.find(tokens(cell.text)) for cell in cells) and not any(cell.links() for cell in cells)


def _row(row: Row, plan: Layout, frame: Frame, context: Context, *, states_types: bool) -> Candidate | None:
    if plan.action >= len(row.cells):
        return None
    text = Marked.of(row.cells[plan.action].text)
    if text.text.startswith("• ") and "\n" not in text.text:
        text = text.slice(2)  # a list of one entry
    stripped = strip(text, context)
    if is_placeholder(text.text) or is_placeholder(stripped.words.text) or not tokens(stripped.words.text):
        return None
    name = titled(stripped.words)
    candidate = Candidate(Shape.ROW, frame, name.words(), text.line or row.line, name.detail, cell=plan.action)
    candidate.marks.add("named column" if plan.named else "guessed column")
    if plan.telling:
        candidate.marks.add("telling columns")
    fields = candidate.fields
    for column, index in plan.columns.items():
        if index < len(row.cells) and index != plan.action:
            fields.take(_cell(column, Marked.of(row.cells[index].text), context, states_types=states_types))
    fields.take(stripped.fields)
    fields.take(Fields(refs=refs.names([r for r in refs.find(text) if r.ref.startswith("http")])))
    candidate.stated_type = fields.type is not None
    notes = [plan.columns[Column.NOTES]] if Column.NOTES in plan.columns else []
    for index in [*notes, *plan.others]:
        if index < len(row.cells) and (cell := Marked.of(row.cells[index].text)):
            fields.take(Fields(refs=refs.names([r for r in refs.find(cell) if r.ref.startswith("http")])))
            head = plan.heads[index] if index < len(plan.heads) else ""
            candidate.detail = "\n".join(
                filter(None, (candidate.detail, f"{head}: {cell.plain()}" if head else cell.plain()))
            )
    return candidate


def _cell(column: Column, cell: Marked, context: Context, *, states_types: bool) -> Fields:
    """What a cell says, by its column. What stands in the wrong column is still understood: people put "DONE" below
    "Bug" and a pull request below "Status"."""
    text = cell.text
    if not text or (PLACEHOLDERS.whole(tokens(text)) and column is not Column.STATUS):
        return Fields()
    found = Fields()
    match column:
        case Column.OWNER:
            named = refs.find(cell)
            if named and not owners.handles(text) and len(tokens(text)) <= 3:
                return Fields(refs=refs.names(named))
            found.owners = owners.owners_of(text)
        case Column.PRIORITY:
            found.priority = priority.priority_of(text)
        case Column.TYPE:
            found.refs = refs.names(refs.find(cell))
            if states_types and not is_placeholder(text):
                found.type = types.stated(text) or ItemType.OTHER
        case Column.DUE:
            found = _due(cell, context)
        case Column.STATUS:
            found.state = state.state_of(text)
            found.refs = refs.names(refs.find(cell, hashes=True))
        case Column.REF:
            found.refs = refs.names(refs.find(cell, hashes=True)) or _number(text)
            found.state = _word_of_state(text) or _word_of_state(text.split()[-1])
        case _:
            pass
    return found


def _due(cell: Marked, context: Context) -> Fields:
    said = None if due.is_vague(cell.text) else _word_of_state(cell.text)
    named = refs.names(refs.find(cell, hashes=True))
    if said is not None:
        return Fields(state=said, refs=named)
    when = due.due_of(cell.text, context.near, context.day_first)
    return Fields(due=when.day, due_words=when.words, refs=named)


def _word_of_state(text: str) -> State | None:
    begins = state.begins_with_state(text)
    return begins[0] if begins else None


def _number(text: str) -> tuple[str, ...]:
    """A bare number in a column for tickets."""
    text = text.strip("#*_` ")
    return (text,) if text.replace(".", "", 1).isdigit() and len(text) > 1 else ()
