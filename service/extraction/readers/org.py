"""Org documents: https://orgmode.org/worg/org-syntax.html. A reader of its own, line by line: Org is line-based, and no
library gives lists, cells and lines below a headline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from service.extraction.blocks import (
    TERM,
    Block,
    Entry,
    Field,
    Heading,
    Literal,
    Paragraph,
    Reading,
    Rule,
    Text,
)
from service.extraction.readers.footnotes import Footnotes
from service.extraction.readers.org_inline import inline
from service.extraction.readers.org_lines import (
    BEGIN,
    BOX,
    CLOCK,
    COMMENT,
    DOCUMENT_KEYWORDS,
    DRAWER,
    END,
    ENTRY,
    FIXED,
    HEADLINE,
    KEYWORD,
    LITERAL_BLOCKS,
    NOTE,
    PROPERTY,
    RULE,
    SKIPPED_BLOCKS,
    TAGS,
    TERM_END,
    indentation,
    paragraph_end,
)
from service.extraction.readers.org_table import read_table
from service.model import Problem

_START: Final = re.compile(r"\s*#\+(?:title|author|date|options|startup|todo|filetags|setupfile):", re.IGNORECASE)
_SIGNS: Final = (
    (re.compile(r"^[ \t]*#\+begin_\w+", re.IGNORECASE | re.MULTILINE), 5),
    (re.compile(r"^\*+ (?:TODO|DONE|NEXT|WAITING|CANCELLED) \S", re.MULTILINE), 4),
    (re.compile(r"^[ \t]*:PROPERTIES:[ \t]*$", re.MULTILINE), 5),
    (re.compile(r"^[ \t]*#\+[a-z_]+:[ \t]", re.IGNORECASE | re.MULTILINE), 4),
    (re.compile(r"\[\[[^\[\]\n|]+\]\[[^\[\]\n]+\]\]"), 4),
    (re.compile(r"^[ \t]*\|-+\+[-+]*\|[ \t]*$", re.MULTILINE), 3),
    (re.compile(r"^[ \t]*(?:DEADLINE|SCHEDULED|CLOSED): [<\[]\d{4}-", re.MULTILINE), 5),
    (re.compile(r"^\*\*+ \S", re.MULTILINE), 2),
)


def signs(text: str) -> int:
    """How much the content speaks for Org (scale: `protocol.py`)."""
    if _START.match(text):
        return 9
    return min(6, sum(weight for sign, weight in _SIGNS if sign.search(text)))


@dataclass(slots=True)
class _List:
    indent: int
    depth: int


@dataclass(slots=True)
class _State:
    lines: list[str]
    notes: Footnotes
    closing: dict[str, int]  # block or drawer name -> the last line that closes one
    blocks: list[Block] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    blanks: int = 0  # empty lines just before
    seen_headline: bool = False

    @property
    def depth(self) -> int:
        return self.lists[-1].depth if self.lists else 0


def read(text: str) -> Reading:
    """The blocks of an Org document."""
    lines = text.split("\n")
    lines = [line.removesuffix("\r") for line in lines]
    state = _State(lines, Footnotes(_notes(lines), len(text)), _closing(lines))
    index = 0
    while index < len(lines):
        index = _step(state, index)
    return Reading(tuple(state.blocks), tuple(state.fields), tuple(state.problems))


def _closing(lines: list[str]) -> dict[str, int]:
    last: dict[str, int] = {}
    for index, line in enumerate(lines):
        if match := END.match(line):
            last[match[1].lower()] = index
        elif line.strip().upper() == ":END:":
            last[":end:"] = index
    return last


def _notes(lines: list[str]) -> dict[str, Text]:
    """Footnotes by label. A footnote that names another keeps words only, not that one's."""
    notes: dict[str, Text] = {}
    none = Footnotes({}, 0)
    for index, line in enumerate(lines):
        if match := NOTE.match(line):
            end = paragraph_end(lines, index + 1)
            source = "\n".join([match[2], *lines[index + 1 : end]])
            notes.setdefault(match[1], inline(source, index + 1, none))
    return notes


def _step(state: _State, index: int) -> int:
    """Takes in what starts on the line `index`; gives the line to go on with."""
    line = state.lines[index]
    if not line.strip():
        state.blanks += 1
        if state.blanks >= 2:
            state.lists.clear()
        return index + 1
    if match := HEADLINE.fullmatch(line):
        return _headline(state, index, match)
    indent = indentation(line)
    while state.lists and indent <= state.lists[-1].indent and not _same_list(state, line, indent):
        state.lists.pop()
    end = _element(state, index, line)
    state.blanks = 0
    return end


def _same_list(state: _State, line: str, indent: int) -> bool:
    return indent == state.lists[-1].indent and ENTRY.fullmatch(line) is not None


def _element(state: _State, index: int, line: str) -> int:
    start = line.lstrip(" \t")
    match start[0]:
        case "#":
            if (end := _hash(state, index, line)) is not None:
                return end
        case ":":
            if (end := _colon(state, index, line)) is not None:
                return end
        case "|":
            table = read_table(state.lines, index, state.depth, state.notes)
            state.blocks.extend(table.blocks)
            state.problems.extend(problem for problem in table.problems if not state.problems)
            return table.end
        case "-" if RULE.match(line):
            state.blocks.append(Rule(index + 1))
            return index + 1
        case "[" if not line[0].isspace() and NOTE.match(line):
            return paragraph_end(state.lines, index + 1)
        case "C" if CLOCK.match(line):
            return index + 1
    if match := ENTRY.fullmatch(line):
        return _entry(state, index, match)
    end = paragraph_end(state.lines, index + 1)
    _paragraph(state, "\n".join(state.lines[index:end]), index + 1, state.depth)
    return end


def _headline(state: _State, index: int, match: re.Match[str]) -> int:
    state.lists.clear()
    state.blanks = state.quotes = 0
    state.seen_headline = True
    level, words = len(match[1]), match[2]
    if words.split(" ", 1)[0] == "COMMENT":  # Org's own way to comment a subtree out
        return _subtree_end(state.lines, index + 1, level)
    if tags := TAGS.search(words):
        words = words[: tags.start()] + "".join(f" [{tag}]" for tag in tags[1].strip(":").split(":"))
    state.blocks.append(Heading(index + 1, level, inline(words, index + 1, state.notes)))
    return index + 1


def _subtree_end(lines: list[str], index: int, level: int) -> int:
    while index < len(lines):
        match = HEADLINE.fullmatch(lines[index])
        if match and len(match[1]) <= level:
            break
        index += 1
    return index


def _hash(state: _State, index: int, line: str) -> int | None:
    """`#+begin_x`, `#+key: value` and `# comment`; None if the line is none of them."""
    if begin := BEGIN.fullmatch(line):
        return _block(state, index, begin[1].lower())
    if end := END.match(line):
        state.quotes -= end[1].lower() == "quote" and state.quotes > 0
        return index + 1
    if match := KEYWORD.fullmatch(line):
        name, value = match[1].lower(), match[2].strip()
        if name in DOCUMENT_KEYWORDS and value:
            state.fields.append(Field(index + 1, name, (value,)))
        elif name in ("caption", "name") and value:
            _paragraph(state, value if name == "caption" else "", index + 1, state.depth)
        return index + 1
    if COMMENT.match(line) or line.lstrip(" \t").startswith("#+"):
        return index + 1
    return None


def _block(state: _State, index: int, name: str) -> int:
    if state.closing.get(name, -1) <= index:
        return index + 1  # never closed: what follows is ordinary text
    if name == "quote":
        state.quotes += 1
        return index + 1
    if name not in LITERAL_BLOCKS | SKIPPED_BLOCKS:
        return index + 1  # centre, verse and special blocks: their text is text
    end = index + 1
    while not ((match := END.match(state.lines[end])) and match[1].lower() == name):
        end += 1
    if name in LITERAL_BLOCKS:
        state.blocks.append(Literal(index + 2, "\n".join(state.lines[index + 1 : end]), state.depth))
    return end + 1


def _colon(state: _State, index: int, line: str) -> int | None:
    """A drawer or fixed-width text; None if the line is neither."""
    if (drawer := DRAWER.match(line)) and state.closing.get(":end:", -1) > index:
        name = drawer[1].upper()
        if name == "PROPERTIES":
            return _properties(state, index + 1)
        if name == "LOGBOOK":
            end = index + 1
            while state.lines[end].strip().upper() != ":END:" and not HEADLINE.fullmatch(state.lines[end]):
                end += 1
            return end + (state.lines[end].strip().upper() == ":END:")
        return index + 1
    if line.strip().upper() == ":END:":
        return index + 1
    if not FIXED.fullmatch(line):
        return None
    end = index
    rows: list[str] = []
    while end < len(state.lines) and (match := FIXED.fullmatch(state.lines[end])):
        rows.append(match[1] or "")
        end += 1
    state.blocks.append(Literal(index + 1, "\n".join(rows), state.depth))
    return end


def _properties(state: _State, index: int) -> int:
    """The lines of a property drawer: the document's fields before the first headline, else terms."""
    while index < len(state.lines) and (match := PROPERTY.fullmatch(state.lines[index])):
        name, value = match[1], (match[2] or "").strip()
        if name.upper() == "END":
            return index + 1
        if not state.seen_headline:
            state.fields.append(Field(index + 1, name.lower(), (value,) if value else ()))
        else:
            state.blocks.append(Entry(index + 1, 1, inline(name, index + 1, state.notes), TERM))
            _paragraph(state, value, index + 1, 1)
        index += 1
    return index


def _entry(state: _State, index: int, match: re.Match[str]) -> int:
    indent = indentation(state.lines[index])
    if not (state.lists and state.lists[-1].indent == indent):
        state.lists.append(_List(indent, len(state.lists) + 1))
    number = index + 1
    marker = match[2] if match[2][0] not in "-+*" else "-"
    box = BOX.match(match[3] or "")
    checkbox = box[1].lower() if box and box[1] else None
    first = (match[3] or "")[box.end() if box else 0 :]
    end = paragraph_end(state.lines, index + 1, indent) if first.strip() else index + 1
    rest = state.lines[index + 1 : end]
    if term := TERM_END.search(first):
        words = inline(first[: term.start()], number, state.notes)
        state.blocks.append(Entry(number, state.depth, words, TERM, checkbox, state.quotes > 0))
        _paragraph(state, "\n".join([first[term.end() :], *rest]), number, state.depth)
    else:
        words = inline("\n".join([first, *rest]), number, state.notes)
        state.blocks.append(Entry(number, state.depth, words, marker, checkbox, state.quotes > 0))
    return end


def _paragraph(state: _State, source: str, line: int, depth: int) -> None:
    if words := inline(source, line, state.notes):
        state.blocks.append(Paragraph(words[0].line, words, depth, state.quotes > 0))
