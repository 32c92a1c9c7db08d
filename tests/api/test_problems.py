"""Whatever goes wrong is problem+json, with one clear line; a browser gets a page instead."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from connectors.tracker import Tracker
from service.api.headers import HEADERS
from tests.fakes.served import Served
from tests.operations.world import World

NOBODY = "00000000-0000-0000-0000-000000000000"
SET = f"/api/v1/items/{NOBODY}/state"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        pytest.param("GET", f"/api/v1/items/{NOBODY}", None, 404, "no such item", id="item that is not there"),
        pytest.param("GET", f"/api/v1/postmortems/{NOBODY}", None, 404, "no such postmortem", id="nor the postmortem"),
        pytest.param("GET", "/api/v1/items/%25", None, 404, "at such an address", id="a wildcard is no id"),
        pytest.param("GET", "/api/v1/items/%00", None, 404, "at such an address", id="NUL is no id"),
        pytest.param("GET", f"/api/v1/items/{'a' * 65}", None, 404, "at such an address", id="too long"),
        pytest.param("GET", "/api/v1/items/-", None, 404, "no such item", id="hyphen"),
        pytest.param("GET", "/api/v1/nothing", None, 404, "Not Found", id="no such route"),
        pytest.param("GET", "/static/nothing.css", None, 404, "Not Found", id="no such file"),
        pytest.param("GET", "/static/../pages.py", None, 404, "Not Found", id="nothing outside of the static files"),
        pytest.param("GET", "/static/%2e%2e/pages.py", None, 404, "Not Found", id="nor escaped"),
        pytest.param("DELETE", "/api/v1/items", None, 405, "Method Not Allowed", id="method of a route"),
        pytest.param("POST", "/static/closeout.css", None, 405, "Method Not Allowed", id="method of a file"),
        pytest.param("GET", "/api/v1/postmortems?limit=0", None, 422, "query.limit", id="number too small"),
        pytest.param("GET", "/api/v1/postmortems?offset=x", None, 422, "query.offset", id="no number"),
        pytest.param("GET", "/api/v1/items?standing=closed", None, 422, "query.standing", id="unknown standing"),
        pytest.param("POST", SET, b"{", 400, "the body is no JSON", id="broken JSON"),
        pytest.param("POST", SET, b"\xff\xfe", 400, "body", id="JSON that is no text"),
        pytest.param("POST", SET, b"{}", 422, "body.state", id="missing value"),
        pytest.param("POST", SET, b'{"state": "closed"}', 422, "body.state", id="unknown state"),
        pytest.param("POST", SET, b'{"state": "done", "by": "me"}', 422, "body.by", id="unknown key"),
        pytest.param("POST", SET, b'{"state": "done"}', 404, "no such item", id="close what is not there"),
        pytest.param("POST", SET, None, 422, "body", id="no body"),
    ],
)
def test_a_problem_says_what_where_and_why(
    client: httpx.Client, method: str, path: str, body: bytes | None, status: int, words: str
) -> None:
    answer = client.request(method, path, content=body, headers={"content-type": "application/json"} if body else {})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert problem.keys() == {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert words in problem["detail"]


def test_the_beginning_of_several_ids_finds_none_of_them(client: httpx.Client, changing: World) -> None:
    changing.write("c.md", *(f"Replace the disk of machine {number}" for number in range(17)))  # two begin alike
    scanned = changing.plan()
    assert len(scanned.actions) == 20
    first = [view.line.id[0] for view in changing.items()]
    twice = next(letter for letter in first if first.count(letter) > 1)
    with Served(changing.context) as served:
        answer = served.client.get(f"/api/v1/items/{twice}")
    assert (answer.status_code, answer.json()["detail"]) == (404, f"{twice}: several items begin so")


def test_a_method_that_is_not_allowed_is_told_which_are(client: httpx.Client) -> None:
    assert client.delete("/api/v1/items").headers["allow"] == "GET"


def test_a_browser_gets_a_page_and_a_program_gets_json(client: httpx.Client) -> None:
    page = client.get(f"/postmortems/{NOBODY}", headers={"accept": "text/html,*/*"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "there is no such postmortem" in page.text
    assert client.get(f"/postmortems/{NOBODY}").headers["content-type"] == "application/problem+json"
    api = client.get(f"/api/v1/items/{NOBODY}", headers={"accept": "text/html"})
    assert api.headers["content-type"] == "application/problem+json"


def test_a_database_out_of_reach_is_said_without_its_statement(changing: World) -> None:
    with Served(changing.context) as served:
        with changing.store.write() as tx:
            tx.connection().exec_driver_sql("DROP TABLE link")
        answer = served.client.get("/api/v1/items")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.json()["detail"] == "database: no such table: link"


def _breaks() -> Tracker:
    raise ZeroDivisionError("a secret")


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_nobody_foresaw_is_answered_without_details_and_with_every_header(world: World, accept: str) -> None:
    broken = replace(world.context, trackers={"local": world.filed("local", _breaks)})
    item = world.item("Fix the queue").line.id
    with Served(broken) as served:
        answer = served.client.post(f"/items/{item}/state", data={"state": "done"}, headers={"accept": accept})
    assert (answer.status_code, "secret" in answer.text) == (500, False)
    assert "something unexpected happened" in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
