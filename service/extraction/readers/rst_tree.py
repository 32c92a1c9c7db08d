"""docutils' tree of a piece of reStructuredText -> blocks whose texts are still source."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from docutils import nodes

from service.extraction.blocks import (
    TERM,
    Block,
    Cell,
    Entry,
    Field,
    Heading,
    Literal,
    Paragraph,
    Rule,
    Span,
    Text,
)
from service.extraction.readers.cells import cell_parts
from service.extraction.readers.rst_directives import CODE, WORDLESS, Directive, csv_table, parsed
from service.extraction.readers.rst_found import TITLE_LINE, Found
from service.extraction.readers.rst_source import as_paragraphs, flattened, is_too_wide, shown
from service.extraction.readers.rst_table import as_blocks, table_rows

_MAX_DIRECTIVES: Final = 8  # unknown directives inside each other; each is parsed again
_ABOUT_TITLES: Final = re.compile(r"[Tt]itle|[Ss]ection")
_ERROR: Final = 3  # docutils' level of messages about what it could not read
_LISTS: Final = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list)


def read_piece(found: Found, lines: list[str], offset: int, depth: int = 0, nested: int = 0) -> None:
    """Adds the blocks of `lines`, which stand after `offset` lines of the document and inside `depth` lists."""
    if is_too_wide(lines):
        found.say("too-wide", offset + 1, "a table has too many columns to be read")
        found.blocks.extend(as_paragraphs(lines, offset, depth))
        return
    flat, deep = flattened(lines)
    if deep:
        found.say("too-deep", offset + 1, "lists are nested too deeply to be told apart")
    blocks, before = found.blocks, len(found.blocks)
    try:
        _Tree(found, offset, nested).children(found.parsed(flat), depth)
    except RecursionError:  # nesting that cannot be seen line by line: tables in cells of tables
        found.say("too-deep", offset + 1, "blocks are nested too deeply to be read")
        found.blocks = blocks  # a cell's own may have stood there
        del blocks[before:]
        blocks.extend(as_paragraphs(lines, offset, depth))


class _Tree:
    """Walks one piece's tree. `lists` is the number of lists around what is being walked."""

    def __init__(self, found: Found, offset: int, nested: int) -> None:
        self._found = found
        self._offset = offset
        self._nested = nested
        self._quoted = False
        self._handlers: dict[str, Callable[[nodes.Element, int], None]] = {
            "section": self.children,
            "title": self._title,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "enumerated_list": self._list,
            "definition_list": self._definitions,
            "field_list": self._fields,
            "option_list": self._options,
            "literal_block": self._literal,
            "doctest_block": self._literal,
            "math_block": self._literal,
            "line_block": self._line_block,
            "block_quote": self._quote,
            "table": self._table,
            "transition": self._rule,
            "target": lambda node, _lists: found.add_target(node),
            "substitution_definition": lambda node, _lists: found.add_substitution(node, self._line(node)),
            "footnote": lambda node, _lists: found.add_note(node, self._line),
            "citation": lambda node, _lists: found.add_note(node, self._line),
            "system_message": self._message,
            "rubric": self._label,
            "caption": self._paragraph,
            "attribution": self._paragraph,
        }
        for wordless in ("comment", "image", "pending", "decoration", "raw", "meta"):
            self._handlers[wordless] = lambda _node, _lists: None

    def children(self, node: nodes.Element, lists: int) -> None:
        """Adds the blocks of what stands in `node`."""
        after_list = False
        for child in node.children:
            if not isinstance(child, nodes.Element):
                continue
            inside = lists
            if after_list and isinstance(child, nodes.block_quote) and _holds_lists(child):
                inside += 1  # a list indented by too little or too much for its format, below an entry
            self._handlers.get(child.tagname, self.children)(child, inside)
            after_list = isinstance(child, _LISTS) or (after_list and inside > lists)

    def _add(self, block: Block) -> None:
        self._found.blocks.append(block)

    def _line(self, node: nodes.Node) -> int:
        """The document's line of a node, else of the first thing in it that has one."""
        line = node.line
        if line is None and isinstance(node, nodes.Element):
            line = next((child.line for child in node.findall() if child.line is not None), None)
        if line is None and node.parent is not None:
            return self._line_above(node)
        return min(self._offset + (line or 1), len(self._found.lines))

    def _line_above(self, node: nodes.Node) -> int:
        above: nodes.Node | None = node
        while above is not None and above.line is None:
            above = above.parent
        return min(self._offset + ((above.line if above else None) or 1), len(self._found.lines))

    def _source(self, node: nodes.Element, line: int | None = None) -> Text:
        return (Span(node.astext(), line or self._line(node)),)

    def _title(self, node: nodes.Element, lists: int) -> None:
        if not isinstance(node.parent, nodes.section):  # of an admonition, topic, side bar or table
            if not isinstance(node.parent, nodes.document):
                self._label(node, lists)
            return
        self._heading(node.astext(), self._line(node))

    def _heading(self, words: str, near: int) -> None:
        """A title; docutils gives the line of what is drawn below it (or, nested, another one near)."""
        lines = self._found.lines
        line = next(
            (n for n in (near - 1, near, near - 2, near + 1) if 0 < n <= len(lines) and _same(lines[n - 1], words)),
            near,
        )
        self._add(Heading(line, self._found.level(line), (Span(words, line),)))

    def _label(self, node: nodes.Element, lists: int) -> None:
        """A title that is no section's: a paragraph all in bold, as people write it in other formats."""
        line = self._line(node)
        self._add(Paragraph(line, (Span(node.astext(), line, bold=True),), lists, self._quoted))

    def _paragraph(self, node: nodes.Element, lists: int) -> None:
        self._add(Paragraph(self._line(node), self._source(node), lists, self._quoted))

    def _list(self, node: nodes.Element, lists: int) -> None:
        number = int(node.get("start", 1))
        for item in node.children:
            if not isinstance(item, nodes.list_item):
                continue
            marker = "-"
            if isinstance(node, nodes.enumerated_list):
                marker = self._number(node, self._line(item), number)
                number += 1
            self._entry(item, marker, lists)

    def _number(self, node: nodes.Element, line: int, number: int) -> str:
        written = self._found.lines[line - 1].split(maxsplit=1)
        if written and written[0][-1] in ".)" and "#" not in written[0]:
            return written[0]
        return f"{number}{node.get('suffix', '.') or '.'}"

    def _entry(self, item: nodes.Element, marker: str, lists: int) -> None:
        first = item.children[0] if item.children else None
        if isinstance(first, nodes.paragraph):
            line = self._line(first)
            self._add(Entry(line, lists + 1, self._source(first), marker, None, self._quoted))
            item.remove(first)
        else:
            self._add(Entry(self._line_above(item), lists + 1, (), marker, None, self._quoted))
        self.children(item, lists + 1)

    def _definitions(self, node: nodes.Element, lists: int) -> None:
        for item in node.children:
            if not isinstance(item, nodes.definition_list_item):
                continue
            words = " : ".join(c.astext() for c in item.children if isinstance(c, (nodes.term, nodes.classifier)))
            line = self._line(item.children[0])
            self._add(Entry(line, lists + 1, (Span(words, line),), TERM, None, self._quoted))
            for definition in item.children:
                if isinstance(definition, nodes.definition):
                    self.children(definition, lists + 1)

    def _fields(self, node: nodes.Element, lists: int) -> None:
        bibliographic = isinstance(node.parent, (nodes.document, nodes.section)) and all(
            isinstance(block, Heading) for block in self._found.blocks
        )
        for item in node.children:
            if not (isinstance(item, nodes.field) and len(item.children) == 2):
                continue
            name, body = item.children
            line = self._line_above(item)
            if not (isinstance(name, nodes.Element) and isinstance(body, nodes.Element)):
                continue
            if bibliographic and not self._found.fields_closed:
                values = tuple(part.astext() for part in body.findall(nodes.paragraph))
                self._found.fields.append(Field(line, name.astext().strip().lower(), values))
            else:
                self._add(Entry(line, lists + 1, (Span(name.astext(), line),), TERM, None, self._quoted))
                self.children(body, lists + 1)
        self._found.fields_closed = True

    def _options(self, node: nodes.Element, lists: int) -> None:
        for item in node.children:
            if isinstance(item, nodes.option_list_item) and len(item.children) == 2:
                group, description = item.children
                line = self._line(item)
                self._add(Entry(line, lists + 1, (Span(group.astext(), line, code=True),), TERM, None, self._quoted))
                if isinstance(description, nodes.Element):
                    self.children(description, lists + 1)

    def _literal(self, node: nodes.Element, lists: int) -> None:
        self._add(Literal(self._line(node), shown(node.astext()), lists))

    def _line_block(self, node: nodes.Element, lists: int) -> None:
        lines = [line.astext() for line in node.findall(nodes.line)]
        line = self._line(node)
        self._add(Paragraph(line, (Span("\n".join(lines), line),), lists, self._quoted))

    def _quote(self, node: nodes.Element, lists: int) -> None:
        before = self._quoted
        self._quoted = before or not _holds_lists(node)
        self.children(node, lists)
        self._quoted = before

    def _rule(self, node: nodes.Element, _lists: int) -> None:
        self._add(Rule(self._line(node)))

    def _table(self, node: nodes.Element, lists: int) -> None:
        if not isinstance(node, nodes.table):
            return
        for title in node.children:
            if isinstance(title, nodes.title):
                self._label(title, lists)
        inner: list[Block] = []
        rows = list(table_rows(node, lambda entry: self._cell(entry, inner)))
        self._found.blocks.extend(as_blocks(rows, lists))
        self._found.blocks.extend(inner)

    def _cell(self, entry: nodes.entry, inner: list[Block]) -> Cell:
        """A cell's text; tables in it go to `inner`."""
        outside, self._found.blocks = self._found.blocks, []
        self.children(entry, 0)
        parts, tables = cell_parts(self._found.blocks)
        self._found.blocks = outside
        inner.extend(tables)
        line = parts[0][0].line if parts else self._line_above(entry)
        return Cell(line, tuple(span for part in parts for span in part))

    def _message(self, node: nodes.Element, lists: int) -> None:
        """What docutils could not make sense of: it shows the source."""
        shown_source = next(node.findall(nodes.literal_block), None)
        if shown_source is None or int(node.get("level", 0)) < _ERROR:
            return
        source = shown_source.astext()
        line = self._found.where(source, self._offset + int(node.get("line", 1)))
        if self._found.lines[min(line, len(self._found.lines)) - 1].lstrip().startswith(".. |"):
            return  # a substitution that cannot be made: its definition is no text
        directive = parsed(source, line)
        if directive is not None:
            self._directive(directive, line, lists)
            return
        words = [text for text in source.split("\n") if text.strip() and not TITLE_LINE.fullmatch(text)]
        if len(words) == 1 and _ABOUT_TITLES.search(node.astext().split(source)[0]):
            self._heading(words[0].strip(), line)
        elif words:
            self._found.blocks.extend(as_paragraphs(source.split("\n"), line - 1, lists))

    def _directive(self, directive: Directive, line: int, lists: int) -> None:
        if directive.name in WORDLESS:
            return
        body = "\n".join(directive.body)
        if directive.name in CODE:
            if body.strip():
                self._add(Literal(directive.body_line, shown(body), lists))
        elif directive.name == "title":
            self._found.fields.append(Field(line, "title", (directive.argument,)))
        else:
            if directive.argument.strip():
                titled = bool(body.strip()) and "\n" not in directive.argument
                self._add(Paragraph(line, (Span(directive.argument, line, bold=titled),), lists, self._quoted))
            table = csv_table(directive) if directive.name == "csv-table" else None
            if table is not None:
                self._found.blocks.extend(as_blocks(table, lists))
            elif self._nested < _MAX_DIRECTIVES:
                read_piece(self._found, directive.body, directive.body_line - 1, lists, self._nested + 1)
            else:
                self._found.blocks.extend(as_paragraphs(directive.body, directive.body_line - 1, lists))


def _holds_lists(node: nodes.Element) -> bool:
    return bool(node.children) and isinstance(node.children[0], _LISTS)


def _same(line: str, words: str) -> bool:
    return line.strip() == shown(words).strip() != ""
