"""A Jira webhook, from its bytes to the page: signed, kept, digested, and only the issue that it names is read."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connectors.jira.tracker import JiraTracker
from connectors.jira.webhook import JiraReceiver
from connectors.webhook import Request
from service.operations import deliveries
from service.operations.context import Endpoint
from service.operations.digest import digest
from service.operations.receive import NotSignedError, receive
from service.store.intake import Intake
from tests.fakes.jira_issues import Record
from tests.fakes.jira_server import JiraServer
from tests.operations.world import EVERYTHING, World

SECRET = "a secret that the site knows"
GUARD_SECONDS = 30


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def jira(world: World) -> Iterator[JiraServer]:
    with JiraServer(world.pace) as server:
        tracker = JiraTracker(server.config(), world.pace, server.environ)
        world.files_in("jira", lambda: tracker, server.config().place)
        endpoint = Endpoint("jira", "jira", JiraReceiver(), lambda: (SECRET,), "", "jira")
        world.context = replace(world.context, endpoints={"jira": endpoint})
        world.write("a.md", "Add an alert", "Write a runbook")
        world.resync()
        yield server
        tracker.close()


def event(record: Record, name: str = "jira:issue_updated", *changes: dict[str, Any]) -> bytes:
    """What Jira sends about an issue; the fields that it carries are not believed."""
    issue = {"id": str(record.id), "key": record.key, "fields": {"summary": "Anything", "status": {"name": "Done"}}}
    return json.dumps({"webhookEvent": name, "issue": issue, "changelog": {"items": list(changes)}}).encode()


def deliver(world: World, body: bytes, *, secret: str = SECRET, delivery: str = "1") -> None:
    """Take it in as the endpoint does, and digest what waits."""
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"x-hub-signature": signature, "x-atlassian-webhook-identifier": delivery}
    intake = Intake(world.store)
    intake.start()
    try:
        arrival = receive(world.context, world.context.endpoints["jira"], Request(headers, body))
        intake.keep(arrival).result(GUARD_SECONDS)
    finally:
        intake.stop()
    digest(world.context)


def record(jira: JiraServer, title: str) -> Record:
    (found,) = [record for record in jira.issues.by_id.values() if record.fields["summary"] == title]
    return found


def fates(world: World) -> list[str]:
    return [line.fate.value for line in deliveries.deliveries(world.context, EVERYTHING)]


def test_an_update_is_read_and_what_the_delivery_says_is_not_believed(world: World, jira: JiraServer) -> None:
    deliver(world, event(record(jira, "Add an alert")), delivery="1")
    assert world.said() == {"Add an alert": "open", "Write a runbook": "open"}  # it says Done, and is not
    jira.issues.move_to(record(jira, "Add an alert"), "Done", "Fixed")
    deliver(world, event(record(jira, "Add an alert")), delivery="2")
    assert world.said() == {"Add an alert": "done", "Write a runbook": "open"}
    assert fates(world) == ["done", "done"]


def test_a_deleted_issue_is_gone_and_not_done(world: World, jira: JiraServer) -> None:
    gone = record(jira, "Add an alert")
    jira.issues.delete(gone)
    deliver(world, event(gone, "jira:issue_deleted"))
    assert world.said()["Add an alert"].startswith("gone")


def test_a_moved_issue_keeps_its_link_under_its_new_key(world: World, jira: JiraServer) -> None:
    moved = record(jira, "Add an alert")
    former = moved.key
    jira.issues.relocate(moved, "WEB")
    change = {"field": "Key", "fromString": former, "toString": moved.key}
    deliver(world, event(moved, "jira:issue_updated", change))
    assert [link.key for link in world.item("Add an alert").links] == [moved.key]
    assert moved.key != former


def test_the_same_delivery_twice_has_one_effect(world: World, jira: JiraServer) -> None:
    for _ in range(2):
        deliver(world, event(record(jira, "Add an alert")), delivery="7")
    assert fates(world) == ["done"]


def test_a_delivery_that_is_not_signed_is_not_taken(world: World, jira: JiraServer) -> None:
    with pytest.raises(NotSignedError):
        deliver(world, event(record(jira, "Add an alert")), secret="guessed")
    assert fates(world) == []
