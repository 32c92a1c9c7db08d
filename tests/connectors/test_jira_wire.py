"""Jira's JSON read as values, and its refs found in texts."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.errors import Temporary
from connectors.jira.addresses import key_in
from connectors.jira.wire import Reader
from connectors.tracker import State
from tests.connectors.jira_side import SITE, settings

ISSUE: dict[str, Any] = {
    "id": "20001",
    "key": "OPS-7",
    "fields": {
        "summary": "Alert on lag",
        "description": None,
        "status": {"name": "Doing", "statusCategory": {"key": "new"}},
        "resolution": None,
        "resolutiondate": None,
        "project": {"id": "10000", "key": "OPS"},
        "created": "2026-03-02T10:00:00.000+0100",
        "updated": "2026-03-02T11:00:00.000+0100",
        "assignee": None,
        "creator": None,
        "labels": [],
        "duedate": None,
    },
}
READER = Reader(settings(), "us")


def issue(**fields: Any) -> dict[str, Any]:
    values = deepcopy(ISSUE)
    values["fields"].update(fields)
    return values


def status(category: str, name: str = "Any") -> dict[str, Any]:
    return {"name": name, "statusCategory": {"key": category}}


@pytest.mark.parametrize(
    ("category", "name", "resolution", "state"),
    [
        ("new", "To Do", None, State.OPEN),
        ("undefined", "Odd", None, State.OPEN),
        ("indeterminate", "Doing", None, State.IN_PROGRESS),
        ("indeterminate", "Doing", {"name": "Won't Do"}, State.IN_PROGRESS),
        ("done", "Done", None, State.DONE),
        ("done", "Done", {"name": None}, State.DONE),
        ("done", "Done", {"name": "Fixed"}, State.DONE),
        ("done", "Done", {"name": "won't do"}, State.DROPPED),
        ("done", "Done", {"name": "Duplicate"}, State.DROPPED),
        ("done", "Cancelled", {"name": "Done"}, State.DROPPED),
        ("done", "Cancelled", None, State.DROPPED),
    ],
)
def test_a_state_follows_from_the_category_and_then_from_the_resolution(
    category: str, name: str, resolution: Any, state: State
) -> None:
    read = READER.issue(issue(status=status(category, name), resolution=resolution))
    assert (read.state, read.status) == (state, name)
    assert (read.closed_at is not None) == (state in {State.DONE, State.DROPPED})


def test_an_issue_closed_without_a_resolution_is_closed_when_its_category_changed() -> None:
    changed = "2026-03-03T10:00:00.000+0000"
    assert READER.issue(issue(status=status("done"), statuscategorychangedate=changed)).closed_at == datetime(
        2026, 3, 3, 10, tzinfo=UTC
    )
    assert READER.issue(issue(status=status("done"))).closed_at == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_an_issue_is_ours_only_by_its_creator() -> None:
    assert READER.issue(issue(creator={"accountId": "us"})).ours
    assert READER.issue(issue(creator={"key": "us", "name": "renamed"})).ours
    for creator in (None, {}, {"accountId": "them"}, {"name": "us"}):
        assert not READER.issue(issue(creator=creator)).ours


@pytest.mark.parametrize("value", [None, "text", {}, {"marker": 1}, {"marker": None}])
def test_a_property_that_is_not_ours_is_no_marker(value: Any) -> None:
    assert READER.issue({**issue(), "properties": {"closeout": value}}).marker == ""


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"id": "1", "key": "OPS-1"},
        {**ISSUE, "id": None},
        {**ISSUE, "id": "x"},
        issue(status=None),
        issue(status=status("other")),
        issue(updated="soon"),
        issue(updated="2026-03-02T11:00:00"),
        issue(project=None),
        issue(duedate="never"),
    ],
)
def test_an_answer_that_is_no_issue_is_an_error_and_no_state(values: Any) -> None:
    with pytest.raises(Temporary):
        READER.issue(values)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("OPS-7", "OPS-7"),
        ("see ops-7.", "OPS-7"),
        (f"{SITE}/browse/OPS-7", "OPS-7"),
        (f"[x]({SITE}/browse/WEB-7?focusedCommentId=1)", "WEB-7"),
        ("HTTPS://ACME.atlassian.net/browse/OPS-7", "OPS-7"),
        (f"{SITE}/projects/OPS/issues/OPS-7", "OPS-7"),
        (f"{SITE}/jira/software/projects/OPS/boards/1?selectedIssue=OPS-7", "OPS-7"),
        (f"{SITE}/browse/DEV-7", None),
        ("DEV-7", None),
        ("OPS-07", None),
        ("XOPS-7", None),
        ("OPS-7-1", None),
        (f"{SITE}.evil.example/browse/OPS-7", None),
        ("https://evil.example/browse/OPS-7", None),
        (f"https://evil.example/?u={SITE}/browse/OPS-7", None),
        ("OPS-1" + "0" * 40, None),
    ],
)
def test_refs_are_keys_and_addresses_of_the_projects_that_may_be_read(text: str, key: str | None) -> None:
    assert key_in(text, SITE, ("OPS", "WEB")) == key
