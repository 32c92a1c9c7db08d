"""What stands in one cell of a table, when it may be paragraphs, lists and tables of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from service.extraction.blocks import TERM, Block, Entry, Heading, Literal, Paragraph, Span, Table, Text

_BULLET: Final = "\u2022 "


def cell_parts(blocks: Iterable[Block]) -> tuple[list[Text], list[Table]]:
    """The texts that the blocks of a cell become, to be joined by line breaks, and the tables to put after the outer
    one. An entry begins with its bullet or number."""
    parts: list[Text] = []
    tables: list[Table] = []
    for block in blocks:
        match block:
            case Entry():
                parts.append(_marked(block))
            case Paragraph() | Heading():
                parts.append(block.text)
            case Literal() if block.text.strip():
                parts.append((Span(block.text, block.line, code=True),))
            case Table():
                tables.append(block)
    return [part for part in parts if part], tables


def _marked(entry: Entry) -> Text:
    prefix = "" if entry.marker == TERM else _BULLET if entry.marker == "-" else f"{entry.marker} "
    if entry.checkbox is not None:
        prefix += f"[{entry.checkbox}] "
    if not entry.text or not prefix:
        return entry.text
    first, *rest = entry.text
    if first._replace(text="", line=0) == Span("", 0):
        return (first._replace(text=prefix + first.text), *rest)
    return (Span(prefix, first.line), first, *rest)
