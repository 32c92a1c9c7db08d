"""Blocks as short text, one line each, so that tests can set a document and what is read from it side by side."""

from __future__ import annotations

from collections.abc import Sequence

from service.extraction.blocks import Block, Entry, Heading, Literal, Paragraph, Rule, Span, Table


def words(text: Sequence[Span]) -> str:
    """A text with its styles: `*bold*`, `~struck~`, `` `code` ``, `/italic/`, `words<address>`, breaks as " ¶ "."""
    return "".join(map(_span, text))


def outline(blocks: Sequence[Block]) -> list[str]:
    """Each block as "line: kind words"; a table's rows follow it."""
    lines: list[str] = []
    for block in blocks:
        lines.append(f"{block.line}: {_block(block)}")
        if isinstance(block, Table):
            for row in block.rows:
                mark = "#" if row.header else "|"
                lines.append(f"  {row.line}{mark} " + " | ".join(words(cell.text) for cell in row.cells))
    return lines


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"h{block.level} {words(block.text)}"
        case Paragraph():
            return f"p{block.depth or ''}{'>' if block.quoted else ''} {words(block.text)}"
        case Entry():
            box = "" if block.checkbox is None else f" [{block.checkbox}]"
            return f"{'  ' * (block.depth - 1)}{block.marker}{box} {words(block.text)}".rstrip()
        case Table():
            return f"table{block.depth or ''}"
        case Literal():
            return f"literal {block.text!r}"
        case Rule():
            return "rule"


def _span(span: Span) -> str:
    if span.text == "\n":
        return " ¶ "
    words = span.text
    for mark, on in (("`", span.code), ("/", span.italic), ("~", span.struck), ("*", span.bold)):
        words = f"{mark}{words}{mark}" if on else words
    return f"{words}<{span.url}>" if span.url else words
