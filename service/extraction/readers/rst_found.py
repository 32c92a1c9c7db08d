"""What has been read of a reStructuredText document so far, and docutils set up to read more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser, states
from docutils.utils import new_document

from service.extraction.blocks import Block, Field, Span, Text
from service.extraction.readers.rst_inline import normal_name
from service.model import Problem

_SETTINGS: Final = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 6,
    "line_length_limit": 100_000_000,
    "syntax_highlight": "none",
}
TITLE_LINE: Final = re.compile(r"\s*([!-/:-@\[-`{-~])\1*\s*")


class _Source(states.Inliner):
    """docutils' parser of inline markup (`Parser(inliner=...)`) that leaves a block's source as it is."""

    _original: states.Inliner | None = None

    def init_customizations(self, settings: Values) -> None:
        """Called by docutils before it parses. The original looks at its own class only, not at what that inherits."""
        if self._original is None:
            self._original = states.Inliner()
            self._original.init_customizations(settings)
            self.patterns = self._original.patterns

    def parse(self, text: str, *_: object) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Called by docutils for the text of each block."""
        return [nodes.Text(text)], []


def _settings() -> Values:
    """docutils' settings: dear to make, so once for a document."""
    settings = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    return settings


@dataclass(slots=True)
class Found:
    """What has been read of a document so far. Texts of blocks, notes and substitutions are source, a span a part."""

    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)  # by code: each is said once
    styles: list[tuple[str, bool]] = field(default_factory=list)  # of titles: character, overlined; in order of level
    urls: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    anonymous: list[str] = field(default_factory=list)
    substitutions: dict[str, Text] = field(default_factory=dict)
    notes: dict[str, Text] = field(default_factory=dict)
    parser: Parser = field(default_factory=lambda: Parser(inliner=_Source()))
    settings: Values = field(default_factory=_settings)
    automatic_notes: int = 0
    symbol_notes: int = 0
    fields_closed: bool = False  # the field list at the top of the document has been read

    def level(self, line: int) -> int:
        """The level of the title on `line`, by how it is drawn: styles count in the order in which they are met."""
        below = TITLE_LINE.fullmatch(self.lines[line]) if line < len(self.lines) else None
        above = TITLE_LINE.fullmatch(self.lines[line - 2]) if line > 1 else None
        style = (below[1] if below else "", bool(above and below and above[1] == below[1]))
        if style not in self.styles:
            self.styles.append(style)
        return self.styles.index(style) + 1

    def where(self, source: str, near: int) -> int:
        """The line on which a message's source begins; docutils gives its first line, or its last, or one beside."""
        lines, rows = self.lines, source.split("\n")
        last = max(1, len(lines) - len(rows) + 1)
        places = [
            line for line in (near, near - 1, near + 1, near - len(rows) + 1, near - len(rows)) if 0 < line <= last
        ]
        for line in places:
            if rows[0].strip() == lines[line - 1].strip():
                return line
        for line in places:  # in a table's cell
            if rows[0].strip() in lines[line - 1]:
                return line
        return max(1, min(near, last))

    def say(self, code: str, line: int, words: str) -> None:
        """A problem, unless one of this kind has been said."""
        self.problems.setdefault(code, Problem(line, code, words))

    def parsed(self, lines: list[str]) -> nodes.document:
        """docutils' tree of some lines. Raises RecursionError for nesting that is too deep."""
        document = new_document("", self.settings)
        self.parser.parse("\n".join(lines), document)
        return document

    def add_target(self, node: nodes.Element) -> None:
        """Notes what a name stands for."""
        address = node.get("refuri")
        if node.get("anonymous"):
            self.anonymous.append(address or "")
        for name in _names(node):
            if address:
                self.urls.setdefault(normal_name(name), address)
            elif node.get("refname"):
                self.aliases.setdefault(normal_name(name), normal_name(node["refname"]))

    def add_substitution(self, node: nodes.Element, line: int) -> None:
        """Notes a substitution, which is defined on `line`."""
        for name in _names(node):
            self.substitutions.setdefault(normal_name(name), (Span(words_of(node), line),))

    def add_note(self, node: nodes.Element, line_of: Callable[[nodes.Node], int]) -> None:
        """Notes a footnote's or citation's text under its label, or under its place among those without one."""
        labels = [normal_name(child.astext()) for child in node.children if isinstance(child, nodes.label)]
        names = [normal_name(name) for name in _names(node)]
        if node.get("auto") == 1:
            names = [f"#{name}" for name in names]
            if not names:
                self.automatic_notes += 1
                names = [f"#{self.automatic_notes}"]
        elif node.get("auto") == "*":
            self.symbol_notes += 1
            names = [f"*{self.symbol_notes}"]
        parts = tuple(Span(part.astext(), line_of(part)) for part in node.findall(nodes.paragraph))
        for name in labels or names:
            self.notes.setdefault(name, parts)


def _names(node: nodes.Element) -> list[str]:
    return [*node.get("names", ()), *node.get("dupnames", ())]


def words_of(node: nodes.Element) -> str:
    """The text of a node without its images' alternative text."""
    return "".join(child.astext() for child in node.children if not isinstance(child, nodes.image))
