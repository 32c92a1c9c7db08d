"""What a made-up Jira does with each request. `Refusal` is an answer of 4xx."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.jira_issues import OURS, STATUSES, JiraIssues, Project, Record
from tests.fakes.jira_json import DONE, TRANSITIONS, JiraJson

KNOWN_FIELDS = {"summary", "description", "issuetype", "project", "labels", "duedate", "priority", "components"}
PAGE = 1_000


class Refusal(Exception):
    """An answer of `status`, with Jira's way to say why."""

    def __init__(self, status: int, *messages: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = {"errorMessages": list(messages), "errors": dict(errors or {})}


@dataclass(frozen=True)
class Call:
    """A request below /rest/api/N/."""

    method: str
    path: str
    arguments: Mapping[str, str]
    body: Any
    version: str
    short: bool = False
    unlisted_seconds: float = 0.0


class JiraRoutes:
    """The API of one edition over some issues."""

    def __init__(self, issues: JiraIssues, *, on_cloud: bool) -> None:
        self._issues = issues
        self._on_cloud = on_cloud
        self._json = JiraJson(issues, on_cloud=on_cloud)
        self.account = OURS
        self._table: list[tuple[str, str, Callable[..., Any]]] = [
            ("GET", r"myself", lambda _: self._json.user(self.account)),
            ("GET", r"mypermissions", self._permissions),
            ("GET", r"project/(\w+)", lambda _, key: self._json.project(self._project(key))),
            ("GET", r"user/assignable/search", self._assignable),
            ("GET", r"issue/createmeta/(\w+)/issuetypes", lambda _, key: self._json.types(self._project(key).key)),
            ("GET", r"issue/createmeta/(\w+)/issuetypes/\d+", lambda _, key: self._json.screen(self._project(key))),
            ("POST", r"issue/bulkfetch", self._bulk),
            ("POST", r"search/jql", self._jql),
            ("POST", r"search", self._search),
            ("POST", r"issue", self._create),
            ("GET", r"issue/([\w-]+)", self._single),
            ("PUT", r"issue/([\w-]+)", self._edit),
            ("GET", r"issue/([\w-]+)/transitions", self._transitions),
            ("POST", r"issue/([\w-]+)/transitions", self._transition),
            ("POST", r"issue/([\w-]+)/remotelink", self._link),
        ]

    def answer(self, call: Call) -> tuple[int, Any]:
        """Do what is asked. Raises Refusal."""
        for method, pattern, act in self._table:
            found = re.fullmatch(pattern, call.path)
            if found and method == call.method:
                done = act(call, *found.groups())
                return (201 if act in (self._create, self._link) else 200 if done is not None else 204), done
        raise Refusal(404, "there is no such resource")

    def _project(self, key: str) -> Project:
        project = self._issues.projects.get(key)
        if project is None or "BROWSE_PROJECTS" not in project.rights:
            raise Refusal(404, f"No project could be found with key '{key}'.")
        return project

    def _permissions(self, call: Call) -> Any:
        rights = self._project(call.arguments["projectKey"]).rights
        asked = call.arguments["permissions"].split(",")
        return {"permissions": {name: {"key": name, "havePermission": name in rights} for name in asked}}

    def _assignable(self, call: Call) -> Any:
        self._project(call.arguments["project"])
        if self._on_cloud:
            return [self._json.user(who) for who in self._issues.assignable if who == call.arguments["accountId"]]
        return [self._json.user(who) for who in self._issues.assignable if who.startswith(call.arguments["username"])]

    def _bulk(self, call: Call) -> Any:
        names = call.body["issueIdsOrKeys"]
        if not self._on_cloud:
            raise Refusal(404)
        if not 0 < len(names) <= 100:
            raise Refusal(400, "at most 100 issues")
        found = {record.id: record for name in names if (record := self._issues.find(name)) and not record.hidden}
        records = [found[key] for key in sorted(found)][: -1 if call.short else None]
        properties = call.body.get("properties", ())
        return {"issues": [self._json.issue(record, call.body["fields"], properties) for record in records]}

    def _jql(self, call: Call) -> Any:
        if not self._on_cloud:
            raise Refusal(404)
        rows = self._matching(call.body["jql"])
        start = int(call.body.get("nextPageToken", "token-0").removeprefix("token-"))
        most = min(call.body.get("maxResults", 50), PAGE)
        page = rows[start : start + most][: -1 if call.short else None]
        more = start + most < len(rows)
        return {"issues": page, "isLast": not more, **({"nextPageToken": f"token-{start + most}"} if more else {})}

    def _search(self, call: Call) -> Any:
        if self._on_cloud:
            raise Refusal(410, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.")
        if "id in (" in call.body["jql"] or "key in (" in call.body["jql"]:
            names = re.findall(r"[\w-]+", " ".join(re.findall(r"in \(([^)]*)\)", call.body["jql"])))
            records = {record.id: record for name in names if (record := self._by_index(name))}
            rows = [self._json.issue(record, call.body["fields"], ()) for record in records.values()]
        else:
            rows = self._matching(call.body["jql"])
        start, most = call.body["startAt"], min(call.body["maxResults"], PAGE)
        page = rows[start : start + most][: -1 if call.short else None]
        return {"startAt": start, "maxResults": most, "total": len(rows), "issues": page}

    def _by_index(self, name: str) -> Record | None:
        """The index knows issues by their keys of today alone."""
        record = self._issues.find(name)
        return record if record and not record.hidden and name in {str(record.id), record.key} else None

    def _matching(self, jql: str) -> list[dict[str, Any]]:
        if newest := re.fullmatch(r"project = (\d+) ORDER BY key DESC", jql):
            keys = [one.key for one in self._issues.projects.values() if one.id == int(newest[1])]
            rows = sorted(self._issues.searched(keys), key=lambda row: row[0].number)[-1:]
        elif changed := re.fullmatch(r"project in \((.+)\) AND updated >= (\d+) ORDER BY (updated|key) ASC", jql):
            keys = re.findall(r'"(\w+)"', changed[1])
            for key in keys:
                if key not in self._issues.projects:
                    raise Refusal(400, f"The value '{key}' does not exist for the field 'project'.")
            rows = self._issues.searched(keys, int(changed[2]))
            rows.sort(key=lambda row: (row[1], row[0].id) if changed[3] == "updated" else (row[0].key, row[0].id))
        else:
            raise Refusal(400, f"Error in the JQL Query: {jql}")
        return [self._json.listed(record, updated) for record, updated in rows]

    def _create(self, call: Call) -> Any:
        fields = call.body["fields"]
        where = [one for one in self._issues.projects.values() if str(one.id) == fields["project"]["id"]]
        if not where or "CREATE_ISSUES" not in where[0].rights:
            raise Refusal(403, "You cannot create issues in this project.")
        self._check(call, where[0], fields)
        properties = {each["key"]: each["value"] for each in call.body.get("properties", ())}
        kept = {name: value for name, value in fields.items() if name not in {"project", "issuetype"}}
        record = self._issues.create(
            where[0].key, kept, properties, self.account, unlisted_seconds=call.unlisted_seconds
        )
        return {"id": str(record.id), "key": record.key, "self": "http://127.0.0.1/"}

    def _check(self, call: Call, project: Project, fields: Mapping[str, Any]) -> None:
        errors = {name: "it is not on the appropriate screen" for name in fields if name not in project.screen}
        errors |= {name: "is required." for name in project.required if not fields.get(name)}
        self._check_texts(call, fields, errors)
        assignee = fields.get("assignee") or {}
        if assignee and not self._issues.assignable & set(assignee.values()):
            errors["assignee"] = "User cannot be assigned issues."
        if any(" " in label for label in fields.get("labels", ())):
            errors["labels"] = "The label can't contain spaces."
        if errors:
            raise Refusal(400, errors=errors)

    def _check_texts(self, call: Call, fields: Mapping[str, Any], errors: dict[str, str]) -> None:
        summary, described = fields.get("summary", "x"), fields.get("description")
        if not summary.strip() or len(summary) > 255 or "\n" in summary:
            errors["summary"] = "Summary must be one line of 1 to 255 characters."
        if described is not None and isinstance(described, dict) != (call.version == "3"):
            errors["description"] = "Operation value must be an Atlassian Document, or a string."
        if described is not None and len(json.dumps(described, ensure_ascii=False)) > 33_000:
            errors["description"] = "The entered text is too long. It exceeds the allowed limit of 32,767 characters."

    def _visible(self, name: str) -> Record:
        record = self._issues.find(name)
        if record is None:
            raise Refusal(404, "Issue does not exist or you do not have permission to see it.")
        if record.hidden:
            raise Refusal(404 if self._on_cloud else 403, "You do not have the permission to see the specified issue.")
        return record

    def _single(self, call: Call, name: str) -> Any:
        properties = [each for each in call.arguments.get("properties", "").split(",") if each]
        return self._json.issue(self._visible(name), call.arguments["fields"].split(","), properties)

    def _edit(self, call: Call, name: str) -> Any:
        record, errors = self._visible(name), dict[str, str]()
        self._check_texts(call, call.body["fields"], errors)
        if errors:
            raise Refusal(400, errors=errors)
        self._issues.edit(record, call.body["fields"])

    def _transitions(self, call: Call, name: str) -> Any:
        self._visible(name)
        return self._json.transitions(with_fields="transitions.fields" in call.arguments.get("expand", ""))

    def _transition(self, call: Call, name: str) -> Any:
        record, number = self._visible(name), str(call.body["transition"]["id"])
        resolution = (call.body.get("fields") or {}).get("resolution", {}).get("name")
        if number not in TRANSITIONS or (number == DONE) != (resolution is not None):
            raise Refusal(400, errors={"resolution": "Resolution is required, and on this screen alone."})
        assert STATUSES[TRANSITIONS[number]]
        self._issues.move_to(record, TRANSITIONS[number], resolution)

    def _link(self, call: Call, name: str) -> Any:
        record = self._visible(name)
        record.links[call.body["globalId"]] = call.body
        return {"id": len(record.links), "self": "http://127.0.0.1/"}
