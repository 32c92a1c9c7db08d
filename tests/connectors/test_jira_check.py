"""What `check` finds at a Jira site before anything is created there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from connectors.tracker import Finding
from tests.connectors.jira_side import Scene, scene


@pytest.fixture(params=["cloud", "data_center"])
def jira(request: pytest.FixtureRequest) -> Iterator[Scene]:
    with scene(request.param) as made:
        yield made


def bad(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if not finding.ok]


def test_a_required_field_that_is_not_configured_is_named(jira: Scene) -> None:
    project = jira.server.issues.projects["OPS"]
    project.screen["customfield_1"] = "Root cause"
    project.required |= {"customfield_1", "components"}
    (finding,) = bad(list(jira.tracker.check()))
    assert "Root cause (customfield_1)" in finding.words
    assert "components" in finding.words
    configured = jira.another(fields={"root cause": "unknown"}, components=["Reliability"])
    assert bad(list(configured.check())) == []


def test_a_labels_field_missing_from_the_screen_is_named(jira: Scene) -> None:
    del jira.server.issues.projects["OPS"].screen["labels"]
    (finding,) = bad(list(jira.tracker.check()))
    assert "labels" in finding.words


def test_a_configured_field_that_is_not_on_the_screen_is_named(jira: Scene) -> None:
    (finding,) = bad(list(jira.another(fields={"Team": "SRE"}).check()))
    assert "Team" in finding.words


def test_an_account_that_may_set_no_marker_is_named(jira: Scene) -> None:
    jira.server.issues.projects["OPS"].rights -= {"EDIT_ISSUES"}
    (finding,) = bad(list(jira.tracker.check()))
    assert "EDIT_ISSUES" in finding.words
    assert "nothing is created" in finding.words


def test_rights_that_are_only_wanted_are_mentioned(jira: Scene) -> None:
    jira.server.issues.projects["OPS"].rights -= {"ASSIGN_ISSUES"}
    findings = list(jira.tracker.check())
    assert bad(findings) == []
    assert any("ASSIGN_ISSUES" in finding.words for finding in findings)


def test_projects_that_cannot_be_read_are_named(jira: Scene) -> None:
    jira.server.issues.projects["WEB"].rights.clear()
    findings = bad(list(jira.another(project="NOPE", follow=["WEB"]).check()))
    assert ["NOPE" in finding.words or "WEB" in finding.words for finding in findings] == [True, True]


@pytest.mark.parametrize(("days", "ok"), [(31, True), (30, False), (-1, False)])
def test_a_token_that_expires_soon_is_named(jira: Scene, days: int, ok: bool) -> None:
    day = (jira.pace.now() + timedelta(days=days)).date()
    findings = jira.another(token_expires=day).check()
    (finding,) = [finding for finding in findings if finding.part.endswith("token")]
    assert finding.ok is ok
    assert str(day) in finding.words


def test_a_token_that_is_not_accepted_is_a_finding_and_is_not_shown(jira: Scene) -> None:
    jira.server.token = "another"
    findings = bad(list(jira.tracker.check()))
    assert findings
    assert all(jira.server.environ["JIRA_TOKEN"] not in f"{finding}" for finding in findings)


@pytest.mark.parametrize("token", ["", " ", "two words", "line\nbreak", "schlüssel"])
def test_a_token_that_cannot_be_one_is_a_finding(jira: Scene, token: str) -> None:
    jira.server.environ["JIRA_TOKEN"] = token
    findings = jira.another().check()
    assert bad(list(findings))
    assert jira.server.total == 0


def test_a_project_that_everybody_can_read_is_named_unless_that_is_said(jira: Scene) -> None:
    jira.server.issues.projects["OPS"].public = True
    (finding,) = bad(list(jira.tracker.check()))
    assert "everybody" in finding.words
    assert bad(list(jira.another(visibility="public").check())) == []


@pytest.mark.parametrize("kind", ["garbage", "drop_after"])
def test_whatever_fails_is_a_finding(jira: Scene, kind: str) -> None:
    for operation in ("myself", "other"):
        jira.server.expect(operation, kind, times=20)
    findings = bad(list(jira.tracker.check()))
    assert len(findings) >= 2
    assert all(len(finding.words.splitlines()) == 1 for finding in findings)
