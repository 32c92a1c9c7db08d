"""The office, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.git.config import GitConfig
from tests import postgres
from tests.fakes.git_repository import Repository
from tests.fakes.receiver import endpoint
from tests.operations.office import Office, followed
from tests.operations.world import World


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        database = stack.enter_context(postgres.database()) if request.param == "postgresql" else None
        world = World(tmp_path, database=database)
        repository = Repository.create(tmp_path / "handbook.git")
        config = GitConfig(name="docs", remote=str(repository.path), identity="R_1")
        endpoints = {"hook": endpoint(), "named": endpoint("named", source="docs", tracker="local")}
        world.context = replace(world.context, sources={"docs": followed(config, world)}, endpoints=endpoints)
        office = Office(world, repository, config)
        office.commit("The first alert")
        world.resync()
        yield office
        office.intake.stop()
        world.store.close()
