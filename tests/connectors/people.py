"""People who work in a local tracker, behind a connector's back."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.local.tracker import LocalTracker
from connectors.tracker import Issue, IssueRef, State


class LocalPeople:
    """`People` of the contract suite, for every tracker whose issues are in a `LocalTracker`."""

    def __init__(self, issues: LocalTracker) -> None:
        self._issues = issues

    def titles(self, place: str) -> Sequence[str]:
        return [issue.title for issue in self._issues.list() if issue.place == place]

    def edit(self, ref: IssueRef, *, title: str | None = None, body: str | None = None) -> None:
        self._issues.edit(ref.key, title=title, body=body)

    def set_state(self, ref: IssueRef, state: State) -> None:
        self._issues.set_state(ref, state)

    def delete(self, ref: IssueRef) -> None:
        self._issues.delete(ref.key)

    def clone(self, ref: IssueRef) -> IssueRef:
        issue = self._issues.read([ref])[ref]
        assert isinstance(issue, Issue)
        return self._issues.file(issue.place, issue.title, issue.body, issue.assignees).ref
