"""A world with two postmortems, behind a real server. Every answer of the API is held to `openapi.yaml`.

`world`, `served` and `client` are shared by a module's tests, which only read; `changing` is a test's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from connectors.tracker import State
from tests.api.contract import assert_documented
from tests.fakes.served import Served
from tests.operations.world import World


def populated(folder: Path) -> World:
    """Today is 2026-03-02; one item is done, one overdue, one open."""
    world = World(folder)
    world.write("a.md", "Add an alert", "Write a runbook (due 2026-02-20)", day="2026-02-10")
    world.write("b.md", "Fix the queue (due 2026-03-20)", title="The queue stood still", day="2026-03-01")
    world.resync()
    world.person_sets("Add an alert", State.DONE)
    world.resync()
    return world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return populated(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def served(world: World) -> Iterator[Served]:
    with Served(world.context) as served:
        served.client.event_hooks = {"response": [assert_documented]}
        yield served


@pytest.fixture(scope="module")
def client(served: Served) -> httpx.Client:
    return served.client


@pytest.fixture
def changing(tmp_path: Path) -> World:
    return populated(tmp_path)
