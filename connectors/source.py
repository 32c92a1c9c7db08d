"""What a source of postmortems is, and the values that it gives.

source      where postmortems live; `name` is what the settings call it
identity    what does not change about it when its name or address does: a repository's id
revision    one state of all of it: a commit, or a directory's fingerprint
blob        one state of one document's bytes
listing     which documents there are at a revision
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from connectors.errors import Unreadable
from connectors.tracker import Finding


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents at a revision: their paths (relative, `/` between parts) and blobs."""

    identity: str
    revision: str
    blobs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A document's bytes at a revision.

    `added_at` (UTC) is when its path first appeared in the source's history, None where there is no history.
    """

    path: str
    blob: str
    data: bytes
    added_at: datetime | None = None


class Source(Protocol):
    """Where postmortems live."""

    @property
    def name(self) -> str:
        """What the settings call it."""
        ...

    @property
    def home(self) -> str:
        """The repository ("owner/name") that a bare `#12` in a document means, or an empty string."""
        ...

    def territory(self) -> str:
        """Say what this source covers, without its globs: two sources with one territory may overlap."""
        ...

    def covers(self, path: str) -> bool:
        """Say whether a path is a document of this source. Pure."""
        ...

    def list(self) -> Listing:
        """Bring the source up to date and list its documents at its head.

        Raises Unreadable, Temporary or Misconfigured: an unreadable source is never an empty one.
        """
        ...

    def at(self, revision: str) -> Listing | None:
        """List the documents as they were at an earlier revision; None where that is not known any more, or never was.

        Nothing is fetched: it is asked after `list`.
        """
        ...

    def read(self, listing: Listing, paths: Iterable[str]) -> Iterator[Document | UnreadableDocument]:
        """Read the documents at `paths` as they are in `listing`; one that cannot be read stops no other."""
        ...

    def renames(self, before: str, listing: Listing) -> Mapping[str, str]:
        """Say which paths of `listing` were others at revision `before`, as far as history tells: new -> old."""
        ...

    def companion(self, listing: Listing, paths: Sequence[str]) -> str:
        """Give the text of the first of `paths` that is there at `listing`, whether it is a document or not.

        Empty where none is there or can be read: nobody depends on it.
        """
        ...

    def follows(self, branch: str) -> bool:
        """Say whether a new head of this branch is one of what this source reads; where there are no branches, it is.

        It may have to ask the remote which branch is the default one. Raises what `list` raises.
        """
        ...

    def contains(self, revision: str, commit: str) -> bool:
        """Say whether `commit` is in the history of a revision that was listed, as far as is known here.

        Nothing is fetched for it, and nothing is raised: a commit that was never seen is not contained. Where there
        is no history, whoever looks sees all there is, so that every commit is.
        """
        ...

    def url(self, path: str, revision: str, line: int | None = None) -> str:
        """Give the web address of a document at a revision, or an empty string."""
        ...

    def check(self) -> Sequence[Finding]:
        """Look whether it can be read. Never raises: what is wrong is a finding."""
        ...


@dataclass(frozen=True, slots=True)
class UnreadableDocument:
    """A document that is there and cannot be read (too large, not a file), and why."""

    path: str
    blob: str
    why: Unreadable
