"""Reading on GitHub: what became of issues that moved, went or never were, and what polls cost."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from connectors.errors import OutcomeUnknown, Refused, Temporary
from connectors.github.queries import NODES
from connectors.github.tracker import GithubTracker
from connectors.tracker import Absence, Changes, Edit, Issue, IssueRef, Missing, State
from connectors.visibility import Visibility
from tests.connectors import github_fixtures
from tests.connectors.github_fixtures import PLACE, needs_documents
from tests.connectors.tracker_side import a_draft, found, send
from tests.fakes.github_documents import complaints, graph_complaints
from tests.fakes.github_server import GithubServer, Refusal
from tests.fakes.github_world import StoredIssue, StoredRepository
from tests.fakes.virtual_pace import VirtualPace

pace, server, ops, tracker = (
    github_fixtures.pace,
    github_fixtures.server,
    github_fixtures.ops,
    github_fixtures.tracker,
)


def ref_of(issue: StoredIssue, place: str = PLACE) -> IssueRef:
    return IssueRef("github", f"{place}#{issue.number}", issue.node_id)


def missing(tracker: GithubTracker, ref: IssueRef) -> Missing:
    answer = tracker.read([ref])[ref]
    assert isinstance(answer, Missing)
    return answer


def lister(server: GithubServer, pace: VirtualPace) -> GithubTracker:
    """Give a tracker whose polls ask for lists, however few issues are linked."""
    return GithubTracker(server.config(PLACE), pace, server.environment, list_from=1)


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


def test_a_poll_by_list_gives_what_changed(server: GithubServer, ops: StoredRepository, pace: VirtualPace) -> None:
    tracker = lister(server, pace)
    issues = [server.world.file(ops, str(number)) for number in range(3)]
    pace.advance(600)
    issues += [server.world.file(ops, str(number)) for number in range(3, 5)]
    refs = [ref_of(issue) for issue in issues]
    first = tracker.poll(refs, "")
    assert first.answers == tracker.read(refs)
    pace.advance(600)
    server.world.close(issues[3], "not_planned")
    server.world.close(issues[4], "duplicate", survivor=issues[3])
    server.world.file(ops, "not linked")
    second = tracker.poll(refs, first.cursor)
    assert second.answers == tracker.read(refs[3:])
    assert [answer.state for answer in second.answers.values() if isinstance(answer, Issue)] == [State.DROPPED] * 2


def test_polls_while_nothing_changes_are_one_free_request_each(
    server: GithubServer, ops: StoredRepository, pace: VirtualPace
) -> None:
    tracker = lister(server, pace)
    refs = [ref_of(server.world.file(ops, str(number))) for number in range(30)]
    cursor = tracker.poll(refs, tracker.poll(refs, "").cursor).cursor
    before = server.received.copy()
    for _ in range(5):
        pace.advance(300)
        polled = tracker.poll(refs, cursor)
        assert (polled.answers, polled.cursor) == ({}, cursor)
    assert dict(server.received - before) == {"list": 5}


def test_what_changes_while_a_poll_reads_is_not_lost(
    server: GithubServer, ops: StoredRepository, pace: VirtualPace
) -> None:
    tracker = lister(server, pace)
    issues = [server.world.file(ops, str(number)) for number in range(450)]
    refs = [ref_of(issue) for issue in issues]
    cursor = tracker.poll(refs, "").cursor
    for issue in issues:
        pace.advance(1)
        server.world.close(issue)
    for again in (issues[10], issues[150], issues[320]):
        server.between_pages.append(partial(server.world.reopen, again))
    server.between_pages.append(lambda: server.world.delete(ops, 5))
    seen: set[IssueRef] = set()
    for _ in range(2):
        polled = tracker.poll(refs, cursor)
        seen |= set(polled.answers)
        cursor = polled.cursor
    assert seen >= set(refs) - {refs[4]}


def test_many_changes_within_a_second_are_all_read(
    server: GithubServer, ops: StoredRepository, pace: VirtualPace
) -> None:
    tracker = lister(server, pace)
    issues = [server.world.file(ops, str(number)) for number in range(350)]
    refs = [ref_of(issue) for issue in issues]
    cursor = tracker.poll(refs, "").cursor
    pace.advance(3_600)
    for issue in issues:
        server.world.close(issue)
    assert set(tracker.poll(refs, cursor).answers) == set(refs)


def test_a_repository_with_few_linked_issues_is_not_listed(
    tracker: GithubTracker, server: GithubServer, pace: VirtualPace
) -> None:
    refs = []
    for name in ("acme/a", "acme/b", "acme/c"):
        there = server.world.repository(name)
        refs += [ref_of(server.world.file(there, str(number)), name) for number in range(19)]
    polled = tracker.poll(refs, tracker.poll(refs, "").cursor)
    assert len(polled.answers) == 57
    assert (server.received["nodes"], server.received["list"]) == (2, 0)


def test_a_repository_that_went_away_stops_no_other(
    server: GithubServer, ops: StoredRepository, pace: VirtualPace
) -> None:
    tracker = lister(server, pace)
    web = server.world.repository("acme/web")
    here, there = ref_of(server.world.file(ops, "x")), ref_of(server.world.file(web, "y"), "acme/web")
    cursor = tracker.poll([here, there], "").cursor
    web.is_readable = False
    server.world.close(ops.issues[1])
    answers = tracker.poll([here, there], cursor).answers
    assert isinstance(answers[there], Missing)
    assert answers[here] == found(tracker, here)


def test_a_poll_follows_a_renamed_repository_with_its_whole_question(
    server: GithubServer, ops: StoredRepository, pace: VirtualPace
) -> None:
    tracker = lister(server, pace)
    issue = server.world.file(ops, "x")
    cursor = tracker.poll([ref_of(issue)], "").cursor
    server.world.rename(PLACE, "acme/operations")
    pace.advance(3_600)
    server.world.close(issue)
    (answer,) = tracker.poll([ref_of(issue)], cursor).answers.values()
    assert isinstance(answer, Issue)
    assert (answer.ref.key, answer.state) == ("acme/operations#1", State.DONE)


@pytest.mark.parametrize("cursor", ["x", "[]", '{"acme/ops": 7}'])
def test_what_was_never_a_cursor_is_refused(tracker: GithubTracker, cursor: str) -> None:
    with pytest.raises(Refused, match="no cursor"):
        tracker.poll([], cursor)


def test_work_in_progress_cannot_be_said_on_github(tracker: GithubTracker, server: GithubServer) -> None:
    created = tracker.create(a_draft(PLACE), send)
    with pytest.raises(Refused, match="no state for work in progress"):
        tracker.set_state(created.ref, State.IN_PROGRESS)
    assert server.received["update"] == 0


def test_a_pull_request_is_not_closed_from_here(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    pull = server.world.file(ops, "x", is_pull=True)
    with pytest.raises(Refused, match="pull request"):
        tracker.set_state(ref_of(pull), State.DROPPED)
    assert pull.state == "open"


def test_an_update_without_an_answer_is_sent_once(tracker: GithubTracker, server: GithubServer) -> None:
    created = tracker.create(a_draft(PLACE), send)
    server.expect("update", "drop_after")
    with pytest.raises(OutcomeUnknown):
        tracker.update(created.ref, Changes(title=Edit(created.title, "New")))
    assert server.received["update"] == 1
    assert found(tracker, created.ref).title == "New"


def test_a_body_that_a_browser_sent_back_is_known_again(tracker: GithubTracker, ops: StoredRepository) -> None:
    created = tracker.create(a_draft(PLACE, body="One.\n\n- two\n- three"), send)
    ops.issues[1].body = (ops.issues[1].body or "").replace("\n", "\r\n")
    updated = tracker.update(created.ref, Changes(body=Edit(created.body, "Four.")))
    assert (updated.body, updated.marker) == ("Four.", created.marker)


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
