"""A team's rules, joined: from settings to what they say of an item."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from connectors.tracker import Label
from service.model import ActionItem, ItemType, TypeSource
from service.policy.due import Incident
from service.policy.fingerprint import fingerprint
from service.policy.policy import Judgement, Subject, build, judge
from service.settings import parse
from tests.builders import an_item

SEEN = datetime(2026, 3, 10, 9, tzinfo=UTC)
TRACKERS = """
[[trackers]]
kind = "local"
database = "issues.db"

[[trackers]]
kind = "local"
name = "secret"
database = "secret.db"
"""
RULES = """
[due]
by_severity = { 2 = 21 }
assign_within = 3

[[people]]
name = "Ann Example"
github = "annex"

[[people]]
name = "Anna Other"

[[teams]]
name = "SRE"
label = "team-sre"
lead = "Ann Example"

[[routes]]
name = "security"
tracker = "secret"
place = "vault"
issue_type = "Bug"
labels = ["sec"]
when = { paths = ["security/**"], types = ["prevent"] }

[[routes]]
name = "sre"
tracker = "local"
place = "sre"
when = { teams = ["sre"] }
"""


def said(item: ActionItem | None = None, rules: str = RULES, **values: Any) -> Judgement:
    """Give what rules say of an item of a document of severity 2."""
    policy, problems = build(parse(rules + TRACKERS))
    assert problems == []
    usual: dict[str, Any] = {
        "first_seen": SEEN,
        "incident": Incident(date(2026, 3, 2), "SEV-2", SEEN),
        "path": "2026/outage.md",
    }
    return judge(Subject(item or an_item(), **{**usual, **values}), policy)


def test_without_rules_everything_goes_to_the_first_tracker_as_it_is() -> None:
    judgement = said(rules="")
    assert judgement.routed.route is not None
    assert (judgement.routed.route.tracker, judgement.routed.route.place) == ("local", "postmortems")
    assert [label.name for label in judgement.labels] == ["postmortem"]
    assert judgement.due.day == date(2026, 4, 1)  # severity 2: 30 days from the incident
    assert judgement.rests_until == SEEN
    assert judgement.assign_by is None


def test_the_settings_days_count() -> None:
    judgement = said()
    assert judgement.due.day == date(2026, 3, 23)
    assert judgement.due.rule == "severity 2: 21 days from the incident on 2026-03-02"
    assert judgement.assign_by is not None
    assert judgement.assign_by.day == date(2026, 3, 13)


@pytest.mark.parametrize(
    ("item", "path", "route"),
    [
        (an_item(type=ItemType.PREVENT, type_source=TypeSource.STATED), "security/a.md", "security"),
        (an_item(type=ItemType.DETECT, type_source=TypeSource.STATED), "security/a.md", "default"),
        (an_item(owners=("the SRE team",)), "2026/a.md", "sre"),
        (an_item(), "2026/a.md", "default"),
    ],
)
def test_the_first_route_that_fits_is_taken(item: ActionItem, path: str, route: str) -> None:
    found = said(item, path=path).routed.route
    assert found is not None
    assert found.name == route


def test_labels_are_those_of_the_type_the_team_and_the_route() -> None:
    item = an_item(type=ItemType.PREVENT, type_source=TypeSource.STATED, owners=("SRE",))
    labels = said(item, path="security/a.md").labels
    assert [label.name for label in labels] == ["postmortem", "prevent", "team-sre", "sec"]
    assert all(label.colour for label in labels)


def test_an_inferred_type_gives_a_label_only_where_that_is_wanted() -> None:
    item = an_item(type=ItemType.DETECT, type_source=TypeSource.INFERRED)
    assert [label.name for label in said(item).labels] == ["postmortem"]
    wanted = said(item, rules="[labels]\ninferred = true\n")
    assert [label.name for label in wanted.labels] == ["postmortem", "detect"]


def test_labels_can_be_renamed_left_out_and_drawn() -> None:
    rules = """
[labels]
always = [{ name = "pm", colour = "000000", description = "From a postmortem" }]
types = { prevent = "reliability", detect = "" }
"""
    prevent = said(an_item(type=ItemType.PREVENT, type_source=TypeSource.STATED), rules=rules)
    detect = said(an_item(type=ItemType.DETECT, type_source=TypeSource.STATED), rules=rules)
    assert prevent.labels[0] == Label("pm", "000000", "From a postmortem")
    assert [label.name for label in prevent.labels] == ["pm", "reliability"]
    assert [label.name for label in detect.labels] == ["pm"]


def test_a_team_is_a_label_and_its_lead_is_assigned() -> None:
    judgement = said(an_item(owners=("SRE team",)))
    assert [team.name for team in judgement.owners.teams] == ["SRE"]
    assert judgement.assignees == ("Ann Example",)  # the local tracker knows people by name
    assert judgement.doubts == ()


def test_a_name_that_fits_nobody_or_several_is_said() -> None:
    judgement = said(an_item(owners=("Zoe", "An")))
    assert judgement.assignees == ()
    assert len(judgement.doubts) == 2
    assert all("is no person or team that is configured" in doubt for doubt in judgement.doubts)


def test_where_nobody_is_configured_nobody_is_missed() -> None:
    assert said(an_item(owners=("Zoe",)), rules="").doubts == ()


def test_a_team_of_the_codeowners_file_is_known() -> None:
    item = an_item(owners=("@acme/payments",))
    assert said(item).doubts
    judgement = said(item, codeowners="/billing/ @acme/payments\n")
    assert judgement.doubts == ()
    assert [team.name for team in judgement.owners.teams] == ["payments"]
    off = said(item, rules="codeowners = false\n" + RULES, codeowners="/billing/ @acme/payments\n")
    assert off.doubts


def test_a_documents_tags_are_labels_that_a_route_can_ask_for() -> None:
    rules = '[[routes]]\nname = "cost"\ntracker = "secret"\nwhen = { labels = ["cost"] }\n'
    judgement = said(rules=rules, directives={"tags": ["Cost", "db"]})
    assert judgement.routed.route is not None
    assert judgement.routed.route.name == "cost"


def test_the_waiver_that_lasts_longest_counts() -> None:
    waivers = [
        {"item": "Add an alert on the error rate", "reason": "short", "expires": "2026-01-31"},
        {"item": "add an ALERT on the error rate.", "reason": "long", "expires": "2026-12-31"},
        {"item": "another", "reason": "not this"},
        {"rule": "needs-owner", "reason": "not an item"},
    ]
    waiver = said(directives={"closeout": {"waivers": waivers}}).waiver
    assert waiver is not None
    assert (waiver.reason, waiver.expires) == ("long", date(2026, 12, 31))


def test_a_rest_is_counted_in_the_teams_working_days() -> None:
    rules = 'time_zone = "Asia/Tokyo"\ncreate_after = 2\n\n[calendar]\nholidays = [2026-03-11]\n'
    assert said(rules=rules).rests_until == datetime(2026, 3, 12, 15, tzinfo=UTC)  # Friday begins there


MISTAKES = [
    ('tracker = "local"\n[[routes]]\nname = "a"\ntracker = "nowhere"\n', "routes[0].tracker", "no tracker 'nowhere'"),
    (
        '[[routes]]\nname = "all"\ntracker = "local"\n[[routes]]\nname = "late"\ntracker = "local"\n',
        "routes[1]",
        "can never match",
    ),
    ('[calendar]\nweekend = ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]\n',
     "calendar.weekend", "at least one working day"),
    ('[[people]]\nname = "TBD"\n', "people", "means no owner"),
    ('[[teams]]\nname = "SRE"\nlead = "Nobody"\n', "teams", "no person has that name"),
    ('[labels]\nalways = [{ name = "x", colour = "red" }]\n', "labels", "six hexadecimal digits"),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "key", "words"), MISTAKES)
def test_rules_that_cannot_be_meant_are_found_before_anything_is_judged(rules: str, key: str, words: str) -> None:
    _, problems = build(parse(rules + TRACKERS))
    assert [problem.key for problem in problems] == [key]
    assert words in problems[0].words


def test_a_fingerprint_changes_with_the_rules_and_with_nothing_else() -> None:
    def of(text: str) -> str:
        return fingerprint(parse(text + TRACKERS))

    assert of(RULES) == of(RULES)
    assert of("database = 'elsewhere.db'\n" + RULES) == of(RULES)
    assert of("[calendar]\nholidays = [2026-01-01, 2026-12-25]\n") == of(
        "[calendar]\nholidays = [2026-12-25, 2026-01-01]\n"
    )
    different = {
        of(text)
        for text in ("", RULES, "create_after = 1\n", 'time_zone = "Asia/Tokyo"\n', "[due]\nunit = 'business'\n")
    }
    assert len(different) == 5
