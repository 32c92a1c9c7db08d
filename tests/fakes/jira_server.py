"""A made-up Jira behind real HTTP on loopback, Cloud or Data Center, with faults on order.

    with JiraServer(pace) as server:
        server.expect("create", "drop_after")
        tracker = JiraTracker(server.config(), pace, server.environ)

`server.issues` are its issues, through which a test also acts as people do. Requests are counted by what they do and
held against Atlassian's document; `server.complaints` are what it says.
"""

from __future__ import annotations

import base64
import json
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from connectors.jira.config import JiraConfig
from connectors.pace import Pace
from tests.fakes.faults import Fault, Kind
from tests.fakes.jira_document import complaint
from tests.fakes.jira_issues import JiraIssues
from tests.fakes.jira_routes import Call, JiraRoutes, Refusal

EMAIL, TOKEN = "closeout@acme.example", "a-token-of-this-suite"
OPERATIONS = {
    ("POST", "issue"): "create",
    ("POST", "issue/bulkfetch"): "bulk",
    ("POST", "search"): "search",
    ("POST", "search/jql"): "search",
    ("PUT", "issue"): "update",
    ("GET", "issue"): "single",
    ("POST", "transitions"): "transition",
    ("POST", "remotelink"): "link",
    ("GET", "myself"): "myself",
}
HANG_SECONDS = 10.0
WITHOUT_EFFECT = frozenset({Kind.REFUSE, Kind.DROP_BEFORE, Kind.LATE, Kind.HANG})
WITHOUT_ANSWER = frozenset({Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.LATE, Kind.HANG, Kind.HANG_AFTER})
HANGING = frozenset({Kind.HANG, Kind.HANG_AFTER})


@dataclass(frozen=True)
class Ordered:
    """A fault, and what goes with a refusal."""

    fault: Fault
    headers: Mapping[str, str]
    body: bytes


class JiraServer:
    """The server; `start` and `stop` may be called in turn, and the port stays the same. `pace` is its clock."""

    def __init__(self, pace: Pace, *, edition: str = "cloud", cloud_id: str = "") -> None:
        self.issues = JiraIssues(pace)
        self.routes = JiraRoutes(self.issues, on_cloud=edition == "cloud")
        self.received: Counter[str] = Counter()
        self.complaints: list[str] = []
        self.bodies: list[tuple[str, Any]] = []
        self.environ = {"JIRA_TOKEN": TOKEN}
        self.cloud_id = cloud_id
        self.token = TOKEN
        self._edition, self._pace = edition, pace
        self._faults: defaultdict[str, deque[Ordered]] = defaultdict(deque)
        self._late: list[tuple[datetime, Call]] = []
        self._lock = threading.Lock()
        self._port = 0
        self._http: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def total(self) -> int:
        """How many requests arrived."""
        return sum(self.received.values())

    def config(self, **settings: Any) -> JiraConfig:
        """Give what a client needs to talk to this server, once it was started."""
        who = {"email": EMAIL} if self._edition == "cloud" else {}
        return JiraConfig.model_validate(
            {
                "site": self.url,
                "edition": self._edition,
                "cloud_id": self.cloud_id,
                "token_env": "JIRA_TOKEN",
                "project": "OPS",
                "timeout_seconds": 5,
                **who,
                **settings,
            }
        )

    def expect(
        self,
        operation: str,
        kind: str,
        *,
        times: int = 1,
        seconds: float = 0.0,
        retry_after: int | None = None,
        status: int = 503,
        headers: Mapping[str, str] | None = None,
        body: bytes = b'{"errorMessages": ["refused on order"]}',
    ) -> None:
        """Give the next requests of that operation a fault of `faults.py`; `headers` and `body` are a refusal's."""
        fault = Fault(Kind(kind), seconds=seconds, retry_after=retry_after, status=status)
        with self._lock:
            self._faults[operation].extend([Ordered(fault, headers or {}, body)] * times)

    def forgive(self) -> None:
        """Forget the faults that are still to come."""
        with self._lock:
            self._faults.clear()

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

    def arrived(self, operation: str, call: Call, raw: bytes) -> Ordered | None:
        """Count a request, hold it against the document, and give the fault that is ordered for it."""
        said = complaint(call.method, f"/rest/api/{call.version}/{call.path}", dict(call.arguments), raw)
        with self._lock:
            if said:
                self.complaints.append(said)
            self.received[operation] += 1
            self.bodies.append((operation, call.body))
            faults = self._faults[operation]
            return faults.popleft() if faults else None

    def postpone(self, call: Call, seconds: float) -> None:
        """Let a request have its effect later."""
        with self._lock:
            self._late.append((self._pace.now() + timedelta(seconds=seconds), call))

    def answer(self, call: Call) -> tuple[int, Any]:
        """Do what is asked."""
        self.catch_up()
        with self._lock:
            return self.routes.answer(call)

    def catch_up(self) -> None:
        """Do what was postponed until now."""
        with self._lock:
            now = self._pace.now()
            due = [call for at, call in self._late if at <= now]
            self._late = [(at, call) for at, call in self._late if at > now]
            for call in due:
                self.routes.answer(call)

    def now(self) -> datetime:
        """Give the server's time."""
        return self._pace.now()

    def admits(self, authorization: str) -> bool:
        """Say whether these credentials are right."""
        basic = "Basic " + base64.b64encode(f"{EMAIL}:{self.token}".encode()).decode()
        return authorization in (
            {basic, f"Bearer {self.token}"} if self._edition == "cloud" else {f"Bearer {self.token}"}
        )


def read_call(method: str, target: str, raw: bytes, prefix: str) -> Call:
    """Read a request's path below /rest/api/N/."""
    parts = urlsplit(target)
    version, _, path = parts.path.removeprefix(f"{prefix}/rest/api/").partition("/")
    return Call(method, path, dict(parse_qsl(parts.query)), json.loads(raw) if raw else None, version)


def operation_of(call: Call) -> str:
    """Name what a request does, for counts and faults."""
    first, _, rest = call.path.partition("/")
    exact = OPERATIONS.get((call.method, call.path))
    last = OPERATIONS.get((call.method, rest.rpartition("/")[2]))
    simple = OPERATIONS.get((call.method, first)) if rest and "/" not in rest else None
    return exact or last or simple or "other"


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], jira: JiraServer) -> None:
        self.jira = jira
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One connection, one request: HTTP/1.0, so that a stopped server serves nobody on an old connection."""

    server: _Listener
    timeout = HANG_SECONDS

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def _serve(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        jira = self.server.jira
        prefix = f"/ex/jira/{jira.cloud_id}" if jira.cloud_id and self.path.startswith("/ex/") else ""
        call = read_call(self.command, self.path, raw, prefix)
        ordered = jira.arrived(operation_of(call), call, raw)
        if ordered is None:
            self._answer(*self._effect(call))
            return
        fault = ordered.fault
        if fault.kind is Kind.LATE:
            jira.postpone(call, fault.seconds)
        status, body = 0, b""
        if fault.kind not in WITHOUT_EFFECT:
            short = fault.kind is Kind.SHORT_LIST
            status, body = self._effect(
                Call(call.method, call.path, call.arguments, call.body, call.version, short, fault.seconds)
            )
        if fault.kind in HANGING:
            with suppress(OSError):
                self.rfile.read(1)
        elif fault.kind is Kind.REFUSE:
            asked = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            self._answer(fault.status, ordered.body, {**asked, **ordered.headers})
        elif fault.kind is Kind.GARBAGE:
            self._answer(status, b'{"issues": ')
        elif fault.kind not in WITHOUT_ANSWER:
            self._answer(status, body)

    def _effect(self, call: Call) -> tuple[int, bytes]:
        jira = self.server.jira
        if not jira.admits(self.headers.get("Authorization", "")):
            return self._to_a_stranger(call), b"{}"
        try:
            status, answer = jira.answer(call)
        except Refusal as refusal:
            return refusal.status, json.dumps(refusal.body).encode()
        return status, b"" if answer is None else json.dumps(answer).encode()

    def _to_a_stranger(self, call: Call) -> int:
        if not call.path.startswith("project/"):
            return 401
        project = self.server.jira.issues.projects.get(call.path.rpartition("/")[2])
        return 200 if project and project.public else 404

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        with suppress(OSError):  # the client did not wait
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002  (there is one clock)
        """Give the Date of an answer by the server's clock."""
        return format_datetime(self.server.jira.now(), usegmt=True)

    def log_message(self, *args: object) -> None:
        """Keep quiet: a test that fails says more."""
