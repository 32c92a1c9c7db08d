"""Markdown: GFM as GitHub shows it, and the sloppy forms that people mean by it.

A reader of our own instead of markdown-it-py's token stream, for three reasons: what people write (blank lines
between a table's rows, escaped `\\##`, `##Title`, numbers indented by two) is to be read as meant and not as
specified; every cell and entry needs its line; and time and memory have a bound (`benchmarks/extraction.py`).
markdown-it-py is the oracle in the tests: on well-formed documents both must see the same.
https://spec.commonmark.org/0.31.2/#block-structure and https://github.github.com/gfm/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Block, Entry, Heading, Literal, Paragraph, Reading, Rule, Text
from service.extraction.readers import markdown_lines as lines_of
from service.extraction.readers import markdown_table as tables
from service.extraction.readers.front_matter import front_matter
from service.extraction.readers.html import read_fragment
from service.extraction.readers.markdown_inline import inline, normal_label
from service.model import Problem

_SIGN_HEADING: Final = re.compile(r"^\\?#{1,6} \S", re.MULTILINE)
_SIGN_TABLE: Final = re.compile(r"^\|.*\|[ \t]*\n\|?[ :|-]+\|", re.MULTILINE)
_SIGN_INLINE: Final = re.compile(r"\]\([^)\s]+\)|\*\*\S|^```|^- \[[ x]\] ", re.MULTILINE)


def signs(text: str) -> int:
    """How much speaks for Markdown (`protocol.py` has the scale). It is also what is left when nothing else fits."""
    headings = len(_SIGN_HEADING.findall(text))
    found = 1 + (6 if headings > 1 else 3 * headings)
    found += 2 * bool(_SIGN_TABLE.search(text))
    found += bool(_SIGN_INLINE.search(text))
    return min(found, 8)


def read(text: str) -> Reading:
    """Never raises, linear time (`protocol.py`)."""
    lines = text.split("\n")
    fields, start = front_matter(lines)
    reader = _Blocks(lines, start)
    reader.run()
    return Reading(tuple(reader.blocks), fields, tuple(reader.problems))


@dataclass(slots=True)
class _Item:
    """An open list entry: the columns of its marker and of its words."""

    marker: int
    content: int


class _Blocks:
    """The state of the pass: open entries, and the lines of the paragraph that is being collected."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines, self.index = lines, start
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.items: list[_Item] = []
        self.words: list[str] = []  # the open paragraph's lines
        self.words_line = 0
        self.entry: tuple[str, str | None] | None = None  # marker and box, while the open paragraph is an entry's
        self.quoted = False
        self.blank = True  # the line before was blank
        self.references: dict[str, str] = {}
        self.notes: dict[str, Text] = {}
        self.unclosed: set[str] = set()  # HTML tags that the rest of the document does not close
        self._definitions(start)

    def _definitions(self, start: int) -> None:
        """Link references and footnotes may stand anywhere, also after their use."""
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            if "]:" not in line:
                continue
            if note := lines_of.NOTE.match(line):
                self.notes.setdefault(note["label"].casefold(), inline(note["words"], number + 1, self.references))
            elif (found := lines_of.DEFINITION.match(line)) and found["url"]:
                self.references.setdefault(normal_label(found["label"]), found["url"])

    def run(self) -> None:
        while self.index < len(self.lines):
            self._line(self.lines[self.index])
            self.index += 1
        self._close()

    def _line(self, raw: str) -> None:
        line, quoted = lines_of.unquote(raw)
        stripped = line.strip()
        if not stripped:
            self._close()
            self.blank = True
            self.quoted = quoted and self.quoted
            return
        if quoted != self.quoted and not (self.quoted and self.words and not self.blank):
            self._close()
            self.quoted = quoted
            if quoted:
                self.items.clear()
        indent = lines_of.indent(line)
        self._place(indent, stripped)
        self.blank = False

    def _place(self, indent: int, words: str) -> None:
        """One line that is not blank: the first form that fits takes it (and may take lines after it)."""
        if self.words and not lines_of.interrupts(self.lines, self.index, words, in_list=bool(self.items)):
            if self.entry is None or self.words != [""]:
                self.words.append(words)
            else:
                self.words, self.words_line = [words], self.index + 1
            return
        marker = lines_of.MARKER.match(words)
        if not marker or lines_of.RULE.match(words):
            self._leave(indent)
        if self._is_code(indent, marker):
            self._literal(indent)
        elif fence := lines_of.FENCE.match(words):
            self._close()
            self._fence(fence["marks"], indent)
        elif heading := lines_of.HEADING.match(words):
            self._heading(len(heading["marks"] or "#"), heading["words"] or "")
        elif self._setext(words):
            pass
        elif lines_of.RULE.match(words):
            self._close()
            self.items.clear()
            self.blocks.append(Rule(self.index + 1))
        elif marker and (
            not self.words or self.items or not marker["marker"][0].isdigit() or marker["marker"][:-1] == "1"
        ):
            self._marker(indent, words, marker)
        else:
            self._other(words)

    def _leave(self, indent: int) -> None:
        """Closes the entries that a line this far to the left is no part of (a lazy line has gone to the paragraph)."""
        while self.items and indent < min(self.items[-1].content, self.items[-1].marker + 2):
            self._close()  # with the depth that it has
            self.items.pop()

    def _is_code(self, indent: int, marker: re.Match[str] | None) -> bool:
        base = self.items[-1].content if self.items else 0
        if self.words or indent < base + lines_of.TAB:
            return False
        return not (marker and self.items)

    def _literal(self, indent: int) -> None:
        """Indented code: until a line that is less indented."""
        start, taken = self.index, list[str]()
        limit = indent - (indent - (self.items[-1].content if self.items else 0)) % lines_of.TAB
        while self.index < len(self.lines):
            line = self.lines[self.index]
            if line.strip() and lines_of.indent(line) < limit:
                break
            taken.append(line.strip())
            self.index += 1
        self.index -= 1
        self.blocks.append(Literal(start + 1, "\n".join(taken).rstrip(), len(self.items)))

    def _fence(self, marks: str, indent: int) -> None:
        start, taken = self.index, list[str]()
        self.index += 1
        while self.index < len(self.lines):
            line, _ = lines_of.unquote(self.lines[self.index]) if self.quoted else (self.lines[self.index], False)
            stripped = line.strip()
            if stripped.startswith(marks) and not stripped.strip(marks[0]):
                break
            if self.items and stripped and lines_of.indent(line) < min(indent, self.items[-1].content):
                self.index -= 1
                break
            taken.append(line)
            self.index += 1
        self.blocks.append(Literal(start + 1, "\n".join(taken), len(self.items)))

    def _heading(self, level: int, words: str) -> None:
        self._close()
        text = inline(lines_of.CLOSING_MARKS.sub("", words), self.index + 1, self.references, self.notes)
        if text:
            self.items.clear()
            self.blocks.append(Heading(self.index + 1, level, text))

    def _setext(self, words: str) -> bool:
        """`===` or `---` below a paragraph of one line."""
        if not self.words or self.entry is not None or not lines_of.SETEXT.match(words) or self.items:
            return False
        if len(self.words) > 1 or len(self.words[0]) > lines_of.MAX_SETEXT or (words[0] == "-" and len(words) < 2):
            return False
        title, line = self.words[0], self.words_line
        self.words = []
        text = inline(title, line, self.references, self.notes)
        if text:
            self.blocks.append(Heading(line, 1 if words[0] == "=" else 2, text))
        return True

    def _marker(self, indent: int, words: str, marker: re.Match[str]) -> None:
        """A list entry begins. Numbers and bullets nest where the marker stands two columns further right."""
        self._close()
        while self.items and indent < min(self.items[-1].content, self.items[-1].marker + 2):
            self.items.pop()
        if len(self.items) >= lines_of.MAX_DEPTH:
            if not self.problems:
                self.problems.append(
                    Problem(self.index + 1, "too-deep", f"lists nested deeper than {lines_of.MAX_DEPTH} were flattened")
                )
            self.items.pop()
        gap = len(marker["gap"].expandtabs(lines_of.TAB))
        content = indent + len(marker["marker"]) + (gap if 1 <= gap <= lines_of.TAB else 1)
        self.items.append(_Item(indent, content))
        rest = words[marker.end() :]
        box = lines_of.CHECKBOX.match(rest)
        sign = marker["marker"] if marker["marker"][0].isdigit() else "-"
        self.entry = (sign, (box["mark"] or " ") if box else None)
        rest = rest[box.end() :] if box else rest
        if not box and (inner := lines_of.MARKER.match(rest)) and inner["gap"] and not lines_of.RULE.match(rest):
            self.words, self.words_line = [""], self.index + 1
            self._marker(content, rest, inner)  # "- - x": bounded by lines_of.MAX_DEPTH, see above
            return
        if heading := lines_of.HEADING.match(rest):
            rest = heading["words"] or ""
        self.words, self.words_line = [rest], self.index + 1

    def _other(self, words: str) -> None:
        """Tables, HTML, definitions; else a paragraph begins."""
        first = words[0]
        if "|" in words and tables.starts(self.lines, self.index):
            self._close()
            table, self.index = tables.table(self.lines, self.index, len(self.items), self.references, self.notes)
            self.blocks.append(table)
        elif first == "[" and (lines_of.NOTE.match(words) or lines_of.is_definition(words)):
            self._close()
        elif (first == "<" and self._html(words)) or (
            not self.words and first in "{:![" and lines_of.SKIPPED_LINE.match(words)
        ):
            pass
        else:
            if not self.words:
                self.words_line = self.index + 1
            self.words.append(words)

    def _html(self, words: str) -> bool:
        """HTML that is no part of a paragraph. What it says is kept, its tags are not."""
        if heading := lines_of.HTML_HEADING.match(words):
            self._heading(int(heading[1]), heading[2])
            return True
        if raw := lines_of.RAW.match(words):
            self._close()
            self._skip_to(f"</{raw[1].lower()}")
            return True
        if words.startswith("<!--") and "-->" not in words:
            self._close()
            self._skip_to("-->")
            return True
        if (opening := lines_of.HTML_BLOCK.match(words)) and (end := self._end_of(opening[1].lower())) is not None:
            self._close()
            html = "\n".join(self.lines[self.index : end + 1])
            self.blocks.extend(read_fragment(html, self.index + 1))
            self.index = end
            return True
        if lines_of.ONLY_TAGS.match(words):
            self._close()
            return True
        return False

    def _end_of(self, tag: str) -> int | None:
        """The line on which an HTML table or list is closed; None if it never is."""
        end = None if tag in self.unclosed else lines_of.end_of(self.lines, self.index, tag)
        if end is None:
            self.unclosed.add(tag)
        return end

    def _skip_to(self, mark: str) -> None:
        for ahead in range(self.index, len(self.lines)):
            if mark in self.lines[ahead].lower():
                self.index = ahead
                return
        self.index = len(self.lines)

    def _close(self) -> None:
        """The open paragraph ends."""
        if not self.words:
            return
        text = inline("\n".join(self.words), self.words_line, self.references, self.notes)
        if self.entry is not None:
            marker, box = self.entry
            self.blocks.append(Entry(self.words_line, len(self.items), text, marker, box, self.quoted))
            self.entry = None
        elif text:
            self.blocks.append(Paragraph(self.words_line, text, len(self.items), self.quoted))
        self.words = []
