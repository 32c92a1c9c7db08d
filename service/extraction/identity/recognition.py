"""Items that are recognised without a doubt: by an issue that they name, or by their own words.

Every step is a pairing by equal keys, so it takes time linear in the items however many equal texts there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, TypeAlias

from service.extraction.identity.rows import Revisions, Row

_Key: TypeAlias = Callable[[Row], Hashable]

# Equal titles are kept apart by the strictest of these that tells them apart; then by order.
_SAME_WORDS: Final[Sequence[_Key]] = (
    lambda row: (row.title.key, row.detail, row.section),
    lambda row: (row.title.key, row.detail),
    lambda row: (row.title.key, row.section),
    lambda row: row.title.key,
    lambda row: row.whole.key,  # a sentence that moved between title and detail
)


def by_ref_and_words(rows: Revisions) -> None:
    """Pair rows that share both a ref and a title."""
    for removed in (False, True):
        for key in _SAME_WORDS[:-1]:
            _pair_equal(rows, _each_ref(rows.known, rows.free_known(removed=removed), key), key, by_ref=True)


def by_ref_alone(rows: Revisions) -> None:
    """Pair rows of which each is the only one that has a certain ref, whatever their words are.

    A ref that serves several items says only that a row is one of them. And the ref gives way to words where the
    item's own title stands in a row that names no issue: were that row called new, it would get a second issue.
    """
    holders = _holders(rows.seen, range(len(rows.seen)))
    live = _holders(rows.known, [row for row, known in enumerate(rows.known) if not known.removed])
    dead = _holders(rows.known, rows.free_known(removed=True))
    wanted = _titles_without_issue(rows)
    for ref in sorted(holders):
        sole_seen, sole_known = holders[ref], live.get(ref) or dead.get(ref, [])
        if len(sole_seen) != 1 or len(sole_known) != 1:
            continue
        seen, known = sole_seen[0], sole_known[0]
        if seen in rows.known_of or known in rows.seen_of or wanted[rows.known[known].title.key] > 0:
            continue
        rows.pair(seen, known)


def by_words(rows: Revisions) -> None:
    """Pair rows of equal titles, live ones before tombstones, and before rows that name another issue."""
    for removed in (False, True):
        for key in _SAME_WORDS:
            newly_named = [row for row in rows.free_seen() if rows.seen[row].refs]
            without = [row for row in rows.free_known(removed=removed) if not rows.known[row].refs]
            _pair_equal(rows, [(key(rows.known[row]), row) for row in without], key, only=newly_named)
            _pair_equal(rows, [(key(rows.known[row]), row) for row in rows.free_known(removed=removed)], key)


def _pair_equal(
    rows: Revisions,
    known: Iterable[tuple[Hashable, int]],
    key: _Key,
    *,
    only: Sequence[int] | None = None,
    by_ref: bool = False,
) -> None:
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for value, row in known:
        waiting[value].append(row)
    for queue in waiting.values():
        queue.reverse()  # so that the first is taken first, by pop()
    free = rows.free_seen() if only is None else only
    values = _each_ref(rows.seen, free, key) if by_ref else [(key(rows.seen[row]), row) for row in free]
    for value, row in values:
        queue = waiting.get(value, [])
        while queue and queue[-1] in rows.seen_of:
            queue.pop()
        if queue and row not in rows.known_of:
            rows.pair(row, queue.pop())


def _each_ref(rows: Sequence[Row], free: Iterable[int], key: _Key) -> list[tuple[Hashable, int]]:
    return [((ref, key(rows[row])), row) for row in free for ref in sorted(rows[row].refs)]


def _holders(rows: Sequence[Row], among: Iterable[int]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for row in among:
        for ref in rows[row].refs:
            holders[ref].append(row)
    return holders


def _titles_without_issue(rows: Revisions) -> Counter[str]:
    """Count, for each title, the rows without a ref beyond the known items that no ref leads elsewhere."""
    wanted = Counter(rows.seen[row].title.key for row in rows.free_seen() if not rows.seen[row].refs)
    named = frozenset[str]().union(*(row.refs for row in rows.seen))
    stay = (rows.known[row] for row in rows.free_known(removed=False))
    wanted.subtract(row.title.key for row in stay if row.refs.isdisjoint(named))
    return wanted
