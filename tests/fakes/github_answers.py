"""How GitHub writes things: JSON of its REST and GraphQL APIs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode, parse

from tests.fakes.github_world import Account, GithubWorld, StoredIssue, StoredRepository

BUILT_ON = {"Issue": {"Issue"}, "PullRequest": {"PullRequest"}, "User": {"User", "Actor"}, "Bot": {"Bot", "Actor"}}


def timestamp(time: datetime | None) -> str | None:
    return None if time is None else time.strftime("%Y-%m-%dT%H:%M:%SZ")


def account(of: Account) -> dict[str, Any]:
    return {"login": of.login, "id": of.id, "node_id": f"U_{of.id}", "type": "Bot" if of.is_bot else "User"}


def repository(of: StoredRepository) -> dict[str, Any]:
    return {
        "id": of.id,
        "node_id": f"R_{of.id}",
        "name": of.name.partition("/")[2],
        "full_name": of.name,
        "private": of.visibility != "public",
        "visibility": of.visibility,
        "has_issues": of.has_issues,
        "archived": of.is_archived,
        "permissions": {right: right in of.rights for right in ("admin", "maintain", "push", "triage", "pull")},
    }


def rest(issue: StoredIssue, home: StoredRepository, base: str) -> dict[str, Any]:
    page = f"{base}/{home.name}/{'pull' if issue.is_pull else 'issues'}/{issue.number}"
    answer: dict[str, Any] = {
        "id": issue.id,
        "node_id": issue.node_id,
        "number": issue.number,
        "title": issue.title,
        "body": issue.body,
        "html_url": page,
        "repository_url": f"{base}/repos/{home.name}",
        "state": issue.state,
        "state_reason": issue.reason,
        "created_at": timestamp(issue.created_at),
        "updated_at": timestamp(issue.updated_at),
        "closed_at": timestamp(issue.closed_at),
        "user": account(issue.author),
        "assignees": [account(who) for who in issue.assignees],
        "labels": [{"name": name, "color": home.labels.get(name, ("ededed", ""))[0]} for name in issue.labels],
        "type": issue.issue_type and {"name": issue.issue_type},
    }
    if issue.is_pull:
        answer["pull_request"] = {"merged_at": timestamp(issue.merged_at)}
    return answer


def graph(issue: StoredIssue, world: GithubWorld, base: str) -> dict[str, Any]:
    """Give an issue with every field that could be asked for; `selected` leaves those that were."""
    home = world.home(issue)
    page = f"{base}/{home.name}/{'pull' if issue.is_pull else 'issues'}/{issue.number}"
    survivor = issue.duplicate_of
    events = (
        []
        if survivor is None
        else [{"__typename": "MarkedAsDuplicateEvent", "canonical": graph(survivor, world, base)}]
    )
    return {
        "__typename": "PullRequest" if issue.is_pull else "Issue",
        "id": issue.node_id,
        "number": issue.number,
        "title": issue.title,
        "body": issue.body or "",
        "url": page,
        "state": "MERGED" if issue.merged_at else issue.state.upper(),
        "stateReason": issue.reason and issue.reason.upper(),
        "createdAt": timestamp(issue.created_at),
        "updatedAt": timestamp(issue.updated_at),
        "closedAt": timestamp(issue.closed_at),
        "mergedAt": timestamp(issue.merged_at),
        "author": {
            "__typename": "Bot" if issue.author.is_bot else "User",
            "login": issue.author.login.removesuffix("[bot]"),
            "databaseId": issue.author.id,
        },
        "assignees": {"nodes": [{"login": who.login} for who in issue.assignees]},
        "labels": {"nodes": [{"name": name} for name in issue.labels]},
        "repository": {"nameWithOwner": home.name},
        "timelineItems": {"nodes": events},
    }


def selected(query: str, data: dict[str, Any]) -> dict[str, Any]:
    """Leave of `data` what the query asks for, as a GraphQL server does."""
    document = parse(query)
    fragments = {found.name.value: found for found in document.definitions if isinstance(found, FragmentDefinitionNode)}
    (operation,) = [found for found in document.definitions if not isinstance(found, FragmentDefinitionNode)]
    chosen: SelectionSetNode = _selection(operation)
    left: dict[str, Any] = _left(data, chosen, fragments)
    return left


def _selection(operation: object) -> SelectionSetNode:
    found = getattr(operation, "selection_set", None)
    assert isinstance(found, SelectionSetNode)
    return found


def _left(value: Any, chosen: SelectionSetNode | None, fragments: dict[str, FragmentDefinitionNode]) -> Any:
    if isinstance(value, list):
        return [_left(one, chosen, fragments) for one in value]
    if value is None or chosen is None:
        return value
    answer: dict[str, Any] = {}
    kind = value.get("__typename", "")
    for selection in chosen.selections:
        if isinstance(selection, FieldNode):
            name = selection.name.value
            answer[selection.alias.value if selection.alias else name] = _left(
                value[name], selection.selection_set, fragments
            )
            continue
        if isinstance(selection, FragmentSpreadNode):
            fragment = fragments[selection.name.value]
            condition, inner = fragment.type_condition.name.value, fragment.selection_set
        else:
            assert isinstance(selection, InlineFragmentNode)
            assert selection.type_condition is not None
            condition, inner = selection.type_condition.name.value, selection.selection_set
        if condition in BUILT_ON.get(kind, {kind}):
            answer.update(_left(value, inner, fragments))
    return answer
