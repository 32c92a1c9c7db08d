"""What the API tells: lists, details, filters, pages."""

from __future__ import annotations

import httpx
import pytest

from tests.fakes.served import Served
from tests.operations.world import World


def titles(answer: httpx.Response) -> list[str]:
    return [item["title"] for item in answer.json()["items"]]


def test_postmortems_are_listed_with_their_completion_the_latest_first(client: httpx.Client) -> None:
    listed = client.get("/api/v1/postmortems").json()
    assert (listed["total"], listed["offset"]) == (2, 0)
    assert [(one["path"], one["title"], one["date"]) for one in listed["postmortems"]] == [
        ("b.md", "The queue stood still", "2026-03-01"),
        ("a.md", "An outage", "2026-02-10"),
    ]
    completion = listed["postmortems"][1]["completion"]
    assert {name: completion[name] for name in ("done", "total", "open", "overdue", "complete")} == {
        "done": 1, "total": 2, "open": 1, "overdue": 1, "complete": False,
    }  # fmt: skip


def test_pages_of_the_list_join_without_gap_or_repeat(client: httpx.Client) -> None:
    pages = [client.get("/api/v1/postmortems", params={"limit": 1, "offset": offset}).json() for offset in range(3)]
    assert [[one["path"] for one in page["postmortems"]] for page in pages] == [["b.md"], ["a.md"], []]
    assert {page["total"] for page in pages} == {2}


def test_a_postmortem_comes_with_its_items_and_their_issues(client: httpx.Client) -> None:
    (found,) = [one for one in client.get("/api/v1/postmortems").json()["postmortems"] if one["path"] == "a.md"]
    detail = client.get(f"/api/v1/postmortems/{found['id']}").json()
    assert [item["title"] for item in detail["items"]] == ["Add an alert", "Write a runbook"]
    runbook = detail["items"][1]
    assert (runbook["due"], runbook["overdue_days"], runbook["standing"]) == ("2026-02-20", 10, "open")
    (issue,) = runbook["issues"]
    assert (issue["tracker"], issue["key"], issue["role"], issue["origin"]) == (
        "local",
        "LOCAL-2",
        "primary",
        "created",
    )
    assert (issue["state"], issue["status"], issue["absence"], issue["problem"]) == ("open", "Open", None, None)


@pytest.mark.parametrize("kind", ["postmortems", "items"])
def test_the_beginning_of_an_id_is_enough(client: httpx.Client, kind: str) -> None:
    found = client.get(f"/api/v1/{kind}").json()[kind][0]
    assert client.get(f"/api/v1/{kind}/{found['id'][:12]}").json()["id"] == found["id"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ["Write a runbook", "Fix the queue", "Add an alert"], id="all, the first due first"),
        pytest.param("overdue=true", ["Write a runbook"], id="overdue"),
        pytest.param("standing=done", ["Add an alert"], id="done"),
        pytest.param("standing=open", ["Write a runbook", "Fix the queue"], id="open"),
        pytest.param("standing=done&standing=open", ["Write a runbook", "Fix the queue", "Add an alert"], id="either"),
        pytest.param("standing=dropped", [], id="none"),
        pytest.param("overdue=true&standing=open", ["Write a runbook"], id="overdue and open"),
        pytest.param("overdue=true&standing=unknown", [], id="overdue and unknown"),
    ],
)
def test_items_are_filtered(client: httpx.Client, query: str, expected: list[str]) -> None:
    assert titles(client.get(f"/api/v1/items?{query}")) == expected


def test_sources_say_what_keeps_them_from_being_followed(client: httpx.Client, changing: World) -> None:
    (source,) = client.get("/api/v1/sources").json()
    assert (source["name"], source["kind"], source["held"], source["problem"]) == ("docs", "directory", None, None)
    for path in ("a.md", "b.md"):
        changing.remove(path)
    changing.resync()
    with Served(changing.context) as served:
        (source,) = served.client.get("/api/v1/sources").json()
        assert source["held"]
        listed = served.client.get("/api/v1/postmortems").json()["postmortems"]
        assert {one["held"] for one in listed} == {source["held"]}
