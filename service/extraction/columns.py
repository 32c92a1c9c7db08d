"""Which column of a table is for what: by its head, else by what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Row, Table, plain
from service.extraction.folding import tokens
from service.extraction.sections import role_of
from service.extraction.vocabulary import COLUMNS, FILLERS, PLAIN_COLUMNS, Role
from service.extraction.words import Column

# Columns that a list of action items has and other tables have not, or not together.
_TELLING: Final = frozenset(
    {Column.OWNER, Column.DUE, Column.STATUS, Column.PRIORITY, Column.REF, Column.TYPE, Column.EFFORT}
)
_MAX_SAMPLE: Final = 50


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's columns, the rows that hold items, and how sure it is that they do.

    `has_action`: a head is one that an action may have; `named`: it names the action in so many words; `telling`:
    how many columns only a list of action items has.
    """

    columns: Mapping[Column, int]
    action: int
    rows: Sequence[Row]
    has_action: bool
    named: bool
    telling: int
    heads: tuple[str, ...]
    others: tuple[int, ...] = ()


def layout(table: Table) -> Layout | None:
    """How a table of action items is laid out; None if it can be none (a timeline, a list of properties)."""
    head, rows = _head(table)
    heads = tuple(plain(cell.text) for cell in head.cells) if head else ()
    columns: dict[Column, int] = {}
    actions: list[int] = []
    others: list[int] = []
    for index, text in enumerate(heads):
        column = column_of(text)
        if column is Column.ACTION:
            actions.append(index)
        elif column is None or column in columns:
            others.append(index)
        else:
            columns[column] = index
    if Column.TIME in columns and (columns[Column.TIME] == 0 or not actions or Column.OWNER not in columns):
        return None
    telling = len(_TELLING & columns.keys())
    if actions:
        action = _best(actions, heads, rows)
        others += [index for index in actions if index != action]
        named = not set(tokens(heads[action])) <= PLAIN_COLUMNS
    elif heads and telling == 0:
        return None
    else:
        guess = _longest(others if heads else range(_width(rows)), rows)
        if guess is None:
            return None
        action, named = guess, False
        others = [index for index in others if index != action]
    return Layout(columns, action, rows, bool(actions), named, telling, heads, tuple(others))


def column_of(head: str) -> Column | None:
    """What a column is for, by its head."""
    words = tokens(head)[:8]
    if column := COLUMNS.whole(words):
        return column
    outside = tokens(head.split("(")[0])[:8]
    if column := COLUMNS.whole(outside):
        return column
    if role_of(head) is Role.ACTIONS:
        return Column.ACTION
    hits = COLUMNS.find(words)
    rest = [w for i, w in enumerate(words) if not any(h.start <= i < h.end for h in hits) and w not in FILLERS]
    if hits and len(rest) <= 1 and len(words) <= 4:
        return hits[-1].value if hits[-1].value is not Column.NOTES else hits[0].value
    return None


def _head(table: Table) -> tuple[Row | None, Sequence[Row]]:
    """The head row, marked or not, and the rows below it."""
    rows = table.rows
    headed = [row for row in rows[:3] if row.header]
    if headed:
        filled = [row for row in headed if any(cell.text for cell in row.cells)]
        body = [row for row in rows if not row.header]
        if filled:
            return filled[-1], body
        rows = tuple(body)  # an empty head, as in tables made for their looks: the first row may be the head
    if rows:
        names = [column_of(plain(cell.text)) for cell in rows[0].cells]
        if sum(name is not None for name in names) >= 2 and len(names) - names.count(None) >= len(names) / 2:
            return rows[0], rows[1:]
    return None, rows


def _width(rows: Sequence[Row]) -> int:
    return max((len(row.cells) for row in rows[:_MAX_SAMPLE]), default=0)


def _length(index: int, rows: Sequence[Row]) -> float:
    cells = [row.cells[index] for row in rows[:_MAX_SAMPLE] if index < len(row.cells)]
    return sum(len(plain(cell.text)) for cell in cells) / max(1, len(cells))


def _best(actions: list[int], heads: Sequence[str], rows: Sequence[Row]) -> int:
    """Of several columns for the action: one that says so in its head, else the one with the longest texts."""
    plainly = [index for index in actions if not set(tokens(heads[index])) <= PLAIN_COLUMNS]
    candidates = plainly or actions
    return candidates[0] if plainly else max(candidates, key=lambda index: _length(index, rows))


def _longest(candidates: Sequence[int], rows: Sequence[Row]) -> int | None:
    lengths = [(index, _length(index, rows)) for index in candidates]
    best = max(lengths, key=lambda pair: pair[1], default=None)
    return best[0] if best and best[1] >= 8 else None
