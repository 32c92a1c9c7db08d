"""The word lists of all languages, compiled: what a phrase means, whatever language it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from connectors.tracker import State
from service.extraction.folding import Phrases, fold, tokens
from service.extraction.words import LANGUAGES, About, Column
from service.extraction.words.language import phrases
from service.model import ItemType

Key = TypeVar("Key")


class Role(StrEnum):
    """What a heading says about what stands below it (`words/language.py` explains each)."""

    ACTIONS = "actions"
    MEASURES = "measures"
    LESSONS = "lessons"
    ELSEWHERE = "elsewhere"
    GROUP = "group"


def _lists(name: str) -> Iterable[str]:
    for language in LANGUAGES:
        yield from phrases(getattr(language, name))


def _mapped(name: str) -> Iterable[tuple[str, Key]]:
    for language in LANGUAGES:
        mapping: Mapping[Key, str] = getattr(language, name)
        for key, text in mapping.items():
            yield from ((phrase, key) for phrase in phrases(text))


def _words(name: str) -> frozenset[str]:
    return frozenset(token for language in LANGUAGES for token in tokens(getattr(language, name).replace("|", " ")))


def alternatives(found: Iterable[str]) -> str:
    """A pattern's alternatives, the longest first."""
    return "|".join(re.escape(text).replace(r"\ ", r"\s") for text in sorted(set(found), key=lambda t: (-len(t), t)))


HEADINGS: Final = Phrases[Role](
    [(phrase, Role.ELSEWHERE) for phrase in _lists("elsewhere")]
    + [(phrase, Role.ACTIONS) for phrase in _lists("actions")]
    + [(phrase, Role.MEASURES) for phrase in _lists("measures")]
    + [(phrase, Role.LESSONS) for phrase in _lists("lessons")]
)
GROUPS: Final = Phrases[bool]((phrase, True) for phrase in _lists("groups"))
LEADS: Final = Phrases[bool]((phrase, True) for phrase in _lists("leads"))
COLUMNS: Final = Phrases[Column](_mapped("columns"))
TYPES: Final = Phrases[ItemType](_mapped("types"))
HINTS: Final = Phrases[ItemType](_mapped("hints"))
STATES: Final = Phrases[State](_mapped("states"))
PRIORITIES: Final = Phrases[bool]((phrase, True) for phrase in _lists("priorities"))
PLACEHOLDERS: Final = Phrases[bool]((phrase, True) for phrase in _lists("placeholders"))
TEMPLATE: Final = Phrases[bool]((phrase, True) for phrase in _lists("template"))
POSTMORTEM: Final = Phrases[bool]((phrase, True) for phrase in _lists("postmortem"))
GUIDES: Final = Phrases[bool]((phrase, True) for phrase in _lists("guides"))
COUNTERFACTUALS: Final = Phrases[bool]((phrase, True) for phrase in _lists("counterfactuals"))
COMMITMENTS: Final = Phrases[bool]((phrase, True) for phrase in _lists("commitments"))
ABOUT: Final = Phrases[About](_mapped("about"))
VAGUE_DATES: Final = Phrases[bool]((phrase, True) for phrase in _lists("vague_dates"))

FILLERS: Final = _words("fillers")
VERBS: Final = _words("verbs")
DONE_VERBS: Final = _words("done_verbs")
TEAMS: Final = _words("teams")
REF_WORDS: Final = _words("ref_words")
PLAIN_COLUMNS: Final = _words("plain_columns")
QUESTIONS: Final = _words("questions")
READER: Final = _words("reader")
OPENERS: Final = _words("openers")
NUMBERS: Final[Mapping[str, int]] = {
    word: number
    for language in reversed(LANGUAGES)
    for number, words in enumerate(phrases(language.numbers), start=1)
    for word in tokens(words)
}
DUE_WORDS: Final = alternatives(phrase for phrase in _lists("due_words"))
ABBREVIATIONS: Final = alternatives(word for language in LANGUAGES for word in language.abbreviations.split())
END_OF: Final = Phrases[bool]((phrase, True) for phrase in _lists("end_of"))
WITHIN: Final = Phrases[bool]((phrase, True) for phrase in _lists("within"))
MONTHS: Final[Mapping[str, int]] = {
    name: number
    for language in reversed(LANGUAGES)
    for number, names in enumerate(phrases(language.months), start=1)
    for name in fold(names).split()
}
UNITS: Final[Mapping[str, str]] = {
    word: unit
    for language in reversed(LANGUAGES)
    for unit, names in language.units.items()
    for word in fold(names).split()
}
