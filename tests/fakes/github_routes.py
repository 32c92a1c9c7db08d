"""What GitHub does with a request: the part of its API that the connector uses, on a `GithubWorld`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from tests.fakes import github_answers as answers
from tests.fakes.github_world import Account, GithubWorld, StoredRepository


@dataclass(frozen=True)
class Asked:
    """A request, taken apart. `base` is where the server listens."""

    method: str
    path: str
    query: Mapping[str, str]
    content: Any
    us: Account
    base: str
    etag: str = ""
    lag_seconds: float = 0.0
    leave_out: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.content.get(name)


@dataclass(frozen=True)
class Said:
    """An answer."""

    status: int
    content: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


NOT_FOUND = Said(404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"})


class GithubRoutes:
    """The routes."""

    def __init__(self, world: GithubWorld) -> None:
        self.world = world
        self._table: Sequence[tuple[str, re.Pattern[str], Callable[..., Said]]] = [
            (method, re.compile(pattern), act)
            for method, pattern, act in (
                ("GET", "/user", lambda asked: Said(200, answers.account(asked.us))),
                ("GET", "/users/([^/]+)", self._user),
                ("GET", "/rate_limit", lambda _: Said(200, {"resources": {}})),
                ("GET", "/orgs/([^/]+)/issue-types", self._types),
                ("POST", "/graphql", self._graphql),
            )
        ]
        self._in_repository: Sequence[tuple[str, re.Pattern[str], Callable[..., Said]]] = [
            (method, re.compile(pattern), act)
            for method, pattern, act in (
                ("GET", "", lambda _, there: Said(200, answers.repository(there))),
                ("GET", "/issues", self._list),
                ("POST", "/issues", self._create),
                ("GET", "/issues/([0-9]+)", self._get),
                ("PATCH", "/issues/([0-9]+)", self._edit),
                ("POST", "/issues/([0-9]+)/sub_issues", self._adopt),
                ("GET", "/labels", self._labels),
                ("POST", "/labels", self._label),
                ("GET", "/milestones", self._milestones),
                ("GET", "/assignees/([^/]+)", self._assignee),
            )
        ]

    def answer(self, asked: Asked) -> Said:
        """Give the answer to a request."""
        with self.world.lock:
            for method, pattern, act in self._table:
                if method == asked.method and (found := pattern.fullmatch(asked.path)):
                    return act(asked, *found.groups())
            by_id = re.fullmatch("/repositories/([0-9]+)(/.*)?", asked.path)
            by_name = re.fullmatch("/repos/([^/]+/[^/]+)(/.*)?", asked.path)
            if by_id:
                there = self.world.repositories.get(int(by_id[1]))
            else:
                there = self.world.find(by_name[1]) if by_name else None
            if there is None or not there.is_readable:
                return NOT_FOUND
            rest = (by_id or by_name or [""] * 3)[2] or ""
            if by_name and by_name[1].lower() != there.name.lower():
                return _redirect(asked, f"/repositories/{there.id}{rest}")
            for method, pattern, act in self._in_repository:
                if method == asked.method and (found := pattern.fullmatch(rest)):
                    return act(asked, there, *found.groups())
        return NOT_FOUND

    def _user(self, _: Asked, login: str) -> Said:
        found = self.world.accounts.get(login)
        return Said(200, answers.account(found)) if found else NOT_FOUND

    def _types(self, _: Asked, owner: str) -> Said:
        if owner not in self.world.types:
            return NOT_FOUND
        return Said(200, [{"id": 1, "name": name, "is_enabled": True} for name in self.world.types[owner]])

    def _graphql(self, asked: Asked) -> Said:
        nodes: list[Any] = []
        errors: list[Any] = []
        ids = asked["variables"]["ids"]
        if len(ids) > 100:
            return Said(
                200, {"errors": [{"type": "ARGUMENT_LIMIT", "message": "You may not provide more than 100 node ids"}]}
            )
        known = {
            issue.node_id: issue
            for there in self.world.repositories.values()
            if there.is_readable
            for issue in there.issues.values()
        }
        for number, node_id in enumerate(ids):
            issue = known.get(node_id)
            nodes.append(None if issue is None else answers.graph(issue, self.world, asked.base))
            if issue is None:
                words = f"Could not resolve to a node with the global id of '{node_id}'."
                errors.append({"type": "NOT_FOUND", "path": ["nodes", number], "message": words})
        data = answers.selected(asked["query"], {"nodes": nodes[:-1] if asked.leave_out else nodes})
        return Said(200, {"data": data, **({"errors": errors} if errors else {})})

    def _list(self, asked: Asked, there: StoredRepository) -> Said:
        found = [issue for issue in there.issues.values() if issue.listed_from <= self.world.pace.now()]
        if state := asked.query.get("state", "open"):
            found = [issue for issue in found if state in {"all", issue.state}]
        if creator := asked.query.get("creator"):
            found = [issue for issue in found if issue.author.login.lower() == creator.lower()]
        if since := asked.query.get("since"):
            start = datetime.strptime(since, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            found = [issue for issue in found if issue.updated_at >= start]
        key = f"{asked.query.get('sort', 'created')}_at"
        descending = asked.query.get("direction", "desc") == "desc"
        found.sort(key=lambda issue: (getattr(issue, key), issue.number), reverse=descending)
        return self._page(asked, [answers.rest(issue, there, asked.base) for issue in found])

    def _page(self, asked: Asked, entries: Sequence[Any]) -> Said:
        size, page = int(asked.query.get("per_page", "30")), int(asked.query.get("page", "1"))
        shown = entries[(page - 1) * size : page * size]
        shown = shown[:-1] if asked.leave_out else shown
        etag = f'W/"{hashlib.sha256(json.dumps([shown, len(entries) > page * size]).encode()).hexdigest()}"'
        headers = {"ETag": etag}
        if len(entries) > page * size:
            following = urlencode({**asked.query, "page": page + 1})
            headers["Link"] = f'<{asked.base}{asked.path}?{following}>; rel="next"'
        return Said(304, None, headers) if asked.etag == etag else Said(200, shown, headers)

    def _create(self, asked: Asked, there: StoredRepository) -> Said:
        if not there.has_issues:
            return Said(410, {"message": "Issues has been disabled in this repository."})
        if len(asked["title"]) > 256 or len(asked["body"] or "") > 65_536:
            errors = [{"resource": "Issue", "code": "custom", "field": "body", "message": "is too long"}]
            return Said(422, {"message": "Validation Failed", "errors": errors})
        issue = self.world.file(there, asked["title"], asked["body"], asked.us, lag_seconds=asked.lag_seconds)
        if "push" in there.rights or "triage" in there.rights:
            issue.labels = list(asked["labels"] or ())
            issue.assignees = [
                self.world.account(login) for login in asked["assignees"] or () if login in there.assignable
            ]
            issue.milestone, issue.issue_type = asked["milestone"], asked["type"]
            for label in issue.labels:
                there.labels.setdefault(label, ("ededed", ""))
        return Said(201, answers.rest(issue, there, asked.base))

    def _get(self, asked: Asked, there: StoredRepository, number: str) -> Said:
        if moved := there.moved.get(int(number)):
            home = self.world.home(moved)
            return _redirect(asked, f"/repositories/{home.id}/issues/{moved.number}") if home.is_readable else NOT_FOUND
        if int(number) in there.deleted:
            return Said(410, {"message": "This issue was deleted"})
        issue = there.issues.get(int(number))
        return NOT_FOUND if issue is None else Said(200, answers.rest(issue, there, asked.base))

    def _edit(self, asked: Asked, there: StoredRepository, number: str) -> Said:
        issue = there.issues.get(int(number))
        if issue is None:
            return self._get(asked, there, number)
        for name in ("title", "body"):
            if name in asked.content:
                setattr(issue, name, asked[name])
                issue.updated_at = self.world.now()
        if asked["state"] == "closed":
            self.world.close(issue, asked["state_reason"] or "completed")
        elif asked["state"] == "open":
            self.world.reopen(issue)
        return Said(200, answers.rest(issue, there, asked.base))

    def _adopt(self, asked: Asked, there: StoredRepository, number: str) -> Said:
        parent = there.issues.get(int(number))
        if parent is None or len(parent.children) >= 100:
            return Said(422, {"message": "Parent cannot have more than 100 sub-issues"})
        parent.children.append(int(asked["sub_issue_id"]))
        return Said(201, answers.rest(parent, there, asked.base))

    def _labels(self, asked: Asked, there: StoredRepository) -> Said:
        return self._page(asked, [{"name": name, "color": look[0]} for name, look in there.labels.items()])

    def _label(self, asked: Asked, there: StoredRepository) -> Said:
        if "push" not in there.rights:
            return Said(403, {"message": "Resource not accessible"}, {"X-Accepted-GitHub-Permissions": "issues=write"})
        if asked["name"].lower() in map(str.lower, there.labels):
            return Said(422, {"message": "Validation Failed", "errors": [{"code": "already_exists"}]})
        there.labels[asked["name"]] = (asked["color"], asked["description"] or "")
        return Said(201, {"name": asked["name"]})

    def _milestones(self, asked: Asked, there: StoredRepository) -> Said:
        return self._page(asked, [{"number": n, "title": title} for n, title in enumerate(there.milestones, 1)])

    def _assignee(self, _: Asked, there: StoredRepository, login: str) -> Said:
        return Said(204) if login in there.assignable else NOT_FOUND


def _redirect(asked: Asked, path: str) -> Said:
    """Send elsewhere: permanently what reads, and keeping the method what writes."""
    query = f"?{urlencode(asked.query)}" if asked.query else ""
    status = 301 if asked.method == "GET" else 307
    return Said(status, {"message": "Moved Permanently"}, {"Location": f"{asked.base}{path}{query}"})
