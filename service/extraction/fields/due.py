"""When an item is due: a day where one follows from the words and the document's date, else the words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from service.extraction import dates
from service.extraction.folding import tokens
from service.extraction.vocabulary import END_OF, MONTHS, NUMBERS, PLACEHOLDERS, UNITS, VAGUE_DATES, WITHIN

_QUARTER: Final = re.compile(r"[qtk]([1-4])|([1-4])[qt]$")
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True, slots=True)
class Due:
    """A day, or the words that stand in its place; at most one of the two."""

    day: date | None = None
    words: str | None = None


def due_of(text: str, near: date | None, day_first: bool | None = None) -> Due:
    """What a text says that is known to be about a due date. `near` is the document's date."""
    text = " ".join(text.split())
    if day := dates.first(text, near, day_first, bare=True):
        return Due(day=day)
    words = tokens(text)
    if not words or PLACEHOLDERS.whole(words):
        return Due()
    if day := _end_of(words, near) or _within(words, near):
        return Due(day=day)
    return Due(words=text)


def is_vague(text: str) -> bool:
    """Whether a text is nothing but a time without a day: "Q3", "next sprint", "in two weeks"."""
    words = tokens(text)
    if not words:
        return False
    if VAGUE_DATES.whole(words) or _QUARTER.fullmatch(words[0]):
        return len(words) <= 3
    if len(words) > 6:
        return False
    hit = END_OF.first(words)
    ends = (hit is None or hit.start <= 1) and _end_of(words, date(2000, 1, 1)) is not None
    return ends or _within(words, date(2000, 1, 1)) is not None


def is_span(text: str) -> bool:
    """Whether a text is a time told from the document's date and nothing else: "in two weeks", "by the end of Q3"."""
    words = tokens(text)
    if not 2 <= len(words) <= 6:
        return False
    if hit := WITHIN.at(words, 0):
        return len(words) - hit.end == 2 and _within(words, date(2000, 1, 1)) is not None
    hit = END_OF.at(words, 0)
    return hit is not None and len(words) - hit.end <= 2 and _end_of(words, date(2000, 1, 1)) is not None


def _end_of(words: Sequence[str], near: date | None) -> date | None:
    """The end of a quarter, month or year: "end of Q3", "fin mars 2026", "by the end of the year"."""
    hit = END_OF.first(words)
    if hit is None and words[-1] not in ("末", "底", "말"):
        return None
    rest = words[hit.end : hit.end + 6] if hit else words[:-1]
    year = next((int(w) for w in rest if w.isdigit() and len(w) == 4), near.year if near else None)
    if year is None:
        return None
    for word in rest:
        if quarter := _QUARTER.fullmatch(word):
            month = 3 * int(quarter[1] or quarter[2])
            return date(year, month, monthrange(year, month)[1])
        if word in MONTHS:
            return date(year, MONTHS[word], monthrange(year, MONTHS[word])[1])
        if UNITS.get(word) == "year" or (word.isdigit() and len(word) == 4):
            return date(year, 12, 31)
        if UNITS.get(word) == "month" and near:
            return date(near.year, near.month, monthrange(near.year, near.month)[1])
        if UNITS.get(word) == "quarter" and near:
            month = (near.month + 2) // 3 * 3
            return date(near.year, month, monthrange(near.year, month)[1])
        if UNITS.get(word) == "week" and near:
            return near + timedelta(days=(4 - near.weekday()) % 7)
    return None


def _within(words: Sequence[str], near: date | None) -> date | None:
    """A span from the document's date: "in two weeks", "within 30 days", "2 weeks"."""
    if near is None:
        return None
    hit = WITHIN.at(words, 0)
    rest = words[hit.end :] if hit else words
    for index, word in enumerate(rest[:3]):
        number = int(word) if word.isdigit() and len(word) < 4 else NUMBERS.get(word)
        if number is None:
            continue
        unit = next((UNITS[w] for w in rest[index + 1 : index + 3] if w in UNITS), None)
        if unit in _DAYS and (hit or word.isdigit()):
            return near + timedelta(days=number * _DAYS[unit])
    return None
