"""Days in running text, in the ways in which people write them; our own small grammar instead of a general parser,
which costs milliseconds for every text that holds no date.

    2026-05-21  2026/5/21  2026.05.21          year first
    21.05.2026  5/21/2026  5-26-21  21/5       numbers: the order from what cannot be a month, else from the document
    May 21st, 2026  21 May  21. Mai 2026       month names of every language in `words`
    21 de mayo de 2026                         ... with their little words
    2026年5月21日  5월 21일  ngày 21 tháng 5    scripts and languages that name the parts
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.extraction.folding import fold, tokens
from service.extraction.vocabulary import MONTHS
from service.extraction.words import LANGUAGES
from service.extraction.words.english import ENGLISH

_NAMES: Final = "|".join(
    sorted(
        {*MONTHS, *(n for language in LANGUAGES for n in language.months.replace("|", " ").split())},
        key=len,
        reverse=True,
    )
)
_LITTLE: Final = r"(?:\s*(?:de|di|del|of|do|,|\.)?\s*)"
_UNTIL: Final = r"(?:\s?(?:[-–—]|to|and)\s?\d{1,2}(?:st|nd|rd|th)?)?"  # 9-10 March: the first of several days
_FORMS: Final = (
    re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d|\.\d)"),
    re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号]?"),
    re.compile(r"(?<!\d)(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号]"),
    re.compile(r"ngày\s(?P<d>\d{1,2})[\s/]+(?:tháng\s)?(?P<m>\d{1,2})(?:[\s/]+(?:năm\s)?(?P<y>(?:19|20)\d\d))?"),
    re.compile(  # 21 May 2026, 21st of May, 21. Mai 2026, 21 de mayo de 2026
        r"(?<![\w.])(?P<d>\d{1,2})(?:st|nd|rd|th|º|er|ª|-?го|-?е)?"
        + _UNTIL
        + _LITTLE
        + r"[-\s]?(?P<name>"
        + _NAMES
        + r")\b\.?"
        r"(?:(?:\s*(?:de|di|del|of|,)?\s*|[-/])(?P<y>(?:19|20)\d\d)(?!\d))?"
    ),
    re.compile(  # May 21st, 2026
        r"(?<!\w)(?P<name>"
        + _NAMES
        + r")\b\.?\s*(?:the\s)?(?P<d>\d{1,2})(?!\d|:)(?:st|nd|rd|th)?"
        + _UNTIL
        + r"(?!\d|:)"
        r"(?:(?:\s*,\s*|\s+)(?P<y>(?:19|20)\d\d)(?!\d))?"
    ),
    re.compile(
        r"(?<![\w./:-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|(?<!\.)\d\d)(?![\d./:]*\d)"
    ),
    re.compile(r"(?<![\w./:#-])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?:\.(?=\s|$))?(?![\d./:%-]*\d|\w)"),
)
_ASCII_FORMS: Final = (_FORMS[0], *_FORMS[4:])  # the others have letters of their own
_ENGLISH: Final = frozenset(tokens(ENGLISH.fillers))
_OTHERS: Final = frozenset(word for language in LANGUAGES[1:] for word in tokens(language.fillers))
_LITTLE_WORDS: Final = (_ENGLISH - _OTHERS, _OTHERS - _ENGLISH)
_NUMERIC: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")  # what may be a date of numbers, in any order
_RANGE: Final = re.compile(r"\s*(?:-|–|—|and|to|until)\s*")
_HINT: Final = re.compile(r"\d")
MAX_SEARCHED: Final = 4_000  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """A day in a text, and whether its year is written there."""

    start: int
    end: int
    day: date
    with_year: bool


def find(text: str, near: date | None = None, day_first: bool | None = None, *, bare: bool = False) -> list[Found]:
    """The days in a text, from left to right. One without a year is read as the first such day from `near` on (or
    up to two months before it), and left out if `near` is None. `day_first` reads 5/6/2026; `bare` allows 5/6."""
    if not _HINT.search(text):
        return []
    found: list[Found] = []
    lowered = text[:MAX_SEARCHED].lower()
    forms = _ASCII_FORMS if lowered.isascii() else _FORMS
    for form in forms if bare else forms[:-1]:
        for match in form.finditer(lowered):
            if any(match.start() < f.end and f.start < match.end() for f in found):
                continue
            if day := _day(match, near, day_first):
                found.append(day)
    if near is None and found and (bare_day := _before_range(lowered, found[0], day_first)):
        found.append(bare_day)
    return sorted(found, key=lambda f: f.start)


def _before_range(text: str, end: Found, day_first: bool | None) -> Found | None:
    """The first day of "between July 9 and July 16, 2023", which has its year from the second."""
    start = max(0, end.start - 24)
    for form in _FORMS[4:6]:
        for match in form.finditer(text, start, end.start):
            if _RANGE.fullmatch(text, match.end(), end.start) and (day := _day(match, end.day, day_first)):
                return day if day.day <= end.day else None
    return None


def first(text: str, near: date | None = None, day_first: bool | None = None, *, bare: bool = False) -> date | None:
    """The leftmost day in a text."""
    days = find(text, near, day_first, bare=bare)
    return days[0].day if days else None


def is_day_first(text: str) -> bool | None:
    """Which order a document's numeric dates have, by those that can be read in one way only, else by its
    language; None for English, where both are at home."""
    votes, ambiguous = 0, False
    for numbers in _NUMERIC.finditer(text, 0, 4 * MAX_SEARCHED):
        if match := _FORMS[6].match(text, numbers.start()):
            a, b = int(match["a"]), int(match["b"])
            votes += (a > 12 >= b) - (b > 12 >= a)
            ambiguous = ambiguous or (a <= 12 and b <= 12)
    if votes:
        return votes > 0
    return None if not ambiguous or _is_english(tokens(text[:MAX_SEARCHED])) else True


def _is_english(words: Sequence[str]) -> bool:
    """Whether a text is in English as far as its little words tell, or they tell nothing."""
    english, others = _LITTLE_WORDS
    return sum(word in english for word in words) >= sum(word in others for word in words)


def _day(match: re.Match[str], near: date | None, day_first: bool | None) -> Found | None:
    parts = match.groupdict()
    if "a" in parts:
        numbers = int(parts["a"]), int(parts["b"])
        dotted = parts["sep"] == "."
        first_is_day = numbers[0] > 12 or (numbers[1] <= 12 and (dotted if day_first is None else day_first))
        day, month = numbers if first_is_day else numbers[::-1]
    else:
        day = int(parts["d"])
        month = MONTHS.get(fold(parts["name"]), 0) if parts.get("name") else int(parts["m"])
    year = parts.get("y")
    if year:
        number = int(year) if len(year) == 4 else 2000 + int(year)
        value = _date(number, month, day)
    elif near is not None:
        value = _from(near, month, day)
    else:
        value = None
    return Found(match.start(), match.end(), value, bool(year)) if value else None


def _from(near: date, month: int, day: int) -> date | None:
    value = _date(near.year, month, day)
    if value and (near - value).days > 61:
        return _date(near.year + 1, month, day)
    return value


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
