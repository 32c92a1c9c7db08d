"""What an item is for: as a cell, label, tag or heading states it."""

from __future__ import annotations

from service.extraction.folding import tokens
from service.extraction.vocabulary import FILLERS, GROUPS, TYPES
from service.model import ItemType


def stated(text: str) -> ItemType | None:
    """The type that a cell or label names; None if it names none or several."""
    found = {hit.value for hit in TYPES.find(tokens(text))}
    return found.pop() if len(found) == 1 else None


def is_type_label(text: str) -> bool:
    """Whether a label says a type and nothing much else: "Monitoring", "Process improvements"."""
    words = tokens(text)
    if not 0 < len(words) <= 5 or stated(text) is None:
        return False
    covered = {i for phrases in (TYPES, GROUPS) for hit in phrases.find(words) for i in range(hit.start, hit.end)}
    return all(i in covered or word in FILLERS for i, word in enumerate(words))
