"""The Jira tracker, on Cloud and in a data center.

A place is a project's key. The marker is the issue property `closeout`, set in the create request itself. An issue is
ours when its creator is the account of our token. Updates look and then write: Jira has no way to write only what has
not changed in between, so a change in that second is overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from connectors.errors import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.fitting import one_line
from connectors.jira import words
from connectors.jira.addresses import address_of, key_in
from connectors.jira.checking import look_at
from connectors.jira.config import JiraConfig
from connectors.jira.drafting import description, request
from connectors.jira.failures import well_formed
from connectors.jira.history import History
from connectors.jira.moving import choose
from connectors.jira.polling import poll
from connectors.jira.reading import Reading
from connectors.jira.routes import Routes
from connectors.jira.site import Site
from connectors.pace import Pace
from connectors.tracker import Absence, Changes, Draft, Finding, Issue, IssueRef, Missing, Polled, State
from connectors.visibility import Visibility

LINK_TITLE = "Postmortem"


class JiraTracker:
    """Issues of one Jira site. `environ` is where the token's variable is looked up, at the first request."""

    def __init__(self, config: JiraConfig, pace: Pace, environ: Mapping[str, str]) -> None:
        self._config = config
        self._pace = pace
        self._site = Site(config, pace, environ)
        self._reading = Reading(config, self._site)
        self._history = History(config, self._site, self._reading)
        self._routes = Routes(config, self._site, self._history, pace)

    @property
    def name(self) -> str:
        """What the settings call it."""
        return self._config.name

    def close(self) -> None:
        """Close the connections to the site."""
        self._site.close()

    def parse_ref(self, text: str, home: str) -> IssueRef | None:  # noqa: ARG002  (no short forms here)
        """Find a key of the projects that may be read, alone or in an address on the site."""
        key = key_in(text, self._config.site, self._config.projects)
        return None if key is None else IssueRef(self.name, key, url=address_of(self._config.site, key))

    def position(self, place: str) -> str:
        """Note the project's id and the highest number that its search knows."""
        return self._history.position(place)

    def create(self, draft: Draft, about_to_send: Callable[[], None]) -> Issue:
        """Create an issue with one POST; before it, read what the project lets us set and whom we may assign.

        What follows it (reading the issue, linking it to the postmortem) may fail without making the create unknown.
        """
        reader = self._reading.reader
        route = self._routes.open(draft.place, draft.issue_type)
        assignee = self._routes.assignable(route.screen.project, draft.assignees) if draft.assignees else ""
        body = request(draft, self._config, route.screen, assignee)
        answer = self._site.write("POST", "issue", body, about_to_send)
        try:
            ref = reader.ref(answer)
        except (KeyError, TypeError, ValueError) as error:
            raise OutcomeUnknown(
                f"{self.name} created an issue in {draft.place} and gave no key; whether it took effect is not known."
            ) from error
        self._link(ref, draft)
        return self._created(ref, draft, route.screen.project, assignee, body["fields"])

    def created_since(self, place: str, position: str) -> Sequence[Issue]:
        """List what was created after a position, by key; `history.py` says what is complete about it."""
        return self._history.created_since(place, position)

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        """Read issues by id, or by key where a ref has no id yet, 100 at once.

        In a data center a read of more than 50 issues of ours whose markers are not known yet gives no markers for
        them: its search has none, and each would be a request. `created_since` always gives them.
        """
        return self._reading.read(refs)

    def poll(self, refs: Collection[IssueRef], cursor: str) -> Polled:
        """Read what changed; see `polling.py`."""
        return poll(refs, cursor, self._config, self._reading)

    def update(self, ref: IssueRef, changes: Changes) -> Issue:
        """Write title and body where they still hold what is expected. Raises Refused for an issue that is gone."""
        issue = self._there(ref)
        fields: dict[str, Any] = {}
        if changes.title and issue.title == words.title(changes.title.before):
            fields["summary"] = words.title(changes.title.after)
        if changes.body and issue.body == words.body(changes.body.before, in_adf=self._config.in_adf):
            fields["description"] = description(changes.body.after, self._config)
        if not fields:
            return issue
        self._site.write("PUT", f"issue/{issue.ref.id}", {"fields": fields})
        return self._read_back(issue.ref)

    def set_state(self, ref: IssueRef, state: State) -> Issue:
        """Take a transition that leads there. Raises Refused where there is none, or one that wants more."""
        issue = self._there(ref)
        if issue.state is state:
            return issue
        offered = self._site.ask(
            f"GET issue/{issue.ref.id}/transitions",
            lambda jira: jira.transitions(issue.ref.id, expand="transitions.fields"),
        )
        with well_formed(f"{self.name} at {self._config.site}, the transitions of {issue.ref.key}"):
            move = choose(offered, state, self._config, issue.ref.key)
        self._site.ask(
            f"POST issue/{issue.ref.id}/transitions",
            lambda jira: jira.transition_issue(issue.ref.id, move.id, fields=dict(move.fields)),
            writes=True,
        )
        return self._read_back(issue.ref)

    def visibility(self, place: str) -> Visibility:  # noqa: ARG002  (one setting for all projects)
        """Say what the settings say; `check` complains where strangers can read more."""
        return self._config.visibility

    def check(self) -> Sequence[Finding]:
        """Look at the account, the projects, the screen of creates and the marker. Never raises."""
        return look_at(self._config, self._site, self._reading, self._history, self._routes, self._pace.now().date())

    def _there(self, ref: IssueRef) -> Issue:
        """Read an issue that is to be written, by itself: nothing stands between this and the write."""
        (answer,) = self._reading.read_singly([ref]).values()
        if isinstance(answer, Missing):
            raise Refused(answer.words)
        return answer

    def _read_back(self, ref: IssueRef) -> Issue:
        try:
            found = self._reading.issue(ref.id)
        except Temporary as error:
            raise OutcomeUnknown(f"{ref.key} was written and could not be read again: {error}") from error
        if isinstance(found, Absence):
            raise OutcomeUnknown(f"{ref.key} was written, and is not there any more.")
        return found

    def _created(self, ref: IssueRef, draft: Draft, place: str, assignee: str, fields: Mapping[str, Any]) -> Issue:
        """Read the new issue; where that fails, give what we know of it: it was made, and Jira said so."""
        try:
            found = self._reading.issue(ref.id)
        except ConnectorError:
            found = Absence.UNREAD
        if not isinstance(found, Absence):
            return found
        now = self._pace.now()
        return Issue(
            ref=ref,
            place=place,
            title=fields["summary"],
            state=State.OPEN,
            status="created, not read yet",
            created_at=now,
            updated_at=now,
            body=words.body(draft.body, in_adf=self._config.in_adf),
            assignees=(assignee,) if assignee else (),
            labels=tuple(fields.get("labels", ())),
            due=draft.due if "duedate" in fields else None,
            marker=draft.marker,
            ours=True,
        )

    def _link(self, ref: IssueRef, draft: Draft) -> None:
        """Link the issue to its postmortem. The id makes it one link however often it is sent.

        https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/
        """
        if not draft.link:
            return
        link = {
            "globalId": f"closeout:{hashlib.sha256(draft.marker.encode()).hexdigest()}",
            "relationship": "follow-up of",
            "object": {"url": one_line(draft.link), "title": LINK_TITLE},
        }
        try:
            self._site.write("POST", f"issue/{ref.id}/remotelink", link)
        except ConnectorError:
            return  # the issue's text says where it comes from, too
