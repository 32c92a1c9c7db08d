"""Which item is which, when a document has changed.

An item's id is given once and followed through every revision. `match` goes down this list; what one line has found
is out of the running for the next, and no id is ever given twice.

    1. It shares a ref and its title with a known item                         that item
    2. It is the only row with a ref that only one known item has              that item, whatever its words
       - unless that item's title stands in another row, which has no ref      the words decide: step 3
    3. Its title is a known item's, word for word                              that item; of equal titles, the one with
                                                                               the same detail, section, then order
       or its title and detail together are                                    that item
    4. Its words are like a known item's, and so is its place                  see the table in `rewording.py`: that
                                                                               item, or held, or not
    5. Nothing of this                                                         a new item

In every step a live item comes before a tombstone. A tombstone comes back by its ref, by its words, or by words
nearly equal, for it has no place any more.

Replaced in place, "Add alert for disk" by "Add alert for memory" is HELD: it may be a correction or another promise,
and no rule over words can know. Of the wrong answers, "new" would file a second issue for one item, and "the same"
would rewrite an issue into something that nobody filed. Apart from each other the two are two items; so they are
where the exact words of the one are found elsewhere (step 3 comes first), and where a name or number was replaced
("Drain db-3", "Drain db-4") while further such rows stand in the document.

A split leaves the id with the part that is most like the old item (of equal parts in a row, the first). A merge keeps
the id of the likest, and is held if two are equally like.

The work is about linear in the items: each row not found by step 3 is compared with at most `OFFERED` others by
words (`candidates.py`) and a few by place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.extraction.identity.likeness import Compare, likeness
from service.extraction.identity.recognition import by_ref_alone, by_ref_and_words, by_words
from service.extraction.identity.rewording import by_likeness
from service.extraction.identity.rows import Revisions, Row
from service.extraction.identity.wording import with_detail, wording


@dataclass(frozen=True, slots=True)
class Known:
    """An item of earlier revisions, tombstones included, as it was last seen.

    `position` is its place among the document's items. `refs` are canonical: those that the document named and
    those of the issues that it is linked to. `removed` marks a tombstone: the last revision did not have it.
    """

    id: str
    title: str
    detail: str
    section: str
    position: int
    refs: frozenset[str]
    removed: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as the document has it now. `refs` are canonical."""

    title: str
    detail: str
    section: str
    refs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matching:
    """What `match` found.

    `ids` has one entry for each seen item, in order: the known item that it is, or None if it is new or in doubt.
    `ambiguous` says of those in doubt, by index, which known items they may be, best first.
    `removed` are the live known items, in order, that the document no longer has: no seen item is one of them or
    may be. A live item that is only somebody's candidate is in neither: leave it as it is until a person decides.
    A doubt is not remembered here: if the row in doubt is handed in as known next time, it is found as itself, and
    its candidates come out as removed; so a caller spares the candidates of items that are still in doubt.
    """

    ids: tuple[str | None, ...]
    ambiguous: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


def match(known: Sequence[Known], seen: Sequence[Seen], *, compare: Compare = likeness) -> Matching:
    """Say which of the known items of ONE postmortem the seen items are.

    The order of `known` does not matter, that of `seen` is the document's. Raises ValueError if two known items
    have one id.
    """
    ordered = sorted(known, key=lambda item: (item.position, item.id))
    if len({item.id for item in ordered}) < len(ordered):
        raise ValueError("two known items have the same id")
    rows = Revisions(_rows(ordered), _rows(seen))
    by_ref_and_words(rows)
    by_ref_alone(rows)
    by_words(rows)
    doubts = by_likeness(rows, compare)
    candidates = {candidate for found in doubts.values() for candidate in found}
    return Matching(
        ids=tuple(ordered[rows.known_of[row]].id if row in rows.known_of else None for row in range(len(seen))),
        ambiguous={row: tuple(ordered[candidate].id for candidate in found) for row, found in doubts.items()},
        removed=tuple(ordered[row].id for row in rows.free_known(removed=False) if row not in candidates),
    )


def _rows(items: Sequence[Known | Seen]) -> list[Row]:
    titles = [wording(item.title) for item in items]
    details = [wording(item.detail) for item in items]
    times = Counter(detail.key for detail in details)
    return [
        Row(
            title=title,
            # A detail that several items share ("to be filed") tells nothing about any of them.
            whole=with_detail(title, detail) if times[detail.key] == 1 else title,
            detail=detail.key,
            section=wording(item.section).key,
            refs=item.refs,
            removed=isinstance(item, Known) and item.removed,
        )
        for item, title, detail in zip(items, titles, details, strict=True)
    ]
