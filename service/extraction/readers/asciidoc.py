"""AsciiDoc: https://docs.asciidoctor.org/asciidoc/latest/. A reader of its own, line by line: no Python library reads
AsciiDoc's tables, and AsciiDoc is line-based but for those (`asciidoc_table.py`).

Conditionals (`ifdef::`) are taken as true, includes are left out, and both branches of what is unknown are read.
"""

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
    Span,
)
from service.extraction.readers.asciidoc_header import read_header
from service.extraction.readers.asciidoc_inline import Attributes, inline
from service.extraction.readers.asciidoc_lines import (
    ATTRIBUTE,
    BLOCK_ATTRIBUTES,
    CONDITIONAL,
    DELIMITER,
    DIRECTIVE,
    ENTRY,
    HEADING,
    RULE,
    TABLE,
    TERM_LINE,
    TITLE,
    attribute_value,
    is_underline,
    starts_block,
)
from service.extraction.readers.asciidoc_table import read_table
from service.model import Problem

_BOX: Final = re.compile(r"\[([ xX*])\](?:[ \t]+|$)")
_CONTAINERS: Final = "=*_"
_MAX_OPEN: Final = 50
_COMMENT: Final = "/"
_PASSTHROUGH: Final = "+"

_SIGNS: Final = (
    (re.compile(r"^={2,5} \S", re.MULTILINE), 4),
    (re.compile(r"^:[a-z][\w-]*!?:(?:[ \t]|$)", re.MULTILINE | re.IGNORECASE), 3),
    (re.compile(r"^\|===[ \t]*$", re.MULTILINE), 6),
    (
        re.compile(
            r"^\[(?:cols|options|source|quote|NOTE|TIP|WARNING|IMPORTANT|%|horizontal|\[)[^\n]{0,200}\][ \t]*$",
            re.MULTILINE,
        ),
        5,
    ),
    (re.compile(r"^(?:image|include|ifdef|ifndef|toc)::[^\s\[]{0,300}\[", re.MULTILINE), 5),
    (re.compile(r"(?:\blink:|https?://)[^\s\[\]()]{1,500}\[[^\]\n]{1,300}\](?![(:])"), 4),
    (re.compile(r"\b(?:xref|footnote):[^\s\[]{0,200}\["), 4),
    (re.compile(r"^\.[A-Z][^\n.]{2,100}$", re.MULTILINE), 2),
    (re.compile(r"^(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION): ", re.MULTILINE), 2),
    (re.compile(r"^\*{2,5} \S", re.MULTILINE), 1),
    (re.compile(r"^-{4,}[ \t]*$", re.MULTILINE), 0),
)
_STARTS: Final = re.compile(r"\s*(?://[^\n]*\n\s*)*= \S[^\n]*\n(?:[^\n]+\n){0,2}(?::[\w-]+:|\n*={2} \S|\n*\[)")


def signs(text: str) -> int:
    """How much the content speaks for AsciiDoc (scale: `protocol.py`)."""
    if _STARTS.match(text):
        return 9
    return min(8, sum(weight for sign, weight in _SIGNS if sign.search(text)))


def read(text: str) -> Reading:
    """The blocks of an AsciiDoc document."""
    reader = _Reader([line.rstrip() for line in text.removeprefix("\ufeff").split("\n")], len(text))
    return reader.read()


@dataclass(slots=True)
class _Reader:
    lines: list[str]
    length: int
    blocks: list[Block] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)
    attributes: Attributes = field(default_factory=Attributes)
    markers: list[str] = field(default_factory=list)  # of the lists that are open, outermost first
    numbers: list[int] = field(default_factory=list)  # of their last entries
    open_blocks: list[tuple[str, list[str], list[int]]] = field(default_factory=list)  # delimiter, the lists around it
    attached: bool = False  # a "+" stood on the line before
    after_blank: bool = True
    block_attributes: str = ""

    def read(self) -> Reading:
        """Reads all lines."""
        self.attributes.left = max(self.length, self.attributes.left)
        header = read_header(self.lines, self.attributes)
        self.fields.extend(header.fields)
        self.blocks.extend(header.blocks)
        index = header.end
        while index < len(self.lines):
            index = self._step(index)
        return Reading(tuple(self.blocks), tuple(self.fields), tuple(self.problems.values()))

    @property
    def depth(self) -> int:
        return len(self.markers) + sum(len(markers) for _, markers, _ in self.open_blocks)

    @property
    def quoted(self) -> bool:
        return any(delimiter[0] == "_" for delimiter, _, _ in self.open_blocks)

    def _step(self, index: int) -> int:
        """Takes in what starts on the line `index`; gives the line to go on with."""
        line = self.lines[index]
        if not line:
            self.after_blank = True
            return index + 1
        if line == "+" and self.markers:
            self.attached, self.after_blank = True, False
            return index + 1
        end = self._quiet(index, line)
        if end is not None:
            return end
        end = self._listed(index, line)
        if end is None:
            if self.after_blank and not self.attached and not line.startswith(" "):
                self._end_lists()
            end = self._block(index, line)
            self.block_attributes = ""
        self.attached = self.after_blank = False
        return end

    def _end_lists(self) -> None:
        self.markers.clear()
        self.numbers.clear()

    def _quiet(self, index: int, line: str) -> int | None:
        """Lines that are no words themselves; None if this one is."""
        if line.startswith("//") and not line.startswith("///"):
            if self.after_blank:
                self._end_lists()
            return index + 1
        if CONDITIONAL.fullmatch(line):
            return index + 1
        if DIRECTIVE.fullmatch(line):
            self.attached = False
            return index + 1
        if match := ATTRIBUTE.fullmatch(line):
            value, end = attribute_value(self.lines, index, match)
            if value is not None:
                self.attributes.values[match["name"].lower()] = value
            return end
        if BLOCK_ATTRIBUTES.fullmatch(line):
            if self.after_blank and not self.attached:
                self._end_lists()
            self.block_attributes += line
            return index + 1
        return None

    def _listed(self, index: int, line: str) -> int | None:
        """An entry of a list; None if the line is none."""
        if match := ENTRY.fullmatch(line):
            return self._entry(index, match)
        if (match := TERM_LINE.fullmatch(line)) and not line.startswith("//"):
            return self._term(index, match)
        return None

    def _open(self, marker: str) -> None:
        """Makes the list of `marker` the innermost: one that is open already, or a new one in the innermost."""
        if marker in self.markers:
            keep = self.markers.index(marker) + 1
            del self.markers[keep:], self.numbers[keep:]
        else:
            self.markers.append(marker)
            self.numbers.append(0)
        self.numbers[-1] += 1

    def _entry(self, index: int, match: re.Match[str]) -> int:
        kind = match["kind"]
        written = kind[0] not in "*-."
        self._open("1." if written and kind[0].isdigit() else "<1>" if kind[0] == "<" else kind)
        marker = "-" if kind[0] in "*-" else kind.strip("<>") if written else f"{self.numbers[-1]}."
        words = match["words"]
        box = _BOX.match(words) if marker == "-" else None
        checkbox = {"*": "x", "X": "x"}.get(box[1], box[1]) if box else None
        end = self._paragraph_end(index + 1)
        source = "\n".join([words[box.end() if box else 0 :], *self.lines[index + 1 : end]])
        text = inline(source, index + 1, self.attributes)
        self.blocks.append(Entry(index + 1, self.depth, text, marker, checkbox, self.quoted))
        return end

    def _term(self, index: int, match: re.Match[str]) -> int:
        self._open(match["mark"])
        text = inline(match["term"], index + 1, self.attributes)
        self.blocks.append(Entry(index + 1, self.depth, text, TERM, None, self.quoted))
        start = index if match["words"] else index + 1
        while start < len(self.lines) and start > index and not self.lines[start]:
            start += 1
        if start > index and (start >= len(self.lines) or starts_block(self.lines[start]) or self._is_listed(start)):
            return index + 1
        end = self._paragraph_end(start + 1)
        first = match["words"] if start == index else self.lines[start]
        self._paragraph("\n".join([first or "", *self.lines[start + 1 : end]]), start + 1)
        return end

    def _is_listed(self, index: int) -> bool:
        line = self.lines[index]
        return ENTRY.fullmatch(line) is not None or TERM_LINE.fullmatch(line) is not None

    def _paragraph_end(self, index: int) -> int:
        """Where the paragraph that goes on at `index` ends. Inside a list an entry ends it."""
        while index < len(self.lines):
            line = self.lines[index]
            if not line or starts_block(line) or (self.markers and (line == "+" or self._is_listed(index))):
                break
            index += 1
        return index

    def _paragraph(self, source: str, line: int) -> None:
        if text := inline(source, line, self.attributes):
            self.blocks.append(
                Paragraph(text[0].line, text, self.depth, self.quoted or "[quote" in self.block_attributes)
            )

    def _block(self, index: int, line: str) -> int:
        if DELIMITER.fullmatch(line):
            return self._delimited(index, line)
        if TABLE.fullmatch(line):
            table = read_table(self.lines, index, self.block_attributes, self.depth, self.attributes)
            self.blocks.extend(table.blocks)
            for problem in table.problems:
                self.problems.setdefault(problem.code, problem)
            return table.end
        if RULE.fullmatch(line):
            self.blocks.append(Rule(index + 1))
            return index + 1
        if match := HEADING.fullmatch(line):
            return self._heading(index, len(match["level"]), match["words"], 1)
        if (match := TITLE.fullmatch(line)) is not None:
            text = tuple(
                Span(s.text, s.line, s.url, True, s.struck, s.code) if s.text != "\n" else s
                for s in inline(match[1], index + 1, self.attributes)
            )
            self.blocks.append(Paragraph(index + 1, text, self.depth, self.quoted))
            return index + 1
        if (level := is_underline(self.lines, index)) is not None and not self._closes(index + 1):
            return self._heading(index, level, line, 2)
        end = self._paragraph_end(index + 1)
        source = "\n".join(self.lines[index:end])
        if line[0] in " \t" and not self.markers:
            self.blocks.append(Literal(index + 1, source, self.depth))
        else:
            self._paragraph(source, index + 1)
        return end

    def _closes(self, index: int) -> bool:
        return any(self.lines[index] == delimiter for delimiter, _, _ in self.open_blocks)

    def _heading(self, index: int, level: int, words: str, height: int) -> int:
        self._end_lists()
        self.blocks.append(Heading(index + 1, level, inline(words, index + 1, self.attributes)))
        return index + height

    def _delimited(self, index: int, line: str) -> int:
        """A delimiter line: it closes the block that it opened, opens one that holds blocks, or encloses text."""
        delimiters = [delimiter for delimiter, _, _ in self.open_blocks]
        if line in delimiters:
            keep = delimiters.index(line)
            _, self.markers, self.numbers = self.open_blocks[keep]
            del self.open_blocks[keep:]
            return index + 1
        if line[0] in _CONTAINERS or line == "--":
            if len(self.open_blocks) == _MAX_OPEN:
                words = f"more than {_MAX_OPEN} blocks stand inside each other; where they end is not followed"
                self.problems.setdefault("too-deep", Problem(index + 1, "too-deep", words))
                return index + 1
            self.open_blocks.append((line, self.markers, self.numbers))
            self.markers, self.numbers = [], []
            return index + 1
        end = index + 1
        fence = "```" if line.startswith("```") else line
        while end < len(self.lines) and self.lines[end] != fence:
            end += 1
        if line[0] not in (_COMMENT, _PASSTHROUGH) and end > index + 1:
            self.blocks.append(Literal(index + 2, "\n".join(self.lines[index + 1 : end]), self.depth))
        return end + 1
