"""What a table's tree says about it: its rows and groups, whether it only lays out a page, the words of a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from service.extraction.blocks import Block, Cell, Entry, Heading, Literal, Paragraph, Row, Span, Table, Text
from service.extraction.readers.markup.grid import Grid, Repeats, span
from service.extraction.readers.markup.spans import BREAK
from service.extraction.readers.markup.tokens import Words
from service.extraction.readers.markup.tree import Node

GROUPS: Final = ("thead", "tbody", "tfoot")
BULLET: Final = "• "

RenderCell: TypeAlias = Callable[[Node], list[Block]]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A `<tr>`, the number of the group in which it stands, and whether that is a `<thead>`."""

    node: Node
    group: int
    head: bool

    @property
    def cells(self) -> list[Node]:
        """Its cells."""
        return [node for node in self.node.elements() if node.name in {"td", "th"}]

    @property
    def is_header(self) -> bool:
        """Whether all its cells that have words are headers."""
        cells = self.cells
        return self.head or (any(c.name == "th" for c in cells) and all(c.name == "th" or not c.size for c in cells))


def rows(table: Node) -> list[SourceRow]:
    """The rows in the order in which they are shown: `<thead>` first, `<tfoot>` last."""
    found: list[tuple[int, SourceRow]] = []
    for number, child in enumerate(table.elements()):
        if child.name == "tr":
            found.append((1, SourceRow(child, 0, head=False)))
        elif child.name in GROUPS:
            place, head = GROUPS.index(child.name), child.name == "thead"
            found.extend((place, SourceRow(row, number + 1, head)) for row in child.elements() if row.name == "tr")
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def loose(table: Node) -> Iterator[Node | Words]:
    """What stands in a table outside its cells: the caption, and what browsers move before the table."""
    structure = {"table": {"tr", "colgroup", *GROUPS}, "tr": {"td", "th"}}
    for child in table.children:
        if isinstance(child, Words) or child.name not in structure.get(table.name, {"tr"}):
            yield child
        elif child.name in {"tr", *GROUPS}:
            yield from loose(child)


def lays_out(table: Node, source: Sequence[SourceRow]) -> bool:
    """Whether it is no table of data: one column, said to be presentation, or headings in cells and no header cell."""
    cells = [row.cells for row in source]
    if max((len(row) for row in cells), default=0) < 2 or table.attributes.get("role") in {"presentation", "none"}:
        return True
    marked = any(row.head for row in source) or any(cell.name == "th" for row in cells for cell in row)
    return not marked and any(cell.headed for row in cells for cell in row)


def data_table(
    source: Sequence[SourceRow], shown: Sequence[list[Node]], repeats: Repeats, depth: int, render: RenderCell
) -> list[Block]:
    """The table whose rows have the cells `shown`, and after it the tables that stand in its cells."""
    grid, group, header = Grid(repeats), 0, True
    table: list[Row] = []
    inner: list[Block] = []
    for row, elements in zip(source, shown, strict=True):
        if row.group != group:
            grid.end_group()
            group = row.group
        own: list[tuple[Cell, int, int]] = []
        for element in elements:
            text, tables = cell_text(render(element))
            inner.extend(replace(below, depth=depth) for below in tables)
            cell = Cell(text[0].line if text else element.line, text)
            own.append((cell, span(element.attributes, "colspan"), span(element.attributes, "rowspan")))
        cells = grid.row(own, row.node.line)
        if own:
            header = header and row.is_header
            line = next((cell.line for cell, _, _ in own if cell.text), own[0][0].line)
            table.append(Row(line, cells, header))
    return [Table(table[0].line, tuple(table), depth), *inner] if table else inner


def cell_text(blocks: Sequence[Block]) -> tuple[Text, list[Table]]:
    """A cell's blocks as one text, with line breaks between them, and the tables among them."""
    text: list[Span] = []
    tables: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            tables.append(block)
        elif spans := _spans(block):
            if text:
                text.append(Span(BREAK, text[-1].line))
            text.extend(spans)
    return tuple(text), tables


def _spans(block: Block) -> list[Span]:
    if isinstance(block, Heading | Paragraph):
        return list(block.text)
    if isinstance(block, Entry):
        return _entry(block)
    spans: list[Span] = []
    if isinstance(block, Literal):
        for number, line in enumerate(block.text.split("\n")):
            if words := " ".join(line.split()):
                spans += [Span(BREAK, block.line + number - 1)] if spans else []
                spans.append(Span(words, block.line + number, code=True))
    return spans


def _entry(entry: Entry) -> list[Span]:
    if not entry.text:
        return []
    mark = f"{entry.marker} " if entry.marker[:1].isdigit() else BULLET
    if entry.checkbox is not None:
        mark += f"[{entry.checkbox}] "
    first, *rest = entry.text
    if first == Span(first.text, first.line):
        return [Span(mark + first.text, first.line), *rest]
    return [Span(mark, first.line), first, *rest]
