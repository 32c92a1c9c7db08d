"""A team's rules in the loop: what is filed where and as what, what is shown, and what a change of rules does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from connectors.tracker import Label
from connectors.visibility import Visibility
from service.model import OwnerKind, Share
from service.operations import policing, report
from service.policy.policy import build
from service.reconcile.plan import Kind, Reason
from service.reconcile.redaction import LINK_TITLE
from service.settings import parse
from service.store.tables import ItemOwner
from tests.operations.world import EVERYTHING, World

TRACKER = """
create_since = 1970-01-01

[[trackers]]
kind = "local"
database = "issues.db"
"""
PEOPLE = """
[[people]]
name = "Ann Example"

[[teams]]
name = "SRE"
label = "team-sre"
lead = "Ann Example"
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def rule(world: World, rules: str) -> None:
    """Give the world these rules."""
    settings = parse(TRACKER + rules) if "create_since" not in rules else parse(rules)
    policy, problems = build(settings)
    assert problems == []
    world.context = replace(world.context, settings=settings, policy=policy)


def document(*items: str, front: str = "", severity: str = "SEV-2") -> str:
    """Write a postmortem with a front matter."""
    lines = [*([f"---\n{front}\n---"] if front else []), "# An outage", "", "Date: 2026-02-10", f"Severity: {severity}"]
    return "\n".join([*lines, "", "## Action items", "", *(f"- {item}" for item in items), ""])


def test_an_item_without_a_day_is_due_by_its_severity_and_says_so(world: World) -> None:
    rule(world, "[due]\nby_severity = { 2 = 10 }\n")
    world.put("a.md", document("Add an alert", "Write a runbook (due 2026-05-01)"))
    world.resync()
    alert, runbook = world.item("Add an alert"), world.item("Write a runbook")
    assert (alert.line.due, alert.line.due_on) == (None, date(2026, 2, 20))
    assert alert.line.due_rule == "severity 2: 10 days from the incident on 2026-02-10"
    assert alert.overdue_days == 10
    assert (runbook.line.due_on, runbook.line.due_rule) == (date(2026, 5, 1), "stated in the document")
    (issue,) = [issue for issue in world.issues() if issue.title == "Add an alert"]
    assert issue.due == date(2026, 2, 20)
    assert "2026-02-20 (severity 2: 10 days from the incident on 2026-02-10)" in issue.body


def test_a_change_of_rules_shows_at_the_next_run_and_writes_to_no_issue(world: World) -> None:
    world.put("a.md", document("Add an alert"))
    rule(world, "")
    world.resync()
    assert world.item("Add an alert").line.due_on == date(2026, 3, 12)
    before = world.issues()
    rule(world, "[due]\nby_severity = { 2 = 21 }\n")
    assert world.resync().planned == 0
    assert world.item("Add an alert").line.due_on == date(2026, 3, 3)
    assert world.issues() == before


def test_teams_and_people_become_labels_and_assignees(world: World) -> None:
    rule(world, PEOPLE)
    world.put("a.md", document("Add an alert (@SRE team)", "Write a runbook — owner: Ann", "Fix it — owner: Zoe"))
    world.resync()
    made = {issue.title: issue for issue in world.issues()}
    assert made["Write a runbook"].assignees == ("Ann Example",)
    zoe = world.item("Fix it")
    assert zoe.line.doubts == ("'Zoe' is no person or team that is configured: add it, or an alias",)
    assert made["Fix it"].assignees == ()
    assert "Zoe" in made["Fix it"].body
    with world.store.read() as tx:
        kinds = {(owner.kind, owner.name) for owner in tx.exec(select(ItemOwner))}
    assert (OwnerKind.PERSON, "Ann Example") in kinds
    assert (OwnerKind.UNRESOLVED, "Zoe") in kinds


def test_the_plan_says_whom_it_cannot_assign(world: World) -> None:
    rule(world, PEOPLE)
    world.put("a.md", document("Fix it — owner: Zoe"))
    (action,) = world.plan().actions
    assert "not assigned: 'Zoe' is no person or team" in action.words


def test_a_route_says_where_and_as_what(world: World) -> None:
    route = (
        '[[routes]]\nname = "r"\ntracker = "local"\nplace = "vault"\nlabels = ["sec"]\nwhen = { severities = [2] }\n'
    )
    rule(world, route)
    world.put("a.md", document("Add an alert"))
    world.put("b.md", document("Write a runbook", severity="SEV-4"))
    world.resync()
    places = {issue.title: (issue.place, issue.labels) for issue in world.issues()}
    assert places == {
        "Add an alert": ("vault", ("postmortem", "sec")),
        "Write a runbook": ("postmortems", ("postmortem",)),
    }


def test_a_waived_item_is_neither_filed_nor_overdue_nor_counted_until_the_waiver_expires(world: World) -> None:
    rule(world, "")
    waiver = "closeout:\n  waivers:\n    - item: Add an alert\n      reason: It goes away\n      expires: 2026-03-31"
    world.put("a.md", document("Add an alert", front=waiver, severity="SEV-1"))
    assert [action.reason for action in world.resync().actions] == [Reason.WAIVED]
    assert world.said() == {"Add an alert": "waived"}
    assert world.item("Add an alert").overdue_days == 0
    world.pace.advance(30 * 24 * 3600)
    assert [action.kind for action in world.resync().actions] == [Kind.CREATE]
    assert world.item("Add an alert").overdue_days > 0


def test_a_postmortem_may_rightly_have_no_items(world: World) -> None:
    world.put("a.md", "---\naction_items: none\nreason: A drill\n---\n# A drill\n\nDate: 2026-02-10\n\nAll was well.\n")
    world.resync()
    (view,) = report.postmortems(world.context, EVERYTHING).postmortems
    assert view.document.no_items == "A drill"


def test_a_directive_that_does_not_count_is_a_problem_of_its_document(world: World) -> None:
    world.put("a.md", document("Add an alert", front="closeout:\n  waivers:\n    - item: Add an alert"))
    world.resync()
    page = report.postmortem(world.context, EVERYTHING, "a.md")
    assert [problem.words for problem in page.problems] == [
        "closeout.waivers[0].reason: say why; without a reason it does not count"
    ]


def test_a_new_item_rests_for_working_days_of_the_teams_own(world: World) -> None:
    rule(world, "create_after = 1\n" + TRACKER + "[calendar]\nholidays = [2026-03-03]\n")
    world.put("a.md", document("Add an alert"))
    assert [action.reason for action in world.resync().actions] == [Reason.RESTING]  # Monday
    world.pace.advance(24 * 3600)
    assert [action.reason for action in world.resync().actions] == [Reason.RESTING]  # the holiday
    world.pace.advance(24 * 3600)
    assert [action.kind for action in world.resync().actions] == [Kind.CREATE]


def test_the_second_clock_runs_until_there_is_an_owner_and_an_issue(world: World) -> None:
    rule(world, "[due]\nassign_within = 2\n")
    world.put("a.md", document("Add an alert", "Write a runbook — owner: Ann"))
    world.resync()
    world.pace.advance(3 * 24 * 3600)
    assert world.item("Add an alert").unassigned_days == 1
    assert world.item("Write a runbook").unassigned_days == 0


ROUTE = '[[routes]]\nname = "wide"\ntracker = "local"\nshare = "{share}"\n'


@pytest.mark.parametrize("share", [Share.TITLE, Share.LINK])
def test_of_a_private_item_no_more_goes_out_than_its_route_lets(world: World, share: Share) -> None:
    rule(world, ROUTE.format(share=share))
    wide = replace(world.context.trackers["local"], readers=lambda _: Visibility.PUBLIC)
    world.context = replace(world.context, trackers={"local": wide})
    world.put("private/a.md", document("Rotate the key of Zoe: she wrote it into the wiki"))
    world.resync()
    (issue,) = world.issues()
    assert "wiki" not in issue.body
    assert "private/a.md" not in issue.body
    assert (issue.title == LINK_TITLE) is (share is Share.LINK)
    world.put("private/a.md", document("Rotate the key of Zoe and revoke it: she wrote it into the wiki"))
    world.resync()
    (issue,) = world.issues()
    assert "wiki" not in issue.body
    assert (issue.title == LINK_TITLE) is (share is Share.LINK)


def test_a_tracker_that_cannot_be_asked_who_reads_it_gets_nothing(world: World) -> None:
    silent = replace(world.context.trackers["local"], readers=lambda _: None)
    world.context = replace(world.context, trackers={"local": silent})
    world.write("a.md", "Add an alert")
    assert [action.reason for action in world.resync().actions] == [Reason.TOO_WIDE]


def test_codeowners_of_the_source_are_teams(world: World) -> None:
    rule(world, PEOPLE)
    world.put("a.md", document("Fix it — owner: @acme/payments"))
    world.resync()
    assert world.item("Fix it").line.doubts
    world.put("CODEOWNERS", "/billing/ @acme/payments\n")
    world.resync()
    assert world.item("Fix it").line.doubts == ()


def test_explain_says_which_rule_gave_what(world: World) -> None:
    rule(world, PEOPLE)
    world.put("a.md", document("Fix it — owner: Ann"))
    world.resync()
    explanation = policing.explain(world.context, world.item("Fix it").line.id[:8])
    said = {ruling.about: (ruling.outcome, ruling.rule) for ruling in explanation.rulings}
    assert said["owners"][0] == said["assignees"][0] == "Ann Example"
    assert said["due"] == ("2026-03-12", "severity 2: 30 days from the incident on 2026-02-10")
    assert said["route"] == ("local: postmortems", "no route matches: the default")
    assert said["goes out"][0] == "words"


def test_diff_says_what_other_rules_would_change_and_changes_nothing(world: World) -> None:
    rule(world, "")
    world.put("a.md", document("Add an alert", "Write a runbook (due 2026-05-01)"))
    world.resync()
    before = world.items()
    other, _ = build(parse(TRACKER + "[due]\nby_severity = { 2 = 21 }\n"))
    (change,) = policing.diff(world.context, other)
    assert (change.title, change.about, change.before, change.after) == (
        "Add an alert", "due", "2026-03-12", "2026-03-03",
    )  # fmt: skip
    assert change.rule == "severity 2: 21 days from the incident on 2026-02-10"
    assert world.items() == before
    assert list(policing.diff(world.context, world.context.policy)) == []


def test_a_label_travels_with_its_look(world: World) -> None:
    rule(world, "")
    world.put("a.md", document("Add an alert"))
    (action,) = world.plan().actions
    assert action.draft is not None
    assert action.draft.labels == (Label("postmortem", "5319e7", "Action item of a postmortem"),)
