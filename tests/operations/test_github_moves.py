"""Issues on GitHub that are transferred, and names that come to mean another repository, through the whole loop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.github.tracker import GithubTracker
from service.operations.refresh import refresh
from tests.fakes.github_server import GithubServer
from tests.operations.world import World

PLACE = "acme/ops"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def github(world: World) -> Iterator[GithubServer]:
    with GithubServer(world.pace) as server:
        server.world.repository(PLACE)
        tracker = GithubTracker(server.config(PLACE), world.pace, server.environment)
        world.files_in("github", lambda: tracker, PLACE)
        filed = replace(world.context.trackers["github"], place=PLACE)
        world.context = replace(world.context, trackers={**world.context.trackers, "github": filed})
        world.write("a.md", "Add an alert", "Write a runbook")
        yield server
        tracker.close()


def test_a_transferred_issue_is_followed_to_its_new_home(world: World, github: GithubServer) -> None:
    world.resync()
    repository, home = github.world.repository(PLACE), github.world.repository("acme/web")
    number = next(iter(repository.issues))
    title = repository.issues[number].title
    moved = github.world.transfer(repository, number, home)
    github.world.close(moved)
    refresh(world.context, sweep=True)
    view = world.item(title)
    assert (view.said, [link.key for link in view.links]) == ("done", [f"acme/web#{moved.number}"])


def test_why_a_lost_create_cannot_be_looked_for_is_said(world: World, github: GithubServer) -> None:
    github.expect("create", "drop_after")
    world.resync()
    github.world.rename(PLACE, "acme/old")
    github.world.create(PLACE)
    world.pace.advance(600)
    done = world.resync()
    assert [problem for problem in done.problems if "belongs to another repository" in problem]
