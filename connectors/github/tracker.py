"""The tracker of kind `github`: issues in repositories on GitHub, or on a GitHub Enterprise Server."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from connectors.errors import ConnectorError, Refused
from connectors.github.account import Account
from connectors.github.api import Api
from connectors.github.checks import Checks
from connectors.github.config import GithubConfig
from connectors.github.credentials import Credentials
from connectors.github.failures import Deed
from connectors.github.history import History
from connectors.github.polling import LIST_FROM, Poller
from connectors.github.preparing import Preparation
from connectors.github.reading import Reader
from connectors.github.refs import Allowed, Key, find
from connectors.github.wire import RestIssue
from connectors.github.words import Neutraliser, with_marker
from connectors.pace import Pace
from connectors.tracker import Changes, Draft, Finding, Issue, IssueRef, Missing, Polled, State
from connectors.visibility import Visibility

TIMEOUT_SECONDS = 30.0

_ISSUE = TypeAdapter(RestIssue)
_VISIBILITIES = {"public": Visibility.PUBLIC, "internal": Visibility.ORGANISATION, "private": Visibility.MEMBERS}
_CLOSED: Mapping[State, str] = {State.DONE: "completed", State.DROPPED: "not_planned"}


class GithubTracker:
    """Issues on GitHub. A place is a repository ("owner/name"), a key `owner/name#12`, an id GitHub's node id.

    `environment` holds the secrets that the settings name. `list_from` is how many linked issues a repository has
    before polls ask for its list. Nothing is asked before it is needed.
    """

    def __init__(
        self,
        config: GithubConfig,
        pace: Pace,
        environment: Mapping[str, str],
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        list_from: int = LIST_FROM,
    ) -> None:
        self._config = config
        credentials = Credentials(config, pace, environment, timeout_seconds=timeout_seconds)
        self._api = Api(config, pace, credentials, timeout_seconds=timeout_seconds)
        self._account = Account(config.name, self._api, credentials, pace)
        self._reader = Reader(config.name, self._api, self._account)
        self._history = History(config.name, self._api, self._account)
        self._poller = Poller(config.name, self._api, self._reader, list_from)
        self._neutral = Neutraliser(config.web_url.partition("://")[2])
        self._preparation = Preparation(self._api, self._neutral)
        self._allowed = Allowed.of(config.repository, config.follow)
        self._checks = Checks(config.name, config.repository, self._api, self._account, credentials, pace)

    @property
    def name(self) -> str:
        """What the settings call it."""
        return self._config.name

    def parse_ref(self, text: str, home: str) -> IssueRef | None:
        """Find an address, `owner/name#12`, or `#12` in `home`; only owners and repositories that may be read."""
        return find(text, home, tracker=self.name, web_url=self._config.web_url, allowed=self._allowed)

    def position(self, place: str) -> str:
        """Note the repository's id and its newest issue, as JSON."""
        return self._history.position(place)

    def create(self, draft: Draft, about_to_send: Callable[[], None]) -> Issue:
        """Create an issue with one POST; before it, labels that are missing are made and assignees are looked up.

        A `parent` gets it as a sub-issue afterwards, if it takes one: the issue is there either way.
        """
        self._account.us  # noqa: B018  (asked now, so that nothing can fail once the issue exists)
        repository = self._account.repository(draft.place)
        content = self._preparation.content(draft, repository)
        deed = Deed(f"create an issue in {repository.full_name}", writes=True)
        answer = self._api.send("POST", f"/repos/{repository.full_name}/issues", deed.words, content, about_to_send)
        created = self._api.parsed(answer, deed, _ISSUE)
        if draft.parent is not None:
            self._adopt(draft.parent, created)
        return created.issue(self._account.whose)

    def created_since(self, place: str, position: str) -> Sequence[Issue]:
        """List the issues that our account created in `place` since; nothing is searched for."""
        return [self._reader.whole(issue) for issue in self._history.created_since(place, position)]

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        """Read issues and pull requests, a hundred in a request; those that are not there one by one, to know why."""
        return self._reader.read(refs)

    def poll(self, refs: Collection[IssueRef], cursor: str) -> Polled:
        """Read those that changed: by a list that costs nothing while there is nothing, or by their ids."""
        return self._poller.poll(refs, cursor)

    def update(self, ref: IssueRef, changes: Changes) -> Issue:
        """Write title and body where they still hold what is expected, and keep the marker."""
        current, key = self._current(ref)
        content: dict[str, Any] = {}
        if changes.title and self._neutral.title(changes.title.before) == current.title:
            content["title"] = self._neutral.title(changes.title.after)
        if changes.body and self._neutral.body(changes.body.before) == current.body:
            content["body"] = with_marker(self._neutral.body(changes.body.after), current.marker)
        same = content.get("title", current.title) == current.title and "body" not in content
        return current if same else self._edit(key, content)

    def set_state(self, ref: IssueRef, state: State) -> Issue:
        """Close as completed or as not planned, or reopen. Raises Refused for `in_progress`, and for pull requests.

        GitHub takes a reason only where an issue is closed anew, so one that is closed otherwise is reopened first.
        https://docs.github.com/en/rest/issues/issues#update-an-issue
        """
        if state is State.IN_PROGRESS:
            raise Refused(f"GitHub has no state for work in progress; {ref.key} is left as it is.")
        current, key = self._current(ref)
        if current.state is state:
            return current
        if current.ref.url.endswith(f"/pull/{key.number}"):
            raise Refused(f"{key} is a pull request; it is merged or closed on GitHub.")
        if state is State.OPEN:
            return self._edit(key, {"state": "open", "state_reason": "reopened"})
        if current.status != "open":
            self._edit(key, {"state": "open", "state_reason": "reopened"})
        return self._edit(key, {"state": "closed", "state_reason": _CLOSED[state]})

    def visibility(self, place: str) -> Visibility:
        """Say what the settings say, else how widely GitHub lets the repository be read."""
        if self._config.visibility is not None:
            return self._config.visibility
        repository = self._account.repository(place, fresh=True)
        narrowest = Visibility.MEMBERS if repository.private else Visibility.PUBLIC
        return _VISIBILITIES.get(repository.visibility, narrowest)

    def check(self) -> Sequence[Finding]:
        """Look at the token, at what is left of its limits, and at what it may do in the repository."""
        return self._checks.findings()

    def close(self) -> None:
        """Close all connections, at the end."""
        self._api.close()

    def _current(self, ref: IssueRef) -> tuple[Issue, Key]:
        """Read an issue that is to be written. Raises Refused where there is none."""
        answer = self._reader.read([ref])[ref]
        key = Key.parse(answer.ref.key)
        if isinstance(answer, Missing) or key is None:
            raise Refused(answer.words if isinstance(answer, Missing) else f"{answer.ref.key} is no issue on GitHub.")
        return answer, key

    def _edit(self, key: Key, content: Mapping[str, Any]) -> Issue:
        deed = Deed(f"change {key}", writes=True)
        path = f"/repos/{key.place}/issues/{key.number}"
        return self._reader.whole(
            self._api.parsed(self._api.send("PATCH", path, deed.words, content, lambda: None), deed, _ISSUE)
        )

    def _adopt(self, parent: IssueRef, child: RestIssue) -> None:
        """Make an issue a sub-issue. https://docs.github.com/en/rest/issues/sub-issues#add-sub-issue"""
        try:
            _, key = self._current(parent)
            path = f"/repos/{key.place}/issues/{key.number}/sub_issues"
            self._api.send("POST", path, f"put an issue under {key}", {"sub_issue_id": child.id}, lambda: None)
        except ConnectorError:
            return
