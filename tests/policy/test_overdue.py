"""Overdue to the day, in every time zone, around every change of its clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.model import Standing
from service.policy.workdays import start_of_day, today
from service.reconcile.standing import is_overdue

# Until 2010 a few zones set the clock back just after midnight, so that a day came back after the next had begun.
FIRST, LAST = datetime(2011, 1, 1, tzinfo=UTC), datetime(2037, 12, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)

zones = st.sampled_from(sorted(available_timezones()))


@cache
def changes(name: str) -> tuple[datetime, ...]:
    """The hours in which a zone's offset changes, found by looking at each week."""
    zone, found = ZoneInfo(name), []
    week = FIRST
    while week < LAST:
        after = week + timedelta(days=7)
        if week.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            hour = week
            while (hour + HOUR).astimezone(zone).utcoffset() == week.astimezone(zone).utcoffset():
                hour += HOUR
            found.append(hour)
        week = after
    return tuple(found)


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a moment, mostly within two days of a change of its clock."""
    name = draw(zones)
    near = draw(st.sampled_from(changes(name) or (FIRST + timedelta(days=3),)))
    aside = timedelta(seconds=draw(st.integers(-48 * 3600, 48 * 3600)))
    anywhere = FIRST + timedelta(seconds=draw(st.integers(7 * 86400, 25 * 365 * 86400)))
    return name, draw(st.sampled_from((near + aside, anywhere)))


@given(moments(), st.integers(-3, 3))
@example(("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)), -1)  # the 30th did not happen
@example(("Africa/Cairo", datetime(2026, 4, 23, 22, tzinfo=UTC)), 0)  # midnight did not happen
@example(("Atlantic/Azores", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)), 0)  # midnight happened twice
def test_an_item_is_overdue_from_the_start_of_the_next_day_on(moment: tuple[str, datetime], aside: int) -> None:
    zone, now = ZoneInfo(moment[0]), moment[1]
    offset = now.astimezone(zone).utcoffset() or timedelta()
    clock = now.replace(tzinfo=None) + offset  # what the clock on the wall shows
    due = clock.date() + timedelta(days=aside)
    expected = clock >= datetime.combine(due, time.min) + timedelta(days=1)
    assert is_overdue(Standing.OPEN, due, today(now, zone)) is expected
    assert (now >= start_of_day(due + timedelta(days=1), zone)) is expected


@given(moments())
def test_once_overdue_an_item_stays_so(moment: tuple[str, datetime]) -> None:
    zone, middle = ZoneInfo(moment[0]), moment[1]
    due = today(middle, zone)
    verdicts = [
        is_overdue(Standing.OPEN, due, today(middle + timedelta(minutes=30 * step), zone)) for step in range(-60, 61)
    ]
    assert verdicts == sorted(verdicts)
    assert verdicts[60] is False
    assert verdicts[-1] is True


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        pytest.param("UTC", datetime(2026, 3, 10, 23, 59, 59, tzinfo=UTC), False, id="the last second of the day"),
        pytest.param("UTC", datetime(2026, 3, 11, tzinfo=UTC), True, id="midnight"),
        pytest.param("Pacific/Kiritimati", datetime(2026, 3, 10, 10, tzinfo=UTC), True, id="the next day begins there"),
        pytest.param("Etc/GMT+12", datetime(2026, 3, 11, 11, 59, tzinfo=UTC), False, id="the day ends here last"),
        pytest.param("Asia/Kathmandu", datetime(2026, 3, 10, 18, 15, tzinfo=UTC), True, id="a quarter of an hour"),
    ],
)
def test_an_item_due_on_the_tenth_of_march(zone: str, now: datetime, expected: bool) -> None:
    assert is_overdue(Standing.OPEN, date(2026, 3, 10), today(now, ZoneInfo(zone))) is expected
