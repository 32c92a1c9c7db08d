"""GitHub's issues and pull requests as values of ours. Pure.

    theirs                                     ours
    open, reopened                             open
    closed as completed, or without a reason   done
    closed as not planned                      dropped
    closed as a duplicate                      what the surviving issue is; dropped where it is not told
    pull request merged                        done
    pull request closed and not merged         dropped

GitHub has no word for work that has begun. https://docs.github.com/en/rest/issues/issues
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

from connectors.fitting import one_line, plain
from connectors.github.words import without_marker
from connectors.tracker import Issue, IssueRef, State


@dataclass(frozen=True, slots=True)
class Whose:
    """What every issue read is compared with: our tracker's name, and the number of our own account."""

    tracker: str
    account: int


class _Rest(BaseModel):
    model_config = ConfigDict(frozen=True, strict=False)


class RestUser(_Rest):
    """An account, as the REST API has it."""

    login: str
    id: int


class RestRepository(_Rest):
    """A repository, with what we may do in it. https://docs.github.com/en/rest/repos/repos#get-a-repository"""

    id: int
    full_name: str
    private: bool = True
    visibility: str = ""
    has_issues: bool = True
    archived: bool = False
    permissions: dict[str, bool] = Field(default_factory=dict)


class _PullRequest(_Rest):
    merged_at: datetime | None = None


class _RestLabel(_Rest):
    name: str | None = None


class RestIssue(_Rest):
    """An issue, or a pull request as an issue, as the REST API has it."""

    id: int
    node_id: str
    number: int
    title: str
    body: str | None = None
    html_url: str
    repository_url: str
    state: str
    state_reason: str | None = None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    user: RestUser | None = None
    assignees: tuple[RestUser, ...] | None = ()
    labels: tuple[_RestLabel | str, ...] = ()
    pull_request: _PullRequest | None = None

    @property
    def place(self) -> str:
        """Give the full name of the repository that it is in now."""
        return "/".join(self.repository_url.split("/")[-2:])

    @property
    def is_duplicate(self) -> bool:
        """Say whether its state is another issue's, which only GraphQL tells."""
        return self.state == "closed" and self.state_reason == "duplicate"

    def issue(self, whose: Whose) -> Issue:
        """Give it as an issue of ours."""
        words = (self.state_reason or "completed") if self.pull_request is None else ""
        merged = self.pull_request is not None and self.pull_request.merged_at is not None
        state = _state(self.state, "merged" if merged else words)
        body, marker = without_marker(self.body or "")
        names = (label if isinstance(label, str) else label.name or "" for label in self.labels)
        return Issue(
            ref=IssueRef(whose.tracker, f"{self.place}#{self.number}", self.node_id, self.html_url),
            place=self.place,
            title=one_line(self.title),
            state=state,
            status=_status(self.state, "merged" if merged else words),
            created_at=self.created_at.astimezone(UTC),
            updated_at=self.updated_at.astimezone(UTC),
            body=body,
            closed_at=self.closed_at and self.closed_at.astimezone(UTC),
            assignees=tuple(sorted(user.login for user in self.assignees or ())),
            labels=tuple(sorted(map(plain, names))),
            marker=marker,
            ours=self.user is not None and self.user.id == whose.account,
        )


_GRAPH_STATE = Field(validation_alias=AliasChoices("state", "pullState"))


class _Graph(BaseModel):
    model_config = ConfigDict(frozen=True, alias_generator=to_camel)


class _Author(_Graph):
    login: str
    database_id: int | None = None


class _Survivor(_Graph):
    kind: str = Field(validation_alias="__typename")
    number: int
    state: str = _GRAPH_STATE
    state_reason: str | None = None
    closed_at: datetime | None = None
    place: str = Field(validation_alias=AliasPath("repository", "nameWithOwner"))

    @property
    def word(self) -> str:
        return _graph_word(self.kind, self.state, self.state_reason)


class GraphIssue(_Graph):
    """An issue or a pull request, as queries.NODES asks for it."""

    kind: str = Field(validation_alias="__typename")
    id: str
    number: int
    title: str
    body: str
    url: str
    state: str = _GRAPH_STATE
    state_reason: str | None = None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    author: _Author | None = None
    assignees: tuple[dict[str, Any], ...] = Field((), validation_alias=AliasPath("assignees", "nodes"))
    labels: tuple[dict[str, Any], ...] = Field((), validation_alias=AliasPath("labels", "nodes"))
    place: str = Field(validation_alias=AliasPath("repository", "nameWithOwner"))
    events: tuple[dict[str, Any], ...] = Field((), validation_alias=AliasPath("timelineItems", "nodes"))

    def issue(self, whose: Whose) -> Issue:
        """Give it as an issue of ours; a duplicate has its survivor's state."""
        outcome, word = self.state.lower(), _graph_word(self.kind, self.state, self.state_reason)
        state, status, closed_at = _state(outcome, word), _status(outcome, word), self.closed_at
        survivor = self._survivor()
        if state is State.DROPPED and word == "duplicate" and survivor is not None:
            state = _state(survivor.state.lower(), survivor.word)
            status = f"duplicate of {survivor.place}#{survivor.number} ({survivor.state.lower()})"
            closed_at = self.closed_at if state in {State.DONE, State.DROPPED} else None
        body, marker = without_marker(self.body)
        return Issue(
            ref=IssueRef(whose.tracker, f"{self.place}#{self.number}", self.id, self.url),
            place=self.place,
            title=one_line(self.title),
            state=state,
            status=status,
            created_at=self.created_at.astimezone(UTC),
            updated_at=self.updated_at.astimezone(UTC),
            body=body,
            closed_at=closed_at and closed_at.astimezone(UTC),
            assignees=tuple(sorted(str(user["login"]) for user in self.assignees)),
            labels=tuple(sorted(plain(str(label["name"])) for label in self.labels)),
            marker=marker,
            ours=self.author is not None and self.author.database_id == whose.account,
        )

    def _survivor(self) -> _Survivor | None:
        found = [event["canonical"] for event in self.events if event.get("canonical")]
        return _Survivor.model_validate(found[-1]) if found else None


REST_ISSUES: TypeAdapter[Sequence[RestIssue]] = TypeAdapter(tuple[RestIssue, ...])


def _graph_word(kind: str, state: str, reason: str | None) -> str:
    if kind == "PullRequest":
        return "merged" if state == "MERGED" else ""
    return (reason or "COMPLETED").lower()


def _state(state: str, word: str) -> State:
    if state == "open":
        return State.OPEN
    return State.DONE if word in {"merged", "completed", "reopened"} else State.DROPPED


def _status(state: str, word: str) -> str:
    """Give GitHub's own words, as its pages show them."""
    if state == "open" or not word:
        return state
    return "merged" if word == "merged" else f"closed as {word.replace('_', ' ')}"
