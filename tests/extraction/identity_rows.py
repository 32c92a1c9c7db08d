"""Known and seen items in one line each, for the tests of identity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.extraction.identity.matching import Known, Matching, Seen


@dataclass(frozen=True, slots=True)
class Written:
    """An item as somebody wrote it."""

    title: str
    detail: str = ""
    section: str = ""
    refs: frozenset[str] = frozenset()


def row(title: str, *refs: str, detail: str = "", section: str = "") -> Written:
    """Write an item."""
    return Written(title, detail, section, frozenset(refs))


def known(item_id: str, written: Written, position: int, *, removed: bool = False) -> Known:
    """Make an item known."""
    return Known(item_id, written.title, written.detail, written.section, position, written.refs, removed)


def all_known(written: Iterable[Written], prefix: str = "id") -> list[Known]:
    """Make items known, in their order, as id0, id1, ..."""
    return [known(f"{prefix}{position}", item, position) for position, item in enumerate(written)]


def seen(written: Iterable[Written]) -> list[Seen]:
    """See items in a document."""
    return [Seen(item.title, item.detail, item.section, item.refs) for item in written]


def next_revision(before: Sequence[Known], now: Sequence[Seen], found: Matching) -> list[Known]:
    """Do what the store does with a matching: new ids for new items, tombstones for those that are gone.

    Every item in doubt is decided as "new", as a person might.
    """
    fresh = (f"new{number}" for number in range(len(before), len(before) + len(now)))
    ids = [item_id or next(fresh) for item_id in found.ids]
    present = [
        Known(item_id, item.title, item.detail, item.section, position, item.refs, removed=False)
        for position, (item_id, item) in enumerate(zip(ids, now, strict=True))
    ]
    return present + [replace(item, removed=True) for item in before if item.id not in ids]
