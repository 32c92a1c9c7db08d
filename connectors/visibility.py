"""How widely something may be read."""

from __future__ import annotations

from enum import StrEnum


class Visibility(StrEnum):
    """Who may read a source or a tracker, from the widest circle to the narrowest."""

    PUBLIC = "public"
    ORGANISATION = "organisation"
    MEMBERS = "members"

    def wider_than(self, other: Visibility) -> bool:
        """Say whether more people may read `self` than `other`."""
        return _CIRCLES.index(self) < _CIRCLES.index(other)

    def and_wider(self) -> frozenset[Visibility]:
        """Give every circle whose things somebody inside this one may read: itself and all the wider ones."""
        return frozenset(_CIRCLES[: _CIRCLES.index(self) + 1])


_CIRCLES = tuple(Visibility)
