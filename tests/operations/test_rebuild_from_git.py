"""A rebuild where history and a real tracker's ways come in: Git, and GitHub."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.git.config import GitConfig
from connectors.git.source import GitSource
from connectors.github.tracker import GithubTracker
from connectors.visibility import Visibility
from service.model import Standing
from service.operations.context import FollowedSource
from service.operations.recovery.rebuild import RebuildWishes, rebuild
from service.reconcile.plan import Reason
from tests.connectors.github_people import GithubPeople
from tests.fakes.git_repository import Repository
from tests.fakes.github_server import GithubServer
from tests.operations.lost import Lost, picture
from tests.operations.world import World, filing_in

STORY = "".join(f"At {hour}:00 another replica fell behind.\n" for hour in range(10, 20))
HEAD = f"# An outage\n\nDate: 2026-03-02\n\n## Timeline\n\n{STORY}\n## Action items\n\n"
ITEMS = ("Add an alert on the error rate", "Write a runbook for the database", "Fix the queue that loses messages")
ISSUES = "acme/ops"


def document(*items: str) -> bytes:
    return (HEAD + "".join(f"- {item}\n" for item in items)).encode()


def followed(remote: Path, cache: Path) -> FollowedSource:
    """Follow a repository, with a cache of its own."""
    reader = GitSource(GitConfig(name="docs", remote=str(remote)), cache, {"PATH": os.environ["PATH"]})
    return FollowedSource(reader=reader, kind="git", visibility=Visibility.MEMBERS)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository.create(tmp_path / "handbook.git")
    repository.commit({"2026/a.md": document(*ITEMS)})
    return repository


@pytest.fixture
def lost(tmp_path: Path, repository: Repository) -> Iterator[Lost]:
    lost = Lost(tmp_path)
    source = followed(repository.path, tmp_path / "cache")
    lost.world.context = replace(lost.world.context, sources={"docs": source})
    lost.settle()
    yield lost
    lost.close()


def again(lost: Lost, remote: Path, cache: str = "again") -> World:
    return lost.again(sources={"docs": followed(remote, lost.world.folder / cache)})


def test_a_file_renamed_while_its_rows_were_reworded_is_known_by_history(lost: Lost, repository: Repository) -> None:
    before = picture(lost.world)
    repository.commit({"2026/a.md": None, "archive/outage.md": document(*ITEMS)})
    repository.commit(
        {"archive/outage.md": document(f"{ITEMS[0]} of the API", f"{ITEMS[1]} and its replica", ITEMS[2])}
    )
    fresh = again(lost, repository.path)
    assert picture(fresh) == before
    lost.nothing_is_filed(fresh)


def test_a_row_whose_issue_people_edited_is_known_by_what_stood_at_the_markers_commit(
    lost: Lost, repository: Repository
) -> None:
    before = picture(lost.world)
    lost.person_edits(ITEMS[0], "ALERT (Ann)")
    repository.commit({"2026/a.md": document(f"{ITEMS[0]} of the API", *ITEMS[1:])})
    fresh = again(lost, repository.path)
    assert picture(fresh) == before
    assert fresh.plan().count(Reason.EDITED) == 1
    lost.nothing_is_filed(fresh)


def test_a_repository_that_was_renamed_is_the_one_that_it_was(lost: Lost, repository: Repository) -> None:
    before = picture(lost.world)
    moved = repository.path.with_name("postmortems.git")
    repository.path.rename(moved)
    fresh = again(lost, moved)
    assert picture(fresh) == before
    lost.nothing_is_filed(fresh)


def test_history_that_was_rewritten_leaves_words_and_titles(lost: Lost, repository: Repository) -> None:
    before = picture(lost.world)
    repository.commit({"2026/a.md": document(ITEMS[2], *ITEMS[:2]), "README.md": b"Moved"}, parents=())
    subprocess.run(["git", "-C", repository.path, "gc", "--quiet", "--prune=now"], check=True, capture_output=True)
    fresh = again(lost, repository.path)
    assert picture(fresh) == before
    lost.nothing_is_filed(fresh)


@pytest.fixture
def github(lost: Lost) -> Iterator[GithubServer]:
    with GithubServer(lost.world.pace) as server:
        server.world.repository(ISSUES)
        yield server
        assert server.complaints == []


def on_github(world: World, server: GithubServer, place: str = ISSUES) -> None:
    config = server.config(place)
    tracker = GithubTracker(config, world.pace, server.environment)
    filed = replace(world.filed("github", lambda: tracker), place=place)
    world.context = replace(world.context, trackers={"github": filed}, policy=filing_in("github", "github", place))


def test_on_github_after_edits_and_a_renamed_repository(lost: Lost, github: GithubServer, tmp_path: Path) -> None:
    first = World(tmp_path / "first", pace=lost.world.pace)
    first.context = replace(first.context, sources=lost.world.context.sources)
    on_github(first, github)
    first.resync()
    before = picture(first)
    people, world = GithubPeople(github.world), github.world
    issues = {issue.title: issue for issue in world.repository(ISSUES).issues.values()}
    with world.lock:
        world.close(issues[ITEMS[0]])
        issues[ITEMS[1]].title = "Runbook (Ann)"
        issues[ITEMS[2]].body = "Somebody wrote this anew."
        world.rename(ISSUES, "acme/operations")
        created = len(issues)
    assert people.titles("acme/operations")
    second = World(tmp_path / "second", pace=lost.world.pace)
    second.context = replace(second.context, sources=lost.world.context.sources)
    on_github(second, github)
    done = rebuild(second.context, RebuildWishes("test"))
    (held,) = done.doubts.held
    assert (held.title, "it has no marker" in held.why) == (ITEMS[2], True)
    now = picture(second)
    assert len(now) == len(before)
    assert {now[item].standing for item in now.keys() & before.keys()} == {Standing.DONE, Standing.OPEN}
    assert len(now.keys() & before.keys()) == 2
    second.resync()
    assert len(world.repository("acme/operations").issues) == created
