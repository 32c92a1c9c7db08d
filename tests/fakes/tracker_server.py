"""A tracker behind real HTTP on loopback, with faults on order: what crash and fault tests of the service run against.

    with TrackerServer(directory, pace) as server:
        server.expect("create", "drop_after", times=2)
        tracker = HttpTracker(server.config(), pace)

Its issues are those of a local tracker: `server.issues`, through which a test also acts as people do, behind the
client's back. `server.everything()` are the issues as they are, lag or no lag.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import SecretStr

from connectors.errors import ConnectorError, Temporary
from connectors.local.config import LocalConfig
from connectors.local.tracker import LocalTracker
from connectors.pace import Pace
from connectors.tracker import Draft, Issue
from tests.fakes import tracker_wire as wire
from tests.fakes.faults import Fault, Kind
from tests.fakes.http_tracker import HttpConfig
from tests.fakes.tracker_wire import Operation

HANG_SECONDS = 10.0
WITHOUT_EFFECT = frozenset({Kind.REFUSE, Kind.DROP_BEFORE, Kind.LATE, Kind.HANG})
WITHOUT_ANSWER = frozenset({Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.LATE, Kind.HANG, Kind.HANG_AFTER})
HANGING = frozenset({Kind.HANG, Kind.HANG_AFTER})


class TrackerServer:
    """The server; `start` and `stop` may be called in turn, and the port stays the same.

    `pace` is the server's clock: `late` and `lag` end when it says so. Requests are counted as they arrive.
    """

    def __init__(self, directory: Path, pace: Pace, *, name: str = "web", prefix: str = "WEB") -> None:
        config = LocalConfig(name=name, prefix=prefix, database=SecretStr(str(directory / f"{name}.db")))
        self.issues = LocalTracker(config, pace)
        self.received: Counter[Operation] = Counter()
        self._name, self._prefix, self._pace = name, prefix, pace
        self._faults: defaultdict[Operation, deque[Fault]] = defaultdict(deque)
        self._late: list[tuple[datetime, Draft]] = []
        self._unlisted: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self._port = 0
        self._http: _Listener | None = None

    @property
    def creates(self) -> int:
        """How many creates arrived, whatever became of them."""
        return self.received[Operation.CREATE]

    @property
    def reads(self) -> int:
        """How many bulk reads and lists arrived."""
        return self.received[Operation.READ] + self.received[Operation.LIST]

    def expect(
        self,
        operation: str,
        kind: str,
        *,
        times: int = 1,
        seconds: float = 0.0,
        retry_after: int | None = None,
        status: int = 503,
    ) -> None:
        """Give the next `times` requests of that operation (after those given before) a fault of `faults.py`."""
        fault = Fault(Kind(kind), seconds=seconds, retry_after=retry_after, status=status)
        with self._lock:
            self._faults[Operation(operation)].extend([fault] * times)

    def everything(self) -> Sequence[Issue]:
        """Give all issues as they are now, what came late included."""
        self._catch_up()
        return self.issues.list()

    def config(self, *, timeout_seconds: float = 1.0) -> HttpConfig:
        """Give what a client needs to talk to this server, once it was started."""
        return HttpConfig(
            name=self._name,
            prefix=self._prefix,
            base_url=f"http://127.0.0.1:{self._port}",
            timeout_seconds=timeout_seconds,
        )

    def start(self) -> None:
        """Listen. The first start chooses a free port."""
        self._http = _Listener(("127.0.0.1", self._port), self)
        self._port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def wait_until_idle(self) -> None:
        """Wait until everything that was sent so far has had its effect.

        A client that gave up leaves its request behind. Where time is virtual it may pass by the hour before a busy
        machine comes to that request, which then would act later than any tracker does.
        """
        assert self._http is not None
        with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), HANG_SECONDS) as last_in_line:
            last_in_line.shutdown(socket.SHUT_WR)
            last_in_line.recv(1)  # closed by its handler: all that connected before it have theirs by now
        self._http.wait_for_handlers()

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

    def arrived(self, operation: Operation) -> Fault | None:
        """Count a request, and give the fault that is ordered for it."""
        self._catch_up()
        with self._lock:
            self.received[operation] += 1
            faults = self._faults[operation]
            return faults.popleft() if faults else None

    def postpone(self, body: bytes, seconds: float) -> None:
        """Let a create happen later."""
        with self._lock:
            self._late.append((self._pace.now() + timedelta(seconds=seconds), wire.DRAFT.validate_json(body)))

    def act(self, operation: Operation, body: bytes, fault: Fault | None) -> bytes:
        """Do what a request asks, and give its answer. Raises the errors of the local tracker."""
        if operation is Operation.CREATE:
            return self._create(wire.DRAFT.validate_json(body), fault.seconds if fault else 0.0)
        if operation is Operation.UPDATE:
            rewrite = wire.REWRITE.validate_json(body)
            return wire.ISSUE.dump_json(self.issues.update(rewrite.ref, rewrite.changes))
        if operation is Operation.STATE:
            move = wire.MOVE.validate_json(body)
            return wire.ISSUE.dump_json(self.issues.set_state(move.ref, move.state))
        if operation is Operation.CHECK:
            return wire.WORDS.dump_json("it answers")
        return self._look(operation, body, short=fault is not None and fault.kind is Kind.SHORT_LIST)

    def _create(self, draft: Draft, unlisted_seconds: float) -> bytes:
        issue = self.issues.create(draft, lambda: None)
        with self._lock:
            self._unlisted[issue.ref.id] = self._pace.now() + timedelta(seconds=unlisted_seconds)
        return wire.ISSUE.dump_json(issue)

    def _look(self, operation: Operation, body: bytes, *, short: bool) -> bytes:
        end = -1 if short else None
        if operation is Operation.READ:
            refs = wire.REFS.validate_json(body)
            found = self.issues.read(refs)
            return wire.READING.dump_json(tuple(found[ref] for ref in refs)[:end])
        span = wire.SPAN.validate_json(body)
        if operation is Operation.POSITION:
            return wire.WORDS.dump_json(self.issues.position(span.place))
        issues = tuple(filter(self._is_listed, self.issues.created_since(span.place, span.position)))
        return wire.PAGE.dump_json(wire.Page(len(issues), issues[:end]))

    def _is_listed(self, issue: Issue) -> bool:
        with self._lock:
            until = self._unlisted.get(issue.ref.id)
        return until is None or until <= self._pace.now()

    def _catch_up(self) -> None:
        now = self._pace.now()
        with self._lock:
            due = [draft for at, draft in self._late if at <= now]
            self._late = [(at, draft) for at, draft in self._late if at > now]
        for draft in due:
            self.issues.create(draft, lambda: None)


class _Listener(ThreadingHTTPServer):
    def __init__(self, address: tuple[str, int], tracker: TrackerServer) -> None:
        self.tracker = tracker
        self._handlers: list[threading.Thread] = []
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve each connection in a thread, and remember which ones are at work."""
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self._handlers = [*(handler for handler in self._handlers if handler.is_alive()), thread]
        thread.start()

    def wait_for_handlers(self) -> None:
        for handler in list(self._handlers):
            handler.join(HANG_SECONDS)


class _Handler(BaseHTTPRequestHandler):
    """One connection, one request: HTTP/1.0, so that a stopped server serves nobody on an old connection."""

    server: _Listener
    timeout = HANG_SECONDS

    def do_POST(self) -> None:
        operation = Operation(self.path.removeprefix("/"))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        tracker = self.server.tracker
        fault = tracker.arrived(operation)
        if fault is None:
            self._answer(*self._effect(operation, body, None))
            return
        if fault.kind is Kind.LATE:
            tracker.postpone(body, fault.seconds)
        status, answer = 0, b""
        if fault.kind not in WITHOUT_EFFECT:
            status, answer = self._effect(operation, body, fault)
        if fault.kind in HANGING:
            self._wait_until_the_client_goes()
        elif fault.kind is Kind.REFUSE:
            self._answer(fault.status, b"refused on order", fault.retry_after)
        elif fault.kind is Kind.GARBAGE:
            self._answer(status, b'{"ref": ')
        elif fault.kind not in WITHOUT_ANSWER:
            self._answer(status, answer)

    def _effect(self, operation: Operation, body: bytes, fault: Fault | None) -> tuple[int, bytes]:
        try:
            answer = self.server.tracker.act(operation, body, fault)
        except ConnectorError as error:
            return (503 if isinstance(error, Temporary) else 422), str(error).encode()
        return 201 if operation is Operation.CREATE else 200, answer

    def _answer(self, status: int, body: bytes, retry_after: int | None = None) -> None:
        with suppress(OSError):  # the client did not wait
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if retry_after is not None:
                self.send_header("Retry-After", str(retry_after))
            self.end_headers()
            self.wfile.write(body)

    def _wait_until_the_client_goes(self) -> None:
        with suppress(OSError):
            self.rfile.read(1)

    def log_message(self, *args: object) -> None:
        """Keep quiet: a test that fails says more."""
