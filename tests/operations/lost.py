"""An installation that lost its database: the same documents and the same tracker, and a rebuild on an empty one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from connectors.tracker import State
from service.model import LinkRole, Standing
from service.operations.recovery.entries import Entry
from service.operations.recovery.rebuild import RebuildReport, RebuildWishes, rebuild
from service.reconcile.plan import Kind
from tests import databases
from tests.fakes.http_tracker import HttpTracker
from tests.fakes.tracker_server import TrackerServer
from tests.operations.world import World

PATIENCE = 20.0
_databases = count()


@dataclass(frozen=True)
class Picture:
    """What is known of an item: its document, its issues by role, and what has become of it."""

    postmortem: str
    issues: tuple[tuple[str, LinkRole], ...]
    standing: Standing


def picture(world: World) -> dict[str, Picture]:
    """Give what is known, by the items' ids."""
    return {
        view.line.id: Picture(
            view.line.postmortem_id,
            tuple(sorted((link.key, link.role) for link in view.links)),
            view.line.standing,
        )
        for view in world.items()
    }


def filing(world: World, server: TrackerServer) -> World:
    """Let a world file in the server's tracker."""
    config = server.config(timeout_seconds=PATIENCE)
    world.files_in("web", lambda: HttpTracker(config, world.pace))
    return world


class Lost:
    """A world whose tracker is behind HTTP, so that every create is counted; `again` loses the database."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self.server = TrackerServer(folder, self.world.pace)
        self.server.start()
        filing(self.world, self.server)
        self.report: RebuildReport | None = None

    def settle(self) -> None:
        """Run until everything is filed."""
        for _ in range(3):
            self.world.resync()

    def again(
        self, decisions: Iterable[Entry] = (), also: Mapping[str, Iterable[str]] | None = None, **changes: object
    ) -> World:
        """Begin with an empty database, and rebuild; a tracker that is asked to create then fails the test."""
        folder = self.world.folder
        fresh = World(folder, database=databases.sqlite(folder, f"again-{next(_databases)}.db"), pace=self.world.pace)
        filing(fresh, self.server)
        fresh.context = replace(fresh.context, **changes)  # type: ignore[arg-type]  # some parts, by name
        creates = self.server.creates
        writes = {issue.ref.id: issue.updated_at for issue in self.server.everything()}
        self.report = rebuild(fresh.context, RebuildWishes("test", tuple(decisions), also or {}))
        assert self.server.creates == creates
        assert {issue.ref.id: issue.updated_at for issue in self.server.everything()} == writes
        return fresh

    def nothing_is_filed(self, fresh: World) -> None:
        """Resync the rebuilt world: no item that had an issue gets another."""
        creates = self.server.creates
        assert [action for action in fresh.plan().actions if action.kind is Kind.CREATE] == []
        fresh.resync()
        assert self.server.creates == creates

    def issue(self, title: str) -> str:
        """Give the key of the issue with this title."""
        (found,) = [issue for issue in self.server.everything() if issue.title == title]
        return found.ref.key

    def person_edits(self, title: str, words: str) -> None:
        """Let somebody change an issue's title."""
        self.server.issues.edit(self.issue(title), title=words)

    def person_sets(self, title: str, state: State) -> None:
        """Let somebody change an issue's state."""
        (found,) = [issue for issue in self.server.everything() if issue.title == title]
        self.server.issues.set_state(replace(found.ref, tracker="web"), state)

    def close(self) -> None:
        """Stop the tracker."""
        self.world.store.close()
        self.server.stop()
