"""reStructuredText: docutils finds the blocks, `rst_inline.py` reads what stands in them.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html, with Sphinx's directives and roles, which need not
be known: their words are kept. Nothing of docutils' transforms is used, nothing is registered with it, and no file,
clock or network is reached.

A long document is handed to docutils in pieces, cut where no block is open: docutils takes time by the square of some
things (columns, duplicate names) and some hundred times a document's size in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from service.extraction.blocks import (
    Block,
    Cell,
    Entry,
    Field,
    Heading,
    Paragraph,
    Reading,
    Row,
    Table,
    Text,
    plain,
)
from service.extraction.readers.footnotes import Footnotes
from service.extraction.readers.rst_found import Found
from service.extraction.readers.rst_inline import References, inline
from service.extraction.readers.rst_source import cleaned
from service.extraction.readers.rst_tree import read_piece
from service.extraction.readers.spans import joined

_SOON: Final = 200  # lines after which a piece ends at the next title
_LATE: Final = 600  # lines after which it ends at the next line that can begin a block
_RUN: Final = re.compile(r"([!-/:-@\[-`{-~])\1*\s*")
_SIMPLE_BORDER: Final = re.compile(r"\s*=+(?: +=+)+\s*")
_BULLET: Final = re.compile(r"[-*+] +\S")

_DIRECTIVE: Final = re.compile(
    r"^[ \t]*\.\. (?:\|[^|\n]{1,80}\| )?(?:[a-z][\w-]{0,40}:)?[a-z][\w+-]{0,40}::(?:[ \t]|$)", re.MULTILINE
)
_SIGNS: Final = (
    (_DIRECTIVE, 6),
    (re.compile(r"^\.\. _[^\n:]{1,200}:(?:[ \t]|$)", re.MULTILINE), 5),
    (re.compile(r"^\.\. \[[\w#*]{1,40}\] ", re.MULTILINE), 5),
    (re.compile(r"`[^`\n<>]{1,200} <[^`<>\n]{1,500}>`_"), 5),
    (re.compile(r"(?<![\w`]):[a-z]{2,20}(?::[a-z]{2,20})?:`[^`\n]{1,200}`"), 5),
    (re.compile(r"^\+(?:-{2,}\+){2,}[ \t]*$", re.MULTILINE), 4),
    (re.compile(r"^={3,}(?: +={3,})+[ \t]*$", re.MULTILINE), 4),
    (re.compile(r"^([=#*])\1{2,}\n[^\n]{1,200}\n\1{3,}[ \t]*$", re.MULTILINE), 4),
    (re.compile(r"(?:\A|\n\n)[^\s`>#|<-][^\n]{0,200}\n[~^\"'+*]{3,}[ \t]*$", re.MULTILINE), 4),
    (re.compile(r"^[^\n]{1,200}[^\s:]::[ \t]*\n[ \t]*\n[ \t]", re.MULTILINE), 3),
    (re.compile(r"(?<!`)``[^`\n]{1,200}``(?!`)"), 1),
    (re.compile(r"^[^\s`>#|<][^\n]{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE), 1),
)


def signs(text: str) -> int:
    """How much the content speaks for reStructuredText (scale: `protocol.py`)."""
    return min(8, sum(weight for sign, weight in _SIGNS if sign.search(text)))


def read(text: str) -> Reading:
    """The blocks of a reStructuredText document."""
    found = Found(cleaned(text))
    for start, end in _pieces(found.lines):
        read_piece(found, found.lines[start:end], start)
    references = _references(found, len(text))
    fields = tuple(
        Field(field.line, field.name, tuple(plain(inline(value, field.line, references)) for value in field.values))
        for field in found.fields
    )
    blocks = tuple(_finished(block, references) for block in found.blocks)
    return Reading(blocks, fields, tuple(found.problems.values()))


def _pieces(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where the document may be cut."""
    start = 0
    borders = 0  # of a simple table: with its third (or its second before an empty line) it ends
    for index in range(1, len(lines)):
        before, line = lines[index - 1], lines[index]
        if _SIMPLE_BORDER.fullmatch(before):
            borders += 1
        if not before and borders >= 2:
            borders = 0
        if index - start < _SOON or not line or line[0] == " ":
            continue
        below = lines[index + 1] if index + 1 < len(lines) else ""
        title = bool(line.strip()) and _RUN.fullmatch(below) is not None and len(below) >= min(len(line), 4)
        free = not before and not borders and not line.startswith("..")
        if (free and (title or index - start >= _LATE)) or (index - start >= _LATE and _BULLET.match(line)):
            yield start, index
            start, borders = index, 0
    yield start, len(lines)


def _references(found: Found, length: int) -> References:
    """What names stand for. Notes and substitutions are read first, without each other."""
    urls = dict(found.urls)
    for name, other in found.aliases.items():
        urls.setdefault(name, found.urls.get(other, ""))
    alone = References(urls)
    substitutions = {name: _text(source, alone) for name, source in found.substitutions.items()}
    alone.substitutions = Footnotes(substitutions, length)
    notes = {name: _text(source, alone) for name, source in found.notes.items()}
    return References(urls, found.anonymous, Footnotes(substitutions, length), Footnotes(notes, length))


def _finished(block: Block, references: References) -> Block:
    """The block with its source read: the tree gives texts whose spans are source."""
    match block:
        case Heading() | Paragraph() | Entry():
            return replace(block, text=_text(block.text, references))
        case Table():
            rows = []
            done: dict[int, Cell] = {}  # a cell that spans several columns or rows is read once
            for row in block.rows:
                cells = []
                for cell in row.cells:
                    if id(cell) not in done:
                        done[id(cell)] = Cell(cell.line, _text(cell.text, references))
                    cells.append(done[id(cell)])
                rows.append(Row(row.line, tuple(cells), row.header))
            return Table(block.line, tuple(rows), block.depth)
    return block


def _text(source: Text, references: References) -> Text:
    """One or more pieces of source, each with the style that holds for all of it."""
    texts = []
    for part in source:
        spans = inline(part.text, part.line, references)
        texts.append(tuple(span._replace(bold=True) if part.bold else span for span in spans))
    return joined(texts)
