"""Words as they are compared: without case, accents and punctuation; phrases found in a text in one pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

# Scripts without blanks between words, and Korean, whose particles cling to the word: each character is a token.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々ー]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々ー]+")

_ASCII_TOKEN = re.compile(r"[a-z0-9]+")
# The accents that are told apart from their letters: Latin, Cyrillic, Hebrew, Arabic, Indic, Japanese, symbols.
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u093c\u094d\u1dc0-\u1dff\u20d0-\u20dc\u3099\u309a\ufe20-\ufe2f]+"
)

Value = TypeVar("Value")


def fold(text: str) -> str:
    """Lower case without accents: "Priorité" and "priorite" are the same word."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _COMBINING.sub("", decomposed))


@lru_cache(maxsize=16_384)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text. Cached: one title is looked at from many sides."""
    if text.isascii():
        return tuple(_ASCII_TOKEN.findall(text.lower()))
    return tuple(_TOKEN.findall(fold(text)))


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A phrase found: the tokens from `start` to before `end`."""

    start: int
    end: int
    value: Value


@dataclass(slots=True)
class _Node(Generic[Value]):
    words: dict[str, _Node[Value]] = field(default_factory=dict)
    beginnings: dict[str, _Node[Value]] = field(default_factory=dict)  # of words: "prevent" for "prevent*"
    values: list[Value] = field(default_factory=list)


class Phrases(Generic[Value]):
    """Phrases and what each means. Of those that begin at one place the longest counts; of equals, the first added."""

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        self._root: _Node[Value] = _Node()
        self._shortest = 3  # the shortest beginning of a word that is looked up
        for phrase, value in pairs:
            self._add(phrase, value)
        self._beginnings = {beginning[: self._shortest] for beginning in self._root.beginnings}

    def _add(self, phrase: str, value: Value) -> None:
        words = tokens(phrase)
        if not words:
            return
        node = self._root
        for word in words[:-1]:
            node = node.words.setdefault(word, _Node())
        if phrase.rstrip().endswith("*"):
            self._shortest = min(self._shortest, len(words[-1]))
            node = node.beginnings.setdefault(words[-1], _Node())
        else:
            node = node.words.setdefault(words[-1], _Node())
        if value not in node.values:
            node.values.append(value)

    def at(self, words: Sequence[str], start: int) -> Hit[Value] | None:
        """The longest phrase that begins with the word at `start`."""
        node, best = self._root, None
        for index in range(start, len(words)):
            word = words[index]
            if node.beginnings and (node is not self._root or word[: self._shortest] in self._beginnings):
                for length in range(len(word), self._shortest - 1, -1):
                    if found := node.beginnings.get(word[:length]):
                        best = Hit(start, index + 1, found.values[0])
                        break
            following = node.words.get(word)
            if following is None:
                break
            node = following
            if node.values:
                best = Hit(start, index + 1, node.values[0])
        return best

    def find(self, words: Sequence[str]) -> list[Hit[Value]]:
        """All phrases, from left to right, none overlapping another."""
        hits: list[Hit[Value]] = []
        index = 0
        while index < len(words):
            hit = self.at(words, index) if self._may_begin(words[index]) else None
            if hit:
                hits.append(hit)
                index = hit.end
            else:
                index += 1
        return hits

    def first(self, words: Sequence[str]) -> Hit[Value] | None:
        """The leftmost phrase."""
        whole, beginnings, shortest = self._root.words, self._beginnings, self._shortest
        for index, word in enumerate(words):
            if (word in whole or word[:shortest] in beginnings) and (hit := self.at(words, index)):
                return hit
        return None

    def _may_begin(self, word: str) -> bool:
        """Whether a phrase can begin with a word; rules out most words at the cost of two look-ups."""
        return word in self._root.words or word[: self._shortest] in self._beginnings

    def whole(self, words: Sequence[str]) -> Value | None:
        """What the words mean if they are one phrase and nothing else."""
        hit = self.at(words, 0) if words and self._may_begin(words[0]) else None
        return hit.value if hit and hit.end == len(words) else None
