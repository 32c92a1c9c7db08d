"""An issue that was touched is read again: that issue, and no other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from connectors.errors import Temporary
from connectors.tracker import Issue, IssueRef, Missing, State
from connectors.webhook import IssueTouched
from tests.operations.office import Office
from tests.operations.world import World


class CountedTracker:
    """Stands before a tracker and writes down the keys that it is asked to read; or fails."""

    def __init__(self, world: World, asked: list[list[str]]) -> None:
        self._tracker, self._asked = world.tracker(), asked
        self.down = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._tracker, name)

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        self._asked.append([ref.key for ref in refs])
        if self.down:
            raise Temporary("the tracker is out of reach")
        return self._tracker.read(refs)


@pytest.fixture
def asked(office: Office) -> list[list[str]]:
    return []


@pytest.fixture
def counted(office: Office, asked: list[list[str]]) -> CountedTracker:
    office.commit("A second alert", "A third alert")
    office.world.resync()
    tracker = CountedTracker(office.world, asked)
    filed = replace(office.world.context.trackers["local"], open=lambda: tracker)  # type: ignore[arg-type,return-value]
    office.world.context = replace(office.world.context, trackers={"local": filed})
    return tracker


def touched(world: World, title: str, *, by_id: bool = False) -> IssueTouched:
    (issue,) = [issue for issue in world.issues() if issue.title == title]
    return IssueTouched(IssueRef("", "renamed" if by_id else issue.ref.key, issue.ref.id if by_id else ""))


@pytest.mark.parametrize("by_id", [False, True], ids=["by its key", "by its id"])
def test_a_delivery_for_an_issue_reads_that_issue_alone(
    office: Office, counted: CountedTracker, asked: list[list[str]], by_id: bool
) -> None:
    for issue in office.world.issues():
        office.world.local.set_state(issue.ref, State.DONE)
    hint = touched(office.world, "A second alert", by_id=by_id)
    office.deliver(hint)
    office.deliver(hint)
    office.digest()
    assert office.fates() == ["done", "done"]
    assert [len(keys) for keys in asked] == [1]
    assert office.world.said() == {"A second alert": "done", "A third alert": "open", "The first alert": "open"}


def test_an_issue_that_serves_no_item_is_not_read(
    office: Office, counted: CountedTracker, asked: list[list[str]]
) -> None:
    other = office.world.local.file("postmortems", "Somebody else's")
    office.deliver(IssueTouched(IssueRef("", other.ref.key, other.ref.id)))
    office.digest()
    assert (office.fates(), asked) == (["ignored"], [])


def test_a_tracker_out_of_reach_keeps_the_delivery_waiting(office: Office, counted: CountedTracker) -> None:
    counted.down = True
    office.deliver(touched(office.world, "A second alert"))
    office.digest()
    assert (office.fates(), office.lines()[0].why) == (["waiting"], "the tracker is out of reach")
    counted.down = False
    office.world.pace.advance(60)
    office.digest()
    assert office.fates() == ["done"]
