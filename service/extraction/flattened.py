"""A table that was flattened to words, as when a web page is saved as text: one line a row, cells parted by blanks.

The head line is nothing but names of columns; they are found in it one after another. A row is then read from its
right end: a state, a ref, an owner and a type are known by their form, and what is left is the action.
"""

from __future__ import annotations

import re
from typing import Final

from service.extraction.annotations import Context, Fields
from service.extraction.blocks import Paragraph, Span
from service.extraction.candidates import Candidate, Frame, Shape
from service.extraction.fields import due, owners, priority, refs, state, types
from service.extraction.folding import tokens
from service.extraction.marked import Marked
from service.extraction.vocabulary import COLUMNS
from service.extraction.wording import is_placeholder
from service.extraction.words import Column
from service.model import ItemType

MAX_HEAD: Final = 160  # characters of a head line
_MIN_COLUMNS: Final = 3
_WORD: Final = re.compile(r"\S+")


def rows(block: Paragraph, frame: Frame, context: Context) -> list[Candidate]:
    """The items of a flattened table; none if the paragraph is none."""
    if len(block.text) < 3 or len(block.text[0].text) > MAX_HEAD:
        return []
    lines = _lines(block)
    if len(lines) < 2:
        return []
    columns = _head("".join(span.text for span in lines[0]))
    if Column.ACTION not in columns or (not frame.opens and Column.OWNER not in columns):
        return []
    return [c for line in lines[1:] if (c := _row(Marked.of(tuple(line)), columns, frame, context))]


def _lines(block: Paragraph) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in block.text:
        if span.text == "\n":
            lines.append([])
        else:
            lines[-1].append(span)
    return [line for line in lines if line]


def _head(line: str) -> list[Column]:
    """The columns that a line names if it does nothing else and names at least three."""
    words = tokens(line)
    if not 0 < len(words) <= 16:
        return []
    hits = COLUMNS.find(words)
    columns = [hit.value for hit in hits]
    complete = sum(hit.end - hit.start for hit in hits) == len(words)
    if not complete or len(columns) < _MIN_COLUMNS or Column.TIME in columns[:1] or len(set(columns)) < len(columns):
        return []
    return columns


def _row(line: Marked, columns: list[Column], frame: Frame, context: Context) -> Candidate | None:
    """Reads the cells to the right of the action from the end of the line; the action keeps the rest."""
    after = columns[columns.index(Column.ACTION) + 1 :]
    candidate = Candidate(Shape.ROW, frame, "", line.line, marks={"named column", "telling columns"})
    rest = line
    if Column.REF in after or Column.STATUS in after:
        rest = _take_state(rest, candidate)
    for column in reversed(after):
        rest = _take(rest, column, candidate, context)
    title = rest.plain()
    if is_placeholder(title) or len(tokens(title)) < 2:
        return None
    candidate.title = title
    candidate.stated_type = candidate.fields.type is not None
    return candidate


def _take_state(rest: Marked, candidate: Candidate) -> Marked:
    """A word of state at the end, of up to three words."""
    words = list(_WORD.finditer(rest.text))
    for count in (3, 2, 1):
        if len(words) > count:
            start = words[-count].start()
            begins = state.begins_with_state(rest.text[start:])
            if begins and begins[1] == len(tokens(rest.text[start:])) and (count > 1 or rest.text[start].isupper()):
                candidate.fields.state = begins[0]
                return rest.slice(0, start)
    return rest


def _take(rest: Marked, column: Column, candidate: Candidate, context: Context) -> Marked:
    """Takes a column's cell, the last word, off a row if the word can be that column's."""
    words = list(_WORD.finditer(rest.text))
    if len(words) < 3:
        return rest
    if column is Column.STATUS:
        return _take_state(rest, candidate)
    start = words[-1].start()
    if column is Column.REF:
        found = refs.find(rest)
        if found and found[-1].end == len(rest.text):
            candidate.fields.take(Fields(refs=(found[-1].ref,)))
            return rest.slice(0, found[-1].start)
    word = rest.text[start:]
    said = Fields() if is_placeholder(word) else _word(word, column, context)
    if said is None:
        return rest
    candidate.fields.take(said)
    return rest.slice(0, start)


def _word(word: str, column: Column, context: Context) -> Fields | None:
    """What a single word says as a cell of a column; None if it is no such cell."""
    kind = types.stated(word)
    if column is Column.OWNER and kind is None:
        return Fields(owners=owners.owners_of(word))
    if column is Column.TYPE and (kind or (word.isalpha() and word.islower() and len(word) > 3)):
        return Fields(type=kind or ItemType.OTHER)
    if column is Column.PRIORITY and priority.is_priority(word):
        return Fields(priority=word)
    if column is Column.DUE and (day := due.due_of(word, context.near, context.day_first).day):
        return Fields(due=day)
    return None
