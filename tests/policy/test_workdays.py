"""Working days against a naive count, and the rest before filing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.policy.workdays import Unit, WorkingCalendar, rest_ends

FRIDAY, SATURDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
USUAL = WorkingCalendar()

days = st.dates(date(2025, 12, 1), date(2026, 6, 30))
calendars = st.builds(
    WorkingCalendar,
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(days, max_size=40),
)


@pytest.mark.parametrize(
    ("calendar", "day", "count", "unit", "expected"),
    [
        pytest.param(USUAL, FRIDAY, 1, Unit.BUSINESS, MONDAY, id="over a weekend"),
        pytest.param(USUAL, FRIDAY, 1, Unit.CALENDAR, SATURDAY, id="calendar days know no weekend"),
        pytest.param(USUAL, FRIDAY, 0, Unit.BUSINESS, FRIDAY, id="none from a working day"),
        pytest.param(USUAL, SATURDAY, 0, Unit.BUSINESS, MONDAY, id="none from a weekend"),
        pytest.param(USUAL, SATURDAY, 5, Unit.BUSINESS, date(2026, 3, 13), id="a week from a weekend"),
        pytest.param(USUAL, MONDAY, 10, Unit.BUSINESS, date(2026, 3, 23), id="two weeks"),
        pytest.param(
            WorkingCalendar(holidays=frozenset({MONDAY})), FRIDAY, 1, Unit.BUSINESS, date(2026, 3, 10), id="a holiday"
        ),
        pytest.param(
            WorkingCalendar(holidays=frozenset({SATURDAY})),
            FRIDAY,
            1,
            Unit.BUSINESS,
            MONDAY,
            id="a holiday on Saturday",
        ),
        pytest.param(
            WorkingCalendar(weekend=frozenset({4, 5})),
            date(2026, 3, 5),
            1,
            Unit.BUSINESS,
            date(2026, 3, 8),
            id="Fri, Sat",
        ),
    ],
)
def test_days_are_counted_forward(calendar: WorkingCalendar, day: date, count: int, unit: Unit, expected: date) -> None:
    assert calendar.add(day, count, unit) == expected


@given(calendars, days, st.integers(1, 130))
def test_working_days_are_those_that_one_counts_by_hand(calendar: WorkingCalendar, day: date, count: int) -> None:
    by_hand, left = day, count
    while left:
        by_hand += timedelta(days=1)
        left -= by_hand.weekday() not in calendar.weekend and by_hand not in calendar.holidays
    assert calendar.add(day, count) == by_hand


@given(calendars, days, st.integers(0, 130))
def test_a_count_of_working_days_ends_on_one(calendar: WorkingCalendar, day: date, count: int) -> None:
    end = calendar.add(day, count)
    assert end.weekday() not in calendar.weekend
    assert end not in calendar.holidays


@given(calendars, days, days, st.integers(0, 60), st.integers(0, 60), st.sampled_from(Unit))
def test_later_days_and_longer_spans_never_end_sooner(
    calendar: WorkingCalendar, one: date, other: date, count: int, more: int, unit: Unit
) -> None:
    earlier, later = sorted((one, other))
    assert calendar.add(earlier, count, unit) <= calendar.add(later, count + more, unit)


@given(calendars, days)
def test_the_next_workday_is_the_first_from_that_day_on(calendar: WorkingCalendar, day: date) -> None:
    found = calendar.next_workday(day)
    assert found >= day
    assert calendar.is_workday(found)
    assert not any(calendar.is_workday(day + timedelta(days=passed)) for passed in range((found - day).days))


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        WorkingCalendar(weekend=frozenset(range(7)))


def test_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="only forward"):
        USUAL.add(MONDAY, -1)


@given(st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)), st.integers(0, 30))
def test_a_rest_lasts_so_many_working_days(first_seen: datetime, working_days: int) -> None:
    until = rest_ends(first_seen, working_days, USUAL, UTC)
    if working_days == 0:
        assert until == first_seen
        return
    passed = [first_seen.date() + timedelta(days=n + 1) for n in range((until.date() - first_seen.date()).days)]
    assert until.time() == time.min
    assert sum(USUAL.is_workday(day) for day in passed) == working_days
    assert USUAL.is_workday(passed[-1])


@pytest.mark.parametrize(
    ("zone", "first_seen", "holidays", "expected"),
    [
        pytest.param(
            "Asia/Tokyo",
            datetime(2026, 3, 5, 16, tzinfo=UTC),  # Friday there
            (),
            datetime(2026, 3, 9, 15, tzinfo=UTC),
            id="the day is the zone's",
        ),
        pytest.param(
            "America/New_York",
            datetime(2026, 3, 6, 3, tzinfo=UTC),  # Thursday evening there; clocks change on Sunday
            (),
            datetime(2026, 3, 9, 4, tzinfo=UTC),
            id="over a change of clocks",
        ),
        pytest.param(
            "Europe/Berlin",
            datetime(2026, 4, 2, 9, tzinfo=UTC),
            (date(2026, 4, 3), date(2026, 4, 6)),
            datetime(2026, 4, 7, 22, tzinfo=UTC),
            id="over Easter",
        ),
        pytest.param(
            "Africa/Cairo",
            datetime(2026, 4, 21, 9, tzinfo=UTC),
            (date(2026, 4, 22),),
            datetime(2026, 4, 23, 22, tzinfo=UTC),  # midnight is skipped: the day begins at 01:00
            id="a day that begins at one o'clock",
        ),
    ],
)
def test_two_working_days_of_rest(
    zone: str, first_seen: datetime, holidays: tuple[date, ...], expected: datetime
) -> None:
    assert rest_ends(first_seen, 2, WorkingCalendar(holidays=frozenset(holidays)), ZoneInfo(zone)) == expected
