"""What an item is for, by its wording: a guess, shown as one ("prevent?")."""

from __future__ import annotations

from typing import Final

from service.extraction.folding import tokens
from service.extraction.vocabulary import HINTS
from service.model import ItemType

# how telling a type's words are, found on the first half of the labelled postmortems
_WEIGHTS: Final = {
    ItemType.DETECT: 1.0,
    ItemType.PROCESS: 1.2,
    ItemType.INVESTIGATE: 0.8,
    ItemType.MITIGATE: 1.3,
    ItemType.REPAIR: 0.9,
    ItemType.PREVENT: 1.0,
}


def infer(title: str) -> ItemType | None:
    """The type that a title's words speak for most; None if none of them speaks for any."""
    words = tokens(title[:400])
    scores: dict[ItemType, float] = {}
    for hit in HINTS.find(words):
        scores[hit.value] = scores.get(hit.value, 0.0) + _WEIGHTS.get(hit.value, 1.0)
    return max(scores, key=lambda kind: scores[kind]) if scores else None
