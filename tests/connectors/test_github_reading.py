"""Reading on GitHub: what became of issues that moved, went or never were, and what polls cost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.errors import Refused, Temporary
from connectors.github.queries import NODES
from connectors.github.tracker import GithubTracker
from connectors.tracker import Absence, Issue, IssueRef, Missing, State
from connectors.visibility import Visibility
from tests.connectors import github_fixtures
from tests.connectors.github_fixtures import PLACE, needs_documents, ref_of
from tests.connectors.tracker_side import a_draft, found, send
from tests.fakes.github_documents import complaints, graph_complaints
from tests.fakes.github_server import GithubServer, Refusal
from tests.fakes.github_world import StoredRepository
from tests.fakes.virtual_pace import VirtualPace

pace, server, ops, tracker = (
    github_fixtures.pace,
    github_fixtures.server,
    github_fixtures.ops,
    github_fixtures.tracker,
)


def missing(tracker: GithubTracker, ref: IssueRef) -> Missing:
    answer = tracker.read([ref])[ref]
    assert isinstance(answer, Missing)
    return answer


@needs_documents
def test_the_documents_find_what_is_wrong() -> None:
    assert complaints("POST", "/repos/a/b/issues", "", b'{"body": "no title"}')
    assert complaints("POST", "/repos/a/b/issues", "", b'{"title": "x", "lables": []}')
    assert complaints("GET", "/repos/a/b/issues", "state=shut", b"")
    assert complaints("GET", "/repos/a/b/issues", "sates=all", b"")
    assert complaints("GET", "/no/such/path", "", b"")
    assert not complaints("POST", "/repos/a/b/issues", "", b'{"title": "x", "labels": ["y"]}')
    assert graph_complaints("{ nodes(ids: 3) { nothing } }")
    assert not graph_complaints(NODES)


@pytest.mark.parametrize(
    ("reason", "state", "status"),
    [
        ("completed", State.DONE, "closed as completed"),
        (None, State.DONE, "closed as completed"),
        ("not_planned", State.DROPPED, "closed as not planned"),
        ("duplicate", State.DROPPED, "closed as duplicate"),
    ],
)
def test_an_issue_is_closed_for_a_reason(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, reason: str | None, state: State, status: str
) -> None:
    issue = server.world.file(ops, "x")
    server.world.close(issue, reason)
    by_id, by_key = found(tracker, ref_of(issue)), found(tracker, IssueRef("github", "acme/ops#1"))
    assert (by_id.state, by_id.status) == (state, status)
    assert by_key == by_id


@pytest.mark.parametrize(("fate", "state"), [("", State.OPEN), ("merged", State.DONE), ("closed", State.DROPPED)])
def test_a_pull_request_is_done_when_merged(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, fate: str, state: State
) -> None:
    pull = server.world.file(ops, "Add an alert", is_pull=True)
    if fate:
        (server.world.merge if fate == "merged" else server.world.close)(pull)
    by_id, by_key = found(tracker, ref_of(pull)), found(tracker, IssueRef("github", "acme/ops#1"))
    assert (by_id.state, by_id.status) == (state, fate or "open")
    assert by_key == by_id
    assert by_id.ref.url.endswith("/acme/ops/pull/1")


@pytest.mark.parametrize("fate", ["open", "completed", "not_planned"])
@pytest.mark.parametrize("is_pull", [False, True])
def test_a_duplicate_is_what_its_survivor_is(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, fate: str, is_pull: bool
) -> None:
    survivor, issue = server.world.file(ops, "first", is_pull=is_pull), server.world.file(ops, "second")
    if fate == "completed" and is_pull:
        server.world.merge(survivor)
    elif fate != "open":
        server.world.close(survivor, fate)
    server.world.close(issue, "duplicate", survivor=survivor)
    expected = {"open": State.OPEN, "completed": State.DONE, "not_planned": State.DROPPED}[fate]
    for ref in (ref_of(issue), IssueRef("github", "acme/ops#2")):
        answer = found(tracker, ref)
        assert answer.state is expected
        assert answer.status.startswith("duplicate of acme/ops#1")
        assert (answer.closed_at is None) == (expected is State.OPEN)


def test_a_transferred_issue_is_followed_to_where_it_is(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    created = tracker.create(a_draft(PLACE), send)
    moved = server.world.transfer(ops, 1, server.world.repository("acme/web"))
    for ref in (created.ref, IssueRef("github", created.ref.key)):
        answer = found(tracker, ref)
        assert (answer.ref.key, answer.ref.id, answer.place) == ("acme/web#1", moved.node_id, "acme/web")
        assert (answer.marker, answer.ours) == (created.marker, True)


def test_an_issue_of_a_renamed_repository_keeps_its_id(tracker: GithubTracker, server: GithubServer) -> None:
    created = tracker.create(a_draft(PLACE), send)
    server.world.rename(PLACE, "acme/operations")
    for ref in (created.ref, IssueRef("github", created.ref.key)):
        answer = found(tracker, ref)
        assert (answer.ref.key, answer.ref.id) == ("acme/operations#1", created.ref.id)


def test_a_name_that_is_used_again_is_not_followed(tracker: GithubTracker, server: GithubServer) -> None:
    created = tracker.create(a_draft(PLACE), send)
    renamed = server.world.rename(PLACE, "acme/operations")
    server.world.file(server.world.create(PLACE), "somebody else's")
    renamed.is_readable = False
    answer = missing(tracker, created.ref)
    assert (answer.absence, "another repository" in answer.words) == (Absence.NO_ACCESS, True)


def test_gone_hidden_and_never_there_are_told_apart(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    issue = server.world.file(ops, "x")
    server.world.delete(ops, 1)
    assert missing(tracker, ref_of(issue)).absence is Absence.GONE
    assert missing(tracker, IssueRef("github", "acme/ops#2")).absence is Absence.NO_ACCESS
    assert missing(tracker, IssueRef("github", "acme/nowhere#2")).absence is Absence.NO_ACCESS
    assert missing(tracker, IssueRef("github", "nonsense")).absence is Absence.GONE
    assert missing(tracker, IssueRef("jira", "acme/ops#1", issue.node_id)).absence is Absence.GONE


def test_a_repository_that_is_hidden_costs_one_request_and_not_one_for_each_issue(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    refs = [ref_of(server.world.file(ops, "x")) for _ in range(150)]
    ops.is_readable = False
    answers = tracker.read(refs)
    assert {answer.absence for answer in answers.values() if isinstance(answer, Missing)} == {Absence.NO_ACCESS}
    assert len(answers) == 150
    assert (server.received["nodes"], server.received["repository"], server.received["issue"]) == (2, 1, 0)


@pytest.mark.parametrize("kind", ["short_list", "garbage", "refuse", "drop_after"])
def test_a_read_that_fails_once_is_read_again(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, kind: str
) -> None:
    ref = ref_of(server.world.file(ops, "x"))
    server.expect("nodes", kind)
    if kind == "short_list":
        with pytest.raises(Temporary, match="answered for 0"):
            tracker.read([ref])
    assert found(tracker, ref).title == "x"
    assert server.received["nodes"] == 2


@pytest.mark.parametrize("operation", ["nodes", "repository", "issue"])
def test_a_read_that_goes_on_failing_is_a_temporary_failure(
    tracker: GithubTracker, server: GithubServer, operation: str
) -> None:
    server.expect(operation, "refuse", times=3)
    with pytest.raises(Temporary):
        tracker.read([IssueRef("github", "acme/ops#1", "I_1")])
    assert server.received[operation] == 3


def test_a_short_limit_is_waited_for_and_a_long_one_is_told(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, pace: VirtualPace
) -> None:
    ref = ref_of(server.world.file(ops, "x"))
    server.refuse("nodes", Refusal(429, "slow down", {"Retry-After": "5"}))
    assert found(tracker, ref).title == "x"
    assert pace.sleeps == [5]
    reset = str(int((pace.now() + timedelta(hours=1)).timestamp()))
    server.refuse("nodes", Refusal(403, "used up", {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}))
    with pytest.raises(Temporary) as raised:
        tracker.read([ref])
    assert raised.value.retry_after == 3_601
    assert pace.sleeps == [5]


def test_a_thousand_issues_are_ten_requests(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    refs = [ref_of(server.world.file(ops, str(number))) for number in range(1_000)]
    answers = tracker.read(refs)
    assert [answer.title for answer in answers.values() if isinstance(answer, Issue)] == list(map(str, range(1_000)))
    assert dict(server.received) == {"nodes": 10, "user": 1}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("public", Visibility.PUBLIC), ("internal", Visibility.ORGANISATION), ("private", Visibility.MEMBERS)],
)
def test_a_repository_says_who_may_read_it(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, theirs: str, ours: Visibility
) -> None:
    ops.visibility = theirs
    assert tracker.visibility(PLACE) is ours
    said = server.config(PLACE, visibility="organisation")
    assert GithubTracker(said, server.pace, {}).visibility(PLACE) is Visibility.ORGANISATION


def test_another_server_is_not_followed(tracker: GithubTracker, server: GithubServer) -> None:
    elsewhere = {"Location": "http://localhost:9/repositories/1/issues"}
    server.refuse("list", Refusal(301, "moved", elsewhere))
    server.refuse("repository", Refusal(301, "moved", elsewhere))
    for _ in range(2):
        with pytest.raises(Refused, match="another server"):
            tracker.position(PLACE)
