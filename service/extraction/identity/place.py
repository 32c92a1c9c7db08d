"""Where a row stands, said by its neighbours: the rows around it of which we already know what they are.

A line or a position says little in a document in which rows come and go. What stays is that a reworded row
still follows the row that it followed, or comes before the one before which it came.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

_EDGE: Final = -1  # the document's first or last row has the edge for a neighbour


class Place(IntEnum):
    """How near two rows stand to each other across two revisions."""

    ELSEWHERE = 0
    NEAR = 1  # the same known row before or after them, or the same section
    IN_PLACE = 2  # and as many rows between them and it


@dataclass(frozen=True, slots=True)
class Spot:
    """A row's surroundings: the nearest known row on either side and the number of rows up to it; its section."""

    before: tuple[int, int]
    after: tuple[int, int]
    section: str

    def place(self, other: Spot) -> Place:
        """Compare with a row's surroundings in the other revision."""
        if self.before == other.before or self.after == other.after:
            return Place.IN_PLACE
        if self.before[0] == other.before[0] or self.after[0] == other.after[0]:
            return Place.NEAR
        return Place.NEAR if self.section and self.section == other.section else Place.ELSEWHERE


def spots(rows: Sequence[int], names: Mapping[int, int], sections: Mapping[int, str]) -> dict[int, Spot]:
    """Give each row's surroundings.

    `rows` are in the document's order, `names` calls those that are known on both sides by one name, and `sections`
    are the rows' sections. Where all rows have one section, it says nothing about where a row stands.
    """
    telling = len({sections[row] for row in rows}) > 1
    before = _distances(rows, names)
    after = _distances(rows[::-1], names)
    return {row: Spot(before[row], after[row], sections[row] if telling else "") for row in rows}


def _distances(rows: Collection[int], names: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    nearest, steps, found = _EDGE, 0, {}
    for row in rows:
        found[row] = (nearest, steps)
        nearest, steps = (names[row], 0) if row in names else (nearest, steps + 1)
    return found
