"""Polls: which of the issues that are asked about have changed, for as few requests as can be.

A repository with many linked issues is asked for its list of what changed; while nothing did, the answer is a 304
that costs nothing. Those with few are read by node id, a hundred issues of any repositories at once.

The list is read oldest change first, and what follows a page is asked for by time and not by the page's number: what
changes meanwhile goes to the end, where it is still to come, and nothing slips from one page to another unseen.
An ETag belongs to one address, so `since` stays what it is until an answer brings something newer.
https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from connectors.errors import Refused, Temporary
from connectors.fitting import one_line
from connectors.github.api import NOT_MODIFIED, Api
from connectors.github.failures import Deed
from connectors.github.history import PER_PAGE
from connectors.github.reading import Reader
from connectors.github.refs import Key
from connectors.github.wire import REST_ISSUES, RestIssue
from connectors.tracker import Issue, IssueRef, Missing, Polled

LIST_FROM = 20
"""How many linked issues a repository needs to be asked for its list, unless told otherwise."""

OVERLAP = timedelta(minutes=1)
"""How much is asked for again, since what changed may show a little later than it says."""

STEP = timedelta(seconds=1)
PAGES = 1_000


class Since(BaseModel):
    """How far one repository was read: to when (None: it was empty), and the ETag of that answer, if it is of use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: datetime | None = None
    etag: str = ""


_CURSOR: TypeAdapter[dict[str, Since]] = TypeAdapter(dict[str, Since])


class Poller:
    """Polls for one tracker. The cursor is JSON: repository's full name in lower case -> `Since`."""

    def __init__(self, tracker: str, api: Api, reader: Reader, list_from: int) -> None:
        self._tracker = tracker
        self._api = api
        self._reader = reader
        self._list_from = list_from

    def poll(self, refs: Collection[IssueRef], cursor: str) -> Polled:
        """Give what has changed since `cursor`; what it does not cover is read."""
        try:
            known = _CURSOR.validate_json(cursor) if cursor else {}
        except ValidationError as error:
            raise Refused(f"{one_line(cursor)[:80]!r} is no cursor of the tracker {self._tracker}.") from error
        listed, rest = self._divided(refs)
        news: dict[str, Since] = {}
        changed: dict[str, RestIssue] = {}
        for place, there in listed.items():
            try:
                if place in known:
                    found, news[place] = self._changes(place, known[place])
                    changed.update((issue.node_id, issue) for issue in found)
                else:
                    news[place] = Since(since=self._newest(place))
                    rest.extend(there)
            except Refused:  # it is not there any more: that is for the reading of its issues to say
                rest.extend(there)
        answers: dict[IssueRef, Issue | Missing] = {}
        for ref in (ref for there in listed.values() for ref in there if ref.id in changed):
            answers[ref] = self._reader.whole(changed[ref.id])
        answers.update(self._reader.read(rest))
        return Polled(answers, _CURSOR.dump_json(news).decode())

    def _divided(self, refs: Iterable[IssueRef]) -> tuple[Mapping[str, list[IssueRef]], list[IssueRef]]:
        """Tell the repositories that are worth a list from the issues that are read singly."""
        by_place: defaultdict[str, list[IssueRef]] = defaultdict(list)
        rest = []
        for ref in dict.fromkeys(refs):
            key = Key.parse(ref.key) if ref.id and ref.tracker == self._tracker else None
            if key is None:
                rest.append(ref)
            else:
                by_place[key.place.lower()].append(ref)
        few = [place for place, there in by_place.items() if len(there) < self._list_from]
        for place in few:
            rest.extend(by_place.pop(place))
        return by_place, rest

    def _newest(self, place: str) -> datetime | None:
        """Give when something last changed, by GitHub's own clock."""
        issues, _, _ = self._page(place, {"direction": "desc", "per_page": "1"})
        return min((issue.updated_at.astimezone(UTC) for issue in issues), default=None)

    def _changes(self, place: str, known: Since) -> tuple[Iterable[RestIssue], Since]:
        """List what changed from `known.since` on, less the overlap."""
        start = None if known.since is None else known.since - OVERLAP
        words = self._words(place)
        answer, following = self._api.pages(f"/repos/{place}/issues", words, _asked(start), known.etag)
        if answer.status == NOT_MODIFIED:
            return (), known
        etag = answer.headers.get("etag", "") if not following else ""
        issues = self._api.parsed(answer, Deed(words), REST_ISSUES)
        found = {issue.node_id: issue for issue in issues}
        at = start
        for _ in range(PAGES):
            if not following:
                break
            last = max(issue.updated_at.astimezone(UTC) for issue in issues) - STEP if issues else at
            if at is None or (last is not None and last > at):
                at = last
                issues, following, _ = self._page(place, {**_asked(at), "direction": "asc"})
            else:  # a whole page changed within a second
                answer, following = self._api.pages(following, words)
                issues = self._api.parsed(answer, Deed(words), REST_ISSUES)
            found.update({issue.node_id: issue for issue in issues})
        else:
            raise Temporary(f"The list of changes of {place} has no end. Try again.")
        times = [issue.updated_at.astimezone(UTC) for issue in found.values()]
        latest = max([*times, known.since] if known.since else times, default=None)
        if latest == known.since:
            return found.values(), Since(since=known.since, etag=etag)
        return found.values(), Since(since=latest)

    def _page(self, place: str, parameters: Mapping[str, str]) -> tuple[list[RestIssue], str, str]:
        answer, following = self._api.pages(
            f"/repos/{place}/issues", self._words(place), {"state": "all", "sort": "updated", **parameters}
        )
        issues = self._api.parsed(answer, Deed(self._words(place)), REST_ISSUES)
        return list(issues), following, answer.headers.get("etag", "")

    def _words(self, place: str) -> str:
        return f"list what changed in {place}"


def _asked(since: datetime | None) -> dict[str, str]:
    asked = {"state": "all", "sort": "updated", "direction": "asc", "per_page": PER_PAGE}
    return asked if since is None else {**asked, "since": since.strftime("%Y-%m-%dT%H:%M:%SZ")}
