"""What was known, as far as markers and the journal tell: postmortems and items with the ids that were given out.

A rebuild stores these as if they had been read before, and lets an ordinary scan say which row is which now. So the
words of an item are wanted as they were when its issue was made, or when it was last reworded:

    1. those of a row that has the hash in the marker, wherever it stands now
    2. those of a row of its document that has the issue's title, which follows an item that is reworded
    3. those that the document had at the marker's commit, where history still has it
    4. the issue's title
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.extraction.identity.wording import wording
from service.model import ActionItem, Share
from service.operations.recovery.entries import Entry
from service.operations.recovery.found import Marked
from service.operations.recovery.present import Present
from service.reconcile.redaction import LINK_TITLE


@dataclass(frozen=True, slots=True)
class ItemSeed:
    """An item that was known: its id, its words, and its issue, if that is how it is known.

    `exact` says that the words are those for which the issue was made.
    """

    id: str
    item: ActionItem
    first_seen_at: datetime
    exact: bool = False
    marked: Marked | None = None


@dataclass(frozen=True, slots=True)
class PostmortemSeed:
    """A postmortem that was known: its id and its items, in their order; `path` is empty where nothing tells it."""

    id: str
    source: str
    path: str
    commit: str
    items: tuple[ItemSeed, ...]

    @property
    def first_seen_at(self) -> datetime:
        """When it was known at the latest."""
        return min(item.first_seen_at for item in self.items)


@dataclass(frozen=True, slots=True)
class Seeds:
    """All that was known; `homeless` are issues whose postmortem is in none of the sources."""

    postmortems: tuple[PostmortemSeed, ...] = ()
    homeless: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """One item as something tells of it: `marked` or `entry`."""

    postmortem: str
    repository: str
    path: str
    commit: str
    words: str
    line: int
    at: datetime
    id: str
    marked: Marked | None = None
    entry: Entry | None = None


def gather(present: Present, marked: Iterable[Marked], entries: Iterable[Entry]) -> Seeds:
    """Put together what markers say, and what the journal says of items that have none."""
    told = [_of_marker(one) for one in marked]
    told += _of_entries(entries, {known.id for known in told})
    groups: dict[str, list[_Known]] = defaultdict(list)
    for known in told:
        groups[known.postmortem].append(known)
    seeds, homeless = [], []
    for postmortem, group in groups.items():
        source = _source(present, group)
        if source is None:
            homeless += [known.marked for known in group if known.marked is not None]
        else:
            seeds.append(_postmortem(present, postmortem, source, group))
    return Seeds(_apart(seeds, present), tuple(homeless))


def share_of(marked: Marked) -> Share:
    """Say how much of its item an issue was given: a marker without a path is a redacted one."""
    if marked.marker.path:
        return Share.WORDS
    return Share.LINK if marked.issue.title == LINK_TITLE else Share.TITLE


def _of_marker(marked: Marked) -> _Known:
    marker = marked.marker
    return _Known(
        postmortem=marker.postmortem,
        repository=marker.repository,
        path=marker.path,
        commit=marker.commit,
        words=marker.words,
        line=marker.line,
        at=marked.issue.created_at,
        id=marker.item,
        marked=marked,
    )


def _of_entries(entries: Iterable[Entry], known: set[str]) -> Iterator[_Known]:
    for entry in entries:
        about = entry.about
        if entry.item_id is None or entry.postmortem_id is None or about is None or entry.item_id in known:
            continue
        known.add(entry.item_id)
        yield _Known(
            postmortem=entry.postmortem_id,
            repository=about.repository,
            path=about.path,
            commit="",
            words="",
            line=about.line,
            at=entry.at,
            id=entry.item_id,
            entry=entry,
        )


def _source(present: Present, group: Sequence[_Known]) -> str | None:
    newest_first = sorted(group, key=lambda known: known.at, reverse=True)
    told = (present.source_of(known.repository, known.path, known.words) for known in newest_first)
    return next((source for source in told if source is not None), None)


def _postmortem(present: Present, postmortem: str, source: str, group: Sequence[_Known]) -> PostmortemSeed:
    newest = max(group, key=lambda known: (bool(known.path), known.at))
    path = present.path_now(source, newest.path, newest.commit) or _path_by_words(present, source, group)
    taken = {
        (standing.path, standing.item.line)
        for known in group
        for standing in present.by_words.get(known.words, ())
        if standing.source == source
    }
    ordered = sorted(group, key=lambda known: (known.line, known.at))
    items = tuple(_item(present, source, path, known, taken) for known in ordered)
    return PostmortemSeed(postmortem, source, path, newest.commit, items)


def _path_by_words(present: Present, source: str, group: Sequence[_Known]) -> str:
    """Give the one document that has words of this postmortem; a redacted marker has no path."""
    paths = {
        standing.path
        for known in group
        for standing in present.by_words.get(known.words, ())
        if standing.source == source
    }
    return paths.pop() if len(paths) == 1 else ""


def _item(present: Present, source: str, path: str, known: _Known, taken: set[tuple[str, int]]) -> ItemSeed:
    if known.entry is not None and known.entry.about is not None:
        about = known.entry.about
        item = ActionItem(about.title, about.line, detail=about.detail, section=about.section)
        return ItemSeed(known.id, item, known.at)
    assert known.marked is not None
    item, exact = _words(present, source, path, known, taken, known.marked)
    return ItemSeed(known.id, item, known.at, exact, known.marked)


def _words(
    present: Present, source: str, path: str, known: _Known, taken: set[tuple[str, int]], marked: Marked
) -> tuple[ActionItem, bool]:
    saying = present.by_words.get(known.words, [])
    for standing in sorted(saying, key=lambda one: (one.source != source, one.path != path)):
        return standing.item, True
    titled = [
        standing
        for standing in present.by_title.get(wording(marked.issue.title).key, ())
        if standing.source == source and (standing.path, standing.item.line) not in taken
    ]
    here = [standing for standing in titled if standing.path == path]
    if here or (len(titled) == 1 and path not in present.listings[source].blobs):
        return (here or titled)[0].item, False
    then = present.said_then(source, known.path, known.commit, known.words)
    if then is not None:
        return then, True
    item = ActionItem(marked.issue.title, known.line)
    return item, present.hash_of(item) == known.words


def _apart(seeds: Sequence[PostmortemSeed], present: Present) -> tuple[PostmortemSeed, ...]:
    """Let one postmortem have a path: the one whose words stand there, else the newest. The others have left it."""

    def claim(seed: PostmortemSeed) -> tuple[int, datetime]:
        here = {
            item.id
            for item in seed.items
            if item.marked
            for standing in present.by_words.get(item.marked.marker.words, ())
            if (standing.source, standing.path) == (seed.source, seed.path)
        }
        return len(here), max(item.first_seen_at for item in seed.items)

    had: set[tuple[str, str]] = set()
    kept = []
    for seed in sorted(seeds, key=claim, reverse=True):
        free = bool(seed.path) and (seed.source, seed.path) not in had
        had.add((seed.source, seed.path))
        kept.append(seed if free else PostmortemSeed(seed.id, seed.source, "", seed.commit, seed.items))
    return tuple(kept)
