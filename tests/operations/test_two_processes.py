"""Real processes on one SQLite database: `resync` beside `serve`, killed at any stage and started again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import pytest

from connectors.pace import RealPace
from service.model import LinkRole
from service.operations import report
from service.operations.context import Stage
from service.store.views import ItemFilter
from tests.fakes.tracker_server import TrackerServer
from tests.operations.a_process import DIED, main, serve
from tests.operations.world import EVERYTHING, World

PATIENCE_SECONDS = 60


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def server(world: World, tmp_path: Path) -> Iterator[TrackerServer]:
    with TrackerServer(tmp_path, RealPace()) as server:
        yield server


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes of their own that need not import everything anew: they are forked from one that has."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.operations.a_process"])
    return context


class Start:
    """Starts processes of Closeout over one world, and sees that they are gone at the end."""

    def __init__(self, processes: ForkServerContext, world: World, server: TrackerServer) -> None:
        self._processes, self._where = processes, (world.folder, server._port)
        self._started: list[ForkServerProcess] = []

    def __call__(self, run: Callable[..., None], *how: object) -> ForkServerProcess:
        """Start one that runs `main` or `serve` of `a_process.py`."""
        started = self._processes.Process(target=run, args=(*self._where, *how))
        started.start()
        self._started.append(started)
        return started

    def stop(self) -> None:
        """Kill what is left."""
        for started in self._started:
            started.kill()
            started.join()


@pytest.fixture
def start(processes: ForkServerContext, world: World, server: TrackerServer) -> Iterator[Start]:
    start = Start(processes, world, server)
    yield start
    start.stop()


def end(started: ForkServerProcess) -> int | None:
    """Wait until a process ends; give its exit code (1 after an exception)."""
    started.join(PATIENCE_SECONDS)
    return started.exitcode


def linked(world: World) -> dict[str, list[str]]:
    """Give each item's primary issues: title -> keys."""
    views = report.items(world.context, EVERYTHING, ItemFilter())
    return {view.line.title: [link.key for link in view.links if link.role is LinkRole.PRIMARY] for view in views}


def wait_until_all_are_linked(world: World) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not all(linked(world).values()):
        assert time.monotonic() < until, "not every item got its issue"
        time.sleep(0.05)


def assert_one_issue_an_item(world: World, server: TrackerServer, titles: list[str]) -> None:
    made = server.everything()
    assert sorted(issue.title for issue in made) == sorted(titles)
    assert linked(world) == {issue.title: [issue.ref.key] for issue in made}


def test_two_resyncs_that_start_at_once_over_an_empty_database(
    world: World, server: TrackerServer, start: Start
) -> None:
    world.store.close()
    (world.folder / "closeout.db").unlink()  # they make it themselves, at once
    titles = [f"Add alert number {number}" for number in range(30)]
    world.write("a.md", *titles[:15])
    world.write("b.md", *titles[15:])
    assert [end(started) for started in [start(main), start(main)]] == [0, 0]
    assert_one_issue_an_item(World(world.folder), server, titles)


def test_killed_at_each_stage_beside_one_that_serves(world: World, server: TrackerServer, start: Start) -> None:
    titles: list[str] = []
    serving = start(serve)
    for stage in Stage:
        batch = [f"{stage.title()} {number}" for number in range(3)]
        titles += batch
        world.write(f"{stage.name}.md", *batch)
        assert end(start(main, stage)) in (DIED, 0)  # 0: the other one was faster with all of them
    wait_until_all_are_linked(world)
    assert serving.is_alive()
    assert end(start(main)) == 0
    assert_one_issue_an_item(world, server, titles)


@pytest.mark.parametrize("stage", list(Stage))
def test_killed_and_started_again(world: World, server: TrackerServer, start: Start, stage: Stage) -> None:
    titles = ["Add an alert", "Write a runbook", "Fix the queue"]
    world.write("a.md", *titles)
    assert end(start(main, stage, 2)) == DIED
    until = time.monotonic() + PATIENCE_SECONDS
    while not all(linked(world).values()):
        assert time.monotonic() < until, "not every item got its issue"
        assert end(start(main)) == 0
    assert_one_issue_an_item(world, server, titles)
