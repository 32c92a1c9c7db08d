"""What a GitHub holds: accounts, repositories and issues, and what people do with them. The fake's memory.

Ids are never given twice; a name that a repository had leads to it until another repository takes that name.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from connectors.pace import Pace


@dataclass(frozen=True)
class Account:
    """A user or a GitHub App's bot."""

    id: int
    login: str
    is_bot: bool = False


@dataclass(eq=False)
class StoredIssue:
    """An issue, or a pull request (`is_pull`), as it is now."""

    id: int
    number: int
    title: str
    body: str | None
    author: Account
    created_at: datetime
    updated_at: datetime
    listed_from: datetime
    is_pull: bool = False
    state: str = "open"
    reason: str | None = None
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    duplicate_of: StoredIssue | None = None
    assignees: list[Account] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    milestone: int | None = None
    issue_type: str | None = None
    children: list[int] = field(default_factory=list)

    @property
    def node_id(self) -> str:
        return f"{'PR' if self.is_pull else 'I'}_{self.id:08}"


@dataclass(eq=False)
class StoredRepository:
    """A repository; `moved` and `deleted` remember what was there once."""

    id: int
    name: str
    visibility: str = "private"
    issues: dict[int, StoredIssue] = field(default_factory=dict)
    moved: dict[int, StoredIssue] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    milestones: list[str] = field(default_factory=list)
    assignable: set[str] = field(default_factory=set)
    rights: set[str] = field(default_factory=lambda: {"pull", "triage", "push"})
    is_readable: bool = True
    has_issues: bool = True
    is_archived: bool = False
    last_number: int = 0


class GithubWorld:
    """The whole of it, and `lock` for whoever looks or acts."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.lock = threading.RLock()
        self.accounts: dict[str, Account] = {}
        self.repositories: dict[int, StoredRepository] = {}
        self.names: dict[str, int] = {}
        self.types: dict[str, list[str]] = {}
        self._ids = count(1_001)
        self.people = self.account("ada")

    def account(self, login: str, *, is_bot: bool = False) -> Account:
        """Find or make an account."""
        if login not in self.accounts:
            self.accounts[login] = Account(next(self._ids), login, is_bot)
        return self.accounts[login]

    def repository(self, name: str) -> StoredRepository:
        """Find the repository of that name, or make one."""
        found = self.find(name)
        return found if found is not None and found.name.lower() == name.lower() else self.create(name)

    def find(self, name: str) -> StoredRepository | None:
        """Find what a name leads to, by a redirect too."""
        number = self.names.get(name.lower())
        return None if number is None else self.repositories[number]

    def create(self, name: str) -> StoredRepository:
        """Make a repository; a name that another one had is its own from now on."""
        made = StoredRepository(next(self._ids), name, assignable={"ada", "grace"})
        self.repositories[made.id] = made
        self.names[name.lower()] = made.id
        return made

    def rename(self, old: str, new: str) -> StoredRepository:
        """Rename a repository; its old name leads to it."""
        repository = self.repository(old)
        repository.name = new
        self.names[new.lower()] = repository.id
        return repository

    def now(self) -> datetime:
        """Give the time as GitHub writes it: to the second."""
        return self.pace.now().replace(microsecond=0)

    def file(
        self,
        repository: StoredRepository,
        title: str,
        body: str | None = None,
        author: Account | None = None,
        *,
        is_pull: bool = False,
        lag_seconds: float = 0.0,
    ) -> StoredIssue:
        """File an issue or open a pull request; it is missing from lists for `lag_seconds`."""
        now = self.now()
        repository.last_number += 1
        issue = StoredIssue(
            next(self._ids),
            repository.last_number,
            title.strip(),
            body,
            author or self.people,
            now,
            now,
            self.pace.now() + timedelta(seconds=lag_seconds),
            is_pull,
        )
        repository.issues[issue.number] = issue
        return issue

    def close(
        self, issue: StoredIssue, reason: str | None = "completed", *, survivor: StoredIssue | None = None
    ) -> None:
        """Close an issue, for a reason. A reason counts only where the state changes."""
        if issue.state == "open":
            issue.state, issue.reason, issue.closed_at = "closed", None if issue.is_pull else reason, self.now()
        issue.duplicate_of = survivor
        issue.updated_at = self.now()

    def merge(self, pull: StoredIssue) -> None:
        """Merge a pull request."""
        self.close(pull)
        pull.merged_at = pull.closed_at

    def reopen(self, issue: StoredIssue) -> None:
        """Open an issue again."""
        if issue.state != "open":
            issue.state, issue.reason, issue.closed_at, issue.duplicate_of = "open", "reopened", None, None
        issue.updated_at = self.now()

    def delete(self, repository: StoredRepository, number: int) -> None:
        """Delete an issue for good."""
        del repository.issues[number]
        repository.deleted.add(number)

    def transfer(self, old: StoredRepository, number: int, new: StoredRepository) -> StoredIssue:
        """Move an issue: it gets a new id and number, and the old address leads to it."""
        issue = old.issues.pop(number)
        old.moved[number] = issue
        new.last_number += 1
        issue.id, issue.number, issue.updated_at = next(self._ids), new.last_number, self.now()
        new.issues[issue.number] = issue
        return issue

    def home(self, issue: StoredIssue) -> StoredRepository:
        """Find the repository in which an issue is."""
        return next(found for found in self.repositories.values() if issue in found.issues.values())

    def by_node(self, node_id: str) -> StoredIssue | None:
        """Find an issue by its node id, where it may be read."""
        for repository in self.repositories.values():
            for issue in repository.issues.values():
                if issue.node_id == node_id:
                    return issue if repository.is_readable else None
        return None
