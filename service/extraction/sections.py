"""What a heading says about what stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from service.extraction.fields import types
from service.extraction.folding import Hit, tokens
from service.extraction.vocabulary import FILLERS, GROUPS, HEADINGS, LEADS, QUESTIONS, Role
from service.model import ItemType

_NUMBERING: Final = re.compile(
    r"^[\W_]*(?:(?:phase|part|section|step|stage|teil|parte|partie|etapa|fase|étape|часть|第)\s*[\dIVX]+\s*(?:章|部|节)?\s*[-:.–—]\s*"
    r"|(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])(?:\.\d{1,2})*[.):]\s+|\d{1,2}(?:\.\d{1,2})*\s+)?",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]?\s*$")
MAX_HEADING_TOKENS: Final = 40


def title_of(heading: str) -> str:
    """A heading without its number, emoji and trailing aside."""
    title = _NUMBERING.sub("", " ".join(heading.split()), count=1)
    return (_ASIDE.sub("", title) or title).strip(" :：*_-–—")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a heading opens; None if its words say nothing of it, or only mention it in passing."""
    words = tokens(title_of(heading)[:300])[:MAX_HEADING_TOKENS]
    if not words:
        return None
    hits = HEADINGS.find(words)
    best = None
    for role in (Role.ACTIONS, Role.ELSEWHERE, Role.MEASURES, Role.LESSONS):
        found = [hit for hit in hits if hit.value is role]
        if found and _is_about(words, hits, found, role):
            best = role
            break
    return best


def _is_about(words: Sequence[str], hits: list[Hit[Role]], found: list[Hit[Role]], role: Role) -> bool:
    """Whether a heading is about a thing rather than mentioning it: few of its words say anything else."""
    covered = {index for hit in hits for index in range(hit.start, hit.end)}
    rest = [w for i, w in enumerate(words) if i not in covered and w not in FILLERS and not w.isdigit()]
    weight = sum(0.4 if len(w) == 1 and not w.isascii() else 1.0 for w in rest)
    size = max(
        sum(0.5 if len(w) == 1 and not w.isascii() else 1.0 for w in words[hit.start : hit.end]) for hit in found
    )
    if words[0] in QUESTIONS and role is Role.ACTIONS and found[0].start > 0:
        return False
    if role is Role.ACTIONS:
        edge = found[0].start == 0 or found[-1].end == len(words) or all(w in FILLERS for w in words[: found[0].start])
        return edge and weight <= (1 if size < 2 else 4)
    return weight <= (1 if size < 2 else 3)


def is_lead(text: str) -> bool:
    """Whether running text that ends with a colon opens a list of follow-up work."""
    words = tokens(text[-200:])[-16:]
    return LEADS.first(words) is not None


def is_group(heading: str) -> bool:
    """Whether a heading only sorts what stands below it: by time, urgency, kind of work."""
    words = tokens(title_of(heading))
    if not words or len(words) > 8:
        return False
    covered = {index for hit in GROUPS.find(words) for index in range(hit.start, hit.end)}
    return bool(covered) and all(i in covered or w in FILLERS or w.isdigit() for i, w in enumerate(words))


def heading_type(heading: str) -> ItemType | None:
    """The type that a heading gives to all below it; None if it names none or several."""
    return types.stated(title_of(heading))
