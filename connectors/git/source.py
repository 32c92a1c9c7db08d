"""One branch of a Git repository as a source.

It is read from a bare copy with `ls-tree` and `cat-file`: there is no checkout, so hooks, filters, attributes,
links and submodules of whoever wrote the repository are never acted on.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from connectors.errors import ConnectorError, Misconfigured, Temporary, Unreadable
from connectors.git import listing as wire
from connectors.git.address import filled, parse_remote
from connectors.git.cache import Cache
from connectors.git.command import Git, GitFailed
from connectors.git.config import GitConfig
from connectors.paths import path_bytes, shown, stays_inside
from connectors.source import Document, Listing, UnreadableDocument
from connectors.tracker import Finding

_OBJECT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST_PATHS_NAMED = 50


class GitSource:
    """Reads the documents of one branch. `cache` is where copies are kept; `environment` the process's own."""

    def __init__(self, config: GitConfig, cache: Path, environment: Mapping[str, str]) -> None:
        self._config = config
        self._globs = config.globs()
        self._address = parse_remote(config.remote)
        self._cache = Cache(config, cache, environment)

    @property
    def name(self) -> str:
        return self._config.name

    @property
    def home(self) -> str:
        return self._address.home

    def territory(self) -> str:
        return f"git:{self._cache.place}" + (f"#{self._config.branch}" if self._config.branch else "")

    def covers(self, path: str) -> bool:
        return stays_inside(path) and self._globs.match(path)

    def list(self) -> Listing:
        return self._cache.refreshed(self._look)

    def at(self, revision: str) -> Listing | None:
        if not _OBJECT_ID.fullmatch(revision):
            return None
        try:
            return self._look(self._cache.git(), revision)
        except GitFailed:  # it was forgotten with the history that held it, or is of another repository
            return None

    def read(self, listing: Listing, paths: Iterable[str]) -> Iterator[Document | UnreadableDocument]:
        asked = tuple(paths)
        git = self._cache.git()
        if not _OBJECT_ID.fullmatch(listing.revision):
            raise Unreadable(f"{self._cache.where}: {shown(listing.revision)!r} is no commit")
        present = {path: listing.blobs[path] for path in asked if _OBJECT_ID.fullmatch(listing.blobs.get(path, ""))}
        try:
            added = self._added(git, listing.revision, present)
            known = _sizes(git, present.values())
        except GitFailed as error:
            self._cache.doubt()
            raise Temporary(f"{self._cache.where} cannot be read at {listing.revision}: {error}") from error
        wanted = []
        for path in asked:
            why = self._obstacle(path, present, known)
            if why is None:
                wanted.append((path, present[path]))
            else:
                yield UnreadableDocument(path, listing.blobs.get(path, ""), Unreadable(f"{shown(path)} {why}"))
        yield from self._documents(git, wanted, added)

    def renames(self, before: str, listing: Listing) -> Mapping[str, str]:
        if not (_OBJECT_ID.fullmatch(before) and _OBJECT_ID.fullmatch(listing.revision)):
            return {}
        try:
            diff = self._cache.git().run(
                "diff-tree", "-r", "-z", "-M", "--name-status", "--diff-filter=R", "--no-ext-diff",
                before, listing.revision, "--",
            )  # fmt: skip
        except GitFailed:  # `before` was forgotten with the history that held it
            return {}
        return {new: old for new, old in wire.renamed(diff) if new in listing.blobs}

    def companion(self, listing: Listing, paths: Sequence[str]) -> str:
        if not _OBJECT_ID.fullmatch(listing.revision):
            return ""
        git = self._cache.git()
        with suppress(GitFailed):
            tree = git.run("ls-tree", "-z", "--full-tree", listing.revision, "--", *map(path_bytes, paths))
            blobs = wire.files(tree)
            blob = next((blobs[path] for path in paths if path in blobs), "")
            if blob and _sizes(git, [blob]).get(blob, 0) <= self._config.max_bytes:
                return git.run("cat-file", "blob", blob).decode(errors="replace")
        return ""

    def follows(self, branch: str) -> bool:
        followed = self._config.branch or self._cache.default_branch()
        return branch == followed or not followed

    def contains(self, revision: str, commit: str) -> bool:
        if not (_OBJECT_ID.fullmatch(revision) and _OBJECT_ID.fullmatch(commit)):
            return False
        try:
            self._cache.git().run("merge-base", "--is-ancestor", commit, revision)
        except (GitFailed, Misconfigured):  # it is no ancestor, or was never fetched
            return False
        return True

    def url(self, path: str, revision: str, line: int | None = None) -> str:
        if self._config.web_url:
            return filled(self._config.web_url, path, revision, line)
        return self._address.web_url(path, revision, line)

    def check(self) -> Sequence[Finding]:
        part = f"source {self.name}"
        try:
            head = self._cache.ask()
        except ConnectorError as error:
            return [Finding(part, ok=False, words=str(error), remedy=f"see the settings of source {self.name}")]
        return [Finding(part, ok=True, words=f"{shown(self._config.remote)} answers, at {head[:12]}")]

    def _look(self, git: Git, revision: str) -> Listing:
        tree = git.run("ls-tree", "-r", "-z", "--full-tree", revision)
        return Listing(self._identity(git, revision), revision, wire.documents(tree, self._globs))

    def _identity(self, git: Git, revision: str) -> str:
        """Give the commit that the branch began with; history that was merged in from elsewhere changes it not."""
        if self._config.identity:
            return self._config.identity
        return git.run("rev-list", "--first-parent", "--max-parents=0", revision, "--").decode("ascii").strip()

    def _added(self, git: Git, revision: str, paths: Iterable[str]) -> Mapping[str, datetime]:
        """Say when each path was first added, in one walk through history.

        Side branches are walked too, and a merge is compared with its first parent: a file that only the merge
        itself added has a date as well.
        """
        asked = tuple(paths)
        if not asked:
            return {}
        log = git.run(
            "log", "-z", "--full-history", "--diff-merges=first-parent", "--diff-filter=A", "--no-renames",
            "--name-status", "--format=%ct", revision, "--", *_narrowed(asked),
        )  # fmt: skip
        return wire.additions(log)

    def _obstacle(self, path: str, present: Mapping[str, str], sizes: Mapping[str, int]) -> str | None:
        """Say why a document will not be read, if it will not, before any byte of it is."""
        if path not in present or not self.covers(path):
            return f"is not in the listing of source {self.name}"
        size = sizes.get(present[path])
        if size is None:
            self._cache.doubt()
            return "is not in the copy of the repository, which is made anew at the next look"
        if size > self._config.max_bytes:
            return f"has {size:,} bytes; max_bytes is {self._config.max_bytes:,}"
        return None

    def _documents(
        self, git: Git, wanted: Sequence[tuple[str, str]], added: Mapping[str, datetime]
    ) -> Iterator[Document | UnreadableDocument]:
        """Read blobs, with a new reader after each one that killed the last."""
        rest = list(reversed(wanted))
        while rest:
            with git.blobs() as blobs:
                while rest:
                    path, blob = rest.pop()
                    try:
                        yield Document(path, blob, blobs.read(blob), added.get(path))
                    except GitFailed as error:
                        self._cache.doubt()
                        yield UnreadableDocument(path, blob, _broken(path, error))
                        break


def _narrowed(paths: Sequence[str]) -> Iterable[bytes]:
    """Tell Git where to look, so that it skips other trees: at each of a few paths, or in their common directory.

    Its time for each tree grows with the number of paths: past some fifty, all of history is quicker.
    """
    places = paths if len(paths) <= _MOST_PATHS_NAMED else [posixpath.commonpath(paths)]
    return [b":(top,literal)" + path_bytes(place) for place in places if place]


def _broken(path: str, error: GitFailed) -> Unreadable:
    why = Unreadable(f"{shown(path)} is damaged in the copy of the repository, which is made anew at the next look")
    why.__cause__ = error
    return why


def _sizes(git: Git, blobs: Iterable[str]) -> Mapping[str, int]:
    asked = "".join(f"{blob}\n" for blob in blobs)
    return wire.sizes(git.run("cat-file", "--batch-check", stdin=asked.encode("ascii")))
