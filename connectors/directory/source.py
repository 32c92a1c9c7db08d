"""A plain directory of documents as a source.

Links are skipped, wherever they lead: what is in the directory is what is in it. There is no history, so no
document has a date of its adding and no rename is known. A file that cannot be read stays in the listing, under a
blob that no bytes have: it is there, and would look deleted otherwise.
"""

from __future__ import annotations

import builtins
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from connectors.directory.config import DirectoryConfig
from connectors.directory.tree import Tree
from connectors.errors import ConnectorError, Misconfigured, Unreadable
from connectors.overlap import DIRECTORY
from connectors.paths import path_text, shown, stays_inside
from connectors.source import Document, Listing, UnreadableDocument
from connectors.tracker import Finding


class DirectorySource:
    """Reads the documents of one directory, or the one document that `path` names."""

    def __init__(self, config: DirectoryConfig) -> None:
        self._config = config
        self._globs = config.globs()
        self._path = Path(os.path.abspath(config.path.expanduser()))  # noqa: PTH100  (`resolve` would follow links)
        real = Path(os.path.realpath(self._path))
        self._only = path_text(os.fsencode(real.name)) if real.is_file() else None
        self._tree = Tree(str(real.parent if self._only else self._path))

    @property
    def name(self) -> str:
        return self._config.name

    @property
    def home(self) -> str:
        return ""

    def territory(self) -> str:
        return DIRECTORY + path_text(os.fsencode(os.path.realpath(self._path)))

    def covers(self, path: str) -> bool:
        return stays_inside(path) and (path == self._only if self._only else self._globs.match(path))

    def list(self) -> Listing:
        blobs = {path: blob for path in self._paths() if (blob := self._blob(path))}
        revision = hashlib.sha256()
        for path in sorted(blobs):
            revision.update(f"{path}\0{blobs[path]}\0".encode())
        return Listing(self._identity(), revision.hexdigest(), blobs)

    def at(self, revision: str) -> Listing | None:  # noqa: ARG002  (there is no history)
        return None

    def read(self, listing: Listing, paths: Iterable[str]) -> Iterator[Document | UnreadableDocument]:
        for path in paths:
            blob = listing.blobs.get(path, "")
            try:
                yield self._document(path, blob)
            except Unreadable as why:
                yield UnreadableDocument(path, blob, why)

    def renames(self, before: str, listing: Listing) -> Mapping[str, str]:  # noqa: ARG002  (there is no history)
        return {}

    def companion(self, listing: Listing, paths: Sequence[str]) -> str:  # noqa: ARG002  (it is as it is now)
        for path in paths if self._only is None else ():
            with suppress(Unreadable), self._tree.file(path) as (descriptor, _):
                return _up_to(descriptor, self._config.max_bytes).decode(errors="replace")
        return ""

    def follows(self, branch: str) -> bool:  # noqa: ARG002  (there are no branches)
        return True

    def contains(self, revision: str, commit: str) -> bool:  # noqa: ARG002  (there is no history)
        return True

    def url(self, path: str, revision: str, line: int | None = None) -> str:  # noqa: ARG002  (it is not on the web)
        return ""

    def check(self) -> Sequence[Finding]:
        part = f"source {self.name}"
        try:
            count = sum(1 for _ in self._paths())
        except ConnectorError as error:
            return [Finding(part, ok=False, words=str(error), remedy=f"correct `path` of source {self.name}")]
        return [Finding(part, ok=True, words=f"{count} documents in {shown(str(self._path))}")]

    def _identity(self) -> str:
        # Where the path leads may change (a link to the newest release); what it is called in the settings may not.
        # A hash, because markers carry it into issues, where our server's directories are nobody's business.
        return self._config.identity or "directory-" + hashlib.sha256(os.fsencode(self._path)).hexdigest()[:32]

    def _paths(self) -> Iterator[str]:
        if not self._path.exists():
            raise Misconfigured(f"source {self.name}: there is no directory or file {shown(str(self._path))}")
        if self._only:
            return iter([self._only])
        return (path for path in self._tree.paths(self._globs.leaves_out) if self.covers(path))

    def _blob(self, path: str) -> str:
        """Give the id that Git would give to the file's bytes, or an empty string if it has just been removed."""
        try:
            with self._tree.file(path) as (descriptor, status):
                if status.st_size > self._config.max_bytes:
                    return f"unread-{status.st_size}"
                return _git_blob(_up_to(descriptor, self._config.max_bytes))
        except Unreadable as error:
            return "" if isinstance(error.__cause__, FileNotFoundError) else "unread"

    def _document(self, path: str, blob: str) -> Document:
        if not blob or not self.covers(path):
            raise Unreadable(f"{shown(path)} is not in the listing of source {self.name}")
        with self._tree.file(path) as (descriptor, status):
            if status.st_size > self._config.max_bytes:
                raise Unreadable(f"{shown(path)} has {status.st_size:,} bytes; max_bytes is {self._config.max_bytes:,}")
            data = _up_to(descriptor, self._config.max_bytes)
        if _git_blob(data) != blob:
            raise Unreadable(f"{shown(path)} was changed after it was listed; the next look will take it")
        return Document(path, blob, data)


def _up_to(descriptor: int, size: int) -> bytes:
    """Read a file that was no larger than `size` a moment ago, and no more of it than that."""
    chunks: builtins.list[bytes] = []
    while size > 0 and (chunk := os.read(descriptor, min(size, 1 << 20))):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _git_blob(data: bytes) -> str:
    """Name bytes as Git does, so that a directory and a clone of it agree."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
