"""Between the daily sweeps only what may have changed is read, and nothing that is shown or done depends on it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from connectors.errors import Temporary
from connectors.tracker import Changes, Edit, IssueRef, Polled, State
from service.operations.refresh import refresh
from service.reconcile.plan import Kind, Reason
from tests.operations.world import World

DAY = 24 * 3600


class Polling:
    """The world's local tracker, that gives in a poll only what was changed since the cursor, and counts."""

    def __init__(self, world: World) -> None:
        self._local = world.local
        self.sweeps = self.polls = 0
        self.broken = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._local, name)

    def read(self, refs: Collection[IssueRef]) -> object:
        self.sweeps += 1
        return self._local.read(refs)

    def poll(self, refs: Collection[IssueRef], cursor: str) -> Polled:
        self.polls += 1
        if self.broken:
            raise Temporary("the tracker is down")
        changes = {issue.ref.id: issue.updated_at.isoformat() for issue in self._local.list()}
        answers = {ref: answer for ref, answer in self._local.read(refs).items() if changes.get(ref.id, "~") > cursor}
        return Polled(answers, max([cursor, *changes.values()]))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def tracker(world: World) -> Polling:
    tracker = Polling(world)
    world.files_in("local", lambda: tracker)  # type: ignore[arg-type, return-value]  # it passes the rest on
    world.write("a.md", "Add an alert", "Write a runbook")
    world.resync()
    world.pace.advance(60)
    world.resync()  # the first poll reads what was made
    world.pace.advance(60)
    return tracker


def test_what_did_not_change_is_not_read(world: World, tracker: Polling) -> None:
    assert refresh(world.context).read == 0
    world.person_sets("Add an alert", State.DONE)
    assert (refresh(world.context).read, world.said()["Add an alert"]) == (1, "done")


def test_once_a_day_everything_is_read(world: World, tracker: Polling) -> None:
    before = tracker.sweeps
    world.pace.advance(DAY)
    assert refresh(world.context).read == 2
    assert tracker.sweeps == before + 1
    assert refresh(world.context).read == 0


def test_everything_is_read_when_a_person_asks(world: World, tracker: Polling) -> None:
    assert refresh(world.context, sweep=True).read == 2


def test_a_poll_that_fails_says_so_of_every_issue_and_one_that_succeeds_takes_it_back(
    world: World, tracker: Polling
) -> None:
    tracker.broken = True
    assert refresh(world.context).failures == {"local": "the tracker is down"}
    assert {link.problem for view in world.items() for link in view.links} == {"the tracker is down"}
    tracker.broken = False
    refresh(world.context)
    assert {link.problem for view in world.items() for link in view.links} == {None}


def test_a_change_that_came_while_a_poll_failed_is_not_lost(world: World, tracker: Polling) -> None:
    tracker.broken = True
    world.person_sets("Add an alert", State.DONE)
    refresh(world.context)
    world.pace.advance(60)
    tracker.broken = False
    refresh(world.context)
    assert world.said()["Add an alert"] == "done"


def test_an_issue_that_did_not_change_is_read_before_it_is_updated(world: World, tracker: Polling) -> None:
    world.write("a.md", "Add an alert on the queue", "Write a runbook")
    done = world.resync()
    assert [action.kind for action in done.actions if action.reason is Reason.REWORDED] == [Kind.UPDATE]
    assert "Add an alert on the queue" in world.titles()


def test_what_people_changed_since_the_last_poll_is_left_to_them(world: World, tracker: Polling) -> None:
    (issue,) = [issue for issue in world.issues() if issue.title == "Add an alert"]
    world.local.update(issue.ref, Changes(title=Edit(issue.title, "Mine"), body=Edit(issue.body, "Mine too")))
    world.write("a.md", "Add an alert on the queue", "Write a runbook")
    assert [action.reason for action in world.resync().actions] == [Reason.EDITED, Reason.LINKED]
    assert "Mine" in world.titles()
