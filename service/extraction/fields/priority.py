"""How urgent an item is, as the document says it."""

from __future__ import annotations

import re
from typing import Final

from service.extraction.folding import tokens
from service.extraction.vocabulary import PLACEHOLDERS, PRIORITIES

_WORD: Final = re.compile(
    r"\s*\b(?:priority|prioridad|prioridade|priorité|priorità|priorität|prioriteit|priorytet)\b\s*:?\s*", re.IGNORECASE
)
_LEVEL: Final = re.compile(r"(?:P|S|SEV|PRIO|PRI|PRIORITY|Priority|Prio)[-\s]?[0-5]")


def priority_of(cell: str) -> str | None:
    """What a priority cell says; None for a placeholder."""
    cell = " ".join(cell.split()).strip(" *_`")
    words = tokens(cell)
    if not words or PLACEHOLDERS.whole(words):
        return None
    return _WORD.sub("", cell).strip() or cell


def is_priority(text: str) -> bool:
    """Whether a text is nothing but a priority: "P1", "HIGH", "priority: low"."""
    text = text.strip()
    if _LEVEL.fullmatch(text):
        return True
    text = _WORD.sub("", text)
    words = tokens(text)
    return 0 < len(words) <= 3 and PRIORITIES.whole(words) is True
