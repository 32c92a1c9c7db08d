"""Which texts are worth comparing with a text: those that share its rarest words, and never more than a few.

An inverted index. A look-up reads at most `WALKED` postings and gives at most `OFFERED` texts, so the comparisons for
n texts grow with n and not with its square, whatever the texts are: words that nearly every text has are not followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from heapq import nsmallest
from typing import Final

from service.extraction.identity.wording import Wording

OFFERED: Final = 12
WALKED: Final = 500


class Candidates:
    """The texts of one revision, found by their words."""

    def __init__(self, wordings: Mapping[int, Wording]) -> None:
        self._wordings = wordings
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number in sorted(wordings):
            for word in wordings[number].weights:
                self._postings[word].append(number)

    def like(self, text: Wording) -> list[int]:
        """Give the numbers of the texts that share most with `text`, best first; at most `OFFERED`."""
        shared: dict[int, float] = defaultdict(float)
        left = WALKED
        for word in sorted(text.weights, key=lambda word: (len(self._postings.get(word, ())), word)):
            posting = self._postings.get(word, ())
            if len(posting) > left:
                break
            left -= len(posting)
            for number in posting:
                shared[number] += text.weights[word] / len(posting)
        return [number for _, number in nsmallest(OFFERED, ((-weight, number) for number, weight in shared.items()))]
