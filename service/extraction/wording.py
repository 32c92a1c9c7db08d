"""How a text is worded: as an instruction, a promise, a report of what was done, a placeholder."""

from __future__ import annotations

import re
from typing import Final

from service.extraction.folding import tokens
from service.extraction.vocabulary import (
    COMMITMENTS,
    COUNTERFACTUALS,
    DONE_VERBS,
    OPENERS,
    PLACEHOLDERS,
    READER,
    TEMPLATE,
    VERBS,
)

_BLANK: Final = re.compile(
    r"[\s.…_\-–—*?x/\\|]*$|<[^<>]{0,200}>$|\[[^\[\]]{0,200}\]$|\{[^{}]{0,200}\}$|(?:ACTION|ITEM|TASK|Action|Item|Task|TODO|XX?X?)[\s_-]?(?:ITEM|Item|item)?\s?[\dNX]{0,2}$"
)
_DATE_SHAPE: Final = re.compile(
    r"\b(?:YYYY|DD[/-]MM|MM[/-]DD|HH:MM|INC-X+|#X+|#N\b|XXXX+)\b|\[(?:nome|name|date|link|owner|data|nombre|fecha)\b",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(  # "To avoid it, we ..."
    r"\W*to\s[^,.;:]{3,100},\s+(?:we|i|the|it|our|this)\b", re.IGNORECASE
)
_PERFECT: Final = re.compile(
    r"(?:we|i)(?:['’]ve|\s+have)\s+(?:already\s+|also\s+|since\s+|now\s+)?\w+ed\b", re.IGNORECASE
)
_PASSIVE: Final = re.compile(
    r"[^.,;:]{3,60}\s(?:was|were|has been|have been)\s+(?:\w+ed|sent|built|put|set|written)\b", re.IGNORECASE
)
MAX_SHORT_REPORT: Final = 4  # words
_GERUND: Final = re.compile(r"[a-z]{3,}ing")


def is_instruction(text: str, *, gerunds: bool = True) -> bool:
    """Whether a text begins as an instruction does: "Add ...", "Firstly, pushing ...", "Añadir ..."."""
    words = tokens(text[:120])
    if words and words[0] == "to" and _PURPOSE.match(text):
        return False
    for word in words[:3]:
        if word in VERBS:
            return True
        if word not in OPENERS:
            return gerunds and bool(_GERUND.fullmatch(word)) and _base(word)
    return False


def _base(gerund: str) -> bool:
    stem = gerund[:-3]
    return stem in VERBS or stem + "e" in VERBS or (len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in VERBS)


def promises(text: str) -> bool:
    """Whether a sentence commits to work or asks for it."""
    words = tokens(text[:400])
    return COMMITMENTS.first(words) is not None and COUNTERFACTUALS.first(words) is None


def reports(text: str) -> bool:
    """Whether a text begins as a report of finished work does: "Added ..."."""
    words = tokens(text[:80])
    return bool(words) and words[0] in DONE_VERBS and words[0] not in VERBS  # "split", "set": as likely still to do


def tells_of_done_work(text: str) -> bool:
    """Whether a text reports finished work in any of the ways in which a list does: "Added ...", "We have added ...",
    "A note was sent ...", "Alerts configured"."""
    if reports(text):
        return True
    words = tokens(text[:160])
    if _PERFECT.match(text) or _PASSIVE.match(text):
        return True
    short = 2 <= len(words) <= MAX_SHORT_REPORT and not is_instruction(text)
    return short and words[-1] in DONE_VERBS and words[-1] not in VERBS


def addresses_reader(text: str) -> bool:
    """Whether a text tells its reader what to do: advice to users, not work of one's own."""
    return not READER.isdisjoint(tokens(text[:300]))


def is_placeholder(text: str) -> bool:
    """Whether a text only holds the place of one: "TBD", "...", "<action item>", "*Describe ...*"."""
    text = text.strip().strip("*_`").strip()
    if _BLANK.match(text):
        return True
    words = tokens(text[:200])
    if not words or PLACEHOLDERS.whole(words):
        return True
    hit = TEMPLATE.at(words, 0)
    return bool(hit and text[0] in "<[{(")


def has_blanks(text: str) -> bool:
    """Whether a text has parts that are still to be filled in: "YYYY-MM-DD", "[Name]", "INC-XXXX"."""
    return _DATE_SHAPE.search(text) is not None
