"""Many issues at once: what Cloud and Data Center offer for it, behind one face.

    CloudBulk    issue/bulkfetch by 100 reads the database; search/jql, with tokens, may lag behind it
    CenterBulk   search, with startAt and total, reads each node's index; it gives no issue properties

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
https://developer.atlassian.com/server/jira/platform/rest/v11000/api-group-search/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from connectors.errors import Refused, Temporary
from connectors.jira.addresses import split_key
from connectors.jira.site import Site
from connectors.jira.wire import FIELDS, PROPERTY

AT_ONCE = 100
PAGE = 1_000
MOST_PAGES = 1_000
RESTARTS = 3

Raw = Mapping[str, Any]


class Bulk(Protocol):
    """Issues as Jira's JSON, in bulk."""

    def fetch(self, names: Sequence[str]) -> Sequence[Raw]:
        """Read at most `AT_ONCE` issues by id or key. Whoever is left out may be gone, hidden, or just left out."""
        ...

    def changed(self, projects: Sequence[str], since: int) -> Sequence[Raw]:
        """List what changed in these projects at or after `since` (milliseconds), `updated` being its only field."""
        ...

    def highest(self, project_id: str) -> int:
        """Give the highest number among the keys of a project that the search knows; 0 where it knows none."""
        ...


class CloudBulk:
    """On Cloud."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def fetch(self, names: Sequence[str]) -> Sequence[Raw]:
        body = {"issueIdsOrKeys": list(names), "fields": list(FIELDS), "properties": [PROPERTY]}
        return _issues(self._site.bulk("issue/bulkfetch", body))

    def changed(self, projects: Sequence[str], since: int) -> Sequence[Raw]:
        found: list[Raw] = []
        body: dict[str, object] = {"jql": _since(projects, since), "maxResults": PAGE, "fields": ["updated"]}
        for _ in range(MOST_PAGES):
            answer = self._site.bulk("search/jql", body)
            found += _issues(answer)
            token = answer.get("nextPageToken")
            if answer.get("isLast") is True or not token:
                return found
            if token == body.get("nextPageToken"):
                raise Temporary("Jira's search gives the same page again and again; try again.")
            body["nextPageToken"] = token
        raise Temporary(f"Jira's search gave {MOST_PAGES} pages and no end; try again.")

    def highest(self, project_id: str) -> int:
        body = {"jql": _newest(project_id), "maxResults": 1, "fields": ["updated"]}
        return _number(_issues(self._site.bulk("search/jql", body)))


class CenterBulk:
    """In a data center."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def fetch(self, names: Sequence[str]) -> Sequence[Raw]:
        ids = ", ".join(name for name in names if name.isdigit())
        keys = ", ".join(name for name in names if not name.isdigit())
        jql = " OR ".join(f"{field} in ({those})" for field, those in (("id", ids), ("key", keys)) if those)
        try:
            # Without the validation names that are not there are passed over; with it they fail the whole search.
            answer = self._search(f"{jql} ORDER BY key", 0, AT_ONCE, FIELDS)
        except Refused:
            return []  # some versions refuse all the same; then each one is asked for by itself
        return _issues(answer)

    def changed(self, projects: Sequence[str], since: int) -> Sequence[Raw]:
        for _ in range(RESTARTS):
            found = self._pages(_since(projects, since, order="key"))
            if found is not None:
                return found
        raise Temporary("Jira's search changed while it was read; try again.")

    def highest(self, project_id: str) -> int:
        return _number(_issues(self._search(_newest(project_id), 0, 1, ("updated",))))

    def _pages(self, jql: str) -> Sequence[Raw] | None:
        """Read all pages; None when the list changed meanwhile, so that one may have slipped from page to page."""
        found: dict[str, Raw] = {}
        total = None
        for _ in range(MOST_PAGES):
            answer = self._search(jql, len(found), PAGE, ("updated",))
            issues = _issues(answer)
            found |= {str(issue["id"]): issue for issue in issues}
            if total is not None and answer["total"] != total:
                return None
            total = answer["total"]
            if len(found) >= total:
                return list(found.values())
            if not issues:
                return None
        return None

    def _search(self, jql: str, start: int, most: int, fields: Sequence[str]) -> Mapping[str, Any]:
        body = {"jql": jql, "startAt": start, "maxResults": most, "fields": list(fields), "validateQuery": False}
        answer = self._site.bulk("search", body)
        if not isinstance(answer, dict) or not isinstance(answer.get("total"), int):
            raise Temporary("Jira's search gave no total; try again.")
        return answer


def _since(projects: Sequence[str], since: int, order: str = "updated") -> str:
    names = ", ".join(f'"{project}"' for project in projects)
    return f"project in ({names}) AND updated >= {since} ORDER BY {order} ASC"


def _newest(project_id: str) -> str:
    return f"project = {int(project_id)} ORDER BY key DESC"


def _issues(answer: object) -> Sequence[Raw]:
    issues = answer.get("issues") if isinstance(answer, dict) else None
    if not isinstance(issues, list) or not all(
        isinstance(issue, dict) and isinstance(issue.get("id"), str) and isinstance(issue.get("key"), str)
        for issue in issues
    ):
        raise Temporary("Jira gave a list of issues that cannot be read; try again.")
    return issues


def _number(issues: Sequence[Raw]) -> int:
    found = [split_key(str(issue["key"])) for issue in issues]
    return max((key[1] for key in found if key), default=0)
