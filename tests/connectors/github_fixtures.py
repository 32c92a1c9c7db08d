"""Fixtures of the GitHub tests: a GitHub on loopback whose every request has to be valid, and a tracker at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.github.tracker import GithubTracker
from connectors.tracker import IssueRef
from tests.fakes.github_documents import REASON, are_there
from tests.fakes.github_server import GithubServer
from tests.fakes.github_world import StoredIssue, StoredRepository
from tests.fakes.virtual_pace import VirtualPace

PLACE = "acme/ops"


@pytest.fixture
def pace() -> VirtualPace:
    return VirtualPace()


@pytest.fixture
def server(pace: VirtualPace) -> Iterator[GithubServer]:
    with GithubServer(pace) as server:
        server.world.repository(PLACE)
        yield server
        assert server.complaints == []


@pytest.fixture
def ops(server: GithubServer) -> StoredRepository:
    return server.world.repository(PLACE)


@pytest.fixture
def tracker(server: GithubServer, pace: VirtualPace) -> GithubTracker:
    return GithubTracker(server.config(PLACE), pace, server.environment)


needs_documents = pytest.mark.skipif(not are_there(), reason=REASON)


def ref_of(issue: StoredIssue, place: str = PLACE) -> IssueRef:
    """Give an issue's ref as it is known once it was read."""
    return IssueRef("github", f"{place}#{issue.number}", issue.node_id)
