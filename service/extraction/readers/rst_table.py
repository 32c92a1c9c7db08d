"""docutils' table nodes -> rows of cells on a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes

from service.extraction.blocks import Block, Cell, Paragraph, Row, Table
from service.extraction.readers.rst_source import MAX_COLUMNS


def table_rows(node: nodes.table, cell: Callable[[nodes.entry], Cell]) -> Iterator[Row]:
    """The rows of a table; a cell that spans columns or rows stands in each of them."""
    open_cells: dict[int, tuple[int, Cell]] = {}  # column -> rows still to fill, with what
    for row in node.findall(nodes.row):
        cells: list[Cell] = []
        own: list[int] = []
        for entry in row.children:
            if not isinstance(entry, nodes.entry):
                continue
            _fill(cells, open_cells)
            found = cell(entry)
            if found.text:
                own.append(found.line)
            more_rows = int(entry.get("morerows", 0))
            for _ in range(int(entry.get("morecols", 0)) + 1):
                if more_rows:
                    open_cells[len(cells)] = (more_rows, found)
                cells.append(found)
        _fill(cells, open_cells)
        if cells:
            yield Row(min(own, default=cells[0].line), tuple(cells[:MAX_COLUMNS]), isinstance(row.parent, nodes.thead))


def _fill(cells: list[Cell], open_cells: dict[int, tuple[int, Cell]]) -> None:
    while (held := open_cells.pop(len(cells), None)) is not None:
        if held[0] > 1:
            open_cells[len(cells)] = (held[0] - 1, held[1])
        cells.append(held[1])


def as_blocks(rows: list[Row], depth: int) -> list[Block]:
    """The rows as a table; of one column, as paragraphs."""
    if not rows:
        return []
    if max(len(row.cells) for row in rows) < 2:
        return [Paragraph(cell.line, cell.text, depth) for row in rows for cell in row.cells if cell.text]
    return [Table(rows[0].line, tuple(rows), depth)]
