"""What the tests of the Jira connector share: a site, a tracker on it, and time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from connectors.jira.config import JiraConfig
from connectors.jira.tracker import JiraTracker
from connectors.tracker import IssueRef
from tests.fakes.jira_issues import Record
from tests.fakes.jira_server import JiraServer
from tests.fakes.virtual_pace import VirtualPace

PLACE = "OPS"
SITE = "https://acme.atlassian.net"


@dataclass(frozen=True)
class Scene:
    """A site with a tracker on it."""

    server: JiraServer
    tracker: JiraTracker
    pace: VirtualPace

    def ref(self, record: Record) -> IssueRef:
        return IssueRef("jira", record.key, str(record.id), f"{self.server.url}/browse/{record.key}")

    def another(self, **settings: Any) -> JiraTracker:
        """Give a second tracker on the same site; its connections end with their requests."""
        return JiraTracker(self.server.config(**settings), self.pace, self.server.environ)


@contextmanager
def scene(edition: str = "cloud", cloud_id: str = "", **settings: Any) -> Iterator[Scene]:
    """Run a site for as long as the block lasts; every request must have been valid."""
    pace = VirtualPace()
    with JiraServer(pace, edition=edition, cloud_id=cloud_id) as server:
        tracker = JiraTracker(server.config(**settings), pace, server.environ)
        yield Scene(server, tracker, pace)
        tracker.close()
    assert server.complaints == []


def settings(**values: Any) -> JiraConfig:
    """Give settings of a Cloud site that nobody asks anything of."""
    given = {"site": SITE, "email": "closeout@acme.example", "token_env": "JIRA_TOKEN", "project": "OPS", **values}
    return JiraConfig.model_validate(given)
