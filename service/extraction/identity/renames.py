"""Which postmortem is which, when a document is gone from one path and another has appeared.

    1. Equal bytes, and nothing else on either side has them                        that postmortem
       of several with equal bytes: the one that history names, else the file name  that postmortem
    2. The source's history says that the path was the old one, and the items do
       not contradict it (both have items, and none is found again)                 that postmortem
    3. More than half of the old one's items are found again, and clearly more than
       in any other new document, or of any other old one                           that postmortem
    4. Nothing of this                                                              a new postmortem

A history knows renames by likeness too: a draft deleted in the commit that adds another postmortem from the same
template looks like one, which is why its word alone is not taken where the items speak against it.

An item is found again by its title, word for word. What is not clear is no rename, and no old postmortem
is given to two new documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from service.extraction.identity.settling import settle
from service.extraction.identity.wording import wording

_MOST: Final = 0.5
_CLEARLY: Final = 0.25  # of the old one's items, between the best and the next


@dataclass(frozen=True, slots=True)
class GoneDocument:
    """A postmortem whose path is no longer there: its last path and blob, and the titles that its items had then."""

    id: str
    path: str
    blob: str
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document at a path where none was known, and its items' titles. `was` is its old path if history has one."""

    path: str
    blob: str
    items: Sequence[str]
    was: str | None = None


def renamed(gone: Sequence[GoneDocument], new: Sequence[NewDocument]) -> Mapping[str, str]:
    """Say which new documents of ONE source are old postmortems: new path -> postmortem id.

    The order of the arguments does not matter. Every postmortem and every path is there at most once.
    """
    olds = sorted(gone, key=lambda old: (old.path, old.id))
    news = sorted(new, key=lambda document: document.path)
    found: dict[str, str] = {}
    for step in (_by_blob, _by_history, _by_items):
        for document, old in step(olds, news):
            found[document.path] = old.id
        olds = [old for old in olds if old.id not in found.values()]
        news = [document for document in news if document.path not in found]
    return found


def has_left(old: GoneDocument, now: NewDocument, elsewhere: Collection[str]) -> bool:
    """Say whether a postmortem may have left its path, on which `now` stands: a draft got its name, another was begun.

    It may if none of its items is there any more, or if its bytes are `elsewhere` (blobs) and most of its items are
    not here. Where it went, if anywhere, is for `renamed` to say.
    """
    if old.blob == now.blob:
        return False
    if _contradicted(old, now):
        return True
    found = (_titles(old) & _titles(now)).total()
    return old.blob in elsewhere and found <= len(old.items) * _MOST


_Renames: TypeAlias = list[tuple[NewDocument, GoneDocument]]


def _by_blob(olds: Sequence[GoneDocument], news: Sequence[NewDocument]) -> _Renames:
    by_blob: dict[str, tuple[list[GoneDocument], list[NewDocument]]] = defaultdict(lambda: ([], []))
    for old in olds:
        by_blob[old.blob][0].append(old)
    for document in news:
        by_blob[document.blob][1].append(document)
    return [pair for same_old, same_new in by_blob.values() for pair in _of_equal_bytes(same_old, same_new)]


def _of_equal_bytes(olds: Sequence[GoneDocument], news: Sequence[NewDocument]) -> _Renames:
    if len(olds) == len(news) == 1:
        return [(news[0], olds[0])]
    told = _sole([(document.was or "", document) for document in news], [(old.path, old) for old in olds])
    taken = {document.path for document, _ in told}, {old.path for _, old in told}
    left_new = [(_name(document.path), document) for document in news if document.path not in taken[0]]
    left_old = [(_name(old.path), old) for old in olds if old.path not in taken[1]]
    return told + _sole(left_new, left_old)


def _by_history(olds: Sequence[GoneDocument], news: Sequence[NewDocument]) -> _Renames:
    told = _sole([(document.was or "", document) for document in news], [(old.path, old) for old in olds])
    return [(document, old) for document, old in told if not _contradicted(old, document)]


def _contradicted(old: GoneDocument, document: NewDocument) -> bool:
    return bool(old.items and document.items) and not (_titles(old) & _titles(document))


def _by_items(olds: Sequence[GoneDocument], news: Sequence[NewDocument]) -> _Renames:
    titles = [_titles(document) for document in news]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, having in enumerate(titles):
        for title in having:
            holders[title].append(number)
    shares: dict[tuple[int, int], float] = {}
    for number, old in enumerate(olds):
        wanted = _titles(old)
        for candidate in {holder for title in wanted for holder in holders.get(title, ())}:
            # Equal titles count as often as they are there on both sides.
            shares[(candidate, number)] = (wanted & titles[candidate]).total() / len(old.items)
    clear, _ = settle(shares, margin=_CLEARLY)
    return [(news[candidate], olds[number]) for candidate, number in clear if shares[(candidate, number)] > _MOST]


def _titles(document: GoneDocument | NewDocument) -> Counter[str]:
    return Counter(wording(title).key for title in document.items)


def _sole(news: Iterable[tuple[str, NewDocument]], olds: Iterable[tuple[str, GoneDocument]]) -> _Renames:
    """Pair what has a key that nothing else on its side has."""
    new_of: dict[str, list[NewDocument]] = defaultdict(list)
    old_of: dict[str, list[GoneDocument]] = defaultdict(list)
    for key, document in news:
        new_of[key].append(document)
    for key, old in olds:
        old_of[key].append(old)
    return [
        (new_of[key][0], old_of[key][0])
        for key in new_of
        if key and len(new_of[key]) == 1 and len(old_of.get(key, ())) == 1
    ]


def _name(path: str) -> str:
    return path.rpartition("/")[2]
