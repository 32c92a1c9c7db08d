"""What the steps of `identity.match` work on: items as comparable rows, and which of them have found each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.extraction.identity.wording import Wording


@dataclass(frozen=True, slots=True)
class Row:
    """An item made comparable. `whole` is the wording of title and detail, `detail` and `section` are keys."""

    title: Wording
    whole: Wording
    detail: str
    section: str
    refs: frozenset[str]
    removed: bool = False


@dataclass(slots=True)
class Revisions:
    """Known rows in their order, seen rows in theirs, and the pairs found so far. No row is in two pairs."""

    known: Sequence[Row]
    seen: Sequence[Row]
    known_of: dict[int, int] = field(default_factory=dict)
    seen_of: dict[int, int] = field(default_factory=dict)

    def pair(self, seen: int, known: int) -> None:
        """Take down that two rows are one item. Raises ValueError if either has been found already."""
        if seen in self.known_of or known in self.seen_of:
            raise ValueError(f"row {seen} or item {known} has been matched already")
        self.known_of[seen] = known
        self.seen_of[known] = seen

    def free_known(self, *, removed: bool | None = None) -> list[int]:
        """Give the known rows without a partner: all, the live ones or the tombstones."""
        rows = range(len(self.known))
        return [row for row in rows if row not in self.seen_of and removed in {None, self.known[row].removed}]

    def free_seen(self) -> list[int]:
        """Give the seen rows without a partner."""
        return [row for row in range(len(self.seen)) if row not in self.known_of]
