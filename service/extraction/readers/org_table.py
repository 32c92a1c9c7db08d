"""Org's tables: https://orgmode.org/worg/org-syntax.html#Tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Block, Cell, Paragraph, Row, Table
from service.extraction.readers.footnotes import Footnotes
from service.extraction.readers.org_inline import inline
from service.model import Problem

MAX_COLUMNS: Final = 500
_LINE: Final = re.compile(r"[ \t]*\|")
_RULER: Final = re.compile(r"[ \t]*\|-")
_COOKIE: Final = re.compile(r"<[lrc]?\d*>|")  # alignment and width of a column


@dataclass(frozen=True, slots=True)
class TableReading:
    """The blocks of one table, and the line that follows it."""

    blocks: tuple[Block, ...]
    end: int
    problems: tuple[Problem, ...] = ()


def read_table(lines: list[str], start: int, depth: int, notes: Footnotes) -> TableReading:
    """Reads the table whose first line is `lines[start]`. A table of one column comes out as paragraphs."""
    end = start
    rows: list[Row] = []
    header_until: int | None = None  # rows before the first ruler
    wide = False
    while end < len(lines) and _LINE.match(lines[end]):
        if _RULER.match(lines[end]):
            header_until = len(rows) if rows and header_until is None else header_until
        else:
            sources = _cells(lines[end])
            wide = wide or len(sources) > MAX_COLUMNS
            if not _is_cookies(sources):
                cells = tuple(Cell(end + 1, inline(source, end + 1, notes)) for source in sources[:MAX_COLUMNS])
                rows.append(Row(end + 1, cells))
        end += 1
    problems = (Problem(start + 1, "too-wide", f"a table has more than {MAX_COLUMNS} columns; the rest is left out"),)
    return TableReading(_blocks(rows, header_until or 0, depth), end, problems if wide else ())


def _blocks(rows: list[Row], header: int, depth: int) -> tuple[Block, ...]:
    if not rows:
        return ()
    if max(len(row.cells) for row in rows) < 2:
        return tuple(Paragraph(cell.line, cell.text, depth) for row in rows for cell in row.cells if cell.text)
    header = header if header < len(rows) else 0
    marked = tuple(Row(row.line, row.cells, index < header) for index, row in enumerate(rows))
    return (Table(rows[0].line, marked, depth),)


def _cells(line: str) -> list[str]:
    inside = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\vert{}", "|").replace("\\vert", "|").strip() for cell in inside.split("|")]


def _is_cookies(sources: list[str]) -> bool:
    return any(sources) and all(_COOKIE.fullmatch(source) for source in sources)
