"""What the sources say now, and said once: what a rebuild holds its markers against. Nothing is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from connectors.marker import words_hash
from connectors.pace import read_again
from connectors.source import Document, Listing, Source
from service.extraction.document import extract
from service.extraction.identity.wording import wording
from service.model import ActionItem
from service.operations.context import Context
from service.reconcile.drafts import item_fingerprint


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as a document words it now, and where."""

    source: str
    path: str
    item: ActionItem


@dataclass(slots=True)
class Present:
    """The sources at their heads. `by_words` finds items by the hash that markers carry, `by_title` by their titles."""

    key: bytes
    readers: Mapping[str, Source]
    listings: dict[str, Listing] = field(default_factory=dict)
    by_words: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    by_title: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    _then: dict[tuple[str, str], Listing | None] = field(default_factory=dict)
    _renames: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def source_of(self, identity: str, path: str, words: str) -> str | None:
        """Name the source in which a document is, or was: by its repository, else by words, else by path.

        Sources may be parts of one repository, and a directory that was moved is another one.
        """
        same = [name for name, listing in self.listings.items() if listing.identity == identity]
        among = same or list(self.listings)
        saying = [standing.source for standing in self.by_words.get(words, ()) if standing.source in among]
        having = [name for name in among if path in self.listings[name].blobs]
        covering = [name for name in same if path and self.readers[name].covers(path)]
        return next(iter([*having, *saying, *covering, *same]), None)

    def path_now(self, source: str, path: str, commit: str) -> str:
        """Say where a document is now that was at `path` at a commit: there, else where history says, else there."""
        listing = self.listings[source]
        if not path or path in listing.blobs:
            return path
        asked = (source, commit)
        if asked not in self._renames:
            self._renames[asked] = self.readers[source].renames(commit, listing)
        return next((new for new, old in self._renames[asked].items() if old == path), path)

    def said_then(self, source: str, path: str, commit: str, words: str) -> ActionItem | None:
        """Give the item with this hash as its document had it at a commit, where history still has that."""
        asked = (source, commit)
        reader = self.readers[source]
        if asked not in self._then:
            self._then[asked] = reader.at(commit)
        listing = self._then[asked]
        if listing is None or path not in listing.blobs:
            return None
        items = [item for document in reader.read(listing, [path]) for item in _items(document)]
        return next((item for item in items if self.hash_of(item) == words), None)

    def hash_of(self, item: ActionItem) -> str:
        """Hash an item's words as its marker would."""
        return words_hash(item_fingerprint(item), self.key)


def look(context: Context) -> Present:
    """Read every document of every source at its head. Raises ConnectorError: a rebuild from a part is none."""
    present = Present(context.key, {name: source.reader for name, source in context.sources.items()})
    for name, reader in present.readers.items():
        listing = read_again(context.pace, reader.list)
        present.listings[name] = listing
        context.progress.begin(f"reading {name}", len(listing.blobs))
        for document in reader.read(listing, sorted(listing.blobs)):
            for item in _items(document):
                standing = Standing(name, document.path, item)
                present.by_words[present.hash_of(item)].append(standing)
                present.by_title[wording(item.title).key].append(standing)
            context.progress.step(document.path)
    return present


def _items(document: object) -> Sequence[ActionItem]:
    if not isinstance(document, Document):
        return ()
    return extract(document.data, document.path, max_bytes=len(document.data)).items
