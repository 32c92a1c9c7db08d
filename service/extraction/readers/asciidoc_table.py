"""AsciiDoc's tables: https://docs.asciidoctor.org/asciidoc/latest/tables/build-a-basic-table/."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Block, Cell, Entry, Paragraph, Row, Table, Text
from service.extraction.readers.asciidoc_inline import Attributes, inline
from service.extraction.readers.asciidoc_lines import DELIMITER, ENTRY
from service.extraction.readers.cells import cell_parts
from service.extraction.readers.spans import joined
from service.model import Problem

MAX_COLUMNS: Final = 500
_MAX_REPEATS: Final = 10_000  # of a table's cells, by "3*|", ".3+|" or "3+|": a short text could ask for millions
_SPEC: Final = r"(?:(?P<times>\d{1,4})\*|(?P<columns>\d{1,4})?(?:\.(?P<rows>\d{1,4}))?\+)?[<^>]?(?:\.[<^>])?[adehlmsv]?"
_CELLS: Final = {
    sign: re.compile(rf"(?:(?<=[ \t])|^){_SPEC}(?<!\\){re.escape(sign)}|(?<!\\){re.escape(sign)}") for sign in "|!:"
}
_COLUMNS: Final = re.compile(r"""cols=(?:"([^"]*)"|'([^']*)'|([^,\]]+))""")
_SEPARATOR: Final = re.compile(r"""separator=["']?([^\s\]"',]|\\t)""")
_FORMAT: Final = re.compile(r"""format=["']?(\w+)""")
_HEADER: Final = re.compile(r"""(?:^\[|[,%"'\s.])header(?:$|[,%"'\s\].])""")
_NO_HEADER: Final = re.compile(r"noheader")


@dataclass(frozen=True, slots=True)
class TableReading:
    """The blocks of one table, and the line that follows it."""

    blocks: tuple[Block, ...]
    end: int
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Source:
    """A cell as it is written."""

    line: int
    lines: list[str]
    times: int = 1
    columns: int = 1
    rows: int = 1


def read_table(lines: list[str], start: int, options: str, depth: int, attributes: Attributes) -> TableReading:
    """Reads the table that begins with its delimiter on the line `start`; `options` is what stood in brackets above."""
    delimiter = lines[start]
    end = start + 1
    while end < len(lines) and lines[end] != delimiter:
        end += 1
    body = lines[start + 1 : end]
    sources = list(_sources(body, start + 2, delimiter[0], options))
    columns = _column_count(options) or _first_row(sources)
    wide = columns > MAX_COLUMNS
    rows, inner = _rows(sources, columns, attributes)
    header = _has_header(options, body, sources, start + 2, columns)
    rows = [Row(row.line, row.cells[:MAX_COLUMNS], header and index == 0) for index, row in enumerate(rows)]
    words = f"a table has more than {MAX_COLUMNS} columns; the rest is left out"
    problems = (Problem(start + 1, "too-wide", words),) if wide else ()
    return TableReading((*_blocks(rows, depth), *inner), end + 1, problems)


def _blocks(rows: list[Row], depth: int) -> list[Block]:
    if not rows:
        return []
    if max(len(row.cells) for row in rows) < 2:
        return [Paragraph(cell.line, cell.text, depth) for row in rows for cell in row.cells if cell.text]
    return [Table(rows[0].line, tuple(rows), depth)]


def _column_count(options: str) -> int:
    """How many columns `cols` asks for, 0 if it does not say."""
    match = _COLUMNS.search(options)
    if match is None:
        return 0
    count = 0
    for part in re.split(r"[,;]", match[1] or match[2] or match[3] or ""):
        times = re.match(r"\s*(\d{1,4})\*", part)
        count += int(times[1]) if times else 1
    return count


def _first_row(sources: list[_Source]) -> int:
    """How many cells stand on the first line that has any."""
    if not sources:
        return 1
    return max(1, sum(source.times * source.columns for source in sources if source.line == sources[0].line))


def _has_header(options: str, body: list[str], sources: list[_Source], first_line: int, columns: int) -> bool:
    """Said in the options, or by an empty line after a first row that stands on the table's first line alone."""
    if _NO_HEADER.search(options):
        return False
    if _HEADER.search(options):
        return True
    if len(body) < 3 or not body[0] or body[1]:
        return False
    on_first = sum(source.times * source.columns for source in sources if source.line == first_line)
    return on_first == columns and any(body[2:])


def _sources(body: list[str], line: int, sign: str, options: str) -> Iterator[_Source]:
    form = _FORMAT.search(options)
    separator = _SEPARATOR.search(options)
    if sign == "," or (form and form[1] in ("csv", "tsv", "dsv")):
        delimiter = "\t" if form and form[1] == "tsv" else ":" if form and form[1] == "dsv" else ","
        yield from _from_csv(body, line, separator[1].replace("\\t", "\t") if separator else delimiter)
    elif sign == ":":
        yield from _from_csv(body, line, separator[1].replace("\\t", "\t") if separator else ":")
    else:
        pattern = _CELLS[sign]
        if separator and separator[1] != sign:
            mark = re.escape(separator[1])
            pattern = re.compile(rf"(?:(?<=[ \t])|^){_SPEC}(?<!\\){mark}|(?<!\\){mark}")
        yield from _from_lines(body, line, pattern)


def _from_csv(body: list[str], line: int, delimiter: str) -> Iterator[_Source]:
    reader = csv.reader((text + "\n" for text in body), delimiter=delimiter, skipinitialspace=True)
    before = 0
    try:
        for cells in reader:
            for words in cells:
                yield _Source(line + before, words.split("\n"))
            before = reader.line_num
    except csv.Error:  # a quote that is never closed: what was read stands
        return


def _from_lines(body: list[str], line: int, pattern: re.Pattern[str]) -> Iterator[_Source]:
    current: _Source | None = None
    nested = False  # inside a listing or a table of the cell's own, whose lines may hold the sign
    for number, text in enumerate(body, line):
        if text.startswith("!===") or text in ("----", "...."):
            nested = current is not None and not nested
        position = 0
        for match in () if nested else pattern.finditer(text):
            if current is not None:
                current.lines.append(text[position : match.start()])
                yield current
            current = _Source(number, [])
            if match.re.groups and match.end() - match.start() > 1:
                current.times = max(int(match["times"] or 1), 1)
                current.columns = max(int(match["columns"] or 1), 1)
                current.rows = max(int(match["rows"] or 1), 1)
            position = match.end()
        if current is not None:
            current.lines.append(text[position:])
    if current is not None:
        yield current


def _rows(sources: list[_Source], columns: int, attributes: Attributes) -> tuple[list[Row], list[Block]]:
    """The cells in rows of `columns`; one that spans columns or rows stands in each of them. Also the tables that
    stood in cells."""
    rows: list[Row] = []
    inner: list[Block] = []
    cells: list[Cell] = []
    held: dict[int, tuple[int, Cell]] = {}  # column -> rows still to fill, with what
    line = 0
    repeats = _MAX_REPEATS
    for source in sources:
        text, tables = _cell(source, attributes)
        inner.extend(tables)
        cell = Cell(text[0].line if text else source.line, text)
        if source.times * source.columns * source.rows > repeats:
            source.times = source.columns = source.rows = 1
        repeats -= source.times * source.columns * source.rows - 1
        for _ in range(source.times):
            line = line or source.line
            for _ in range(source.columns):
                if source.rows > 1:
                    held[len(cells)] = (source.rows - 1, cell)
                cells.append(cell)
            _fill(cells, held)
            while len(cells) >= columns:
                rows.append(Row(line, tuple(cells[:columns])))
                cells, line = [], 0
                _fill(cells, held)
    if cells and any(cell.line >= line for cell in cells):
        rows.append(Row(line or cells[0].line, tuple(cells)))
    return rows, inner


def _fill(cells: list[Cell], held: dict[int, tuple[int, Cell]]) -> None:
    """Adds the cells that reach down from rows above."""
    while (above := held.pop(len(cells), None)) is not None:
        if above[0] > 1:
            held[len(cells)] = (above[0] - 1, above[1])
        cells.append(above[1])


def _cell(source: _Source, attributes: Attributes) -> tuple[Text, list[Table]]:
    """A cell's text, and the tables in it."""
    parts: list[Block] = []
    tables: list[Table] = []
    lines = [line.strip() for line in source.lines]
    index = 0
    while index < len(lines):
        line = lines[index]
        number = source.line + index
        if line == "!===":
            table = read_table(lines, index, "", 0, attributes)
            shift = source.line - 1
            tables.extend(_moved(block, shift) for block in table.blocks if isinstance(block, Table))
            index = table.end
            continue
        end = index + 1
        while end < len(lines) and _goes_on(lines[end]):
            end += 1
        match = ENTRY.fullmatch(line)
        first = match["words"] if match else line if not _is_mark(line) else ""
        words = "\n".join([first, *lines[index + 1 : end]]).replace("\\|", "|")
        text = inline(words, number, attributes)
        if match:
            kind = match["kind"]
            marker = "-" if kind[0] in "*-\u2022" else "1." if kind[0] == "." else kind
            parts.append(Entry(number, 1, text, marker))
        elif text:
            parts.append(Paragraph(text[0].line, text))
        index = end
    texts, _ = cell_parts(parts)
    return joined(texts), tables


def _goes_on(line: str) -> bool:
    return bool(line) and not _is_mark(line) and line != "!===" and ENTRY.fullmatch(line) is None


def _is_mark(line: str) -> bool:
    """A line that holds the blocks of a cell together and has no words."""
    return line == "+" or DELIMITER.fullmatch(line) is not None


def _moved(table: Table, shift: int) -> Table:
    return Table(
        table.line + shift,
        tuple(
            Row(
                row.line + shift,
                tuple(
                    Cell(cell.line + shift, tuple(span._replace(line=span.line + shift) for span in cell.text))
                    for cell in row.cells
                ),
                row.header,
            )
            for row in table.rows
        ),
        table.depth,
    )
