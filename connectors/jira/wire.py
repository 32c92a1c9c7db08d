"""Jira's JSON as values of `connectors/tracker.py`. Pure.

    status.statusCategory.key    resolution or status          state
    new, undefined               any                           open
    indeterminate                any                           in_progress
    done                         in the settings' dropped      dropped
    done                         none, or any other            done

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from connectors.errors import Temporary
from connectors.jira import adf, wiki
from connectors.jira.addresses import address_of
from connectors.jira.config import JiraConfig
from connectors.tracker import Issue, IssueRef, State

PROPERTY = "closeout"
FIELDS = (
    "summary",
    "description",
    "status",
    "statuscategorychangedate",
    "resolution",
    "resolutiondate",
    "project",
    "created",
    "updated",
    "assignee",
    "creator",
    "labels",
    "duedate",
)
_CATEGORIES = {
    "new": State.OPEN,
    "undefined": State.OPEN,
    "indeterminate": State.IN_PROGRESS,
    "done": State.DONE,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads issues of one site for `account`, the identity of our own."""

    config: JiraConfig
    account: str

    def issue(self, values: Mapping[str, Any]) -> Issue:
        """Read one issue. Raises Temporary for an answer that is not one."""
        try:
            return self._issue(values, values["fields"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Temporary(f"{self.config.site} gave an issue that cannot be read; try again.") from error

    def _issue(self, values: Mapping[str, Any], fields: Mapping[str, Any]) -> Issue:
        state = self._state(fields)
        updated = moment(fields["updated"])
        closed = fields.get("resolutiondate") or fields.get("statuscategorychangedate")
        assignee = account_of(fields.get("assignee"), on_cloud=self.config.on_cloud)
        described = fields.get("description")
        return Issue(
            ref=self.ref(values),
            place=str(fields["project"]["key"]),
            title=str(fields["summary"]),
            state=state,
            status=str(fields["status"]["name"]),
            created_at=moment(fields["created"]),
            updated_at=updated,
            body=adf.read(described) if self.config.in_adf else wiki.read(described),
            closed_at=(moment(closed) if closed else updated) if state in {State.DONE, State.DROPPED} else None,
            assignees=(assignee,) if assignee else (),
            labels=tuple(map(str, fields.get("labels") or ())),
            due=date.fromisoformat(fields["duedate"]) if fields.get("duedate") else None,
            marker=marker_of((values.get("properties") or {}).get(PROPERTY)),
            ours=identity_of(fields.get("creator")) == self.account,
        )

    def ref(self, values: Mapping[str, Any]) -> IssueRef:
        """Give an issue's address as it is today."""
        key, issue_id = values["key"], values["id"]
        if not (isinstance(key, str) and isinstance(issue_id, str) and issue_id.isdigit()):
            raise ValueError("no key or no id")
        return IssueRef(self.config.name, key, issue_id, address_of(self.config.site, key))

    def _state(self, fields: Mapping[str, Any]) -> State:
        status = fields["status"]
        state = _CATEGORIES[status["statusCategory"]["key"]]
        if state is not State.DONE:
            return state
        resolution = (fields.get("resolution") or {}).get("name") or ""
        is_dropped = named(resolution, self.config.dropped_resolutions) or named(
            status["name"], self.config.dropped_statuses
        )
        return State.DROPPED if is_dropped else State.DONE


def named(name: str, names: Collection[str]) -> bool:
    """Say whether a name is among these, capitals or not."""
    return name.casefold() in {other.casefold() for other in names}


def moment(text: str) -> datetime:
    """Read one of Jira's times, `2026-03-02T10:00:00.000+0100`, as UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found.astimezone(UTC)


def account_of(user: Mapping[str, Any] | None, *, on_cloud: bool) -> str:
    """Give what a user is assigned by: an account id on Cloud, a name in a data center; nothing for no user."""
    return str((user or {}).get("accountId" if on_cloud else "name") or "")


def identity_of(user: Mapping[str, Any] | None) -> str:
    """Give what never changes about a user: an account id on Cloud, a key in a data center; nothing for no user."""
    return str((user or {}).get("accountId") or (user or {}).get("key") or "")


def marker_of(value: object) -> str:
    """Give the marker in our issue property, or nothing."""
    marker = value.get("marker") if isinstance(value, Mapping) else None
    return marker if isinstance(marker, str) else ""


def milliseconds(time: datetime) -> int:
    """Give a time as milliseconds since 1970, as JQL takes it."""
    return round(time.timestamp() * 1000)
