"""Markdown's tables, with the forms that people mean: rows apart by blank lines, no delimiter row, ragged rows.

https://github.github.com/gfm/#tables-extension-
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from service.extraction.blocks import Cell, Row, Table, Text
from service.extraction.readers.markdown_inline import inline

_DELIMITER: Final = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BAR: Final = re.compile(r"(?<!\\)\|")
MAX_COLUMNS: Final = 200


def starts(lines: Sequence[str], index: int) -> bool:
    """Whether a table begins on this line: a delimiter row follows, or it and the next are fenced with bars."""
    line = lines[index]
    if "|" not in line or (_DELIMITER.match(line) and not _fenced(line)):
        return False
    following = _next(lines, index, 1 if _fenced(line) else 0)
    if following is None:
        return False
    if _is_delimiter(lines[following]):
        return True
    return _fenced(line) and following == index + 1 and _fenced(lines[following]) and _width(line) > 1


def table(
    lines: Sequence[str], index: int, depth: int, references: Mapping[str, str], notes: Mapping[str, Text]
) -> tuple[Table, int]:
    """The table that begins on line `index`, and the index of its last line."""
    rows: list[Row] = []
    first = last = index
    fenced = _fenced(lines[index])
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            following = _next(lines, index, 2) if fenced else None
            if following is None or not _fenced(lines[following]) or _new_table(lines, following):
                break
            index = following
            continue
        if "|" not in line or (fenced and not line.lstrip(" \t>").startswith("|")):
            break
        if _is_delimiter(line):
            rows = [Row(row.line, row.cells, header=True) for row in rows] if len(rows) == 1 else rows
        else:
            rows.append(_row(line, index + 1, references, notes))
        last = index
        index += 1
    return Table(first + 1, tuple(rows), depth), last


def _new_table(lines: Sequence[str], index: int) -> bool:
    """Whether the row after a gap is the head of another table."""
    following = _next(lines, index, 0)
    return following is not None and _is_delimiter(lines[following])


def _next(lines: Sequence[str], index: int, gap: int) -> int | None:
    """The next line that is not blank, if at most `gap` blank lines stand between."""
    for ahead in range(index + 1, min(index + 2 + gap, len(lines))):
        if lines[ahead].strip():
            return ahead
    return None


def _is_delimiter(line: str) -> bool:
    return "|" in line and "-" in line and _DELIMITER.match(line) is not None


def _fenced(line: str) -> bool:
    stripped = line.strip(" \t>")
    return len(stripped) > 2 and stripped[0] == "|" and stripped[-1] == "|"


def _width(line: str) -> int:
    return len(_BAR.findall(line)) - 1


def _row(line: str, number: int, references: Mapping[str, str], notes: Mapping[str, Text]) -> Row:
    stripped = line.strip(" \t>")
    stripped = stripped.removeprefix("|")
    if stripped.endswith("|") and not stripped.endswith("\\|"):
        stripped = stripped[:-1]
    cells = _BAR.split(stripped, maxsplit=MAX_COLUMNS)[:MAX_COLUMNS]
    return Row(
        number, tuple(Cell(number, inline(c.strip().replace("\\|", "|"), number, references, notes)) for c in cells)
    )
