"""Plain text: as people type it, and as it comes out when a web page is saved as text.

There a heading is a short line between blank lines, bullets are "•", nesting is indentation, and a table's cells are
parted by tabs or by single blanks. Cells parted by blanks stay the words of a paragraph (one line a row): which word
belongs to which column takes knowledge of columns, and is found out later (`flattened.py`).
"""

from __future__ import annotations

import re
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
    Rule,
    Span,
    Table,
    Text,
)

_BULLET: Final = re.compile(r"(?P<marker>[-*+•◦▪‣●○■□–—·∙]|o(?=\s{2,}))(?P<gap>[ \t\u00a0]+)")
_NUMBER: Final = re.compile(r"(?P<marker>\d{1,3}[.)]|[a-zA-Z]\))(?P<gap>[ \t\u00a0]+)")
_CHECKBOX: Final = re.compile(r"\[(?P<mark>[ xX~/-]?)\](?=\s|$)\s*")
_BOX_ALONE: Final = re.compile(r"(?P<marker>)(?=\[[ xX]\]\s+\S)")
_UNDERLINE: Final = re.compile(r"([=~-])\1{2,}\s*$")
_RULE: Final = re.compile(r"([-=*_])(?:\s*\1){4,}\s*$")
_SENTENCE_END: Final = re.compile(r"[.!?,;。！？、；]['\")\]]?$")
_MAIL: Final = re.compile(r"([A-Z][A-Za-z-]{1,40}):[ \t]+(\S.*)$")
_REPLY: Final = re.compile(r"^(?:(?:re|fwd?|aw):\s*)+", re.IGNORECASE)
MAX_MAIL_HEAD: Final = 30  # lines
_FULL_STOP: Final = re.compile(r"[.!?。！？]['\")\]]?$")
_DATA: Final = re.compile(r"\d{1,2}:\d{2}|^\d{4}-\d{2}-\d{2}\s*$|^@|^https?://")

MAX_HEADING_WORDS: Final = 10
MAX_CLOSE_HEADING_WORDS: Final = 5
MAX_HEADING: Final = 80
MAX_DEPTH: Final = 32
MAX_COLUMNS: Final = 200


def signs(text: str) -> int:
    """How much speaks for plain text (`protocol.py` has the scale)."""
    return 4 if text.count("\n  • ") + text.count("\n• ") > 1 else 1


def read(text: str) -> Reading:
    """Never raises, linear time (`protocol.py`)."""
    lines = text.split("\n")
    fields, lines = _mail(lines)
    reader = _Blocks(lines)
    reader.run()
    return Reading(tuple(reader.blocks), fields)


def _mail(lines: list[str]) -> tuple[tuple[Field, ...], list[str]]:
    """The head of a message of mail as fields, and the lines with that head left blank."""
    fields: list[Field] = []
    for index, line in enumerate(lines[:MAX_MAIL_HEAD]):
        match = _MAIL.match(line)
        if match is None:
            break
        name = {"subject": "title", "from": "author"}.get(match[1].lower(), match[1].lower())
        fields.append(Field(index + 1, name, (_REPLY.sub("", match[2].strip()),)))
    if not {"title", "author", "date"} <= {field.name for field in fields}:
        return (), lines
    return tuple(fields), [""] * len(fields) + lines[len(fields) :]


class _Blocks:
    """The state of the pass: the indents of open entries, and the lines of the open paragraph."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.indents: list[int] = []
        self.words: list[tuple[int, str]] = []
        self.entry: tuple[str, str | None] | None = None
        self.gap = True  # the line before was blank

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            index = self._line(index)
        self._close()

    def _line(self, index: int) -> int:
        raw = self.lines[index].expandtabs(4) if not self.lines[index].strip("\t ").count("\t") else self.lines[index]
        line = raw.strip(" \t\u00a0\f\v\r")
        if not line:
            self._close()
            self.gap = True
            return index + 1
        indent = len(raw) - len(raw.lstrip(" \t\u00a0"))
        marker = _BULLET.match(line) or _NUMBER.match(line) or _BOX_ALONE.match(line)
        if self._is_table(index):
            return self._table(index)
        if _RULE.match(line):
            self._close()
            self.blocks.append(Rule(index + 1))
        elif marker:
            self._entry(index, indent, line, marker)
        elif self._is_heading(index, line):
            self._heading(index, line)
        else:
            if self.words and self.entry is not None and indent < self.indents[-1]:
                self._close()  # further left than the bullet: no part of its entry
            if not self.words:
                while self.indents and indent <= self.indents[-1]:
                    self.indents.pop()
            self.words.append((index + 1, line))
        self.gap = False
        return index + 1

    def _entry(self, index: int, indent: int, line: str, marker: re.Match[str]) -> None:
        self._close()
        while self.indents and indent <= self.indents[-1]:
            self.indents.pop()
        if len(self.indents) < MAX_DEPTH:
            self.indents.append(indent)
        rest = line[marker.end() :]
        box = _CHECKBOX.match(rest)
        sign = marker["marker"] if marker["marker"][-1:] in {".", ")"} else "-"
        self.entry = (sign, (box["mark"] or " ") if box else None)
        self.words = [(index + 1, rest[box.end() :] if box else rest)]

    def _is_heading(self, index: int, line: str) -> bool:
        """A short line with no sentence in it, alone between blank lines or underlined."""
        if self.words and self.entry is None:
            return False
        following = self.lines[index + 1].strip() if index + 1 < len(self.lines) else ""
        if len(line) > MAX_HEADING or _SENTENCE_END.search(line) or _DATA.search(line):
            return False
        if _UNDERLINE.match(following):
            return True
        if not self.gap or not any(c.isalpha() for c in line):
            return False
        words = len(line.split())
        return (
            words <= MAX_HEADING_WORDS
            if not following
            else words <= MAX_CLOSE_HEADING_WORDS and _sits_on(line, following)
        )

    def _heading(self, index: int, line: str) -> None:
        self._close()
        self.indents.clear()
        following = self.lines[index + 1].strip() if index + 1 < len(self.lines) else ""
        if _UNDERLINE.match(following):
            self.lines[index + 1] = ""
        self.blocks.append(Heading(index + 1, 2, (Span(" ".join(line.split()), index + 1),)))

    def _is_table(self, index: int) -> bool:
        """Cells parted by tabs, on two lines running."""
        here = self.lines[index].strip()
        following = self.lines[index + 1].strip() if index + 1 < len(self.lines) else ""
        return "\t" in here and "\t" in following and not _BULLET.match(here)

    def _table(self, index: int) -> int:
        self._close()
        first, rows = index, list[Row]()
        while index < len(self.lines) and "\t" in self.lines[index].strip():
            number = index + 1
            cells = self.lines[index].strip(" \r\n").split("\t", MAX_COLUMNS)[:MAX_COLUMNS]
            rows.append(Row(number, tuple(Cell(number, _span(cell, number)) for cell in cells)))
            index += 1
        self.blocks.append(Table(first + 1, tuple(rows)))
        self.gap = False
        return index

    def _close(self) -> None:
        if not self.words:
            return
        text = list[Span]()
        for number, words in self.words:
            if text:
                text.append(Span("\n", number))
            text.extend(_span(words, number))
        line = self.words[0][0]
        if self.entry is not None:
            self.blocks.append(Entry(line, max(1, len(self.indents)), tuple(text), *self.entry))
        else:
            self.blocks.append(Paragraph(line, tuple(text), len(self.indents)))
        self.words, self.entry = [], None


def _sits_on(line: str, following: str) -> bool:
    """Whether a few words stand as a heading directly above a list or a sentence, with no blank line between."""
    if not line[0].isalpha() or line[0].islower() or any(mark in line for mark in ":：\t"):
        return False
    listed = _BULLET.match(following) or _NUMBER.match(following)
    return bool(listed or (len(following) > len(line) and _FULL_STOP.search(following)))


def _span(words: str, line: int) -> Text:
    words = " ".join(words.split())
    return (Span(words, line),) if words else ()
