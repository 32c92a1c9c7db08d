"""The tracker behind HTTP passes the contract, and its faults are what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from connectors.errors import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.tracker import Issue, IssueRef, State
from tests.connectors.people import LocalPeople
from tests.connectors.tracker_contract import TrackerContract
from tests.connectors.tracker_side import a_draft, send
from tests.fakes.http_tracker import HttpTracker
from tests.fakes.tracker_server import HANGING, TrackerServer
from tests.fakes.virtual_pace import VirtualPace

PLACE = "ops"


def patience(kind: object) -> float:
    """Give the seconds to wait for an answer: few where none will come, else more than a busy machine takes."""
    return 0.3 if kind in HANGING else 20.0


@pytest.fixture
def pace() -> VirtualPace:
    return VirtualPace()


@pytest.fixture
def server(tmp_path: Path, pace: VirtualPace) -> Iterator[TrackerServer]:
    with TrackerServer(tmp_path, pace) as server:
        yield server


@pytest.fixture
def tracker(server: TrackerServer, pace: VirtualPace) -> HttpTracker:
    return HttpTracker(server.config(timeout_seconds=20), pace)


class TestHttpTrackerKeepsTheContract(TrackerContract):
    title_limit = 256
    body_limit = 65_536
    foreign = (*TrackerContract.foreign, "LOCAL-12", "WEB-", "WEB-0", "WEB-x", "http://127.0.0.1:1/issues/WEB-1")

    @pytest.fixture
    def tracker(self, server: TrackerServer, pace: VirtualPace) -> HttpTracker:
        return HttpTracker(server.config(timeout_seconds=20), pace)

    @pytest.fixture
    def place(self) -> str:
        return PLACE

    @pytest.fixture
    def people(self, server: TrackerServer) -> LocalPeople:
        return LocalPeople(server.issues)

    @pytest.fixture
    def broken(self, server: TrackerServer) -> AbstractContextManager[object]:
        @contextmanager
        def stopped() -> Iterator[None]:
            server.stop()
            yield
            server.start()

        return stopped()

    @pytest.fixture
    def unanswered(self, server: TrackerServer) -> Callable[[], object]:
        return lambda: server.expect("create", "drop_after")

    def unknown_ref(self, number: int) -> IssueRef:
        return IssueRef("web", f"WEB-{number + 1_000}", f"00000000-0000-4000-8000-{number:012d}")

    def assert_inert(self, issue: Issue) -> None:
        assert "\x1b" not in issue.body


@pytest.mark.parametrize(
    ("fault", "error", "creates"),
    [
        pytest.param({"kind": "refuse"}, OutcomeUnknown, 0, id="503"),
        pytest.param({"kind": "refuse", "retry_after": 7}, OutcomeUnknown, 0, id="503 with Retry-After"),
        pytest.param({"kind": "refuse", "status": 429, "retry_after": 7}, Temporary, 0, id="429"),
        pytest.param({"kind": "refuse", "status": 403}, Refused, 0, id="403"),
        pytest.param({"kind": "drop_before"}, OutcomeUnknown, 0, id="connection lost before the effect"),
        pytest.param({"kind": "drop_after"}, OutcomeUnknown, 1, id="connection lost after the effect"),
        pytest.param({"kind": "garbage"}, OutcomeUnknown, 1, id="broken answer"),
        pytest.param({"kind": "hang"}, OutcomeUnknown, 0, id="no effect, no answer"),
        pytest.param({"kind": "hang_after"}, OutcomeUnknown, 1, id="effect, no answer"),
    ],
)
def test_a_create_that_fails_says_what_is_known(
    server: TrackerServer, pace: VirtualPace, fault: dict[str, int | str], error: type[ConnectorError], creates: int
) -> None:
    tracker = HttpTracker(server.config(timeout_seconds=patience(fault["kind"])), pace)
    server.expect("create", **fault)  # type: ignore[arg-type]  # a table of keyword arguments
    with pytest.raises(error):
        tracker.create(a_draft(PLACE), send)
    server.wait_until_idle()
    assert len(server.everything()) == creates
    HttpTracker(server.config(timeout_seconds=20), pace).create(a_draft(PLACE), send)
    assert (server.creates, len(server.everything())) == (2, creates + 1)


@pytest.mark.parametrize("kind", ["refuse", "drop_before", "drop_after", "garbage", "hang", "short_list"])
def test_a_read_that_fails_is_temporary_and_never_short(server: TrackerServer, pace: VirtualPace, kind: str) -> None:
    created = HttpTracker(server.config(timeout_seconds=20), pace).create(a_draft(PLACE), send)
    tracker = HttpTracker(server.config(timeout_seconds=patience(kind)), pace)
    server.expect("read", kind)
    server.expect("list", kind)
    with pytest.raises(Temporary):
        tracker.read([created.ref])
    with pytest.raises(Temporary):
        tracker.created_since(PLACE, "0")
    patient = HttpTracker(server.config(timeout_seconds=20), pace)
    assert patient.read([created.ref]) == {created.ref: created}
    assert patient.created_since(PLACE, "0") == [created]
    assert server.reads == 4


def test_the_time_that_the_server_asks_for_is_handed_on(server: TrackerServer, tracker: HttpTracker) -> None:
    server.expect("position", "refuse", retry_after=7)
    with pytest.raises(Temporary) as raised:
        tracker.position(PLACE)
    assert raised.value.retry_after == 7


def test_a_late_create_happens_when_its_time_has_come(
    server: TrackerServer, tracker: HttpTracker, pace: VirtualPace
) -> None:
    position = tracker.position(PLACE)
    server.expect("create", "late", seconds=90)
    with pytest.raises(OutcomeUnknown):
        tracker.create(a_draft(PLACE), send)
    pace.advance(89)
    assert tracker.created_since(PLACE, position) == []
    assert server.everything() == []
    pace.advance(1)
    (issue,) = tracker.created_since(PLACE, position)
    assert issue.created_at == pace.now()


@pytest.mark.parametrize("kind", ["lag", "drop_after", "hang_after", "garbage"])
def test_a_list_may_lag_behind_while_the_issue_is_there(server: TrackerServer, pace: VirtualPace, kind: str) -> None:
    tracker = HttpTracker(server.config(timeout_seconds=patience(kind)), pace)
    server.expect("create", kind, seconds=60)
    try:
        tracker.create(a_draft(PLACE), send)
    except OutcomeUnknown:
        assert kind != "lag"
    server.wait_until_idle()
    (issue,) = server.everything()
    assert isinstance(tracker.read([issue.ref])[issue.ref], Issue)
    assert tracker.created_since(PLACE, "0") == []
    pace.advance(60)
    assert [listed.ref.id for listed in tracker.created_since(PLACE, "0")] == [issue.ref.id]


def test_faults_come_in_the_order_in_which_they_were_asked_for(server: TrackerServer, tracker: HttpTracker) -> None:
    server.expect("create", "refuse", status=429, times=2)
    server.expect("create", "drop_after")
    outcomes: list[type[Exception]] = []
    for _ in range(3):
        with pytest.raises(ConnectorError) as raised:
            tracker.create(a_draft(PLACE), send)
        outcomes.append(raised.type)
    assert outcomes == [Temporary, Temporary, OutcomeUnknown]
    assert tracker.create(a_draft(PLACE), send).state is State.OPEN
