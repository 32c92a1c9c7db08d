"""How alike two wordings are: the weight of the words that they share, as a part of all their words (Dice).

Words are compared as sets, so the order of a sentence's parts does not matter and one comparison takes time linear
in the words; edit distance and longest matching blocks over letters would call "alert for disk" and "alert for
desk" nearly equal and a turned-round sentence different. Letters matter only inside a word that the other side
lacks: a word one slip of the pen away, another form of a word, or a word written apart counts as the same, nearly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from service.extraction.identity.wording import Wording

_NEARLY: Final = 0.9  # what a mistyped or inflected word counts, of a word found as it is
_HOPELESS: Final = 0.3  # where less is shared and much is not, slips would not help, and looking takes long
_FEW: Final = 64  # pairs of words that are looked at all the same
_MANY: Final = 1600  # pairs of words that are never looked at
_LONGEST: Final = 60  # letters in a word; more is no word


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0..1. `replaced`: each side has telling words that the other lacks, so that something was not
    merely added or dropped. `renamed`: each side has a name or number that the other lacks.
    """

    score: float
    replaced: bool
    renamed: bool


Compare: TypeAlias = Callable[[Wording, Wording], Likeness]


def likeness(one: Wording, other: Wording) -> Likeness:
    """Compare two wordings. Texts without telling words are alike only if equal."""
    total = sum(one.weights.values()) + sum(other.weights.values())
    if not total or not one.weights or not other.weights:
        return Likeness(1.0 if one.key == other.key else 0.0, replaced=False, renamed=False)
    shared = sum(weight + other.weights[word] for word, weight in one.weights.items() if word in other.weights)
    ours = [word for word in one.weights if word not in other.weights]
    theirs = [word for word in other.weights if word not in one.weights]
    looked_at = len(ours) * len(theirs)
    worth_it = looked_at <= (_FEW if shared / total < _HOPELESS else _MANY)
    for mine, its in _slips(ours, theirs) if worth_it else ():
        shared += _NEARLY * (sum(one.weights[word] for word in mine) + sum(other.weights[word] for word in its))
        ours = [word for word in ours if word not in mine]
        theirs = [word for word in theirs if word not in its]
    return Likeness(
        score=shared / total,
        replaced=bool(ours and theirs),
        renamed=not one.names.isdisjoint(ours) and not other.names.isdisjoint(theirs),
    )


_Words: TypeAlias = tuple[str, ...]


def _slips(ours: list[str], theirs: list[str]) -> list[tuple[_Words, _Words]]:
    """Pair words that differ by a slip; each word is in one pair at most."""
    pairs: list[tuple[_Words, _Words]] = []
    for mine, its in _candidates(ours, theirs):
        if not any(set(mine) & set(taken) or set(its) & set(other) for taken, other in pairs):
            pairs.append((mine, its))
    return pairs


def _candidates(ours: list[str], theirs: list[str]) -> Iterable[tuple[_Words, _Words]]:
    yield from (((mine,), (its,)) for mine in ours for its in theirs if _same_word(mine, its))
    yield from (((a, b), (a + b,)) for a, b in pairwise(ours) if a + b in theirs)
    yield from (((a + b,), (a, b)) for a, b in pairwise(theirs) if a + b in ours)


def _same_word(one: str, other: str) -> bool:
    """Say whether two unequal words are one word, mistyped or inflected. Names and numbers never are."""
    if one.isascii() and other.isascii() and one[0] not in other[:2]:  # most pairs end here; the rest is below
        return False
    if max(len(one), len(other)) > _LONGEST or any(letter.isdigit() for letter in one + other):
        return False
    # Decomposed, an accent is a letter, and so is each part of a Korean syllable.
    short, long = sorted((unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other)), key=len)
    if len(long) < 4:
        return False
    start = _common_start(short, long)
    rest = min(_common_start(short[::-1], long[::-1]), len(short) - start)
    left, right = short[start : len(short) - rest], long[start : len(long) - rest]
    if sorted(left) == sorted(right) and len(left) == 2:  # two letters changed places
        return True
    if start == 0:  # increase and decrease, ingress and egress: what a prefix changes is the meaning
        return False
    if len(right) == 1 and (not left or len(long) >= 6):  # one letter more, one letter else
        return True
    return start >= 5 and start >= 0.6 * len(long)  # alert, alerts, alerting; monitor, monitoring


def _common_start(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
