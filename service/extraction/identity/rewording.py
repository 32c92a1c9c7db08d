"""Items whose words have changed: how alike the words are and how near the place, together.

                   the words are    in place   near   elsewhere, or a tombstone
    RETOUCHED      nearly equal     same       same   same
    REWORDED       mostly equal     same       same   held
    ALIKE          half equal       held       -      -
    OTHER          less             -          -      -

A ref that both have (and others too, else it had decided) makes a pair NEAR at least and takes ALIKE and REWORDED up
one; an equal detail that no other item has takes every grade up one.

Near-look-alikes are the trade's habit ("Add alert for disk", "Add alert for memory"), so likeness proves little where
something else is as alike: a pair that is hardly more alike than one of its rows is to an item already found is
ALIKE at most, and OTHER where names or numbers differ as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from service.extraction.identity.candidates import Candidates
from service.extraction.identity.likeness import Compare, Likeness
from service.extraction.identity.place import Place, Spot, spots
from service.extraction.identity.rows import Revisions, Row
from service.extraction.identity.settling import Pair, settle

_SIBLING_MARGIN: Final = 0.1
_BONUS: Final = {Place.IN_PLACE: 0.1, Place.NEAR: 0.05, Place.ELSEWHERE: 0.0}


class Grade(IntEnum):
    """How much of the words is left; the table is above."""

    OTHER = 0
    ALIKE = 1
    REWORDED = 2
    RETOUCHED = 3


_SAME: Final = frozenset(
    {
        *((Grade.RETOUCHED, place) for place in Place),
        (Grade.REWORDED, Place.IN_PLACE),
        (Grade.REWORDED, Place.NEAR),
    }
)
_HELD: Final = frozenset({(Grade.REWORDED, Place.ELSEWHERE), (Grade.ALIKE, Place.IN_PLACE)})


def grade(found: Likeness) -> Grade:
    """Grade a likeness. Words merely added or dropped are forgiven more than words replaced; names replaced, never."""
    if found.renamed:
        return Grade.ALIKE if found.score >= 0.5 else Grade.OTHER
    retouched, reworded = (0.9, 0.75) if found.replaced else (0.8, 0.5)
    if found.score >= retouched:
        return Grade.RETOUCHED
    if found.score >= reworded:
        return Grade.REWORDED
    return Grade.ALIKE if found.score >= 0.5 else Grade.OTHER


@dataclass(frozen=True, slots=True)
class _Evidence:
    grade: Grade
    place: Place
    score: float


def by_likeness(rows: Revisions, compare: Compare) -> dict[int, tuple[int, ...]]:
    """Pair reworded rows; give, for each seen row that stays in doubt, the known rows that it may be, best first."""
    evidence = _gather(rows, compare)
    for removed in (False, True):  # a live item is preferred to a tombstone
        same = {
            pair: found.score
            for pair, found in evidence.items()
            if (found.grade, found.place) in _SAME and rows.known[pair[1]].removed is removed and _free(rows, pair)
        }
        settled, unclear = settle(same)
        for pair in (*settled, *_splits(rows, unclear)):
            rows.pair(*pair)
    doubts: dict[int, list[Pair]] = defaultdict(list)
    for pair, found in evidence.items():
        if _free(rows, pair) and (found.grade, found.place) in _SAME | _HELD:
            doubts[pair[0]].append(pair)
    return {
        seen: tuple(pair[1] for pair in sorted(pairs, key=lambda pair: (-evidence[pair].score, pair)))
        for seen, pairs in sorted(doubts.items())
    }


def _free(rows: Revisions, pair: Pair) -> bool:
    return pair[0] not in rows.known_of and pair[1] not in rows.seen_of


def _gather(rows: Revisions, compare: Compare) -> dict[Pair, _Evidence]:
    seen_spots, known_spots = _spots(rows)
    likenesses = _likenesses(rows, _worth_comparing(rows, seen_spots, known_spots), compare)
    siblings = _Siblings(rows, likenesses)
    evidence = {}
    for pair, found in likenesses.items():
        seen, known = pair
        if not _free(rows, pair):
            continue
        place = seen_spots[seen].place(known_spots[known]) if known in known_spots else Place.ELSEWHERE
        if rows.seen[seen].refs & rows.known[known].refs:
            place = max(place, Place.NEAR)
        words = _supported(grade(found), found, rows.seen[seen], rows.known[known])
        if not _stands_out(found.score, siblings.likest(pair)):
            words = Grade.OTHER if found.renamed else min(words, Grade.ALIKE)
        evidence[pair] = _Evidence(words, place, found.score + _BONUS[place])
    return evidence


def _supported(words: Grade, found: Likeness, seen: Row, known: Row) -> Grade:
    """Take a grade up where something else than the words speaks for the pair."""
    own_detail = seen.detail == known.detail and seen.whole != seen.title and known.whole != known.title
    by_ref = bool(words and seen.refs & known.refs)
    if found.renamed or not (own_detail or by_ref):
        return words
    return Grade(min(words + 1, Grade.RETOUCHED))


def _spots(rows: Revisions) -> tuple[dict[int, Spot], dict[int, Spot]]:
    live = [row for row, known in enumerate(rows.known) if not known.removed]
    present = [row for row in range(len(rows.seen)) if not _back_from_removal(rows, row)]
    return (
        spots(present, rows.known_of, {row: rows.seen[row].section for row in present}),
        spots(live, {row: row for row in rows.seen_of}, {row: rows.known[row].section for row in live}),
    )


def _back_from_removal(rows: Revisions, seen: int) -> bool:
    return seen in rows.known_of and rows.known[rows.known_of[seen]].removed


def _worth_comparing(rows: Revisions, seen_spots: Mapping[int, Spot], known_spots: Mapping[int, Spot]) -> list[Pair]:
    free_seen, free_known = rows.free_seen(), rows.free_known()
    if not free_seen or not free_known:
        return []
    of_known = Candidates({number: row.whole for number, row in enumerate(rows.known)})
    of_seen = Candidates({number: row.whole for number, row in enumerate(rows.seen)})
    pairs = {(seen, known) for seen in free_seen for known in of_known.like(rows.seen[seen].whole)}
    pairs |= {(seen, known) for known in free_known for seen in of_seen.like(rows.known[known].whole)}
    standing = defaultdict(list)
    for known in free_known:
        if known in known_spots:
            standing[known_spots[known].before].append(known)
            standing[known_spots[known].after].append(known)
    for seen in free_seen:
        spot = seen_spots[seen]
        pairs |= {(seen, known) for key in (spot.before, spot.after) for known in standing[key]}
    return sorted(pairs)


def _likenesses(rows: Revisions, pairs: Sequence[Pair], compare: Compare) -> dict[Pair, Likeness]:
    return {(seen, known): _alike(rows.seen[seen], rows.known[known], compare) for seen, known in pairs}


def _alike(one: Row, other: Row, compare: Compare) -> Likeness:
    """Compare titles, and whole items where that makes them more alike: words move between title and detail."""
    title = compare(one.title, other.title)
    if one.whole == one.title and other.whole == other.title:
        return title
    whole = compare(one.whole, other.whole)
    return Likeness(whole.score, whole.replaced, title.renamed) if whole.score > title.score else title


def _stands_out(score: float, sibling: float) -> bool:
    # Of long titles that differ in one word each is very like the other: there, half the difference is clear enough.
    return score - sibling >= _SIBLING_MARGIN or 1 - score <= (1 - sibling) / 2


class _Siblings:
    """How like the free rows are to rows that have been found already."""

    def __init__(self, rows: Revisions, likenesses: Mapping[Pair, Likeness]) -> None:
        self._rows = rows
        self._of: dict[tuple[str, int], list[tuple[float, int]]] = defaultdict(list)
        for (seen, known), found in likenesses.items():
            if seen not in rows.known_of and known in rows.seen_of:
                self._of["seen", seen].append((found.score, known))
            if known not in rows.seen_of and seen in rows.known_of:
                self._of["known", known].append((found.score, rows.known_of[seen]))

    def likest(self, pair: Pair) -> float:
        """Give the greatest likeness of one of the pair to an item already found, the known one's copies left out."""
        seen, known = pair
        copies = self._rows.known[known].title.key
        near = self._of["seen", seen] + self._of["known", known]
        return max((score for score, other in near if self._rows.known[other].title.key != copies), default=0.0)


def _splits(rows: Revisions, unclear: Mapping[Pair, float]) -> list[Pair]:
    """Of an item that was split into rows that follow each other, the likest part goes on; of equals, the first."""
    parts: dict[int, list[int]] = defaultdict(list)
    claims: dict[int, int] = defaultdict(int)
    for seen, known in sorted(unclear):
        parts[known].append(seen)
        claims[seen] += 1
    found = []
    for known, seens in parts.items():
        follow = seens == list(range(seens[0], seens[0] + len(seens))) and len(seens) > 1
        words = {word for seen in seens for word in rows.seen[seen].whole.weights}
        if follow and all(claims[seen] == 1 for seen in seens) and rows.known[known].title.weights.keys() <= words:
            found.append((max(seens, key=lambda seen: (unclear[(seen, known)], -seen)), known))
    return found
