"""Reading issues in bulk: by node id a hundred at a time, and what has no node any more singly, to know why.

https://docs.github.com/en/rest/issues/issues#get-an-issue: 301 moved, 404 not there or not for us, 410 deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import TypeAdapter, ValidationError

from connectors.errors import Temporary
from connectors.fitting import one_line
from connectors.github.account import Account
from connectors.github.api import Api
from connectors.github.failures import Deed
from connectors.github.queries import AT_ONCE, NODES
from connectors.github.refs import Key
from connectors.github.wire import GraphIssue, RestIssue
from connectors.tracker import Absence, Issue, IssueRef, Missing

_ISSUE = TypeAdapter(RestIssue)
_NO_NODE = frozenset({"NOT_FOUND", "FORBIDDEN"})


class Reader:
    """Reads issues for one tracker."""

    def __init__(self, tracker: str, api: Api, account: Account) -> None:
        self._tracker = tracker
        self._api = api
        self._account = account

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        """Give an answer for every ref: by its id, and by its key where it has none or where its id leads nowhere."""
        wanted = list(dict.fromkeys(refs))
        found = self.by_id(ref.id for ref in wanted if ref.id and ref.tracker == self._tracker)
        readable: dict[str, bool] = {}
        answers: dict[IssueRef, Issue | Missing] = {}
        for ref in wanted:
            issue = found.get(ref.id)
            answers[ref] = issue if issue is not None else self._by_key(ref, readable)
        return answers

    def by_id(self, ids: Iterable[str]) -> Mapping[str, Issue]:
        """Read issues by their node ids; those that lead nowhere are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Issue] = {}
        for start in range(0, len(wanted), AT_ONCE):
            found.update(self._nodes(wanted[start : start + AT_ONCE]))
        return found

    def whole(self, issue: RestIssue) -> Issue:
        """Give an issue that REST told, a duplicate with its survivor's state."""
        survivor = self.by_id([issue.node_id]).get(issue.node_id) if issue.is_duplicate else None
        return survivor or issue.issue(self._account.whose)

    def _nodes(self, ids: Sequence[str]) -> Mapping[str, Issue]:
        words = f"read {len(ids)} issues"
        answer = self._api.graphql(NODES, {"ids": list(ids)}, words)
        nodes: Sequence[Any] = answer["data"].get("nodes") or ()
        if len(nodes) != len(ids):
            raise Temporary(f"GitHub was asked to {words} and answered for {len(nodes)}. Try again.")
        explained = {error["path"][1] for error in answer.get("errors") or () if _is_absence(error)}
        found = {}
        for number, (node_id, node) in enumerate(zip(ids, nodes, strict=True)):
            if node is None and number not in explained:
                raise Temporary(f"GitHub was asked to {words} and left one out without a reason. Try again.")
            if node is not None and node.get("__typename") in {"Issue", "PullRequest"}:
                found[node_id] = self._issue(node, words)
        return found

    def _issue(self, node: Mapping[str, Any], words: str) -> Issue:
        try:
            return GraphIssue.model_validate(node).issue(self._account.whose)
        except (ValidationError, KeyError) as error:
            raise Temporary(f"GitHub was asked to {words}, and an answer cannot be read. Try again.") from error

    def _by_key(self, ref: IssueRef, readable: dict[str, bool]) -> Issue | Missing:
        """Read one issue by what people call it. A redirect is a move; another issue under the same name is none."""
        key = Key.parse(ref.key) if ref.tracker == self._tracker else None
        if key is None:
            return Missing(ref, Absence.GONE, f"{one_line(ref.key)} is no issue on GitHub.")
        place = key.place.lower()
        if place not in readable:
            readable[place] = self._account.is_readable(key.place)
        if not readable[place]:
            words = f"{key} cannot be read: the repository is not there, or the token may not read it."
            return Missing(ref, Absence.NO_ACCESS, words)
        deed = f"read {key}"
        answer = self._api.look(f"/repos/{key.place}/issues/{key.number}", deed)
        if answer.status == HTTPStatus.GONE:
            return Missing(ref, Absence.GONE, f"{key} was deleted, or its repository has no issues any more.")
        if not answer.is_success:
            words = f"{key} cannot be read: it is not there, or the token may not read it ({answer.status})."
            return Missing(ref, Absence.NO_ACCESS, words)
        found = self._api.parsed(answer, Deed(deed), _ISSUE)
        if ref.id and found.node_id != ref.id and _same(found, key):
            words = f"{key} is another issue than it was: its repository's name has come to mean another repository."
            return Missing(ref, Absence.NO_ACCESS, words)
        return self.whole(found)


def _same(found: RestIssue, key: Key) -> bool:
    """Say whether an issue stands where it was asked for, rather than where a redirect led."""
    return (found.place.lower(), found.number) == (key.place.lower(), key.number)


def _is_absence(error: Mapping[str, Any]) -> bool:
    path: Sequence[Any] = error.get("path") or ()
    return error.get("type") in _NO_NODE and len(path) == 2 and path[0] == "nodes"
