"""Where sentences end: not in code, links, brackets and quotes, nor after abbreviations."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from service.extraction.marked import Marked
from service.extraction.vocabulary import ABBREVIATIONS

_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[。！？]+[」』）]*|\n(?=\s*(?:[-•*]|\d{1,2}[.)])\s)")
_ABBREVIATION: Final = re.compile(rf"(?:^|[\s(])(?:{ABBREVIATIONS}|[A-Za-z])\.$", re.IGNORECASE)
_OPENING: Final = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "「": "」", "（": "）"}
_PAIRED: Final = re.compile(r"[(\[{“«「（)\]}”»」）\"]")
MAX_TEXT: Final = 20_000


def sentences(text: Marked) -> list[Marked]:
    """The sentences of a text, as windows on it."""
    words = text.text
    if len(words) > MAX_TEXT:
        return [text.slice(0, MAX_TEXT), text.slice(MAX_TEXT)]
    if not _END.search(words):
        return [text] if text else []
    inside = _inside(text)
    found: list[Marked] = []
    start = 0
    for match in _END.finditer(words):
        end = match.end()
        if (
            _is_inside(inside, match.start())
            or not _begins(words, end)
            or _ABBREVIATION.search(words[start : match.start() + 1])
        ):
            continue
        if sentence := text.slice(start, end):
            found.append(sentence)
        start = end
    if rest := text.slice(start):
        found.append(rest)
    return found


def _begins(words: str, position: int) -> bool:
    """Whether a sentence can begin here: not with a small letter of an alphabet that has capitals, nor an aside."""
    rest = words[position : position + 40].lstrip()
    if not rest:
        return True
    first = rest[0]
    return not (first.islower() or first in "(（")


def _inside(text: Marked) -> list[tuple[int, int]]:
    """The stretches in which no sentence ends, in order, none in another."""
    stretches = text.protected()
    words = text.text
    opened: list[tuple[str, int]] = []
    quote = -1
    for match in _PAIRED.finditer(words):
        index, character = match.start(), match[0]
        if character in _OPENING:
            opened.append((_OPENING[character], index))
        elif opened and character == opened[-1][0]:
            _, start = opened.pop()
            if not opened:
                stretches.append((start, index))
        elif character == '"':
            if quote >= 0:
                stretches.append((quote, index))
                quote = -1
            else:
                quote = index
    stretches.sort()
    merged: list[tuple[int, int]] = []
    for low, high in stretches:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _is_inside(stretches: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(stretches, (position, len(stretches) and 1 << 60)) - 1
    return index >= 0 and stretches[index][0] < position < stretches[index][1]
