"""Polls on GitHub: what they give, what they cost, and what changes while they read."""

from __future__ import annotations

from functools import partial

import pytest

from connectors.errors import Refused
from connectors.github.tracker import GithubTracker
from connectors.tracker import Issue, IssueRef, Missing, State
from tests.connectors import github_fixtures
from tests.connectors.github_fixtures import PLACE, ref_of
from tests.connectors.tracker_side import found
from tests.fakes.github_server import GithubServer
from tests.fakes.github_world import StoredRepository
from tests.fakes.virtual_pace import VirtualPace

pace, server, ops, tracker = (
    github_fixtures.pace,
    github_fixtures.server,
    github_fixtures.ops,
    github_fixtures.tracker,
)


def lister(server: GithubServer, pace: VirtualPace) -> GithubTracker:
    """Give a tracker whose polls ask for lists, however few issues are linked."""
    return GithubTracker(server.config(PLACE), pace, server.environment, list_from=1)


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
