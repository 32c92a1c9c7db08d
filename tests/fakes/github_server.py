"""A GitHub on loopback: stateful, with faults on order, and every request judged by GitHub's own documents.

    with GithubServer(pace) as server:
        server.expect("create", "drop_after")
        tracker = GithubTracker(server.config("acme/ops"), pace, server.environment)
        ...
        assert server.complaints == []

`server.world` is what it holds, through which a test acts as people do. Operations that faults are ordered for:
create, update, label, list, nodes, issue, repository, user, token, other.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from connectors.github.config import GithubConfig
from connectors.pace import Pace
from tests.fakes import github_documents
from tests.fakes.faults import Fault, Kind
from tests.fakes.github_app import GithubAppDesk
from tests.fakes.github_routes import Asked, GithubRoutes, Said
from tests.fakes.github_world import GithubWorld

TOKEN = "ghp_closeoutstests0000000000000000000000"
BOT = "closeout-bot"
HANG_SECONDS = 10.0
WITHOUT_EFFECT = frozenset({Kind.REFUSE, Kind.DROP_BEFORE, Kind.LATE, Kind.HANG})
WITHOUT_ANSWER = frozenset({Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.LATE})
HANGING = frozenset({Kind.HANG, Kind.HANG_AFTER})
OPERATIONS = (
    ("create", "POST", "/repos/[^/]+/[^/]+/issues"),
    ("update", "PATCH", "/repos/[^/]+/[^/]+/issues/[0-9]+"),
    ("label", "POST", "/repos/[^/]+/[^/]+/labels"),
    ("list", "GET", "/repos/[^/]+/[^/]+/issues|/repositories/[0-9]+/issues"),
    ("issue", "GET", "/repos/[^/]+/[^/]+/issues/[0-9]+|/repositories/[0-9]+/issues/[0-9]+"),
    ("nodes", "POST", "/graphql"),
    ("repository", "GET", "/repos/[^/]+/[^/]+|/repositories/[0-9]+"),
    ("user", "GET", "/user"),
    ("token", "POST", "/app/.*"),
)


@dataclass(frozen=True)
class Refusal:
    """An answer on order, with nothing done."""

    status: int
    message: str = "refused on order"
    headers: Mapping[str, str] = field(default_factory=dict)


class GithubServer:
    """The server; `start` and `stop` may be called in turn, and the port stays the same. `pace` is its clock."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.world = GithubWorld(pace)
        self.bot = self.world.account(BOT)
        self.environment = {"GITHUB_TOKEN": TOKEN}
        self.tokens = {TOKEN: self.bot}
        self.apps = GithubAppDesk(self.world)
        self.headers: dict[str, str] = {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "4999"}
        self.received: Counter[str] = Counter()
        self.requests: list[tuple[str, str]] = []
        self.complaints: list[str] = []
        self.between_pages: deque[Callable[[], object]] = deque()
        self._routes = GithubRoutes(self.world)
        self._faults: defaultdict[str, deque[Fault | Refusal]] = defaultdict(deque)
        self._late: list[tuple[datetime, Asked]] = []
        self._port = 0
        self._http: ThreadingHTTPServer | None = None

    @property
    def base(self) -> str:
        """Give where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def config(self, repository: str, **more: Any) -> GithubConfig:
        """Give settings of a tracker that talks to this server."""
        way_in = {} if {"token_file", "app"} & set(more) else {"token_env": "GITHUB_TOKEN"}
        return GithubConfig.model_validate({"repository": repository, "api_url": self.base, **way_in, **more})

    def expect(
        self, operation: str, kind: str, *, times: int = 1, seconds: float = 0.0, retry_after: int | None = None
    ) -> None:
        """Give the next `times` requests of that operation a fault of `faults.py`; `refuse` is a 502."""
        fault = Fault(Kind(kind), seconds=seconds, retry_after=retry_after, status=502)
        self._faults[operation].extend([fault] * times)

    def refuse(self, operation: str, refusal: Refusal, *, times: int = 1) -> None:
        """Answer the next `times` requests of that operation so."""
        self._faults[operation].extend([refusal] * times)

    def start(self) -> None:
        """Listen. The first start chooses a free port."""
        self._http = _Listener(("127.0.0.1", self._port), self)
        self._port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Stop listening: connections are refused from now on."""
        if self._http:
            self._http.shutdown()
            self._http.server_close()
            self._http = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def catch_up(self) -> None:
        """Let happen what was to happen late."""
        with self.world.lock:
            due = [asked for at, asked in self._late if at <= self.pace.now()]
            self._late = [(at, asked) for at, asked in self._late if at > self.pace.now()]
        for asked in due:
            self._routes.answer(asked)

    def handle(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> tuple[Said, Fault | None]:
        """Judge a request, and do with it what is ordered, else what GitHub would do."""
        self.catch_up()
        path, query = unquote(urlsplit(target).path), urlsplit(target).query
        operation = next(
            (name for name, verb, form in OPERATIONS if verb == method and re.fullmatch(form, path)), "other"
        )
        with self.world.lock:
            self.received[operation] += 1
            self.requests.append((method, target))
            ordered = self._faults[operation].popleft() if self._faults[operation] else None
        self._judge(method, path, query, body)
        token = headers.get("authorization", "").removeprefix("Bearer ").removeprefix("token ")
        if isinstance(ordered, Refusal):
            return Said(ordered.status, {"message": ordered.message}, ordered.headers), None
        if path.startswith("/app") or path.endswith("/installation"):
            return self.apps.answer(method, path, token), ordered
        us = self.tokens.get(token) or self.apps.bot(token)
        if us is None:
            return Said(401, {"message": "Bad credentials"}), None
        asked = Asked(
            method,
            path,
            dict(parse_qsl(query, keep_blank_values=True)),
            json.loads(body) if body else {},
            us,
            self.base,
            etag=headers.get("if-none-match", ""),
        )
        return self._act(asked, ordered)

    def _act(self, asked: Asked, fault: Fault | None) -> tuple[Said, Fault | None]:
        if fault is not None:
            if fault.kind is Kind.LATE:
                self._late.append((self.pace.now() + timedelta(seconds=fault.seconds), asked))
            if fault.kind is Kind.REFUSE:
                wait = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
                return Said(fault.status, {"message": "Server Error"}, wait), None
            if fault.kind in WITHOUT_EFFECT:
                return Said(0), fault
            asked = replace(asked, lag_seconds=fault.seconds, leave_out=fault.kind is Kind.SHORT_LIST)
        said = self._routes.answer(asked)
        if "Link" in said.headers and self.between_pages:
            self.between_pages.popleft()()
        return replace(said, headers={**self.headers, **said.headers}), fault

    def _judge(self, method: str, path: str, query: str, body: bytes) -> None:
        if path != "/graphql":
            alike = re.sub("/[0-9]+", "/1", path) if path.startswith("/repos/") else path
            self.complaints.extend(github_documents.complaints(method, alike, query, body))
            return
        self.complaints.extend(github_documents.graph_complaints(json.loads(body)["query"]))


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], github: GithubServer) -> None:
        super().__init__(address, _Handler)
        self.github = github


class _Handler(BaseHTTPRequestHandler):
    """One connection, one request: HTTP/1.0, so that a stopped server serves nobody on an old connection."""

    server: _Listener
    timeout = HANG_SECONDS

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        said, fault = self.server.github.handle(self.command, self.path, headers, body)
        kind = fault.kind if fault is not None else None
        if kind in HANGING:
            with suppress(OSError):
                self.rfile.read(1)
            return
        if kind in WITHOUT_ANSWER:
            return
        content = b"" if said.content is None else json.dumps(said.content).encode()
        if kind is Kind.GARBAGE:
            content = b'{"id": '
        with suppress(OSError):  # the client did not wait
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Keep quiet: a test that fails says more."""
