"""A tree of HTML elements -> blocks, by the rules at the top of `service/extraction/blocks.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from service.extraction.blocks import (
    TERM,
    Block,
    Entry,
    Heading,
    Literal,
    Paragraph,
    Rule,
    Span,
    Text,
)
from service.extraction.readers.markup.entries import begins_with_heading, checkbox, entry_state, integer
from service.extraction.readers.markup.footnotes import is_self_link
from service.extraction.readers.markup.grid import Repeats
from service.extraction.readers.markup.pictures import emoji
from service.extraction.readers.markup.spans import BREAK, Spans
from service.extraction.readers.markup.styles import PLAIN, styled
from service.extraction.readers.markup.tables import data_table, lays_out, loose, rows
from service.extraction.readers.markup.tokens import Words
from service.extraction.readers.markup.tree import BLOCKS, HEADINGS, Node, all_words


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the document: elements to leave out, notes by their marks, cells that may still be repeated."""

    left_out: frozenset[Node] = frozenset()
    notes: Mapping[Node, Node] = field(default_factory=dict)
    repeats: Repeats = field(default_factory=Repeats)
    note_elements: frozenset[Node] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "note_elements", frozenset(self.notes.values()))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry whose first words have not come yet."""

    line: int
    depth: int
    marker: str
    checkbox: str | None


class Renderer:
    """Walks one element's contents; `blocks` grows. A table's cell is walked by a renderer of its own."""

    def __init__(self, surroundings: Surroundings, *, in_cell: bool = False) -> None:
        self.blocks: list[Block] = []
        self._known = surroundings
        self._in_cell = in_cell
        self._spans = Spans()
        self._style = PLAIN
        self._waiting: _Waiting | None = None
        self._depth = 0  # of the entry that we are in
        self._level = 0  # of lists around
        self._number: int | None = None
        self._quoted = False
        self._one_line = False  # in a heading or a note, where blocks are only words

    def render(self, node: Node) -> list[Block]:
        """All blocks of an element's contents."""
        self._contents(node)
        self._end_block()
        self._settle()
        return self.blocks

    def _contents(self, node: Node) -> None:
        for child in node.children:
            self._part(child)

    def _part(self, part: Node | Words) -> None:
        if isinstance(part, Words):
            self._spans.add(part.text, part.line, self._style)
            return
        if part in self._known.left_out or part in self._known.note_elements or is_self_link(part):
            return
        if part in self._known.notes:
            if not self._one_line:
                self._note(self._known.notes[part])
            return
        outer, self._style = self._style, styled(self._style, part)
        if part.attributes and (box := checkbox(part)) is not None:
            self._box(box, part.line)
        if (handler := self._handlers.get(part.name)) is not None:
            handler(self, part)
        elif part.attributes.get("role") == "heading":
            self._heading(part)
        elif part.name in BLOCKS:
            self._end_block(part.line)
            self._contents(part)
            self._end_block(part.line)
        else:
            self._contents(part)
        self._style = outer

    def _end_block(self, line: int = 0) -> None:
        """Turn the words collected so far into an entry or a paragraph."""
        if self._one_line:
            self._spans.blank(line, self._style)
            return
        for text in self._spans.take():
            if self._waiting is not None:
                waiting, self._waiting = self._waiting, None
                self._add_entry(waiting, text)
            else:
                self.blocks.append(Paragraph(text[0].line, text, self._depth, self._quoted))

    def _settle(self) -> None:
        """Give out an entry that has no words of its own."""
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._add_entry(waiting, ())

    def _add_entry(self, entry: _Waiting, text: Text) -> None:
        line = text[0].line if text else entry.line
        self.blocks.append(Entry(line, entry.depth, text, entry.marker, entry.checkbox, self._quoted))

    def _heading(self, node: Node) -> None:
        if self._one_line:
            self._contents(node)
            return
        self._end_block()
        self._settle()
        self._one_line = True
        self._contents(node)
        self._one_line = False
        text: list[Span] = []
        for paragraph in self._spans.take():
            text += [Span(BREAK, text[-1].line)] if text else []
            text += paragraph
        if text:
            level = node.name[1:] if node.name in HEADINGS else node.attributes.get("aria-level", "")
            number = int(level) if re.fullmatch("[1-9]", level) else 2
            self.blocks.append(Heading(text[0].line, number, tuple(text)))

    def _list(self, node: Node) -> None:
        self._end_block(node.line)
        if not self._one_line:
            self._settle()
        outer = (self._level, self._number)
        self._level += 1
        self._number = integer(node.attributes.get("start", ""), 1) if node.name == "ol" else None
        self._contents(node)
        self._end_block(node.line)
        self._level, self._number = outer

    def _entry(self, node: Node) -> None:
        self._end_block(node.line)
        marker = TERM if node.name == "dt" else "-"
        if node.name == "li" and self._number is not None:
            number = integer(node.attributes.get("value", ""), self._number)
            marker, self._number = f"{number}.", number + 1
        if self._one_line or begins_with_heading(node):
            self._contents(node)
            self._end_block(node.line)
            return
        self._settle()
        outer, self._depth = self._depth, max(self._level, 1)
        self._waiting = _Waiting(node.line, self._depth, marker, entry_state(node))
        self._contents(node)
        self._end_block()
        self._settle()
        self._depth = outer

    def _definition(self, node: Node) -> None:
        self._end_block(node.line)
        outer, self._depth = self._depth, max(self._level, 1)
        self._contents(node)
        self._end_block(node.line)
        self._depth = outer

    def _quote(self, node: Node) -> None:
        self._end_block(node.line)
        outer, self._quoted = self._quoted, True
        self._contents(node)
        self._end_block(node.line)
        self._quoted = outer

    def _literal(self, node: Node) -> None:
        if self._one_line:
            self._contents(node)
            return
        self._end_block()
        words = all_words(node)
        while words and not words[0].text.strip():
            words.pop(0)
        text = "".join(word.text for word in words).rstrip()
        if text:
            self._settle()
            self.blocks.append(Literal(words[0].line, text, self._depth))

    def _rule(self, node: Node) -> None:
        self._end_block(node.line)
        if not self._one_line:
            self._settle()
            self.blocks.append(Rule(node.line))

    def _note(self, node: Node) -> None:
        outer, self._one_line = self._one_line, True
        self._spans.blank(node.line, self._style)
        self._contents(node)
        self._spans.blank(node.line, self._style)
        self._one_line = outer

    def _picture(self, node: Node) -> None:
        self._spans.add(emoji(node), node.line, self._style)

    def _time(self, node: Node) -> None:
        if node.size:
            self._contents(node)
        else:
            self._spans.add(node.attributes.get("datetime", ""), node.line, self._style)

    def _button(self, node: Node) -> None:
        if self._one_line:  # headings that fold are buttons; elsewhere a button's words are about the page
            self._contents(node)

    def _box(self, state: str, line: int) -> None:
        if self._waiting is not None and not self._spans:
            self._waiting = replace(self._waiting, checkbox=state)
        elif self._in_cell or self._one_line or (self._spans and not self._spans.at_break):
            self._spans.add(f"[{state}]", line, self._style)
            self._spans.blank(line, self._style)
        else:
            self._end_block()
            self._waiting = _Waiting(line, self._depth + 1, "-", state)

    def _break(self, node: Node) -> None:
        self._spans.line_break(node.line)

    def _skip(self, node: Node) -> None:
        """`<title>` is a field, see `html.py`."""

    def _table(self, node: Node) -> None:
        self._end_block(node.line)
        source = [] if self._one_line else rows(node)
        for part in loose(node) if source else node.children:
            self._part(part)
            self._end_block(node.line)
        if not source:
            return
        if lays_out(node, source):
            for row in source:
                for cell in row.cells:
                    self._contents(cell)
                    self._end_block()
            return
        self._settle()
        known = self._known
        shown = [[cell for cell in row.cells if cell not in known.left_out] for row in source]
        self.blocks += data_table(source, shown, known.repeats, self._depth, self._render_cell)

    def _render_cell(self, cell: Node) -> list[Block]:
        return Renderer(self._known, in_cell=True).render(cell)

    _handlers: ClassVar[Mapping[str, Callable[[Renderer, Node], None]]] = {
        **dict.fromkeys(HEADINGS, _heading),
        **dict.fromkeys(("ul", "ol", "menu", "dir", "dl"), _list),
        **dict.fromkeys(("img", "ac:emoticon"), _picture),
        **dict.fromkeys(("pre", "xmp", "listing"), _literal),
        **dict.fromkeys(("li", "dt"), _entry),
        "dd": _definition,
        "blockquote": _quote,
        "hr": _rule,
        "br": _break,
        "table": _table,
        "time": _time,
        "button": _button,
        "ref": _note,
        "title": _skip,
    }
