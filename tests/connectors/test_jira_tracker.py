"""The Jira tracker keeps the contract on Cloud, in either kind of text, and in a data center."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar

import pytest

from connectors.jira.tracker import JiraTracker
from connectors.tracker import Issue, IssueRef
from tests.connectors.jira_people import JiraPeople, assert_inert_document, assert_inert_wiki
from tests.connectors.tracker_contract import TrackerContract
from tests.connectors.tracker_creates import CreateContract
from tests.connectors.tracker_side import TrackerSide
from tests.connectors.tracker_writes import WriteContract
from tests.fakes.jira_server import JiraServer
from tests.fakes.virtual_pace import VirtualPace

PLACE = "OPS"


class JiraSide(TrackerSide):
    title_limit = 255
    body_limit = 32_767
    foreign = (
        *TrackerSide.foreign,
        "LOCAL-12",
        "DEV-1",
        "OPS-",
        "OPS-0",
        "OPSX-1",
        "https://else.example/browse/OPS-1",
        "https://else.example/?to=http://127.0.0.1:1/browse/OPS-1",
    )
    edition: ClassVar[str] = "cloud"
    settings: ClassVar[dict[str, Any]] = {}

    @pytest.fixture
    def pace(self) -> VirtualPace:
        return VirtualPace()

    @pytest.fixture
    def server(self, pace: VirtualPace) -> Iterator[JiraServer]:
        with JiraServer(pace, edition=self.edition) as server:
            yield server
        assert server.complaints == []

    @pytest.fixture
    def tracker(self, server: JiraServer, pace: VirtualPace) -> Iterator[JiraTracker]:
        tracker = JiraTracker(server.config(**self.settings), pace, server.environ)
        yield tracker
        tracker.close()

    @pytest.fixture
    def place(self) -> str:
        return PLACE

    @pytest.fixture
    def people(self, server: JiraServer) -> JiraPeople:
        return JiraPeople(server, in_adf=server.config(**self.settings).in_adf)

    @pytest.fixture
    def broken(self, server: JiraServer) -> AbstractContextManager[object]:
        @contextmanager
        def stopped() -> Iterator[None]:
            server.stop()
            yield
            server.start()

        return stopped()

    @pytest.fixture
    def unanswered(self, server: JiraServer) -> Callable[[], object]:
        return lambda: server.expect("create", "drop_after")

    @pytest.fixture(autouse=True)
    def _look_at(self, server: JiraServer) -> None:
        self._issues = server.issues

    def unknown_ref(self, number: int) -> IssueRef:
        return IssueRef("jira", f"OPS-{number + 1_000}", str(number + 900_000))

    def assert_inert(self, issue: Issue) -> None:
        described = self._issues.by_id[int(issue.ref.id)].fields["description"]
        if isinstance(described, str):
            assert_inert_wiki(described)
        else:
            assert_inert_document(described)


class TestJiraCloudKeepsTheContract(JiraSide, TrackerContract):
    """With documents, over version 3 of the API."""


class TestJiraCloudWithWikiTextKeepsTheContractOfTexts(JiraSide, CreateContract, WriteContract):
    settings: ClassVar[dict[str, Any]] = {"description": "wiki"}


class TestJiraDataCenterKeepsTheContract(JiraSide, TrackerContract):
    edition: ClassVar[str] = "data_center"
