"""What a made-up Jira says about its issues: records as the JSON of Cloud (version 3 or 2) and Data Center."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tests.fakes.jira_issues import RESOLUTIONS, STATUSES, JiraIssues, Project, Record

CATEGORY_NAMES = {"new": "To Do", "indeterminate": "In Progress", "done": "Done", "undefined": "No Category"}
DONE = "31"
TRANSITIONS = {"11": "To Do", "21": "In Progress", DONE: "Done"}


class JiraJson:
    """Renders records for one edition."""

    def __init__(self, issues: JiraIssues, *, on_cloud: bool) -> None:
        self._issues = issues
        self._on_cloud = on_cloud

    def user(self, account: str) -> dict[str, Any]:
        known = {"accountId": account} if self._on_cloud else {"name": account, "key": f"JIRAUSER-{account}"}
        return {**known, "displayName": account.title(), "active": True}

    def issue(self, record: Record, fields: Collection[str], properties: Collection[str]) -> dict[str, Any]:
        """Give an issue; in a data center a search, which passes no properties, gives none."""
        every = self._fields(record)
        rendered: dict[str, Any] = {
            "id": str(record.id),
            "key": record.key,
            "self": f"http://127.0.0.1/rest/api/3/issue/{record.id}",
            "fields": {name: every[name] for name in fields if name in every},
        }
        if properties:
            rendered["properties"] = {name: record.properties[name] for name in properties if name in record.properties}
        return rendered

    def listed(self, record: Record, updated: datetime) -> dict[str, Any]:
        """Give an issue as the index knows it."""
        return {"id": str(record.id), "key": record.key, "fields": {"updated": self.time(updated)}}

    def project(self, project: Project) -> dict[str, Any]:
        return {"id": str(project.id), "key": project.key, "name": project.key.title()}

    def types(self, project: str) -> dict[str, Any]:
        types = [{"id": "10100", "name": "Task"}, {"id": "10101", "name": "Bug", "description": f"A bug of {project}"}]
        return self._page("issueTypes", types)

    def screen(self, project: Project) -> dict[str, Any]:
        fields = [
            {"fieldId": name, "key": name, "name": words, "required": name in project.required}
            for name, words in project.screen.items()
        ]
        return self._page("fields", fields)

    def transitions(self, *, with_fields: bool) -> dict[str, Any]:
        resolution = {
            "resolution": {
                "name": "Resolution",
                "required": True,
                "hasDefaultValue": False,
                "allowedValues": [{"name": name} for name in RESOLUTIONS],
            }
        }
        return {
            "transitions": [
                {
                    "id": number,
                    "name": f"Set to {status}",
                    "to": self._status(status),
                    **({"fields": resolution if number == DONE else {}} if with_fields else {}),
                }
                for number, status in TRANSITIONS.items()
            ]
        }

    def time(self, moment: datetime) -> str:
        """Give a time as Jira does: with milliseconds, and in the account's zone."""
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}+0000"

    def _page(self, name: str, values: list[dict[str, Any]]) -> dict[str, Any]:
        page = {"startAt": 0, "maxResults": 50, "total": len(values)}
        return {**page, name: values} if self._on_cloud else {**page, "isLast": True, "values": values}

    def _status(self, name: str) -> dict[str, Any]:
        category = STATUSES[name]
        return {"name": name, "statusCategory": {"key": category, "name": CATEGORY_NAMES[category]}}

    def _fields(self, record: Record) -> dict[str, Any]:
        assignee = record.fields.get("assignee")
        account = assignee.get("accountId") or assignee.get("name") if assignee else None
        return {
            "labels": [],
            "duedate": None,
            "description": None,
            **record.fields,
            "status": self._status(record.status),
            "resolution": {"name": record.resolution} if record.resolution else None,
            "resolutiondate": self.time(record.resolved) if record.resolved else None,
            "project": self.project(self._issues.projects[record.project]),
            "created": self.time(record.created),
            "updated": self.time(record.updated),
            "creator": self.user(record.creator),
            "assignee": self.user(account) if account else None,
        }
