"""A draft as the body of the request that creates its issue, marker included. Pure.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.jira import adf, words
from connectors.jira.config import JiraConfig
from connectors.jira.wire import PROPERTY
from connectors.tracker import Draft

ALWAYS = frozenset({"project", "issuetype", "summary"})
FILLED = frozenset({"description", "reporter"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the screen on which issues are created."""

    id: str
    name: str
    required: bool
    has_default: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """What can be set when an issue of that type is created in that project."""

    project_id: str
    project: str
    type_id: str
    fields: Mapping[str, Field]

    def has(self, field: str) -> bool:
        """Say whether a field is on the screen."""
        return field in self.fields

    def id_of(self, name: str) -> str:
        """Give the id of a field that is named by its id or its name; the name itself if there is none such."""
        by_name = (field.id for field in self.fields.values() if field.name.casefold() == name.casefold())
        return name if name in self.fields else next(by_name, name)

    def unfilled(self, config: JiraConfig) -> Sequence[Field]:
        """Give the fields that Jira requires and for which nothing is configured."""
        configured = {self.id_of(name) for name in config.fields}
        if config.components:
            configured.add("components")
        if config.parent:
            configured |= {"parent", config.epic_field}
        return [
            field
            for field in self.fields.values()
            if field.required and not field.has_default and field.id not in ALWAYS | FILLED | configured
        ]


def request(draft: Draft, config: JiraConfig, screen: Screen, assignee: str) -> dict[str, Any]:
    """Give the request's body. `assignee` is an account that can be assigned, or nothing.

    What is not on the screen is left out, because Jira would refuse the whole issue for it. What the draft says goes
    before the settings' `fields`.
    """
    optional = {
        "labels": list(dict.fromkeys(filter(None, (words.label(label.name) for label in draft.labels)))),
        "duedate": draft.due.isoformat() if draft.due else None,
        "priority": _named(config.priorities.get(draft.priority, "")),
        "components": [{"name": words.name(each)} for each in (*config.components, *draft.components)],
        "assignee": {"accountId" if config.on_cloud else "name": assignee} if assignee else None,
        **_above(draft, config),
        "description": description(draft.body, config),
    }
    fields: dict[str, Any] = {
        "project": {"id": screen.project_id},
        "issuetype": {"id": screen.type_id},
        **{screen.id_of(name): value for name, value in _custom(draft, config).items() if value is not None},
        **{name: value for name, value in optional.items() if value and screen.has(name)},
        "summary": words.title(draft.title),
    }
    return {"fields": fields, "properties": [{"key": PROPERTY, "value": {"marker": draft.marker}}]}


def description(body: str, config: JiraConfig) -> Any:
    """Give a description as the site takes it: a document, or wiki text."""
    fitted = words.body(body, in_adf=config.in_adf)
    return adf.write(fitted) if config.in_adf else fitted


def _above(draft: Draft, config: JiraConfig) -> dict[str, Any]:
    key = words.name(draft.parent.key) if draft.parent else config.parent
    if not key:
        return {}
    return {config.epic_field: key} if config.epic_field else {"parent": {"key": key}}


def _custom(draft: Draft, config: JiraConfig) -> dict[str, Any]:
    user = "accountId" if config.on_cloud else "name"
    item = {
        "title": words.title(draft.title),
        "body": description(draft.body, config),
        "due": draft.due.isoformat() if draft.due else None,
        "priority": config.priorities.get(draft.priority, draft.priority) or None,
        "owner": {user: words.name(draft.assignees[0])} if draft.assignees else None,
    }
    return {
        name: item[value["from"]] if isinstance(value, dict) and set(value) == {"from"} else value
        for name, value in config.fields.items()
    }


def _named(name: str) -> dict[str, str] | None:
    return {"name": words.name(name)} if name else None
