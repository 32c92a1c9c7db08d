"""Who belongs to whom, when several might: only pairs that are clearly better than every rival of either side.

Choosing the pairs with the best total (the assignment problem) would always give an answer. Here no answer is one:
what is not clear stays open, and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final, TypeAlias

MARGIN: Final = 0.05

Pair: TypeAlias = tuple[int, int]
"""A seen row and a known row."""


def settle(scores: Mapping[Pair, float], *, margin: float = MARGIN) -> tuple[list[Pair], dict[Pair, float]]:
    """Give the clear pairs, and the pairs that stay open: those of which both rows are without a partner.

    A pair is clear if no other open pair of either row comes within `margin` of it; once it is settled, what it
    leaves free may be clear in turn.
    """
    pending = sorted(scores, key=lambda pair: (-scores[pair], pair))
    settled: list[Pair] = []
    while True:
        rivals = _by_row(pending)
        taken: set[tuple[str, int]] = set()
        for pair in pending:
            ends = _ends(pair)
            if taken.isdisjoint(ends) and _clear(pair, scores, rivals, taken, margin):
                settled.append(pair)
                taken.update(ends)
        if not taken:
            return settled, {pair: scores[pair] for pair in pending}
        pending = [pair for pair in pending if taken.isdisjoint(_ends(pair))]


def _clear(
    pair: Pair,
    scores: Mapping[Pair, float],
    rivals: Mapping[tuple[str, int], list[Pair]],
    taken: set[tuple[str, int]],
    margin: float,
) -> bool:
    least = scores[pair] - margin
    others = (rival for end in _ends(pair) for rival in rivals[end] if rival != pair)
    return all(scores[rival] <= least for rival in others if taken.isdisjoint(_ends(rival)))


def _by_row(pairs: list[Pair]) -> dict[tuple[str, int], list[Pair]]:
    rivals: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        for end in _ends(pair):
            rivals[end].append(pair)
    return rivals


def _ends(pair: Pair) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("seen", pair[0]), ("known", pair[1])
