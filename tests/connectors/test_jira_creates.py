"""One POST, with everything in it: what a create sends, and what it may depend on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from connectors.errors import ConnectorError, Misconfigured, OutcomeUnknown, Refused, Temporary
from connectors.marker import Marker
from connectors.tracker import IssueRef, Label, State
from tests.connectors.jira_side import PLACE, Scene, scene
from tests.connectors.tracker_side import KEY, MARKER, a_draft, send


@pytest.fixture(params=["cloud", "data_center"])
def jira(request: pytest.FixtureRequest) -> Iterator[Scene]:
    with scene(request.param) as made:
        yield made


def sent(jira: Scene) -> dict[str, Any]:
    """Give the body of the last create."""
    bodies: list[dict[str, Any]] = [body for operation, body in jira.server.bodies if operation == "create"]
    return bodies[-1]


@pytest.mark.parametrize(
    ("fault", "error", "issues"),
    [
        pytest.param({"kind": "refuse", "retry_after": 1}, OutcomeUnknown, 0, id="503 with Retry-After"),
        pytest.param({"kind": "refuse", "status": 502}, OutcomeUnknown, 0, id="502"),
        pytest.param({"kind": "refuse", "status": 429, "retry_after": 7}, Temporary, 0, id="429"),
        pytest.param({"kind": "refuse", "status": 307, "headers": {"Location": "/x"}}, Refused, 0, id="redirect"),
        pytest.param({"kind": "refuse", "status": 403}, Refused, 0, id="403"),
        pytest.param({"kind": "drop_before"}, OutcomeUnknown, 0, id="connection lost before the effect"),
        pytest.param({"kind": "drop_after"}, OutcomeUnknown, 1, id="connection lost after the effect"),
        pytest.param({"kind": "garbage"}, OutcomeUnknown, 1, id="broken answer"),
    ],
)
def test_a_create_is_sent_once_whatever_becomes_of_it(
    jira: Scene, fault: dict[str, Any], error: type[ConnectorError], issues: int
) -> None:
    jira.server.expect("create", **fault)
    position = jira.tracker.position(PLACE)
    with pytest.raises(error) as raised:
        jira.tracker.create(a_draft(PLACE), send)
    assert jira.server.received["create"] == 1
    assert len(jira.server.issues.by_id) == issues
    assert len(jira.tracker.created_since(PLACE, position)) == issues
    assert jira.server.token not in str(raised.value)


@pytest.mark.parametrize("kind", ["hang", "hang_after"])
def test_a_create_that_hangs_is_given_up_and_not_repeated(kind: str) -> None:
    with scene(timeout_seconds=0.3) as jira:
        jira.server.expect("create", kind)
        with pytest.raises(OutcomeUnknown):
            jira.tracker.create(a_draft(PLACE), send)
        assert jira.server.received["create"] == 1


def test_a_create_that_comes_late_is_found_by_a_later_look(jira: Scene) -> None:
    jira.server.expect("create", "late", seconds=60)
    position = jira.tracker.position(PLACE)
    with pytest.raises(OutcomeUnknown):
        jira.tracker.create(a_draft(PLACE), send)
    assert jira.tracker.created_since(PLACE, position) == []
    jira.pace.advance(61)
    (found,) = jira.tracker.created_since(PLACE, position)
    assert Marker.verify(found.marker, KEY) == MARKER


def test_a_create_is_found_before_the_search_knows_it(jira: Scene) -> None:
    jira.server.issues.lag = 300
    position = jira.tracker.position(PLACE)
    created = jira.tracker.create(a_draft(PLACE), send)
    assert jira.tracker.created_since(PLACE, position) == [created]


def test_gaps_and_other_peoples_keys_hide_nothing() -> None:
    with scene() as jira:
        position = jira.tracker.position(PLACE)
        others = jira.server.issues.fill(230)
        created = jira.tracker.create(a_draft(PLACE), send)
        for record in others:
            jira.server.issues.delete(record)
        assert jira.tracker.created_since(PLACE, position) == [created]


def test_a_list_is_whole_even_if_every_answer_lacks_its_last_entry() -> None:
    with scene() as jira:
        position = jira.tracker.position(PLACE)
        created = [jira.tracker.create(a_draft(PLACE), send) for _ in range(3)]
        jira.server.expect("bulk", "short_list")
        assert jira.tracker.created_since(PLACE, position) == created


def test_what_was_moved_away_since_is_still_listed(jira: Scene) -> None:
    position = jira.tracker.position(PLACE)
    created = jira.tracker.create(a_draft(PLACE), send)
    jira.server.issues.relocate(jira.server.issues.by_id[int(created.ref.id)], "WEB")
    (listed,) = jira.tracker.created_since(PLACE, position)
    assert (listed.ref.id, listed.ref.key, listed.place) == (created.ref.id, "WEB-1", "WEB")


@pytest.mark.parametrize("position", ["x", "9:1", "10000", "10000:-1", "10000:" + "9" * 30])
def test_a_position_of_another_project_is_refused(jira: Scene, position: str) -> None:
    with pytest.raises(Refused, match="no position"):
        jira.tracker.created_since(PLACE, position)


def test_a_project_that_is_not_there_is_a_wrong_setting(jira: Scene) -> None:
    for place in ("GONE", "no key", "../x"):
        with pytest.raises(Misconfigured):
            jira.tracker.position(place)


def test_everything_a_draft_says_goes_into_one_request(jira: Scene) -> None:
    draft = replace(
        a_draft(PLACE),
        labels=(Label("postmortem"), Label("two words"), Label("postmortem")),
        assignees=("nobody", "ada"),
        due=date(2026, 4, 1),
        issue_type="Bug",
        components=("Checkout",),
        parent=IssueRef("jira", "OPS-7"),
    )
    issue = jira.tracker.create(draft, send)
    assert issue.assignees == ("ada",)
    assert (issue.labels, issue.due) == (("postmortem", "two-words"), draft.due)
    body = sent(jira)
    assert body["properties"] == [{"key": "closeout", "value": {"marker": draft.marker}}]
    assert body["fields"]["issuetype"] == {"id": "10101"}
    assert body["fields"]["components"] == [{"name": "Checkout"}]
    assert body["fields"]["parent"] == {"key": "OPS-7"}


def test_settings_fill_the_fields_that_a_site_wants() -> None:
    values: dict[str, Any] = {
        "components": ["Reliability"],
        "priorities": {"P1": "High"},
        "fields": {"Team": {"value": "SRE"}, "customfield_2": {"from": "title"}, "Target": {"from": "due"}},
        "parent": "OPS-9",
        "epic_field": "customfield_4",
    }
    with scene("data_center", **values) as jira:
        more = {"customfield_1": "Team", "customfield_2": "Headline", "customfield_3": "Target"}
        jira.server.issues.projects[PLACE].screen |= {**more, "customfield_4": "Epic Link"}
        draft = replace(a_draft(PLACE), priority="P1", due=date(2026, 4, 1))
        jira.tracker.create(draft, send)
        fields = sent(jira)["fields"]
        assert fields["customfield_1"] == {"value": "SRE"}
        assert (fields["customfield_2"], fields["customfield_3"]) == (draft.title, "2026-04-01")
        assert (fields["customfield_4"], "parent" in fields) == ("OPS-9", False)
        assert (fields["priority"], fields["components"]) == ({"name": "High"}, [{"name": "Reliability"}])


def test_what_is_not_on_the_screen_is_left_out(jira: Scene) -> None:
    for field in ("labels", "duedate", "assignee"):
        del jira.server.issues.projects[PLACE].screen[field]
    draft = replace(a_draft(PLACE), labels=(Label("postmortem"),), due=date(2026, 4, 1), assignees=("ada",))
    issue = jira.tracker.create(draft, send)
    assert (issue.labels, issue.due, issue.assignees) == ((), None, ())


def test_a_route_on_which_no_marker_can_be_set_creates_nothing(jira: Scene) -> None:
    rights = jira.server.issues.projects[PLACE].rights
    rights.remove("EDIT_ISSUES")
    with pytest.raises(Refused, match="EDIT_ISSUES"):
        jira.tracker.create(a_draft(PLACE), send)
    assert jira.server.received["create"] == 0
    rights.add("EDIT_ISSUES")
    assert jira.tracker.create(a_draft(PLACE), send).state is State.OPEN


def test_an_issue_type_that_is_not_there_names_those_that_are(jira: Scene) -> None:
    with pytest.raises(Misconfigured, match="Task, Bug"):
        jira.tracker.create(replace(a_draft(PLACE), issue_type="Epos"), send)


def test_the_issue_is_linked_to_its_postmortem_once(jira: Scene) -> None:
    draft = replace(a_draft(PLACE), link="https://git.acme.example/postmortems/1.md#L7")
    issue = jira.tracker.create(draft, send)
    (link,) = jira.server.issues.by_id[int(issue.ref.id)].links.values()
    assert link["object"]["url"] == draft.link
    assert len(link["globalId"]) <= 255


@pytest.mark.parametrize("operation", ["link", "single"])
def test_what_fails_after_the_create_does_not_make_it_unknown(jira: Scene, operation: str) -> None:
    jira.server.expect(operation, "refuse", status=500)
    draft = replace(a_draft(PLACE), link="https://git.acme.example/postmortems/1.md")
    created = jira.tracker.create(draft, send)
    found = jira.tracker.read([created.ref])[created.ref]
    assert (created.ref, created.title, created.body, created.marker) == (
        found.ref,
        draft.title,
        draft.body,
        draft.marker,
    )
    assert created.ours


def test_tokens_with_scopes_go_through_the_gateway() -> None:
    with scene(cloud_id="abc-1", email="") as jira:
        created = jira.tracker.create(a_draft(PLACE), send)
        assert created.ref.url.startswith(f"{jira.server.url}/browse/OPS-")
        assert jira.tracker.read([created.ref]) == {created.ref: created}
