"""A world with a Git repository as its only source, and webhooks: for tests of what deliveries cause."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace

from connectors.git.config import GitConfig
from connectors.git.source import GitSource
from connectors.visibility import Visibility
from connectors.webhook import Hint
from service.operations import deliveries
from service.operations.context import FollowedSource
from service.operations.digest import digest
from service.operations.receive import receive
from service.store.inbox import DeliveryLine
from service.store.intake import Arrival, Intake
from tests.fakes.git_repository import Content, Repository
from tests.fakes.receiver import signed
from tests.operations.world import EVERYTHING, World

POSTMORTEM = "# An outage\n\nDate: 2026-03-02\n\n## Action items\n\n- {}\n"
GUARD_SECONDS = 30


@dataclass
class Office:
    """A world with a Git repository as its only source, and a webhook."""

    world: World
    repository: Repository
    remote: GitConfig
    intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        self.intake = Intake(self.world.store)
        self.intake.start()

    def commit(self, *items: str, branch: str = "main", parents: tuple[str, ...] | None = None) -> str:
        files: dict[str | bytes, Content] = {f"{item}.md": POSTMORTEM.format(item).encode() for item in items}
        return self.repository.commit(files, branch=branch, parents=parents)

    def follow(self, branch: str) -> None:
        """Let the source be of another branch from now on."""
        config = self.remote.model_copy(update={"branch": branch})
        self.world.context = replace(self.world.context, sources={"docs": followed(config, self.world)})

    def deliver(self, *hints: Hint, name: str = "hook", delivery: str = "") -> None:
        """Take a delivery in, as the endpoint does."""
        speaks = self.world.context.endpoints[name]
        self.keep(receive(self.world.context, speaks, signed(hints, delivery=delivery)))

    def keep(self, arrival: Arrival) -> None:
        self.intake.keep(arrival).result(GUARD_SECONDS)

    def digest(self) -> None:
        digest(self.world.context)

    def lines(self) -> list[DeliveryLine]:
        """Every delivery, the oldest first."""
        return list(reversed(deliveries.deliveries(self.world.context, EVERYTHING)))

    def fates(self) -> list[str]:
        return [line.fate.value for line in self.lines()]

    def scans(self) -> int:
        """How often the source was scanned: each run is about it."""
        with self.world.store.read() as tx:
            return int(tx.connection().exec_driver_sql("SELECT count(*) FROM run").scalar_one())


def followed(config: GitConfig, world: World, kind: type[GitSource] = GitSource) -> FollowedSource:
    reader = kind(config, world.folder / "cache", {"PATH": os.environ["PATH"]})
    return FollowedSource(reader, "git", Visibility.MEMBERS)
