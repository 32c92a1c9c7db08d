"""Closing an item by the API, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup

from connectors.tracker import State
from tests.api.contract import assert_documented
from tests.fakes.faults import Kind
from tests.fakes.http_tracker import HttpTracker
from tests.fakes.served import Served
from tests.fakes.tracker_server import TrackerServer
from tests.operations.world import World


def badge_of(client: httpx.Client, postmortem: str) -> str:
    page = BeautifulSoup(client.get(f"/postmortems/{postmortem}").text, "html.parser")
    image = page.select_one("img")
    assert image is not None
    return client.get(str(image["src"])).text


@pytest.fixture
def client(changing: World) -> Iterator[httpx.Client]:
    with Served(changing.context) as served:
        served.client.event_hooks = {"response": [assert_documented]}
        yield served.client


def test_closing_an_item_changes_the_tracker_the_json_the_page_and_the_badge_at_once(
    client: httpx.Client, changing: World
) -> None:
    line = changing.item("Write a runbook").line
    assert "1/2 done · 1 overdue" in badge_of(client, line.postmortem_id)
    answer = client.post(f"/api/v1/items/{line.id}/state", json={"state": "done"})
    assert answer.json() == {"words": "LOCAL-2 is done now"}
    assert {issue.title: issue.state for issue in changing.issues()}["Write a runbook"] is State.DONE
    assert client.get(f"/api/v1/items/{line.id}").json()["standing"] == "done"
    completion = client.get(f"/api/v1/postmortems/{line.postmortem_id}").json()["completion"]
    assert (completion["done"], completion["overdue"], completion["complete"]) == (2, 0, True)
    assert "2/2 done" in client.get(f"/postmortems/{line.postmortem_id}").text
    assert "action items: 2/2 done</title>" in badge_of(client, line.postmortem_id)


def test_an_item_takes_each_state(client: httpx.Client, changing: World) -> None:
    item = changing.item("Add an alert").line.id
    for state in State:
        assert client.post(f"/api/v1/items/{item}/state", json={"state": state}).status_code == 200
        assert client.get(f"/api/v1/items/{item}").json()["standing"] == state


def test_an_item_without_an_issue_that_could_be_closed_is_a_conflict(client: httpx.Client, changing: World) -> None:
    changing.write("c.md", "Fix Deployer (acme/ops#12)")
    changing.resync()
    item = changing.item("Fix Deployer").line.id
    answer = client.post(f"/api/v1/items/{item}/state", json={"state": "done"})
    assert answer.status_code == 409
    assert "has no issue in a configured tracker" in answer.json()["detail"]


@pytest.fixture
def remote(changing: World, tmp_path: Path) -> Iterator[TrackerServer]:
    """New issues go to a tracker behind HTTP."""
    with TrackerServer(tmp_path, changing.pace) as server:
        changing.files_in("web", lambda: HttpTracker(server.config(), changing.pace))
        yield server


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        pytest.param(Kind.REFUSE, 503, id="too many requests: nothing happened"),
        pytest.param(Kind.DROP_AFTER, 502, id="the answer was lost: nobody knows"),
    ],
)
def test_a_tracker_that_fails_is_told_apart_and_nothing_is_claimed(
    changing: World, remote: TrackerServer, fault: Kind, status: int
) -> None:
    changing.write("c.md", "Test the backup")
    changing.resync()
    with Served(changing.context) as served:
        served.client.event_hooks = {"response": [assert_documented]}
        item = changing.item("Test the backup").line.id
        remote.expect("state", fault.value, status=429)
        answer = served.client.post(f"/api/v1/items/{item}/state", json={"state": "done"})
        assert (answer.status_code, "web" in answer.json()["detail"]) == (status, True), answer.text
        assert served.client.get(f"/api/v1/items/{item}").json()["standing"] == "open"
