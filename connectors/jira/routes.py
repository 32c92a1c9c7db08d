"""What a project lets us do, read before the first create and again now and then.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-createmeta-projectidorkey-issuetypes-issuetypeid-get
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-mypermissions-get
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import Misconfigured, Refused, Temporary
from connectors.jira import words
from connectors.jira.config import JiraConfig
from connectors.jira.drafting import Field, Screen
from connectors.jira.failures import well_formed
from connectors.jira.history import History, Project
from connectors.jira.site import Site
from connectors.jira.wire import account_of, named
from connectors.pace import Pace

KEPT = timedelta(minutes=10)
PAGE = 50
MOST_PAGES = 40
NEEDED = ("BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES")
WANTED = ("TRANSITION_ISSUES", "ASSIGN_ISSUES")


@dataclass(frozen=True, slots=True)
class Route:
    """A project and an issue type in it: the screen of creates, and which rights we lack."""

    screen: Screen
    lacking: Collection[str]


class Routes:
    """The routes of one site, each kept for `KEPT`."""

    def __init__(self, config: JiraConfig, site: Site, history: History, pace: Pace) -> None:
        self._config = config
        self._site = site
        self._history = history
        self._pace = pace
        self._known: dict[tuple[str, str], tuple[datetime, Route]] = {}

    def open(self, place: str, issue_type: str) -> Route:
        """Give a route on which creates may be sent.

        Raises Refused where the marker cannot be set, since an issue without it would be lost to us.
        """
        kind = words.name(issue_type) or self._config.issue_type
        until, route = self._known.get((place, kind), (None, None))
        if route is None or until is None or self._pace.now() >= until:
            route = self.read(place, kind)
            self._known[place, kind] = (self._pace.now() + KEPT, route)
        lacking = [right for right in NEEDED if right in route.lacking]
        if lacking:
            self._known.pop((place, kind))
            raise Refused(
                f"{self._config.name}: nothing is created in {place}, because our account lacks "
                f"{', '.join(lacking)} there (EDIT_ISSUES is needed to set the issue property that is our marker)."
            )
        return route

    def read(self, place: str, issue_type: str) -> Route:
        """Read a route. Raises Misconfigured where there is no such project or issue type."""
        with well_formed(f"{self._config.name} at {self._config.site}, what can be created in {place}"):
            return self._read(self._history.project(place), place, issue_type)

    def _read(self, project: Project, place: str, issue_type: str) -> Route:
        types = self._pages(f"issue/createmeta/{project.key}/issuetypes", "issueTypes")
        type_id = next((str(each["id"]) for each in types if named(str(each["name"]), (issue_type,))), None)
        if type_id is None:
            offered = ", ".join(str(each["name"]) for each in types) or "none that our account may create"
            raise Misconfigured(
                f"{self._config.name}: {place} has no issue type {issue_type!r}; set `issue_type` to one of: {offered}."
            )
        fields = self._pages(f"issue/createmeta/{project.key}/issuetypes/{type_id}", "fields")
        screen = Screen(project.id, project.key, type_id, {field.id: field for field in map(_field, fields)})
        return Route(screen, self._lacking(project))

    def assignable(self, place: str, accounts: Sequence[str]) -> str:
        """Give the first of these accounts that can be assigned in a project, or nothing.

        It is looked up by its id or name and compared: a search by words would take the first of several.
        """
        who = "accountId" if self._config.on_cloud else "username"
        for account in filter(None, map(words.name, accounts)):
            found = self._site.get("user/assignable/search", {"project": place, who: account})
            with well_formed(f"{self._config.name} at {self._config.site}, who can be assigned in {place}"):
                if any(account_of(user, on_cloud=self._config.on_cloud) == account for user in found):
                    return account
        return ""

    def _lacking(self, project: Project) -> Collection[str]:
        answer = self._site.ask(
            "GET mypermissions",
            lambda jira: jira.my_permissions(projectKey=project.key, permissions=",".join((*NEEDED, *WANTED))),
        )
        rights = answer["permissions"]
        return [right for right in (*NEEDED, *WANTED) if not (rights.get(right) or {}).get("havePermission")]

    def _pages(self, path: str, name: str) -> Sequence[dict[str, Any]]:
        """Read a list to its end: Cloud and Data Center call it `name` and `values`."""
        found: list[dict[str, Any]] = []
        for _ in range(MOST_PAGES):
            answer = self._site.get(path, {"startAt": str(len(found)), "maxResults": str(PAGE)})
            page = answer.get(name, answer.get("values")) if isinstance(answer, dict) else None
            if not isinstance(page, list):
                break
            found += page
            if not page or answer.get("isLast") is True or len(found) >= answer.get("total", len(found) + 1):
                return found
        raise Temporary(f"{self._config.name}: the list {path} cannot be read to its end; try again.")


def _field(about: dict[str, Any]) -> Field:
    return Field(
        id=str(about.get("fieldId") or about.get("key")),
        name=str(about.get("name") or ""),
        required=bool(about.get("required")),
        has_default=bool(about.get("hasDefaultValue")),
    )
