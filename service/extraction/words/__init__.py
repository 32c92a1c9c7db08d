"""The words by which postmortems are read: data only, one module and one `Language` per language."""

from __future__ import annotations

from typing import Final

from service.extraction.words.chinese import CHINESE
from service.extraction.words.dutch import DUTCH
from service.extraction.words.english import ENGLISH
from service.extraction.words.french import FRENCH
from service.extraction.words.german import GERMAN
from service.extraction.words.italian import ITALIAN
from service.extraction.words.japanese import JAPANESE
from service.extraction.words.korean import KOREAN
from service.extraction.words.language import About, Column, Language
from service.extraction.words.polish import POLISH
from service.extraction.words.portuguese import PORTUGUESE
from service.extraction.words.russian import RUSSIAN
from service.extraction.words.spanish import SPANISH
from service.extraction.words.vietnamese import VIETNAMESE

LANGUAGES: Final = (
    ENGLISH,
    SPANISH,
    PORTUGUESE,
    FRENCH,
    GERMAN,
    ITALIAN,
    DUTCH,
    POLISH,
    RUSSIAN,
    VIETNAMESE,
    JAPANESE,
    KOREAN,
    CHINESE,
)

__all__ = ["LANGUAGES", "About", "Column", "Language"]
