"""A second list that says the first one again: the fuller telling of each item is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from service.extraction.candidates import Candidate, Shape
from service.extraction.folding import tokens

LIKE: Final = 0.8  # the share of words that two titles have in common
MAX_COMPARED: Final = 400  # items; a longer list is compared by equal titles only
_RANK: Final = {Shape.ROW: 4, Shape.ENTRY: 3, Shape.HEADING: 3, Shape.PARAGRAPH: 2, Shape.SENTENCE: 1}


def without_repeats(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that another section tells again (equal titles in one section are two items)."""
    words = [frozenset(tokens(c.title)) for c in candidates]
    dropped: set[int] = set()
    by_words: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, own in enumerate(words):
        by_words[own].append(index)
    for group in by_words.values():
        _drop(group, candidates, dropped)
    if len(candidates) <= MAX_COMPARED:
        for index in range(len(candidates)):
            alike = [other for other in range(index) if _alike(words[index], words[other])]
            for other in alike:
                _drop([other, index], candidates, dropped)
    return [c for index, c in enumerate(candidates) if index not in dropped]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one) > 2 and len(other) > 2 and len(one & other) >= LIKE * max(len(one), len(other))


def _drop(group: Sequence[int], candidates: Sequence[Candidate], dropped: set[int]) -> None:
    group = [index for index in group if index not in dropped]
    for index in group[1:]:
        first = next((i for i in group if i not in dropped), index)
        if index == first or candidates[first].frame.line == candidates[index].frame.line:
            continue
        dropped.add(min((first, index), key=lambda i: (_fullness(candidates[i]), -i)))


def _fullness(candidate: Candidate) -> tuple[int, int]:
    fields = candidate.fields
    said = sum(map(bool, (fields.owners, fields.refs, fields.due, fields.due_words, fields.state, fields.priority)))
    return _RANK[candidate.shape], said
