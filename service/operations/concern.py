"""What a delivery is about: which of our sources, which of our issues. The hints say where to look, and nothing else.

    a head moved            every source that reads this repository and follows this branch
    an issue was touched    that issue, if an item is linked to it
    a repository changed    every source that reads it

A repository is known by the identity of its source, or by its name where the source's address says it. A webhook
that names its source speaks for that one, whatever its repository is called today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from connectors.errors import ConnectorError
from connectors.webhook import HeadMoved, Hint, IssueTouched, RepositoryChanged
from service.operations.context import Context
from service.store import issues, sources, tables


@dataclass(slots=True)
class Concern:
    """What is to be looked at for one delivery: sources by name, issues by our row.

    `waits` says why that could not be told for now, `nothing` what is not ours.
    """

    heads: list[tuple[str, HeadMoved]] = field(default_factory=list)
    changes: list[tuple[str, RepositoryChanged]] = field(default_factory=list)
    issues: list[tables.Issue] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    nothing: list[str] = field(default_factory=list)


class Concerns:
    """Says what deliveries are about, as things are now; a remote is asked for its branch once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._branches: dict[tuple[str, str], bool | ConnectorError] = {}
        with context.store.read() as tx:
            self._rows = {row.name: row for row in sources.every(tx)}

    def head(self, source: str) -> str | None:
        """Give the head that was last scanned of a source; None when nothing of it is followed."""
        row = self._rows.get(source)
        return None if row is None or row.held is not None else row.revision

    def of(self, endpoint: str, hints: Iterable[Hint]) -> Concern:
        """Say what hints that came in at an endpoint are about."""
        concern = Concern()
        for hint in hints:
            match hint:
                case HeadMoved():
                    self._add_head(concern, endpoint, hint)
                case IssueTouched():
                    self._add_issue(concern, endpoint, hint)
                case RepositoryChanged():
                    found = self._reading(endpoint, hint)
                    concern.changes += [(source, hint) for source in found]
                    concern.nothing += [] if found else [f"no source reads {hint.name}"]
        return concern

    def _add_head(self, concern: Concern, endpoint: str, hint: HeadMoved) -> None:
        concerned = False
        for source in self._reading(endpoint, hint):
            follows = self._follows(source, hint.branch)
            if isinstance(follows, ConnectorError):
                concern.waits.append(str(follows))
            elif follows:
                concern.heads.append((source, hint))
            concerned = concerned or bool(follows)
        if not concerned:
            concern.nothing.append(f"no source follows {hint.branch} of {hint.name}")

    def _add_issue(self, concern: Concern, endpoint: str, hint: IssueTouched) -> None:
        speaks = self._context.endpoints.get(endpoint)
        named = speaks.tracker if speaks else ""
        trackers = [name for name in self._context.trackers if name == named or not named]
        with self._context.store.read() as tx:
            found = issues.meant(tx, trackers, hint.ref)
        concern.issues += found
        concern.nothing += [] if found else [f"no item is linked to {hint.ref.key}"]

    def _reading(self, endpoint: str, hint: HeadMoved | RepositoryChanged) -> Sequence[str]:
        speaks = self._context.endpoints.get(endpoint)
        if speaks is not None and speaks.source:
            return [speaks.source]
        return [name for name in self._context.sources if self._is(name, hint)]

    def _is(self, source: str, hint: HeadMoved | RepositoryChanged) -> bool:
        row, home = self._rows.get(source), self._context.sources[source].reader.home
        by_identity = bool(hint.repository) and row is not None and row.identity == hint.repository
        return by_identity or (bool(home) and home.lower() == hint.name.lower())

    def _follows(self, source: str, branch: str) -> bool | ConnectorError:
        asked = (source, branch)
        if asked not in self._branches:
            try:
                self._branches[asked] = self._context.sources[source].reader.follows(branch)
            except ConnectorError as error:
                self._branches[asked] = error
        return self._branches[asked]
