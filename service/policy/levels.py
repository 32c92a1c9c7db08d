"""How urgent an item and how severe an incident is, from what people write.

as written                                        priority     severity
------------------------------------------------  -----------  -----------------------------
P1, p-1, Prio 1, SEV-1, S1, Severity 1, 1         its number   its number; 0 counts as 1, 5 as 4
critical, high, medium, low and the like          `WORDS`      `WORDS`
1 - Critical, High (P2)                           the number   the number
SEV-2 (no customers affected)                     what it begins with
SEV-1 / SEV-2 / SEV-3, Medium - High              neither: it is a choice that nobody made
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# (priority, severity, the words for it). "Minor" is Statuspage's third impact and Jira's fourth priority.
WORDS: Final = (
    (0, 1, "critical | highest | very high | urgent | blocker | immediate | asap | emergency"),
    (1, 2, "high | major | medium high | must | must have"),
    (2, 3, "medium | med | moderate | normal | should | should have"),
    (3, 3, "minor"),
    (3, 4, "low | very low | could | could have"),
    (4, 4, "lowest | trivial | cosmetic | nice to have"),
    (0, 1, "kritisch | dringend | sehr hoch"),  # German
    (1, 2, "hoch | hohe"),
    (2, 3, "mittel | mittlere"),
    (3, 4, "niedrig | niedrige | gering"),
    (0, 1, "kritiek"),  # Dutch
    (1, 2, "hoog | hoge"),
    (2, 3, "middel | gemiddeld"),
    (3, 4, "laag | lage"),
    (0, 1, "critique | urgente | crítica | crítico | critica | critico"),  # French, Spanish, Portuguese, Italian
    (1, 2, "haut | haute | élevé | élevée | alta | alto"),
    (2, 3, "moyen | moyenne | media | medio | média | médio"),
    (3, 4, "bas | basse | faible | baja | bajo | baixa | baixo | bassa | basso"),
    (0, 1, "krytyczny | pilne | pilny"),  # Polish
    (1, 2, "wysoki"),
    (2, 3, "średni"),
    (3, 4, "niski"),
    (0, 1, "критический | критичный | срочно"),  # Russian
    (1, 2, "высокий"),
    (2, 3, "средний"),
    (3, 4, "низкий"),
    (0, 1, "khẩn cấp | nghiêm trọng"),  # Vietnamese
    (1, 2, "cao"),
    (2, 3, "trung bình"),
    (3, 4, "thấp"),
    (0, 1, "紧急 | 最高 | 緊急 | 긴급"),  # Chinese, Japanese, Korean
    (1, 2, "高 | 높음 | 상"),
    (2, 3, "中 | 중간 | 보통 | 중"),
    (3, 4, "低 | 낮음 | 하"),
)

# What may stand before a level and says nothing about it: "Severity: High", "priorité haute".
LABELS: Final = (
    "incident | severity | sev | priority | prio | pri | level | impact | urgency | schweregrad | priorität | "
    "prioriteit | priorité | prioridad | prioridade | priorità"
)

SEVEREST, MILDEST = 1, 4
MAX_READ: Final = 200  # characters


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _split(words: str) -> list[str]:
    return [_fold(word) for word in words.split("|")]


_LEVELS: Final = {word: (priority, severity) for priority, severity, words in WORDS for word in _split(words)}
_LABEL: Final = "|".join(map(re.escape, _split(LABELS)))
_WORD: Final = "|".join(re.escape(word) for word in sorted(_LEVELS, key=len, reverse=True))
_LEAD: Final = re.compile(rf"[\W_]*(?:(?:{_LABEL})\b[\s:.#=_-]*+(?!\d))*")
_ONE: Final = re.compile(
    rf"(?P<numbered>(?:{_LABEL}|p|s)[\s:.#=_-]*(?P<number>[0-5])(?![\w%]|[.,]\d|\s*[-–/]\s*\d\b))|(?P<word>(?:{_WORD})\b)"
)
_BARE: Final = re.compile(r"(?P<number>[0-5])(?=$|\s*[-–—:(]\s*[^\W\d])")
_BETWEEN: Final = re.compile(r"(?:[\s/|,;:&(–—-]|\b(?:or|to|and|incident)\b)*")


@dataclass(frozen=True, slots=True)
class Level:
    """A priority (0 is the most urgent) or a severity (1 to 4, 1 is the worst), and how to name it.

    `name` is in our own words, never a piece of the document: "P1", "high (P1)", "severity 2".
    """

    number: int
    name: str


@lru_cache(maxsize=1024)  # a team writes its levels in a few ways, in every document
def priority_level(text: str | None) -> Level | None:
    """Read an item's priority as written; None where none can be read."""
    found = _read(text)
    if found is None:
        return None
    number = found if isinstance(found, int) else _LEVELS[found][0]
    return Level(number, _named(f"P{number}", found))


@lru_cache(maxsize=1024)
def severity_level(text: str | None) -> Level | None:
    """Read an incident's severity as written; None where none can be read.

    Scales that begin at 0 or go on to 5 are folded into 1 to 4.
    """
    found = _read(text)
    if found is None:
        return None
    number = min(max(found, SEVEREST), MILDEST) if isinstance(found, int) else _LEVELS[found][1]
    return Level(number, _named(f"severity {number}", found))


def _named(name: str, found: int | str) -> str:
    return name if isinstance(found, int) else f"{found} ({name})"


def _read(text: str | None) -> int | str | None:
    """Give the number or the word of `WORDS` with which a text begins; None if there is none, or several."""
    levels = list(_leading(_fold((text or "")[:MAX_READ])))
    numbers = {level for level in levels if isinstance(level, int)}
    if numbers:
        return numbers.pop() if len(numbers) == 1 else None
    words = [level for level in levels if isinstance(level, str)]
    return words[0] if len({_LEVELS[word] for word in words}) == 1 else None


def _leading(text: str) -> Iterator[int | str]:
    """Give the levels that stand at the beginning of a folded text, with nothing else between them."""
    lead = _LEAD.match(text)
    place = lead.end() if lead else 0
    if bare := _BARE.match(text, place):
        yield int(bare["number"])
        place = _skip(text, bare.end())
    while found := _ONE.match(text, place):
        yield int(found["number"]) if found["numbered"] else found["word"]
        place = _skip(text, found.end())


def _skip(text: str, place: int) -> int:
    between = _BETWEEN.match(text, place)
    return between.end() if between else place
