"""Without authentication: only this machine's own names, nothing forwarded, writes from our own pages only."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.api.headers import HEADERS
from service.api.loopback import is_loopback
from tests.fakes.served import Served
from tests.operations.world import World


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    world = World(tmp_path_factory.mktemp("world"))
    world.write("a.md", "Add an alert")
    world.resync()
    with Served(world.context) as served:
        yield served


@pytest.fixture(scope="module")
def item(served: Served) -> str:
    found: str = served.client.get("/api/v1/items").json()["items"][0]["id"]
    return found


HOSTS = [
    ("127.0.0.1", True),
    ("127.0.0.1:8321", True),
    ("127.9.9.9:1", True),
    ("localhost", True),
    ("LOCALHOST:8321", True),
    ("[::1]", True),
    ("[::1]:8321", True),
    ("evil.example", False),
    ("evil.example:8321", False),
    ("localhost.evil.example", False),
    ("127.0.0.1.evil.example:8321", False),
    ("evil-localhost", False),
    ("192.168.1.10:8321", False),
    ("10.0.0.1", False),
    ("0.0.0.0:8321", False),
    ("[fe80::1]:8321", False),
    ("[::]:8321", False),
    ("2130706433", False),
    ("0x7f000001", False),
    ("127.1", False),
    ("user@127.0.0.1", False),
    ("127.0.0.1@evil.example", False),
    ("127.0.0.1:8321/evil", False),
    ("127.0.0.1, evil.example", False),
    ("[::1", False),
    ("", False),
]


@pytest.mark.parametrize(("host", "answered"), HOSTS, ids=[repr(host) for host, _ in HOSTS])
def test_only_loopback_names_are_answered(served: Served, host: str, answered: bool) -> None:
    answer = served.client.get("/api/v1/sources", headers={"host": host})
    assert answer.status_code == (200 if answered else 403)
    if not answered:
        assert "loopback host names" in answer.json()["detail"]


FORWARDED = [
    {"forwarded": "for=192.0.2.1"},
    {"x-forwarded-for": "127.0.0.1"},
    {"x-forwarded-host": "127.0.0.1"},
    {"x-forwarded-proto": "https"},
    {"x-forwarded-port": "443"},
    {"X-Forwarded-For": ""},
    {"x-real-ip": "127.0.0.1"},
    {"x-original-host": "127.0.0.1"},
    {"via": "1.1 proxy"},
]


@pytest.mark.parametrize("headers", FORWARDED, ids=[str(*headers) for headers in FORWARDED])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_forwarded_is_answered(served: Served, item: str, headers: dict[str, str], method: str) -> None:
    path = f"/api/v1/items/{item}/state" if method == "POST" else f"/api/v1/items/{item}"
    answer = served.client.request(method, path, headers=headers, json={"state": "done"} if method == "POST" else None)
    assert (answer.status_code, "forwarded" in answer.json()["detail"]) == (403, True)


OWN = "OWN"
PAGES = [
    ({}, True, "no browser"),
    ({"origin": OWN}, True, "our own page"),
    ({"origin": OWN, "sec-fetch-site": "same-origin"}, True, "our own page, as browsers say it"),
    ({"sec-fetch-site": "none"}, True, "typed by the user"),
    ({"origin": "null"}, False, "a page without an origin: a file, a sandbox"),
    ({"origin": ""}, False, "an empty origin"),
    ({"origin": "https://evil.example"}, False, "a foreign page"),
    ({"origin": "http://localhost:3000"}, False, "another program on this machine"),
    ({"origin": f"{OWN}0"}, False, "a port that begins like ours"),
    ({"origin": f"{OWN}.evil.example"}, False, "a name that begins like ours"),
    ({"origin": "https://127.0.0.1"}, False, "another scheme"),
    ({"sec-fetch-site": "cross-site"}, False, "cross-site"),
    ({"sec-fetch-site": "same-site"}, False, "same site, another port"),
    ({"origin": OWN, "sec-fetch-site": "cross-site"}, False, "contradictory"),
]


@pytest.mark.parametrize(("headers", "taken"), [page[:2] for page in PAGES], ids=[page[2] for page in PAGES])
@pytest.mark.parametrize("face", ["API", "form"])
def test_writes_are_taken_from_our_own_pages_only(
    served: Served, item: str, headers: dict[str, str], taken: bool, face: str
) -> None:
    sent = {name: value.replace(OWN, served.address) for name, value in headers.items()}
    if face == "API":
        answer = served.client.post(f"/api/v1/items/{item}/state", json={"state": "done"}, headers=sent)
    else:
        answer = served.client.post(f"/items/{item}/state", data={"state": "done"}, headers=sent)
    assert (answer.status_code < 400) is taken
    if not taken:
        assert (answer.status_code, "own pages only" in answer.json()["detail"]) == (403, True)


def test_a_refused_write_changes_nothing_and_reading_from_a_link_is_fine(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.write("a.md", "Add an alert")
    world.resync()
    with Served(world.context) as served:
        line = world.item("Add an alert").line
        served.client.post(
            f"/items/{line.id}/state", data={"state": "done"}, headers={"origin": "https://evil.example"}
        )
        assert world.said() == {"Add an alert": "open"}
        foreign = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
        answer = served.client.get(f"/postmortems/{line.postmortem_id}", headers=foreign)
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers


def test_two_host_headers_are_not_answered(served: Served) -> None:
    host, _, port = served.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        status = connection.makefile("rb").readline()
    assert status.split()[1] in (b"400", b"403")


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        pytest.param("GET", "/", {}, 200, id="page"),
        pytest.param("GET", "/overdue", {}, 200, id="list"),
        pytest.param("GET", "/api/v1/items", {}, 200, id="API"),
        pytest.param("GET", "/static/closeout.css", {}, 200, id="static"),
        pytest.param("GET", "/nothing", {}, 404, id="not found"),
        pytest.param("GET", "/nothing", {"accept": "text/html"}, 404, id="not found, as a page"),
        pytest.param("PUT", "/", {}, 405, id="method"),
        pytest.param("GET", "/api/v1/items?overdue=perhaps", {}, 422, id="invalid"),
        pytest.param("GET", "/", {"host": "evil.example"}, 403, id="page, refused"),
        pytest.param("GET", "/static/closeout.css", {"host": "evil.example"}, 403, id="static, refused"),
    ],
)
def test_every_answer_carries_the_security_headers(
    served: Served, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = served.client.request(method, path, headers=headers)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_in_from_elsewhere_and_nobody_embed_us() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize(
    ("host", "loopback"), [("::1", True), ("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)]
)
def test_an_address_to_listen_on_is_loopback_or_not(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
