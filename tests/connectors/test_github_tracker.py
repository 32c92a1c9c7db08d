"""The GitHub tracker keeps the contract, against a GitHub on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from connectors.github.tracker import GithubTracker
from connectors.tracker import Issue, IssueRef, State
from tests.connectors.github_people import GithubPeople, effects, effects_of_words
from tests.connectors.tracker_contract import TrackerContract
from tests.fakes.github_server import GithubServer
from tests.fakes.virtual_pace import VirtualPace

PLACE = "acme/ops"


@contextmanager
def stopped(server: GithubServer) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


class TestGithubTrackerKeepsTheContract(TrackerContract):
    title_limit = 256
    body_limit = 65_536
    states = (State.OPEN, State.DONE, State.DROPPED)
    foreign = (
        *TrackerContract.foreign,
        "other/repository#12",
        "acme/ops#0",
        "https://github.com/acme/ops/issues/12",
        "acme/ops",
    )

    @pytest.fixture
    def pace(self) -> VirtualPace:
        return VirtualPace()

    @pytest.fixture
    def server(self, pace: VirtualPace) -> Iterator[GithubServer]:
        with GithubServer(pace) as server:
            server.world.repository(PLACE)
            yield server
            assert server.complaints == []

    @pytest.fixture
    def tracker(self, server: GithubServer, pace: VirtualPace) -> GithubTracker:
        return GithubTracker(server.config(PLACE), pace, server.environment)

    @pytest.fixture
    def place(self) -> str:
        return PLACE

    @pytest.fixture
    def people(self, server: GithubServer) -> GithubPeople:
        return GithubPeople(server.world)

    @pytest.fixture
    def broken(self, server: GithubServer) -> AbstractContextManager[object]:
        return stopped(server)

    @pytest.fixture
    def unanswered(self, server: GithubServer) -> Callable[[], object]:
        return lambda: server.expect("create", "drop_after")

    def unknown_ref(self, number: int) -> IssueRef:
        """Some in a repository that can be read, most in one that is not there."""
        place = PLACE if number % 20 == 0 else "acme/nowhere"
        return IssueRef("github", f"{place}#{number + 1_000_000}", f"I_unknown{number}")

    def assert_inert(self, issue: Issue) -> None:
        assert effects(issue.body, "127.0.0.1") == []
        assert effects_of_words(issue.title, "127.0.0.1") == []
