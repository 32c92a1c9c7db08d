"""The issues of a made-up Jira: projects, a workflow, and an index that lags. What a `JiraServer` serves.

Numbers and ids are given once. `updated` moves on by at least a millisecond with every change, as clocks do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.pace import Pace

OURS = "closeout-account"
PERSON = "somebody-else"
STATUSES = {
    "To Do": "new",
    "In Progress": "indeterminate",
    "Done": "done",
    "Someday": "undefined",
}
RESOLUTIONS = ("Fixed", "Won't Do", "Duplicate")


@dataclass
class Record:
    """An issue."""

    id: int
    project: str
    number: int
    creator: str
    created: datetime
    updated: datetime
    fields: dict[str, Any]
    properties: dict[str, Any] = field(default_factory=dict)
    status: str = "To Do"
    resolution: str | None = None
    resolved: datetime | None = None
    links: dict[str, dict[str, Any]] = field(default_factory=dict)
    indexed: list[tuple[datetime, datetime]] = field(default_factory=list)
    hidden: bool = False

    @property
    def key(self) -> str:
        return f"{self.project}-{self.number}"


@dataclass
class Project:
    """A project, its highest number so far, and its screen of creates: field id -> name, and which are required."""

    id: int
    key: str
    last: int = 0
    public: bool = False
    screen: dict[str, str] = field(
        default_factory=lambda: {
            name: name.title()
            for name in (
                "summary",
                "issuetype",
                "project",
                "description",
                "labels",
                "duedate",
                "priority",
                "components",
                "assignee",
                "parent",
            )
        }
    )
    required: set[str] = field(default_factory=lambda: {"summary", "issuetype", "project"})
    rights: set[str] = field(
        default_factory=lambda: {
            "BROWSE_PROJECTS",
            "CREATE_ISSUES",
            "EDIT_ISSUES",
            "TRANSITION_ISSUES",
            "ASSIGN_ISSUES",
        }
    )


class JiraIssues:
    """All issues of one site. `lag` is how many seconds the search's index is behind."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.lag = 0.0
        self.projects = {"OPS": Project(10_000, "OPS"), "WEB": Project(10_001, "WEB")}
        self.by_id: dict[int, Record] = {}
        self.by_key: dict[str, int] = {}
        self.assignable = {"ada", "bob"}
        self._last_id = 20_000

    def create(
        self,
        project: str,
        fields: Mapping[str, Any],
        properties: Mapping[str, Any] | None = None,
        creator: str = OURS,
        *,
        unlisted_seconds: float = 0.0,
    ) -> Record:
        """Create an issue; the search knows it after `lag` and `unlisted_seconds`."""
        where = self.projects[project]
        where.last += 1
        self._last_id += 1
        now = self._now()
        record = Record(self._last_id, project, where.last, creator, now, now, dict(fields), dict(properties or {}))
        self.by_id[record.id] = record
        self.by_key[record.key] = record.id
        record.indexed.append((now + timedelta(seconds=self.lag + unlisted_seconds), now))
        return record

    def fill(self, count: int, project: str = "OPS") -> list[Record]:
        """Create many, quickly, all of ours and with markers that say nothing."""
        return [
            self.create(project, {"summary": f"Item {number}"}, {"closeout": {"marker": "x"}})
            for number in range(count)
        ]

    def find(self, name: str) -> Record | None:
        """Find an issue by id, by key in any case, or by a key that it had before."""
        issue_id = int(name) if name.isdigit() else self.by_key.get(name.upper(), 0)
        return self.by_id.get(issue_id)

    def touch(self, record: Record) -> None:
        """Note that an issue was changed now."""
        record.updated = max(self._now(), record.updated + timedelta(milliseconds=1))
        record.indexed.append((self._now() + timedelta(seconds=self.lag), record.updated))

    def edit(self, record: Record, fields: Mapping[str, Any]) -> None:
        record.fields |= fields
        self.touch(record)

    def move_to(self, record: Record, status: str, resolution: str | None = None) -> None:
        """Take a transition: leaving what is done clears the resolution."""
        record.status = status
        done = STATUSES[status] == "done"
        record.resolution = resolution if done else None
        record.resolved = (record.resolved or self._now()) if done and resolution else None
        self.touch(record)

    def relocate(self, record: Record, project: str) -> None:
        """Move an issue to another project: a new key, and the old one still finds it."""
        self.projects[project].last += 1
        record.project, record.number = project, self.projects[project].last
        self.by_key[record.key] = record.id
        self.touch(record)

    def clone(self, record: Record) -> Record:
        """Clone as people do; properties too, as apps let them."""
        return self.create(record.project, record.fields, record.properties, creator=PERSON)

    def delete(self, record: Record) -> None:
        del self.by_id[record.id]

    def searched(self, projects: Iterable[str], since: int = 0) -> list[tuple[Record, datetime]]:
        """Give what the index knows of these projects: issues, and when it thinks they were updated."""
        wanted = set(projects)
        known = ((record, self._indexed(record)) for record in self.by_id.values() if record.project in wanted)
        moment = datetime.fromtimestamp(since / 1000, UTC)
        return [(record, at) for record, at in known if at is not None and at >= moment and not record.hidden]

    def _indexed(self, record: Record) -> datetime | None:
        if len(record.indexed) == 1 and not self.lag:
            return record.indexed[0][1] if record.indexed[0][0] <= self.pace.now() else None
        now = self.pace.now()
        return next((updated for seen, updated in reversed(record.indexed) if seen <= now), None)

    def _now(self) -> datetime:
        return self.pace.now().replace(microsecond=0)
