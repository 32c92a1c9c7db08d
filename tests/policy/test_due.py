"""By when, and by which rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.policy.due import AssignBy, Due, DueRules, DueSource, Incident, assign_by, due, is_unassigned_late
from service.policy.workdays import Unit, WorkingCalendar
from tests.builders import an_item

SEEN = datetime(2026, 3, 5, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)  # a Monday
FROM = "from the incident on 2026-03-02"
USUAL = DueRules()
BUSINESS = DueRules(unit=Unit.BUSINESS)


def an_incident(**values: Any) -> Incident:
    return replace(Incident(date=DAY, severity=None, first_seen=SEEN), **values)


@pytest.mark.parametrize(
    ("priority", "severity", "rules", "expected"),
    [
        pytest.param(None, "SEV-1", USUAL, (date(2026, 3, 17), f"severity 1: 15 days {FROM}"), id="severity 1"),
        pytest.param(None, "SEV-2", USUAL, (date(2026, 4, 1), f"severity 2: 30 days {FROM}"), id="severity 2"),
        pytest.param(None, "SEV-3", USUAL, (date(2026, 5, 1), f"severity 3: 60 days {FROM}"), id="severity 3"),
        pytest.param(None, "SEV-4", USUAL, (date(2026, 5, 31), f"severity 4: 90 days {FROM}"), id="severity 4"),
        pytest.param("P0", None, USUAL, (date(2026, 3, 9), f"P0: 7 days {FROM}"), id="P0"),
        pytest.param("P1", None, USUAL, (date(2026, 3, 16), f"P1: 14 days {FROM}"), id="P1"),
        pytest.param("P2", None, USUAL, (date(2026, 4, 1), f"P2: 30 days {FROM}"), id="P2"),
        pytest.param("High", None, USUAL, (date(2026, 3, 16), f"high (P1): 14 days {FROM}"), id="a word"),
        pytest.param("P2", "SEV-1", USUAL, (date(2026, 4, 1), f"P2: 30 days {FROM}"), id="priority before severity"),
        pytest.param(
            "soon", "major", USUAL, (date(2026, 4, 1), f"major (severity 2): 30 days {FROM}"), id="no priority in it"
        ),
        pytest.param("P3", "SEV-3", USUAL, (date(2026, 5, 1), f"severity 3: 60 days {FROM}"), id="P3 has no rule"),
        pytest.param(
            "P3",
            "SEV-1",
            USUAL,
            (date(2026, 4, 1), f"severity 1, but P3 no sooner than what is more urgent: 30 days {FROM}"),
            id="P3 not before P2",
        ),
        pytest.param("P3", None, USUAL, (None, "no rule for P3"), id="P3 alone"),
        pytest.param(
            None,
            "SEV-4",
            DueRules(by_severity={1: 1}),
            (None, "no rule for severity 4"),
            id="a severity without a rule",
        ),
        pytest.param(
            None, "SEV-1", DueRules(by_severity={1: 1}), (date(2026, 3, 3), f"severity 1: 1 day {FROM}"), id="one day"
        ),
        pytest.param(None, None, USUAL, (None, "no due date, priority or severity is known"), id="nothing"),
        pytest.param("P0", None, BUSINESS, (date(2026, 3, 11), f"P0: 7 business days {FROM}"), id="business days"),
        pytest.param(
            "P0",
            None,
            replace(BUSINESS, calendar=WorkingCalendar(holidays=frozenset({date(2026, 3, 11)}))),
            (date(2026, 3, 12), f"P0: 7 business days {FROM}"),
            id="business days and a holiday",
        ),
    ],
)
def test_a_day_is_computed_and_says_by_which_rule(
    priority: str | None, severity: str | None, rules: DueRules, expected: tuple[date | None, str]
) -> None:
    found = due(an_item(priority=priority), SEEN, an_incident(severity=severity), rules)
    assert (found.day, found.rule) == expected


@pytest.mark.parametrize(
    ("priority", "severity", "expected"),
    [("P1", "SEV-1", DueSource.PRIORITY), ("soon", "SEV-1", DueSource.SEVERITY), (None, None, DueSource.NONE)],
)
def test_it_says_what_gave_the_day(priority: str | None, severity: str | None, expected: DueSource) -> None:
    assert due(an_item(priority=priority), SEEN, an_incident(severity=severity), USUAL).source is expected


def test_words_that_are_no_day_are_kept_beside_the_computed_one() -> None:
    assert due(an_item(priority="P1", due_words="next sprint"), SEEN, an_incident(), USUAL) == Due(
        date(2026, 3, 16), f"P1: 14 days {FROM}", DueSource.PRIORITY, words="next sprint"
    )


def test_without_a_date_of_the_incident_days_count_from_first_sight_in_the_zone() -> None:
    late = datetime(2026, 3, 5, 23, tzinfo=UTC)
    rules = DueRules(zone=ZoneInfo("Europe/Berlin"))
    found = due(an_item(priority="P0"), late, an_incident(date=None, first_seen=late), rules)
    assert found.day == date(2026, 3, 13)
    assert found.rule == "P0: 7 days from 2026-03-06, when the document was first seen (it gives no date)"


@pytest.mark.parametrize(
    ("item", "incident", "zone", "expected"),
    [
        pytest.param({"due": date(2026, 3, 4)}, {}, "UTC", (date(2026, 3, 4), True), id="stated, past"),
        pytest.param({"due": date(2026, 3, 5)}, {}, "UTC", (date(2026, 3, 5), False), id="stated, today"),
        pytest.param({"due": date(2026, 3, 5)}, {}, "Pacific/Kiritimati", (date(2026, 3, 5), False), id="today there"),
        pytest.param({"due": date(2026, 3, 4)}, {}, "Etc/GMT+12", (date(2026, 3, 4), False), id="still today there"),
        pytest.param(
            {"priority": "P0"}, {"date": date(2026, 2, 1)}, "UTC", (date(2026, 2, 8), True), id="computed, past"
        ),
        pytest.param({}, {}, "UTC", (None, False), id="no day"),
    ],
)
def test_a_day_past_at_first_sight_is_flagged_and_not_moved(
    item: dict[str, Any], incident: dict[str, Any], zone: str, expected: tuple[date | None, bool]
) -> None:
    seen = SEEN + timedelta(hours=1) if zone != "Etc/GMT+12" else SEEN
    found = due(an_item(**item), seen - timedelta(hours=1), an_incident(**incident), DueRules(zone=ZoneInfo(zone)))
    assert (found.day, found.past_at_first_sight) == expected


rules_of = st.builds(
    DueRules,
    by_severity=st.dictionaries(st.integers(1, 4), st.integers(0, 400)),
    by_priority=st.dictionaries(st.integers(0, 4), st.integers(0, 400)),
    unit=st.sampled_from(Unit),
)
written = st.none() | st.sampled_from(["P0", "P1", "P2", "P3", "SEV-1", "Sev 4", "low", "soon"])
incidents = st.builds(
    Incident,
    date=st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    severity=written,
    first_seen=st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
)


@given(st.dates(), written, incidents, rules_of)
def test_a_stated_day_always_wins(day: date, priority: str | None, incident: Incident, rules: DueRules) -> None:
    found = due(an_item(due=day, priority=priority), SEEN, incident, rules)
    assert (found.day, found.source) == (day, DueSource.STATED)


@given(written, incidents, rules_of)
def test_a_computed_day_has_a_source_and_is_not_before_what_it_counts_from(
    priority: str | None, incident: Incident, rules: DueRules
) -> None:
    found = due(an_item(priority=priority), SEEN, incident, rules)
    assert (found.day is None) == (found.source is DueSource.NONE)
    assert found.day is None or found.day >= (incident.date or incident.first_seen.date())


@given(incidents, st.integers(0, 5), st.integers(0, 5))
def test_what_is_less_urgent_is_never_due_sooner(incident: Incident, one: int, other: int) -> None:
    first, second = (due(an_item(priority=f"P{level}"), SEEN, incident, USUAL).day for level in sorted((one, other)))
    assert first is None or second is None or first <= second


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param(USUAL, None, id="no such clock"),
        pytest.param(
            DueRules(assign_within=3),
            AssignBy(date(2026, 3, 8), "an owner and an issue: 3 days from 2026-03-05"),
            id="calendar days",
        ),
        pytest.param(
            replace(BUSINESS, assign_within=3),
            AssignBy(date(2026, 3, 10), "an owner and an issue: 3 business days from 2026-03-05"),
            id="business days",
        ),
    ],
)
def test_the_second_clock_runs_from_first_sight(rules: DueRules, expected: AssignBy | None) -> None:
    assert assign_by(SEEN, rules) == expected


@pytest.mark.parametrize(
    ("by", "owned", "filed", "expected"),
    [
        pytest.param(AssignBy(DAY, ""), False, True, True, id="no owner"),
        pytest.param(AssignBy(DAY, ""), True, False, True, id="no issue"),
        pytest.param(AssignBy(DAY, ""), True, True, False, id="both"),
        pytest.param(AssignBy(DAY + timedelta(days=1), ""), False, False, False, id="the last day"),
        pytest.param(None, False, False, False, id="no such clock"),
    ],
)
def test_an_item_is_late_without_owner_or_issue(by: AssignBy | None, owned: bool, filed: bool, expected: bool) -> None:
    assert is_unassigned_late(by, DAY + timedelta(days=1), owned=owned, filed=filed) is expected
