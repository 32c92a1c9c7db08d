"""`POST /webhooks/{name}`, over real HTTP: what is acknowledged is on disk, and nobody gets in without the secret."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import httpx
import pytest
from structlog.testing import capture_logs

from connectors.webhook import Request
from service.operations import deliveries
from service.settings import General, InboxSettings, Settings
from service.store.inbox import DeliveryLine
from service.store.inbox_tables import Delivery
from tests import postgres
from tests.api.contract import assert_documented
from tests.fakes.receiver import SECRET, a_push, endpoint, signed
from tests.fakes.served import Served
from tests.operations.world import EVERYTHING, World

MOST = 2000


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with ExitStack() as stack:
        database = stack.enter_context(postgres.database()) if request.param == "postgresql" else None
        world = World(tmp_path_factory.mktemp("world"), database=database)
        world.context = replace(
            world.context,
            settings=Settings(general=General(inbox=InboxSettings(max_bytes=MOST))),
            endpoints={
                "hook": endpoint(),
                "other": endpoint("other"),
                "rotating": endpoint("rotating", secrets=("new", "old")),
                "shut": endpoint("shut", secrets=()),
            },
        )
        yield world
        world.store.close()


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[httpx.Client]:
    with Served(world.context) as served:
        served.client.event_hooks = {"response": [assert_documented]}
        yield served.client


def post(client: httpx.Client, request: Request, name: str = "hook", **headers: str) -> httpx.Response:
    return client.post(f"/webhooks/{name}", content=request.body, headers={**request.headers, **headers})


def kept(world: World, delivery: str) -> list[DeliveryLine]:
    lines = deliveries.deliveries(world.context, EVERYTHING, limit=1000)
    return [line for line in lines if line.delivery_id == delivery]


def test_a_delivery_is_acknowledged_when_it_is_on_disk(client: httpx.Client, world: World) -> None:
    answer = post(client, signed([a_push()], delivery="first"))
    assert (answer.status_code, answer.json()) == (202, {"words": "kept"})
    (line,) = kept(world, "first")
    assert (line.endpoint, line.event, line.fate.value) == ("hook", "push", "waiting")


def test_the_same_again_changes_nothing_and_is_acknowledged(client: httpx.Client, world: World) -> None:
    again = [signed([a_push()], delivery="again") for _ in range(3)]
    assert [post(client, request).status_code for request in again] == [202] * 3
    assert post(client, again[0], "other").status_code == 202
    assert sorted(line.endpoint for line in kept(world, "again")) == ["hook", "other"]


def test_duplicates_at_the_same_moment_are_kept_once(client: httpx.Client, world: World) -> None:
    requests = [signed([a_push()], delivery=f"at once {number % 10}") for number in range(80)]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda request: post(client, request), requests))
    assert {answer.status_code for answer in answers} == {202}
    assert [len(kept(world, f"at once {number}")) for number in range(10)] == [1] * 10


def test_an_event_that_does_not_concern_us_is_acknowledged_and_ignored(client: httpx.Client, world: World) -> None:
    answer = post(client, signed([], delivery="ping", event="ping"))
    assert (answer.status_code, answer.json()) == (202, {"words": "ignored"})
    assert kept(world, "ping")[0].fate.value == "ignored"


@pytest.mark.parametrize("name", ["hook", "shut"])
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"x-fake-signature": ""}, id="none"),
        pytest.param({"x-fake-signature": "sha256=" + "0" * 64}, id="wrong"),
        pytest.param({"x-fake-signature": signed([a_push()], secret="").headers["x-fake-signature"]}, id="no secret"),
    ],
)
def test_without_the_signature_nothing_is_read(
    client: httpx.Client, world: World, wrong: dict[str, str], name: str
) -> None:
    answer = post(client, signed([a_push()], delivery="forged"), name, **wrong)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert "secret" in answer.json()["detail"]
    assert post(client, signed(b"not even JSON"), name, **wrong).status_code == 401
    assert kept(world, "forged") == []


def test_a_body_changed_on_its_way_is_not_signed(client: httpx.Client) -> None:
    request = signed([a_push()])
    assert post(client, replace(request, body=request.body + b" ")).status_code == 401


def test_during_a_rotation_both_secrets_are_good_and_no_other(client: httpx.Client) -> None:
    requests = [signed([a_push()], secret=secret) for secret in ("new", "old", SECRET)]
    assert [post(client, request, "rotating").status_code for request in requests] == [202, 202, 401]


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'[{"hint": "unheard of"}]', b"\xff\xfe", b"[" * 1500])
def test_a_body_that_is_missing_or_broken_is_a_bad_request(client: httpx.Client, body: bytes) -> None:
    answer = post(client, signed(body))
    assert (answer.status_code, answer.json()["status"]) == (400, 400)


@pytest.mark.parametrize("delivery", ["x" * 201, "\x7f", "a\x85b"])
def test_an_id_that_is_no_name_is_a_bad_request(client: httpx.Client, delivery: str) -> None:
    request = signed([a_push()], delivery="replaced")
    headers = {name.encode(): value.encode() for name, value in request.headers.items()}
    headers[b"x-fake-id"] = delivery.encode("latin-1")
    answer = client.post("/webhooks/hook", content=request.body, headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("chunked", [False, True], ids=["declared", "chunked"])
def test_a_body_that_is_too_long_is_refused_before_it_is_all_read(client: httpx.Client, chunked: bool) -> None:
    request = signed([a_push()] * (MOST // 50))
    pieces = (request.body[start : start + 100] for start in range(0, len(request.body), 100))
    answer = client.post("/webhooks/hook", content=pieces if chunked else request.body, headers=request.headers)
    assert (answer.status_code, "inbox.max_bytes" in answer.json()["detail"]) == (413, True)


def test_a_length_that_is_a_lie_is_not_waited_for(client: httpx.Client) -> None:
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 0, timeout=10)
    connection.putrequest("POST", "/webhooks/hook")
    connection.putheader("Content-Length", str(10**12))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_an_unknown_name_is_not_found(client: httpx.Client) -> None:
    answer = post(client, signed([a_push()]), "nobody")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_problem_is_json_even_for_who_asks_for_a_page(client: httpx.Client) -> None:
    answer = post(client, signed([a_push()]), "nobody", accept="text/html")
    assert answer.headers["content-type"] == "application/problem+json"


ELSEWHERE = [
    {"host": "closeout.example.org"},
    {"x-forwarded-for": "192.0.2.1", "via": "1.1 proxy"},
    {"origin": "https://evil.example"},
    {"sec-fetch-site": "cross-site"},
]


@pytest.mark.parametrize("headers", ELSEWHERE, ids=[next(iter(headers)) for headers in ELSEWHERE])
def test_deliveries_come_from_elsewhere_and_nothing_else_does(client: httpx.Client, headers: dict[str, str]) -> None:
    assert post(client, signed([a_push()]), **headers).status_code == 202
    assert post(client, signed([a_push()]), **{**headers, "x-fake-signature": ""}).status_code == 401
    if "x-forwarded-for" in headers or "host" in headers:
        assert client.get("/webhooks/hook", headers=headers).status_code == 403
    for path in ("/webhooks/", "/webhooks", "/webhooks/hook/more", "/webhooks/../api/v1/items/1/state",
                 "/webhooks/hook%2F..%2F..%2Fapi", "/api/v1/items/1/state", "//webhooks/hook"):  # fmt: skip
        request = client.build_request("POST", "/", headers=headers)
        request.url = request.url.copy_with(raw_path=path.encode())
        assert client.send(request).status_code == 403, path


def test_no_secret_and_no_body_stays_where_it_should_not(client: httpx.Client, world: World) -> None:
    request = signed([a_push(name="acme/very-private")], delivery="quiet")
    with capture_logs() as logs:
        post(client, request, authorization="Bearer abc", cookie="id=abc", **{"x-auth-token": "abc", "x-kind": "k"})
        post(client, request, **{"x-fake-signature": "wrong"})
    assert logs == []
    with world.store.read() as tx:
        (number,) = [line.id for line in kept(world, "quiet")]
        row = tx.get(Delivery, number)
    assert row is not None
    assert set(row.headers) == {"content-type", "user-agent", "x-fake-id", "x-fake-event", "x-kind"}
    assert row.body == request.body


def test_a_database_that_refuses_is_no_acknowledgement(client: httpx.Client, world: World) -> None:
    with world.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE delivery RENAME TO elsewhere")
    answer = post(client, signed([a_push()], delivery="refused"))
    with world.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO delivery")
    assert answer.status_code == 503
    assert post(client, signed([a_push()], delivery="refused")).status_code == 202
