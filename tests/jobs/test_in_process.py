"""The runner: it wakes when a delivery comes, finds what came before, goes on after a failure, and ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.pace import RealPace
from service.jobs.in_process import Runner
from service.operations import deliveries
from service.operations.receive import receive
from service.store.intake import Intake
from tests.fakes.receiver import a_push, endpoint, signed
from tests.fakes.served import Served
from tests.operations.world import EVERYTHING, World

PATIENCE_SECONDS = 30.0
HOUR = 3600.0


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    world.context = replace(world.context, pace=RealPace(), endpoints={"hook": endpoint(source="docs")})
    yield world
    world.store.close()


def fates(world: World) -> list[str]:
    return [line.fate.value for line in deliveries.deliveries(world.context, EVERYTHING)]


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_delivery_that_comes_wakes_it_at_once(world: World) -> None:
    runner = Runner(world.context, HOUR)
    with Served(world.context, runner) as served:
        wait_until(lambda: bool(runs(world)))
        world.write("a.md", "Add an alert")
        request = signed([a_push()])
        answer = served.client.post("/webhooks/hook", content=request.body, headers=dict(request.headers))
        assert answer.status_code == 202
        wait_until(lambda: fates(world) == ["done"])
    assert world.titles() == ["Add an alert"]
    assert [cause for cause in runs(world) if cause != "timer"] == ["delivery 1"]


def test_what_came_while_nobody_ran_is_found_at_the_start(world: World) -> None:
    intake = Intake(world.store)
    intake.start()
    intake.keep(receive(world.context, world.context.endpoints["hook"], signed([a_push()]))).result(PATIENCE_SECONDS)
    intake.stop()
    runner = Runner(world.context, HOUR, wait_first=True)
    runner.start()
    wait_until(lambda: fates(world) == ["done"])
    runner.stop()
    assert runs(world) == ["delivery 1"]


def test_it_goes_on_after_a_failure_and_ends_when_it_is_told(world: World) -> None:
    with world.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE delivery RENAME TO elsewhere")
    runner = Runner(world.context, 0.05)
    runner.start()
    wait_until(lambda: len(runs(world)) >= 2)
    with world.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO delivery")
    before = time.monotonic()
    runner.stop()
    assert time.monotonic() - before < PATIENCE_SECONDS / 2
    assert not runner._thread.is_alive()


def test_one_that_rests_ends_at_once(world: World) -> None:
    runner = Runner(world.context, HOUR, wait_first=True)
    runner.start()
    runner.stop()
    assert not runner._thread.is_alive()


def runs(world: World) -> list[str]:
    """The causes of the runs so far."""
    with world.store.read() as tx:
        return list(tx.connection().exec_driver_sql("SELECT cause FROM run ORDER BY id").scalars())
