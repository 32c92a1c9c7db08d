"""Creates on GitHub: one POST, whatever happens, and the right name for how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest

from connectors.errors import OutcomeUnknown, Refused, Temporary
from connectors.github.tracker import GithubTracker
from connectors.marker import Marker
from connectors.tracker import IssueRef, Label
from tests.connectors import github_fixtures
from tests.connectors.github_fixtures import PLACE
from tests.connectors.tracker_side import KEY, MARKER, a_draft, found, send
from tests.fakes.github_server import GithubServer, Refusal
from tests.fakes.github_world import StoredRepository
from tests.fakes.virtual_pace import VirtualPace

pace, server, ops, tracker = (
    github_fixtures.pace,
    github_fixtures.server,
    github_fixtures.ops,
    github_fixtures.tracker,
)


@pytest.mark.parametrize("kind", ["refuse", "drop_before", "drop_after", "late", "garbage"])
def test_a_create_without_a_good_answer_is_sent_once_and_its_outcome_not_known(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, pace: VirtualPace, kind: str
) -> None:
    position = tracker.position(PLACE)
    draft = a_draft(PLACE)
    server.expect("create", kind, seconds=60)
    with pytest.raises(OutcomeUnknown, match="not known"):
        tracker.create(draft, send)
    assert server.received["create"] == 1
    pace.advance(61)
    listed = tracker.created_since(PLACE, position)
    assert [issue.title for issue in listed] == ([] if kind in {"refuse", "drop_before"} else [draft.title])
    assert [issue.title for issue in ops.issues.values()] == [issue.title for issue in listed]


@pytest.mark.parametrize("kind", ["hang", "hang_after"])
def test_a_create_that_is_never_answered_ends_after_its_time(
    server: GithubServer, pace: VirtualPace, ops: StoredRepository, kind: str
) -> None:
    tracker = GithubTracker(server.config(PLACE), pace, server.environment, timeout_seconds=1)
    server.expect("create", kind)
    with pytest.raises(OutcomeUnknown):
        tracker.create(a_draft(PLACE), send)
    assert server.received["create"] == 1
    assert len(ops.issues) == (kind == "hang_after")


def test_what_was_created_shows_in_the_list_when_the_list_has_caught_up(
    tracker: GithubTracker, server: GithubServer, pace: VirtualPace
) -> None:
    position = tracker.position(PLACE)
    server.expect("create", "lag", seconds=60)
    created = tracker.create(a_draft(PLACE), send)
    assert tracker.created_since(PLACE, position) == []
    later = tracker.position(PLACE)
    pace.advance(61)
    assert tracker.created_since(PLACE, position) == [created]
    assert tracker.created_since(PLACE, later) == [created]


LIMITS: Mapping[str, tuple[Refusal, float]] = {
    "403 with Retry-After": (Refusal(403, "slow down", {"Retry-After": "7"}), 7),
    "429 with Retry-After": (Refusal(429, "slow down", {"Retry-After": "9"}), 9),
    "429 without": (Refusal(429, "slow down"), 60),
    "secondary limit": (Refusal(403, "You have exceeded a secondary rate limit. Please wait a few minutes."), 60),
    "primary limit": (
        Refusal(403, "API rate limit exceeded", {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1772442600"}),
        601,
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_a_temporary_failure_that_says_how_long(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, name: str
) -> None:
    refusal, seconds = LIMITS[name]
    server.refuse("create", refusal)
    with pytest.raises(Temporary) as raised:
        tracker.create(a_draft(PLACE), send)
    assert raised.value.retry_after == seconds
    assert server.received["create"] == 1
    assert ops.issues == {}


def test_limits_in_a_row_that_say_nothing_double_the_wait(tracker: GithubTracker, server: GithubServer) -> None:
    server.refuse("create", Refusal(429), times=3)
    waits = []
    for _ in range(3):
        with pytest.raises(Temporary) as raised:
            tracker.create(a_draft(PLACE), send)
        waits.append(raised.value.retry_after)
    tracker.create(a_draft(PLACE), send)
    assert waits == [60, 120, 240]


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(401, "Bad credentials"),
        Refusal(403, "Resource not accessible", {"X-Accepted-GitHub-Permissions": "issues=write"}),
        Refusal(404, "Not Found"),
        Refusal(410, "Issues has been disabled in this repository."),
        Refusal(422, "Validation Failed"),
    ],
    ids=lambda refusal: str(refusal.status),
)
def test_a_refusal_says_why(tracker: GithubTracker, server: GithubServer, refusal: Refusal) -> None:
    server.refuse("create", refusal)
    with pytest.raises(Refused, match=refusal.message) as raised:
        tracker.create(a_draft(PLACE), send)
    assert len(str(raised.value).splitlines()) == 1
    assert "issues=write" in str(raised.value) or not refusal.headers
    assert server.received["create"] == 1


def test_what_github_says_is_cut_and_gives_no_token_away(tracker: GithubTracker, server: GithubServer) -> None:
    server.refuse("create", Refusal(422, "no\n" * 400 + "x"))
    server.refuse("create", Refusal(422, "see ghp_abcDEF123 and github_pat_11AA_bb"))
    for _ in range(2):
        with pytest.raises(Refused) as raised:
            tracker.create(a_draft(PLACE), send)
        assert "ghp_" not in str(raised.value)
        assert "github_pat_" not in str(raised.value)
        assert len(str(raised.value)) < 500


def test_everything_a_draft_says_is_sent(tracker: GithubTracker, server: GithubServer, ops: StoredRepository) -> None:
    ops.milestones = ["2026-Q1", "2026-Q2"]
    server.world.types["acme"] = ["Bug", "Task"]
    labels = (Label("postmortem", "b60205", "From a postmortem."), Label("prevent"))
    draft = replace(
        a_draft(PLACE),
        labels=labels,
        assignees=("ada", "nobody", "@grace", "a/team", "x\ny"),
        milestone="2026-Q2",
        issue_type="task",
    )
    issue = tracker.create(draft, send)
    assert (issue.labels, issue.assignees) == (("postmortem", "prevent"), ("ada", "grace"))
    assert ops.labels == {"postmortem": ("b60205", "From a postmortem."), "prevent": ("ededed", "")}
    assert (ops.issues[1].milestone, ops.issues[1].issue_type) == (2, "Task")
    tracker.create(draft, send)
    assert server.received["label"] == 2


def test_what_github_has_no_place_for_is_left_out(tracker: GithubTracker, ops: StoredRepository) -> None:
    draft = replace(a_draft(PLACE), milestone="none such", issue_type="Bug", components=("db",), priority="P1")
    issue = found(tracker, tracker.create(draft, send).ref)
    assert issue.title == draft.title
    assert (ops.issues[1].milestone, ops.issues[1].issue_type) == (None, None)


def test_a_label_that_we_may_not_make_stops_no_create(tracker: GithubTracker, ops: StoredRepository) -> None:
    ops.rights = {"pull"}
    assert tracker.create(replace(a_draft(PLACE), labels=(Label("postmortem"),)), send).labels == ()


@pytest.mark.parametrize("kind", ["refuse", "drop_before", "drop_after"])
def test_a_label_without_an_answer_is_no_unknown_outcome(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository, kind: str
) -> None:
    draft = replace(a_draft(PLACE), labels=(Label("postmortem"),))
    server.expect("label", kind)
    with pytest.raises(Temporary, match="no issue was"):
        tracker.create(draft, send)
    assert (server.received["create"], ops.issues) == (0, {})
    assert tracker.create(draft, send).labels == ("postmortem",)


def test_a_parent_gets_a_sub_issue_and_a_full_one_stops_nothing(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    parent = tracker.create(a_draft(PLACE), send)
    child = tracker.create(replace(a_draft(PLACE), parent=parent.ref), send)
    assert ops.issues[1].children == [ops.issues[2].id]
    ops.issues[1].children = list(range(100))
    lost = IssueRef("github", "acme/ops#999")
    for full in (parent.ref, lost):
        assert tracker.create(replace(a_draft(PLACE), parent=full), send).ref != child.ref
    assert len(ops.issues) == 4


def test_writes_are_paced_before_the_guard_is_asked(tracker: GithubTracker, pace: VirtualPace) -> None:
    asked: list[list[str]] = []
    tracker.create(a_draft(PLACE), lambda: asked.append(list(pace.admitted)))
    assert asked == [["github writes github"]]


def test_a_create_follows_a_repository_that_was_renamed(tracker: GithubTracker, server: GithubServer) -> None:
    position = tracker.position(PLACE)
    server.world.rename(PLACE, "acme/operations")
    with pytest.raises(Temporary, match="points elsewhere"):  # within the minute for which a name is trusted
        tracker.create(a_draft(PLACE), send)
    assert tracker.created_since(PLACE, position) == []
    created = tracker.create(a_draft(PLACE), send)
    assert created.ref.key == "acme/operations#1"
    assert tracker.created_since(PLACE, position) == [created]


def test_a_name_that_means_another_repository_is_refused(
    tracker: GithubTracker, server: GithubServer, pace: VirtualPace
) -> None:
    position = tracker.position(PLACE)
    server.world.rename(PLACE, "acme/operations")
    other = server.world.create(PLACE)
    again = GithubTracker(server.config(PLACE), pace, server.environment)
    for this in (tracker, again):
        with pytest.raises(Refused, match="another repository"):
            this.created_since(PLACE, position)
    pace.advance(120)
    for act in (lambda: tracker.create(a_draft(PLACE), send), lambda: tracker.position(PLACE)):
        with pytest.raises(Refused, match="another repository"):
            act()
    assert other.issues == {}


@pytest.mark.parametrize("position", ["7", "{}", '{"repository": 1, "number": "x", "at": null}', "[" * 9_000])
def test_what_was_never_a_position_is_refused(tracker: GithubTracker, position: str) -> None:
    with pytest.raises(Refused, match="no position"):
        tracker.created_since(PLACE, position)


def test_a_list_that_shifts_while_it_is_read_loses_nothing(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    position = tracker.position(PLACE)
    with server.world.lock:
        ours = [server.world.file(ops, f"ours {number}", author=server.bot) for number in range(250)]
    for gone in (ours[200], ours[100], ours[249]):
        server.between_pages.append(partial(server.world.delete, ops, gone.number))
    server.between_pages.append(lambda: server.world.file(ops, "meanwhile", author=server.bot))
    listed = {issue.title for issue in tracker.created_since(PLACE, position)}
    assert listed >= {issue.title for issue in ops.issues.values()} - {"meanwhile"}


def test_a_list_that_never_holds_still_is_not_given_in_part(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    position = tracker.position(PLACE)
    for number in range(120):
        server.world.file(ops, f"ours {number}", author=server.bot)
    server.between_pages.extend([lambda: server.world.file(ops, "another", author=server.bot)] * 20)
    with pytest.raises(Temporary, match="faster than it can be read"):
        tracker.created_since(PLACE, position)


def test_others_issues_and_pull_requests_are_not_listed(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    position = tracker.position(PLACE)
    server.world.file(ops, "of somebody else", f"<!-- {MARKER.sign(KEY)} -->")
    server.world.file(ops, "a pull request of ours", author=server.bot, is_pull=True)
    created = tracker.create(a_draft(PLACE), send)
    assert tracker.created_since(PLACE, position) == [created]


def test_forged_and_cloned_markers_are_seen_and_not_ours(
    tracker: GithubTracker, server: GithubServer, ops: StoredRepository
) -> None:
    created = tracker.create(a_draft(PLACE), send)
    clone = server.world.file(ops, created.title, ops.issues[1].body)
    forged = server.world.file(ops, "x", "text\n\n<!-- closeout:v1:Zm9yZ2Vk.Zm9yZ2Vk -->", server.bot)
    cloned, faked = (found(tracker, IssueRef("github", f"acme/ops#{issue.number}")) for issue in (clone, forged))
    assert (cloned.marker, cloned.ours) == (created.marker, False)
    assert (faked.marker, faked.ours) == ("closeout:v1:Zm9yZ2Vk.Zm9yZ2Vk", True)
    assert Marker.verify(faked.marker, KEY) is None


def test_a_marker_that_does_not_fit_is_refused_before_anything_is_sent(
    tracker: GithubTracker, server: GithubServer
) -> None:
    with pytest.raises(Refused, match="marker"):
        tracker.create(replace(a_draft(PLACE), marker="x --> y"), send)
    assert server.received["create"] == 0


def test_no_token_stands_in_an_address(tracker: GithubTracker, server: GithubServer) -> None:
    created = tracker.create(a_draft(PLACE), send)
    tracker.read([created.ref])
    assert not any(token in address for _, address in server.requests for token in server.tokens)
