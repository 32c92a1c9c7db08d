"""Long lists of ids in pieces: databases take only so many values in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500  # SQLite takes 32,766, PostgreSQL 65,535; beyond a few hundred nothing is gained


def chunks(values: Collection[T]) -> Iterator[Sequence[T]]:
    """Give the values in pieces of at most `AT_ONCE`, in their order."""
    listed = list(values)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
