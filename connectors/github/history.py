"""What we created in a repository, without any search: its list of issues, newest first, back to a position.

A list has pages, and may change while it is read: what is deleted or moved away pulls the rest forward, across the
edge of a page that was read already. So a list of more than one page is read until it was the same twice.
https://docs.github.com/en/rest/issues/issues#list-repository-issues
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from connectors.errors import Refused, Temporary
from connectors.fitting import one_line
from connectors.github.account import Account, reused
from connectors.github.api import Api
from connectors.github.failures import Deed
from connectors.github.wire import REST_ISSUES, RestIssue
from connectors.tracker import BEGINNING

PER_PAGE = "100"
READINGS = 5
SLACK = timedelta(minutes=1)
"""How much further back than a position a list is read, since clocks of servers differ."""


class Position(BaseModel):
    """A point in a repository's history: its id, its highest number so far, and when that issue was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    repository: int
    number: int
    at: datetime | None


class History:
    """The creates in repositories, as one tracker sees them."""

    def __init__(self, tracker: str, api: Api, account: Account) -> None:
        self._tracker = tracker
        self._api = api
        self._account = account

    def position(self, place: str) -> str:
        """Note the newest issue or pull request. Where the list lags it is an older one, and more is listed later."""
        repository = self._account.repository(place, fresh=True)
        newest = self._page(repository.full_name, {"per_page": "1"})[0]
        number = max((issue.number for issue in newest), default=0)
        at = max((issue.created_at for issue in newest), default=None)
        return Position(repository=repository.id, number=number, at=at).model_dump_json()

    def created_since(self, place: str, position: str) -> Sequence[RestIssue]:
        """List what our account created in `place` after `position`, oldest first.

        Raises Refused where the name has come to mean another repository, and for what was never a position.
        """
        repository = self._account.repository(place, fresh=True)
        known = self._read(position, repository.id)
        if repository.id != known.repository:
            raise Refused(reused(place, known.repository, repository.id))
        back_to = (known.at or datetime(1970, 1, 2, tzinfo=UTC)).astimezone(UTC) - SLACK
        found = self._stable(repository.full_name, lambda issue: issue.created_at < back_to)
        return sorted((issue for issue in found if issue.number > known.number), key=lambda issue: issue.number)

    def _read(self, position: str, repository: int) -> Position:
        if position == BEGINNING:
            return Position(repository=repository, number=0, at=None)
        try:
            return Position.model_validate_json(position)
        except ValidationError as error:
            raise Refused(f"{one_line(position)[:80]!r} is no position in the tracker {self._tracker}.") from error

    def _stable(self, name: str, is_before: Callable[[RestIssue], bool]) -> Sequence[RestIssue]:
        found, pages = self._listed(name, is_before)
        for _ in range(READINGS):
            if pages == 1:
                return found
            again, pages = self._listed(name, is_before)
            if {issue.node_id for issue in again} == {issue.node_id for issue in found}:
                return again
            found = again
        raise Temporary(f"The list of issues of {name} changes faster than it can be read. Try again.")

    def _listed(self, name: str, is_before: Callable[[RestIssue], bool]) -> tuple[Sequence[RestIssue], int]:
        found: dict[str, RestIssue] = {}
        issues, following = self._page(name, {"creator": self._account.us.login, "per_page": PER_PAGE})
        pages = 1
        while True:
            found.update({issue.node_id: issue for issue in issues if issue.pull_request is None})
            if not following or any(is_before(issue) for issue in issues):
                return tuple(found.values()), pages
            answer, following = self._api.pages(following, self._words(name))
            issues = self._api.parsed(answer, Deed(self._words(name)), REST_ISSUES)
            pages += 1

    def _page(self, name: str, parameters: dict[str, str]) -> tuple[Sequence[RestIssue], str]:
        parameters = {"state": "all", "sort": "created", "direction": "desc", **parameters}
        answer, following = self._api.pages(f"/repos/{name}/issues", self._words(name), parameters)
        return self._api.parsed(answer, Deed(self._words(name)), REST_ISSUES), following

    def _words(self, name: str) -> str:
        return f"list the issues of {name}"
