"""Polls of Jira: nothing that changed is lost, and the price does not grow with what is followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import Refused, Temporary
from connectors.jira.cursor import MOST_SEEN, Cursor
from connectors.jira.polling import CROWD
from connectors.jira.tracker import JiraTracker
from connectors.tracker import Issue, IssueRef, State
from tests.connectors.jira_side import Scene, scene
from tests.fakes.virtual_pace import EPOCH, VirtualPace

MANY = 3_000
LONGEST_LAG = 600


def requests(jira: Scene) -> int:
    """Give how many requests have arrived since the last call."""
    total = jira.server.total
    jira.server.received.clear()
    return total


@pytest.mark.parametrize("edition", ["cloud", "data_center"])
def test_a_poll_in_which_nothing_changed_is_one_request_and_a_full_read_one_for_100(edition: str) -> None:
    with scene(edition) as jira:
        refs = [jira.ref(record) for record in jira.server.issues.fill(MANY)]
        requests(jira)
        first = jira.tracker.poll(refs, "")
        assert len(first.answers) == MANY
        assert requests(jira) <= MANY / 100 * 1.05
        jira.pace.advance(3_600)
        jira.server.issues.create("OPS", {"summary": "somebody else's"})
        second = jira.tracker.poll(refs, first.cursor)
        assert requests(jira) <= 5
        third = jira.tracker.poll(refs, second.cursor)
        assert requests(jira) == 1
        assert (second.answers, third.answers) == ({}, {})


@pytest.mark.parametrize("edition", ["cloud", "data_center"])
def test_only_what_changed_is_read(edition: str) -> None:
    with scene(edition) as jira:
        records = jira.server.issues.fill(250)
        refs = [jira.ref(record) for record in records]
        cursor = jira.tracker.poll(refs, "").cursor
        jira.pace.advance(7_200)
        jira.server.issues.move_to(records[17], "Done", "Won't Do")
        jira.server.issues.relocate(records[18], "OPS")
        requests(jira)
        polled = jira.tracker.poll(refs, cursor)
        assert set(polled.answers) == {refs[17], refs[18]}
        answer = polled.answers[refs[17]]
        assert isinstance(answer, Issue)
        assert answer.state is State.DROPPED
        assert requests(jira) <= 5
        assert jira.tracker.poll(refs, polled.cursor).answers == {}


def test_refs_that_are_new_without_an_id_or_elsewhere_are_read_every_time() -> None:
    with scene() as jira:
        known, new = jira.server.issues.fill(2)
        (elsewhere,) = jira.server.issues.fill(1, "WEB")
        cursor = jira.tracker.poll([jira.ref(known), jira.ref(elsewhere)], "").cursor
        by_key = IssueRef("jira", known.key)
        asked = [jira.ref(known), jira.ref(new), jira.ref(elsewhere), by_key]
        assert set(jira.tracker.poll(asked, cursor).answers) == {jira.ref(new), jira.ref(elsewhere), by_key}


def test_projects_that_are_followed_are_polled_together() -> None:
    with scene(follow=["WEB"]) as jira:
        records = [*jira.server.issues.fill(1), *jira.server.issues.fill(1, "WEB")]
        refs = [jira.ref(record) for record in records]
        cursor = jira.tracker.poll(refs, "").cursor
        for record in records:
            jira.server.issues.edit(record, {"summary": "new"})
        assert set(jira.tracker.poll(refs, cursor).answers) == set(refs)


def test_a_followed_project_that_is_not_there_fails_the_poll_and_is_named() -> None:
    with scene(follow=["NOPE"]) as jira:
        ref = jira.ref(jira.server.issues.fill(1)[0])
        cursor = jira.tracker.poll([ref], "").cursor
        with pytest.raises(Refused, match="NOPE"):
            jira.tracker.poll([ref], cursor)


def test_a_poll_of_nothing_has_no_cursor_yet() -> None:
    with scene() as jira:
        assert jira.tracker.poll([], "").cursor == ""


def test_a_short_page_in_a_data_center_is_seen() -> None:
    with scene("data_center") as jira:
        records = jira.server.issues.fill(5)
        refs = [jira.ref(record) for record in records]
        cursor = jira.tracker.poll(refs, "").cursor
        for record in records:
            jira.server.issues.edit(record, {"summary": "new"})
        jira.server.expect("search", "short_list")
        assert set(jira.tracker.poll(refs, cursor).answers) == set(refs)


def test_a_failed_search_fails_the_poll() -> None:
    with scene() as jira:
        ref = jira.ref(jira.server.issues.fill(1)[0])
        cursor = jira.tracker.poll([ref], "").cursor
        jira.server.expect("search", "refuse", status=502)
        with pytest.raises(Temporary):
            jira.tracker.poll([ref], cursor)


def test_the_cursor_does_not_depend_on_our_clock() -> None:
    with scene() as jira:
        refs = [jira.ref(record) for record in jira.server.issues.fill(CROWD + 1)]
        before = jira.tracker.poll(refs, "").cursor
        ours = VirtualPace(EPOCH + timedelta(days=400))
        tracker = JiraTracker(jira.server.config(), ours, jira.server.environ)
        assert tracker.poll(refs, before).cursor == before


def test_a_crowd_that_changed_at_once_is_left_behind_and_what_comes_after_is_not_lost() -> None:
    with scene() as jira:
        records = jira.server.issues.fill(MANY)
        refs = [jira.ref(record) for record in records]
        cursor = jira.tracker.poll(refs, "").cursor
        jira.pace.advance(7_200)
        jira.server.issues.lag = LONGEST_LAG
        jira.server.issues.edit(records[0], {"summary": "new"})
        cursor = jira.tracker.poll(refs, cursor).cursor
        jira.pace.advance(LONGEST_LAG)
        requests(jira)
        polled = jira.tracker.poll(refs, cursor)
        assert set(polled.answers) == {refs[0]}
        assert requests(jira) == 2


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["edit", "create", "poll"]),
            st.integers(0, 900),
            st.integers(0, LONGEST_LAG),
            st.integers(0, 9),
        ),
        max_size=20,
    )
)
def test_a_search_that_lags_loses_nothing(acts: Sequence[tuple[str, int, int, int]]) -> None:
    with scene() as jira:
        records = jira.server.issues.fill(4)
        state: dict[str, object] = {}
        cursor = ""

        def poll() -> str:
            polled = jira.tracker.poll([jira.ref(record) for record in records], cursor)
            state.update({ref.id: answer for ref, answer in polled.answers.items()})
            return polled.cursor

        for act, seconds, lag, which in acts:
            jira.pace.advance(seconds)
            jira.server.issues.lag = lag
            if act == "edit":
                jira.server.issues.edit(records[which % len(records)], {"summary": f"{jira.pace.now()}"})
            elif act == "create":
                records += jira.server.issues.fill(1)
            else:
                cursor = poll()
        jira.pace.advance(LONGEST_LAG + 1)
        poll()
        refs = [jira.ref(record) for record in records]
        assert state == {ref.id: answer for ref, answer in jira.tracker.read(refs).items()}


@given(
    since=st.integers(0, 2**45),
    known=st.frozensets(st.integers(1, 2**50)),
    seen=st.dictionaries(st.integers(1, 2**50), st.integers(0, 2**30)),
)
def test_a_cursor_is_read_back_as_it_was_written(since: int, known: frozenset[int], seen: dict[int, int]) -> None:
    cursor = Cursor(since, known, {key: since + after for key, after in seen.items()})
    assert Cursor.read(cursor.text()) == cursor


@given(st.text(max_size=60))
def test_a_cursor_that_is_not_ours_is_none(text: str) -> None:
    assert Cursor.read(text) is None


@pytest.mark.parametrize("text", ['{"v":1}', '{"v":2}', '{"v":1,"since":1,"known":"x","seen":"","at":""}', "[]", "1"])
def test_a_cursor_that_was_broken_is_none(text: str) -> None:
    assert Cursor.read(text) is None


def test_a_cursor_over_100_000_issues_is_a_few_hundred_kilobytes() -> None:
    ids = range(20_000, 20_000 + 100_000 * 37, 37)
    seen = {issue_id: index * 7 for index, issue_id in enumerate(ids)}
    whole = Cursor(0, frozenset(ids), dict(list(seen.items())[:MOST_SEEN]))
    assert len(whole.text()) < 300_000
    assert Cursor.read(whole.text()) == whole
    assert Cursor.read(Cursor(0, frozenset(ids), seen).text()) == Cursor(0, frozenset(ids))
