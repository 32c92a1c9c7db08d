"""One Jira issue for one item, whatever happens between the decision and the record, on Cloud and in a data center.

As `test_exactly_once.py`, with the real connector on a made-up Jira: its search lags, and time is virtual.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.jira.tracker import JiraTracker
from service.model import LinkRole
from service.operations.context import Stage, Unwatched
from service.reconcile.plan import Reason
from tests.fakes.faults import Kind
from tests.fakes.jira_server import HANGING, JiraServer
from tests.operations.world import World

ITEMS = ("Add an alert", "Write a runbook", "Fix the queue")
PATIENCE = 20.0  # seconds, real ones: an answer that is only slow is no fault
LITTLE_PATIENCE = 0.3  # where an answer never comes

pytestmark = pytest.mark.slow


class KilledError(BaseException):
    """The process ends here: nothing that handles errors may handle this."""


class KilledAt(Unwatched):
    """Ends the process when the making of an issue comes to a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def stage(self, stage: Stage, item_id: str) -> None:  # noqa: ARG002
        if stage is self._stage:
            raise KilledError


@pytest.fixture(params=["cloud", "data_center"])
def jira(request: pytest.FixtureRequest, world: World) -> Iterator[JiraServer]:
    with JiraServer(world.pace, edition=request.param) as server:
        world.write("a.md", *ITEMS)
        yield server
    assert server.complaints == []


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def file_in_jira(world: World, jira: JiraServer, patience: float = PATIENCE) -> None:
    """File what the world names in the site, by a client that waits so many seconds for an answer."""
    config = jira.config(timeout_seconds=patience)
    tracker = JiraTracker(config, world.pace, jira.environ)
    world.files_in("jira", lambda: tracker, config.place)
    filed = replace(world.context.trackers["jira"], place=config.place, settle_after=config.settle_seconds)
    world.context = replace(world.context, trackers={**world.context.trackers, "jira": filed})


def run_until_quiet(world: World) -> None:
    """Run the loop until nothing is planned and nothing is unsettled, in less than two hours."""
    for _ in range(60):
        done = world.resync()
        if not done.planned and not done.count(Reason.OUTCOME_UNKNOWN):
            return
        world.pace.advance(120)
    raise AssertionError("the loop did not come to rest")


def assert_one_issue_an_item(world: World, jira: JiraServer) -> None:
    jira.catch_up()
    made = list(jira.issues.by_id.values())
    assert sorted(record.fields["summary"] for record in made) == sorted(ITEMS)
    primary = {
        view.line.title: [link.key for link in view.links if link.role is LinkRole.PRIMARY] for view in world.items()
    }
    assert primary == {record.fields["summary"]: [record.key] for record in made}


@pytest.mark.parametrize("stage", list(Stage))
def test_a_process_that_dies_at_any_stage_leaves_one_issue_an_item(
    world: World, jira: JiraServer, stage: Stage
) -> None:
    jira.issues.lag = 300
    file_in_jira(world, jira)
    with pytest.raises(KilledError):
        world.resync(world.watched_by(KilledAt(stage)))
    run_until_quiet(world)
    assert_one_issue_an_item(world, jira)


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        pytest.param(Kind.REFUSE, 0.0, id="refused before the effect"),
        pytest.param(Kind.DROP_BEFORE, 0.0, id="connection lost before the effect"),
        pytest.param(Kind.DROP_AFTER, 0.0, id="the site acted, the answer was lost"),
        pytest.param(Kind.DROP_AFTER, 500.0, id="the site acted, the answer was lost, the search lags"),
        pytest.param(Kind.LATE, 400.0, id="the site acts after the connection was lost"),
        pytest.param(Kind.LAG, 500.0, id="the search lags behind"),
        pytest.param(Kind.HANG, 0.0, id="no answer, no effect"),
        pytest.param(Kind.HANG_AFTER, 0.0, id="no answer, but an effect"),
        pytest.param(Kind.GARBAGE, 0.0, id="an answer that cannot be read"),
    ],
)
def test_a_create_that_goes_wrong_is_never_doubled_and_never_lost(
    world: World, jira: JiraServer, fault: Kind, seconds: float
) -> None:
    jira.issues.lag = 120
    file_in_jira(world, jira, LITTLE_PATIENCE if fault in HANGING else PATIENCE)
    jira.expect("create", fault, times=2, seconds=seconds)
    with suppress(KilledError):
        world.resync(world.watched_by(KilledAt(Stage.ANSWERED)))
    jira.issues.fill(3, "WEB")
    run_until_quiet(world)
    for record in [record for record in jira.issues.by_id.values() if record.project == "WEB"]:
        jira.issues.delete(record)
    assert_one_issue_an_item(world, jira)


def test_states_are_those_of_the_site_and_a_failed_read_changes_none(world: World, jira: JiraServer) -> None:
    file_in_jira(world, jira)
    run_until_quiet(world)
    records = {record.fields["summary"]: record for record in jira.issues.by_id.values()}
    jira.issues.move_to(records[ITEMS[0]], "Done", "Fixed")
    jira.issues.move_to(records[ITEMS[1]], "Done", "Won't Do")
    world.resync()
    said = world.said()
    assert sorted(said.values()) == ["done", "dropped", "open"]
    jira.stop()
    world.resync()
    assert world.said() == said
    jira.start()
    jira.issues.move_to(records[ITEMS[2]], "In Progress")
    world.resync()
    assert sorted(world.said().values()) == ["done", "dropped", "in_progress"]
