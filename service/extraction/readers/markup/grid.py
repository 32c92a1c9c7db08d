"""A table's cells with their spans -> rows in which a cell's position is its column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from service.extraction.blocks import Cell

MAX_SPAN: Final = 1_000
MAX_REPEATED: Final = 100_000

_NUMBER = re.compile(r"\s*(\d{1,6})")


def span(attributes: Mapping[str, str], name: str) -> int:
    """How many columns or rows a cell covers: 1 unless its attribute `name` is a number; 0 means all that follow."""
    match = _NUMBER.match(attributes.get(name, ""))
    return min(int(match[1]), MAX_SPAN) if match else 1


@dataclass(slots=True)
class Repeats:
    """How often cells were repeated in one document, so that a few bytes of markup cannot ask for millions of cells."""

    left: int = MAX_REPEATED
    exceeded_at: int | None = None

    def take(self, line: int) -> bool:
        """Whether a cell may be repeated once more."""
        if self.left <= 0:
            self.exceeded_at = self.exceeded_at or line
            return False
        self.left -= 1
        return True


@dataclass(slots=True)
class Grid:
    """The columns that cells of earlier rows still cover, while a table is read from top to bottom."""

    repeats: Repeats
    _covered: dict[int, tuple[Cell, int]] = field(default_factory=dict)

    def row(self, cells: list[tuple[Cell, int, int]], line: int) -> tuple[Cell, ...]:
        """The row's cells from (cell, columns covered, rows covered), those from earlier rows included."""
        covered, self._covered = self._covered, {}
        row: list[Cell] = []
        for cell, columns, rows in cells:
            self._fill(row, covered)
            for index in range(max(columns, 1)):
                if index and (len(row) in covered or not self.repeats.take(line)):
                    break
                if rows != 1:
                    self._covered[len(row)] = (cell, rows - 1 if rows else MAX_SPAN)
                row.append(cell)
        while covered:
            if len(row) not in covered:
                if not self.repeats.take(line):
                    break
                row.append(Cell(line, ()))
            self._fill(row, covered)
        return tuple(row)

    def end_group(self) -> None:
        """Cells do not reach beyond their `<thead>`, `<tbody>` or `<tfoot>`."""
        self._covered = {}

    def _fill(self, row: list[Cell], covered: dict[int, tuple[Cell, int]]) -> None:
        while len(row) in covered:
            cell, rows = covered.pop(len(row))
            if not self.repeats.take(cell.line):
                covered.clear()
                return
            if rows > 1:
                self._covered[len(row)] = (cell, rows - 1)
            row.append(cell)
