"""Reads of Jira: nothing is gone because an answer left it out, and no answer is taken for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from connectors.errors import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.jira.tracker import JiraTracker
from connectors.tracker import BEGINNING, Absence, Changes, Edit, Issue, IssueRef, Missing, State
from tests.connectors.jira_side import PLACE, Scene, scene
from tests.connectors.tracker_side import a_draft, found, send


@pytest.fixture(params=["cloud", "data_center"])
def jira(request: pytest.FixtureRequest) -> Iterator[Scene]:
    with scene(request.param) as made:
        yield made


def bulk(jira: Scene) -> str:
    """Name the operation that reads in bulk."""
    return "bulk" if jira.tracker._config.on_cloud else "search"


def absence(jira: Scene, ref: IssueRef) -> Absence:
    answer = jira.tracker.read([ref])[ref]
    assert isinstance(answer, Missing)
    return answer.absence


def test_what_a_bulk_read_leaves_out_is_asked_for_singly(jira: Scene) -> None:
    records = jira.server.issues.fill(3)
    refs = [jira.ref(record) for record in records]
    whole = jira.tracker.read(refs)
    jira.server.expect(bulk(jira), "short_list")
    before = jira.server.received["single"]
    assert jira.tracker.read(refs) == whole
    assert jira.server.received["single"] == before + 1


def test_gone_hidden_and_moved_are_told_apart(jira: Scene) -> None:
    gone, hidden, moved, closed = jira.server.issues.fill(4)
    refs = [jira.ref(record) for record in (gone, hidden, moved, closed)]
    jira.server.issues.relocate(closed, "WEB")
    in_closed = jira.ref(closed)
    jira.server.issues.delete(gone)
    hidden.hidden = closed.hidden = True
    jira.server.issues.relocate(moved, "WEB")
    assert absence(jira, refs[0]) is Absence.GONE
    assert absence(jira, refs[1]) is (Absence.GONE if jira.tracker._config.on_cloud else Absence.NO_ACCESS)
    answer = found(jira.tracker, refs[2])
    assert (answer.ref.id, answer.ref.key, answer.place) == (refs[2].id, "WEB-2", "WEB")
    assert answer.ref.url.endswith("/browse/WEB-2")
    jira.server.issues.projects["WEB"].rights.clear()
    assert absence(jira, in_closed) is Absence.NO_ACCESS


def test_a_former_key_finds_the_moved_issue(jira: Scene) -> None:
    (record,) = jira.server.issues.fill(1)
    by_key = IssueRef("jira", record.key)
    jira.server.issues.relocate(record, "WEB")
    answer = jira.tracker.read([by_key])[by_key]
    assert answer.ref == jira.ref(record)


def test_a_token_that_is_no_longer_accepted_makes_nothing_gone(jira: Scene) -> None:
    records = jira.server.issues.fill(2)
    refs = [jira.ref(record) for record in records]
    assert set(jira.tracker.read(refs)) == set(refs)
    jira.server.token = "another"
    with pytest.raises(Refused, match="credentials"):
        jira.tracker.read(refs)
    jira.server.environ["JIRA_TOKEN"] = "another"
    assert set(jira.tracker.read(refs)) == set(refs)


def test_a_site_that_forgot_us_makes_nothing_gone(jira: Scene) -> None:
    (record,) = jira.server.issues.fill(1)
    found(jira.tracker, jira.ref(record))
    record.hidden = True
    jira.server.expect("myself", "refuse", status=401)
    with pytest.raises(Refused):
        jira.tracker.read([jira.ref(record)])


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "refuse", "status": 500}, Temporary),
        ({"kind": "refuse", "status": 429}, Temporary),
        ({"kind": "refuse", "status": 401}, Refused),
        ({"kind": "refuse", "status": 302, "headers": {"Location": "https://sso.example/"}}, Refused),
        ({"kind": "drop_after"}, Temporary),
        ({"kind": "garbage"}, Temporary),
    ],
    ids=lambda value: str(value.get("status", value["kind"])) if isinstance(value, dict) else "",
)
def test_a_failed_answer_raises(fault: dict[str, Any], error: type[ConnectorError]) -> None:
    with scene() as jira:
        refs = [jira.ref(record) for record in jira.server.issues.fill(2)]
        found(jira.tracker, refs[0])
        for operation in ("bulk", "search"):
            jira.server.expect(operation, **fault)
        with pytest.raises(error) as raised:
            jira.tracker.read(refs)
        assert len(str(raised.value).splitlines()) == 1
        with pytest.raises(error):
            jira.tracker.position(PLACE)


def test_the_removed_search_of_cloud_says_so() -> None:
    with scene() as cloud:
        tracker = cloud.another(edition="data_center", email="")
        with pytest.raises(Refused, match="no longer has this part of its API"):
            tracker.position(PLACE)


def test_waits_are_read_as_seconds_as_a_date_and_by_their_reason() -> None:
    with scene() as jira:
        ref = jira.ref(jira.server.issues.fill(1)[0])
        at = format_datetime(jira.pace.now() + timedelta(seconds=90), usegmt=True)
        for headers, wait in (
            ({"Retry-After": "7"}, 7),
            ({"Retry-After": at}, 90),
            ({"Retry-After": "soon"}, None),
            ({"X-RateLimit-Reset": (jira.pace.now() + timedelta(seconds=60)).isoformat()}, 60),
        ):
            jira.server.expect(
                "bulk", "refuse", status=429, headers={"RateLimit-Reason": "jira-burst-based", **headers}
            )
            with pytest.raises(Temporary, match="jira-burst-based") as raised:
                jira.tracker.read([ref])
            assert raised.value.retry_after == wait


def test_a_used_up_quota_closes_the_site_until_it_is_reset() -> None:
    with scene() as jira:
        ref = jira.ref(jira.server.issues.fill(1)[0])
        headers = {"RateLimit-Reason": "jira-quota-global-based", "Retry-After": "1847"}
        jira.server.expect("bulk", "refuse", status=429, headers=headers)
        with pytest.raises(Temporary):
            jira.tracker.read([ref])
        before = jira.server.total
        for _ in range(3):
            with pytest.raises(Temporary) as raised:
                jira.tracker.position(PLACE)
            assert raised.value.retry_after == 1847
        assert jira.server.total == before
        jira.pace.advance(1848)
        assert found(jira.tracker, ref).ref == ref


@pytest.mark.parametrize("operation", ["myself", "other", "single", "bulk", "search"])
@pytest.mark.parametrize("answer", [b"[]", b"{}", b"7", b'{"issues": [{}], "total": "x"}'])
def test_an_answer_of_another_shape_is_an_error_of_ours(jira: Scene, operation: str, answer: bytes) -> None:
    created = jira.tracker.create(a_draft(PLACE), send)
    position = jira.tracker.position(PLACE)
    calls: dict[str, Callable[[JiraTracker], object]] = {
        "read": lambda tracker: tracker.read([created.ref, replace(created.ref, id="7")]),
        "list": lambda tracker: tracker.created_since(PLACE, position),
        "position": lambda tracker: tracker.position(PLACE),
        "create": lambda tracker: tracker.create(replace(a_draft(PLACE), assignees=("ada",)), send),
        "state": lambda tracker: tracker.set_state(created.ref, State.DONE),
    }
    for call in calls.values():
        jira.server.expect(operation, "refuse", status=200, body=answer, times=9)
        with suppress(ConnectorError):
            call(jira.another())
        jira.server.forgive()
    assert jira.tracker.read([created.ref])[created.ref].ref == created.ref


def test_a_large_read_in_a_data_center_reads_no_markers() -> None:
    with scene("data_center") as jira:
        refs = [jira.ref(record) for record in jira.server.issues.fill(60)]
        assert {issue.marker for issue in jira.tracker.read(refs).values() if isinstance(issue, Issue)} == {""}
        assert jira.server.received["single"] == 0
        assert found(jira.tracker, refs[0]).marker == "x"


def test_a_state_that_the_workflow_has_not_is_refused_and_named(jira: Scene) -> None:
    created = jira.tracker.create(a_draft(PLACE), send)
    tracker = jira.another(transitions={"in_progress": "Review"})
    with pytest.raises(Refused, match=r"no such transition .* Set to Done to Done"):
        tracker.set_state(created.ref, State.IN_PROGRESS)
    strict = jira.another(dropped_resolutions=["Never"], dropped_statuses=[])
    with pytest.raises(Refused, match="cannot be set to dropped"):
        strict.set_state(created.ref, State.DROPPED)


@pytest.mark.parametrize("operation", ["transition", "update"])
def test_a_write_without_an_answer_is_unknown(jira: Scene, operation: str) -> None:
    created = jira.tracker.create(a_draft(PLACE), send)
    jira.server.expect(operation, "drop_after")
    writes: dict[str, Callable[[], Issue]] = {
        "transition": lambda: jira.tracker.set_state(created.ref, State.DONE),
        "update": lambda: jira.tracker.update(created.ref, Changes(title=Edit(created.title, "New title"))),
    }
    with pytest.raises(OutcomeUnknown):
        writes[operation]()
    assert jira.server.received[operation] == 1


def test_formatting_that_people_added_is_theirs() -> None:
    with scene() as jira:
        created = jira.tracker.create(a_draft(PLACE, body="Page the on-call.\n\n- at once\n- twice"), send)
        document = jira.server.issues.by_id[int(created.ref.id)].fields["description"]
        document["content"][0]["content"][0]["marks"] = [{"type": "strong"}]
        updated = jira.tracker.update(created.ref, Changes(body=Edit(created.body, "New body.")))
        assert updated.body == "**Page the on-call.**\n\n- at once\n- twice"


def test_refs_of_other_trackers_and_broken_ones_are_answered_without_asking_for_them(jira: Scene) -> None:
    (record,) = jira.server.issues.fill(1)
    ref = jira.ref(record)
    for broken in (replace(ref, id="x"), replace(ref, tracker="github"), IssueRef("jira", "../../admin")):
        assert absence(jira, broken) is Absence.GONE
    assert jira.server.received["single"] == 0


@pytest.mark.parametrize("edition", ["cloud", "data_center"])
def test_from_the_beginning_lists_what_was_moved_away_and_what_the_search_has_not_seen(edition: str) -> None:
    with scene(edition) as jira:
        known = jira.server.issues.fill(3)
        jira.server.issues.relocate(known[0], "WEB")
        jira.server.issues.lag = 3_600
        unseen = jira.server.issues.fill(1)
        listed = jira.tracker.created_since(PLACE, BEGINNING)
        assert [issue.ref.id for issue in listed] == [str(record.id) for record in (*known, *unseen)]
        assert {issue.marker for issue in listed} == {"x"}
