"""One issue for one item, whatever happens between the decision and the record (DESIGN, section 6).

The tracker is behind real HTTP on loopback; the process "dies" at each stage of making an issue, or the network
or the tracker fails around it. Afterwards the loop runs until nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.marker import Marker
from connectors.pace import READ_ATTEMPTS
from connectors.tracker import Draft, State
from service.model import LinkRole
from service.operations.context import Stage, Unwatched
from service.reconcile.plan import Reason
from tests.fakes.faults import Kind
from tests.fakes.http_tracker import HttpTracker
from tests.fakes.tracker_server import HANGING, TrackerServer
from tests.operations.world import SEND_WITHIN, SETTLE_AFTER, World

ITEMS = ("Add an alert", "Write a runbook", "Fix the queue")
PATIENCE = 20.0  # seconds, real ones: an answer that is only slow is no fault
LITTLE_PATIENCE = 0.3  # where an answer never comes


class KilledError(BaseException):
    """The process ends here: nothing that handles errors may handle this."""


class KilledAt(Unwatched):
    """Ends the process when the making of an issue comes to a stage for the `times`-th time."""

    def __init__(self, stage: Stage, times: int = 1) -> None:
        self._stage, self._left = stage, times

    def stage(self, stage: Stage, item_id: str) -> None:  # noqa: ARG002
        self._left -= stage is self._stage
        if stage is self._stage and not self._left:
            raise KilledError


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def server(world: World, tmp_path: Path) -> Iterator[TrackerServer]:
    with TrackerServer(tmp_path, world.pace) as server:
        file_over_http(world, server, PATIENCE)
        world.write("a.md", *ITEMS)
        yield server


def file_over_http(world: World, server: TrackerServer, patience: float) -> None:
    """File what the world names in the server's tracker, by a client that waits so many seconds for an answer."""
    config = server.config(timeout_seconds=patience)
    world.files_in("web", lambda: HttpTracker(config, world.pace))


def order(world: World, server: TrackerServer, fault: Kind, seconds: float) -> None:
    """Give the next two creates this fault."""
    if fault in HANGING:
        file_over_http(world, server, LITTLE_PATIENCE)
    server.expect("create", fault, times=2, seconds=seconds)


def run_until_quiet(world: World, server: TrackerServer) -> None:
    """Run the loop until nothing is planned and nothing is unsettled, in less than an hour."""
    for _ in range(60):
        server.wait_until_idle()
        done = world.resync()
        if not done.planned and not done.count(Reason.OUTCOME_UNKNOWN):
            return
        server.wait_until_idle()
        world.pace.advance(60)
    raise AssertionError("the loop did not come to rest")


def insert(server: TrackerServer, title: str, *, marker: str, ours: bool) -> None:
    """Put an issue into the tracker without asking anybody."""
    server.issues._insert(Draft("postmortems", title, "", marker), lambda: None, ours=ours)


def assert_one_issue_an_item(world: World, server: TrackerServer) -> None:
    made = server.everything()
    assert sorted(issue.title for issue in made) == sorted(ITEMS)
    primary = {
        view.line.title: [link.key for link in view.links if link.role is LinkRole.PRIMARY] for view in world.items()
    }
    assert primary == {issue.title: [issue.ref.key] for issue in made}


@pytest.mark.parametrize("stage", list(Stage))
def test_a_process_that_dies_at_any_stage_leaves_one_issue_an_item(
    world: World, server: TrackerServer, stage: Stage
) -> None:
    with pytest.raises(KilledError):
        world.resync(world.watched_by(KilledAt(stage, times=2)))  # one item is done, one is not begun
    run_until_quiet(world, server)
    assert_one_issue_an_item(world, server)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_process_that_dies_again_and_again_leaves_one_issue_an_item(
    world: World, server: TrackerServer, stage: Stage
) -> None:
    for _ in range(4):
        with suppress(KilledError):
            world.resync(world.watched_by(KilledAt(stage)))
        world.pace.advance(40)
    run_until_quiet(world, server)
    assert_one_issue_an_item(world, server)


FAULTS = [
    pytest.param(Kind.REFUSE, 0.0, id="refused before the effect"),
    pytest.param(Kind.DROP_BEFORE, 0.0, id="connection lost before the effect"),
    pytest.param(Kind.DROP_AFTER, 0.0, id="the tracker acted, the answer was lost"),
    pytest.param(Kind.DROP_AFTER, 50.0, id="the tracker acted, the answer was lost, lists lag"),
    pytest.param(Kind.LATE, 20.0, id="the tracker acts after the connection was lost"),
    pytest.param(Kind.LAG, 50.0, id="lists lag behind"),
    pytest.param(Kind.HANG, 0.0, id="no answer, no effect"),
    pytest.param(Kind.HANG_AFTER, 0.0, id="no answer, but an effect"),
    pytest.param(Kind.GARBAGE, 0.0, id="an answer that cannot be read"),
]


@pytest.mark.parametrize(("fault", "seconds"), FAULTS)
def test_a_create_that_goes_wrong_is_never_doubled_and_never_lost(
    world: World, server: TrackerServer, fault: Kind, seconds: float
) -> None:
    order(world, server, fault, seconds)
    run_until_quiet(world, server)
    assert_one_issue_an_item(world, server)


@pytest.mark.parametrize(("fault", "seconds"), FAULTS)
def test_dying_and_a_fault_together_are_survived(
    world: World, server: TrackerServer, fault: Kind, seconds: float
) -> None:
    order(world, server, fault, seconds)
    with suppress(KilledError):
        world.resync(world.watched_by(KilledAt(Stage.SENDING, 2)))
    run_until_quiet(world, server)
    assert_one_issue_an_item(world, server)


def test_nothing_is_sent_again_before_the_window_has_passed(world: World, server: TrackerServer) -> None:
    server.expect("create", Kind.DROP_BEFORE, times=3)
    world.resync()
    sent = server.creates
    for _ in range(int((SEND_WITHIN + SETTLE_AFTER) / 15)):
        done = world.resync()
        assert done.count(Reason.OUTCOME_UNKNOWN) == len(ITEMS)
        world.pace.advance(15)
    assert server.creates == sent
    run_until_quiet(world, server)
    assert_one_issue_an_item(world, server)


def test_a_look_that_fails_is_no_look_in_vain(world: World, server: TrackerServer) -> None:
    server.expect("create", Kind.DROP_AFTER, times=1)
    world.resync()
    world.pace.advance(SEND_WITHIN + SETTLE_AFTER + 1)
    server.expect("list", Kind.REFUSE, times=3 * READ_ATTEMPTS)
    for _ in range(3):
        assert world.resync().count(Reason.OUTCOME_UNKNOWN) == 1
    run_until_quiet(world, server)
    assert_one_issue_an_item(world, server)


def test_a_create_decided_too_long_ago_is_not_sent(world: World, server: TrackerServer) -> None:
    class Paused(Unwatched):
        def stage(self, stage: Stage, item_id: str) -> None:  # noqa: ARG002
            if stage is Stage.INTENT_COMMITTED:
                world.pace.advance(SEND_WITHIN)

    done = world.resync(world.watched_by(Paused()))
    assert {outcome.words for outcome in done.outcomes} == {"the create was not sent in time; the next run sends it"}
    assert server.creates == 0
    run_until_quiet(world, server)
    assert_one_issue_an_item(world, server)


def test_a_forged_or_copied_marker_is_not_taken_for_ours(world: World, server: TrackerServer) -> None:
    server.expect("create", Kind.DROP_BEFORE, times=1)
    world.resync()
    (lost,) = [view.line for view in world.items() if not view.links]
    forged = Marker(lost.id, lost.postmortem_id, "", "", "", 1, "").sign(b"another key" * 4)
    insert(server, "Forged", marker=forged, ours=True)
    stolen = Marker(lost.id, lost.postmortem_id, "", "", "", 1, "").sign(world.context.key)
    insert(server, "Copied by somebody", marker=stolen, ours=False)
    run_until_quiet(world, server)
    made = [issue for issue in server.everything() if issue.title not in ("Forged", "Copied by somebody")]
    assert sorted(issue.title for issue in made) == sorted(ITEMS)


def test_of_two_issues_with_our_marker_the_oldest_is_linked_and_the_other_is_a_copy(
    world: World, server: TrackerServer
) -> None:
    server.expect("create", Kind.DROP_AFTER, times=1)
    world.resync()
    (lost,) = [view.line for view in world.items() if not view.links]
    (made,) = [issue for issue in server.everything() if issue.title == lost.title]
    insert(server, "Its clone", marker=made.marker, ours=True)
    run_until_quiet(world, server)
    links = {link.key: link.role for link in world.item(lost.title).links}
    assert [links[made.ref.key], *(role for key, role in links.items() if key != made.ref.key)] == [
        LinkRole.PRIMARY,
        LinkRole.COPY,
    ]


def test_the_clone_of_an_issue_says_nothing_about_the_item(world: World, server: TrackerServer) -> None:
    test_of_two_issues_with_our_marker_the_oldest_is_linked_and_the_other_is_a_copy(world, server)
    for issue in server.everything():
        if issue.title != "Its clone":
            server.issues.set_state(replace(issue.ref, tracker="web"), State.DONE)
    world.resync()
    assert set(world.said().values()) == {"done"}
