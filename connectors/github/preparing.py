"""What a create needs before it is sent: labels that exist, people who can be assigned, a milestone, a type.

GitHub drops what it does not know from a create without a word; so it is looked up first, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from connectors.errors import OutcomeUnknown, Refused, Temporary
from connectors.fitting import length, one_line
from connectors.github.api import Api
from connectors.github.failures import Deed
from connectors.github.wire import RestRepository
from connectors.github.words import DESCRIPTION_LIMIT, LABEL_LIMIT, Neutraliser, fits, with_marker
from connectors.tracker import Draft, Label

MOST_ASSIGNEES = 10
COLOUR = "ededed"

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_NAMED: TypeAdapter[list[dict[str, Any]]] = TypeAdapter(list[dict[str, Any]])


class Preparation:
    """Makes the content of creates for one tracker, and remembers the labels that are there."""

    def __init__(self, api: Api, neutral: Neutraliser) -> None:
        self._api = api
        self._neutral = neutral
        self._labels: dict[int, set[str]] = {}

    def content(self, draft: Draft, repository: RestRepository) -> dict[str, Any]:
        """Give what is sent to create an issue. Makes labels that are missing; raises Temporary and Refused.

        https://docs.github.com/en/rest/issues/issues#create-an-issue
        """
        if draft.marker and not fits(draft.marker):
            raise Refused(f"The marker of an issue for {repository.full_name} is longer than GitHub has room for.")
        name = repository.full_name
        content: dict[str, Any] = {
            "title": self._neutral.title(draft.title),
            "body": with_marker(self._neutral.body(draft.body), draft.marker),
            "labels": self._made(draft.labels, repository),
            "assignees": self._assignable(draft.assignees, name),
            "milestone": self._milestone(draft.milestone, name),
            "type": self._type(draft.issue_type, name),
        }
        return {key: value for key, value in content.items() if value or key in {"title", "body"}}

    def _made(self, labels: Iterable[Label], repository: RestRepository) -> list[str]:
        """Give the labels' names, all of them there if we may make labels."""
        wanted = {name: label for label in labels if (name := one_line(label.name)[:LABEL_LIMIT].strip())}
        if wanted and repository.id not in self._labels:
            self._labels[repository.id] = self._all(f"/repos/{repository.full_name}/labels", "name")
        for name, label in wanted.items():
            if name.lower() not in self._labels[repository.id]:
                self._make(name, label, repository.full_name)
                self._labels[repository.id].add(name.lower())
        return list(wanted)

    def _make(self, name: str, label: Label, place: str) -> None:
        """Make a label. That we may not, or that somebody was faster, stops no create.

        https://docs.github.com/en/rest/issues/labels#create-a-label
        """
        content = {"name": name, "color": label.colour or COLOUR}
        if description := one_line(label.description):
            content["description"] = _cut(description, DESCRIPTION_LIMIT)
        try:
            self._api.send("POST", f"/repos/{place}/labels", f"make a label in {place}", content, lambda: None)
        except Refused:
            return
        except OutcomeUnknown as error:
            raise Temporary(f"A label may not have been made in {place}, so no issue was. Try again.") from error

    def _assignable(self, people: Iterable[str], place: str) -> list[str]:
        """Give those who can be assigned. https://docs.github.com/en/rest/issues/assignees"""
        logins = [login for who in people if _LOGIN.fullmatch(login := one_line(who).removeprefix("@"))]
        words = f"say who can be assigned in {place}"
        can = [
            login
            for login in dict.fromkeys(logins)
            if self._api.look(f"/repos/{place}/assignees/{login}", words).is_success
        ]
        return can[:MOST_ASSIGNEES]

    def _milestone(self, title: str, place: str) -> int | None:
        """Give the number of an open milestone. https://docs.github.com/en/rest/issues/milestones"""
        if not title.strip():
            return None
        numbers = [
            int(milestone["number"])
            for milestone in self._entries(f"/repos/{place}/milestones")
            if str(milestone.get("title", "")).strip() == title.strip()
        ]
        return numbers[0] if numbers else None

    def _type(self, wanted: str, place: str) -> str:
        """Give an issue type's name as the organisation writes it. https://docs.github.com/en/rest/orgs/issue-types"""
        if not wanted.strip():
            return ""
        deed = Deed(f"list the issue types of {place}")
        answer = self._api.look(f"/orgs/{place.partition('/')[0]}/issue-types", deed.words)
        known = self._api.parsed(answer, deed, _NAMED) if answer.is_success else []
        names = [str(found["name"]) for found in known if found.get("is_enabled", True)]
        return next((name for name in names if name.lower() == wanted.strip().lower()), "")

    def _all(self, path: str, key: str) -> set[str]:
        return {str(entry[key]).lower() for entry in self._entries(path)}

    def _entries(self, path: str) -> Sequence[dict[str, Any]]:
        deed = Deed(f"list {path.rpartition('/')[2]}")
        answer, following = self._api.pages(path, deed.words, {"per_page": "100"})
        found = self._api.parsed(answer, deed, _NAMED)
        while following:
            answer, following = self._api.pages(following, deed.words)
            found = [*found, *self._api.parsed(answer, deed, _NAMED)]
        return found


def _cut(text: str, limit: int) -> str:
    return text if length(text) <= limit else text[: limit // 2 - 1] + "…"
