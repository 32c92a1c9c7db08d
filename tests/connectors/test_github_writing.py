"""Writes into issues on GitHub, beyond what every tracker promises."""

from __future__ import annotations

import pytest

from connectors.errors import OutcomeUnknown, Refused
from connectors.github.tracker import GithubTracker
from connectors.tracker import Changes, Edit, State
from tests.connectors import github_fixtures
from tests.connectors.github_fixtures import PLACE, ref_of
from tests.connectors.tracker_side import a_draft, found, send
from tests.fakes.github_server import GithubServer
from tests.fakes.github_world import StoredRepository

pace, server, ops, tracker = (
    github_fixtures.pace,
    github_fixtures.server,
    github_fixtures.ops,
    github_fixtures.tracker,
)


def test_work_in_progress_cannot_be_said_on_github(tracker: GithubTracker, server: GithubServer) -> None:
    created = tracker.create(a_draft(PLACE), send)
    with pytest.raises(Refused, match="no state for work in progress"):
        tracker.set_state(created.ref, State.IN_PROGRESS)
    assert server.received["update"] == 0


def test_a_pull_request_is_not_closed_from_here(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    pull = server.world.file(ops, "x", is_pull=True)
    with pytest.raises(Refused, match="pull request"):
        tracker.set_state(ref_of(pull), State.DROPPED)
    assert pull.state == "open"


def test_an_update_without_an_answer_is_sent_once(tracker: GithubTracker, server: GithubServer) -> None:
    created = tracker.create(a_draft(PLACE), send)
    server.expect("update", "drop_after")
    with pytest.raises(OutcomeUnknown):
        tracker.update(created.ref, Changes(title=Edit(created.title, "New")))
    assert server.received["update"] == 1
    assert found(tracker, created.ref).title == "New"


def test_a_body_that_a_browser_sent_back_is_known_again(tracker: GithubTracker, ops: StoredRepository) -> None:
    created = tracker.create(a_draft(PLACE, body="One.\n\n- two\n- three"), send)
    ops.issues[1].body = (ops.issues[1].body or "").replace("\n", "\r\n")
    updated = tracker.update(created.ref, Changes(body=Edit(created.body, "Four.")))
    assert (updated.body, updated.marker) == ("Four.", created.marker)
