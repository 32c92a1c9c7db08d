"""A team's calendar: which days count as working days, and when a day begins where the team is.

Days are plain dates; moments (`datetime`) carry a zone. Holidays are the dates that a team lists.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import Final

SATURDAY_AND_SUNDAY: Final = frozenset({5, 6})


class Unit(StrEnum):
    """In what a span is counted: every day, or working days only."""

    CALENDAR = "calendar"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days: all but the `weekend` (0 is Monday, as in `date.weekday`) and the `holidays`.

    Raises ValueError when a week would have no working day.
    """

    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    holidays: frozenset[date] = frozenset()
    _days_off: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.weekend >= set(range(7)):
            raise ValueError("the weekend cannot be the whole week: leave at least one working day")
        days_off = sorted(day for day in self.holidays if day.weekday() not in self.weekend)
        object.__setattr__(self, "_days_off", tuple(days_off))

    def is_workday(self, day: date) -> bool:
        """Say whether it is a working day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def next_workday(self, day: date) -> date:
        """Give the day itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, count: int, unit: Unit = Unit.BUSINESS) -> date:
        """Give the day `count` days after `day`, which itself is not counted.

        In working days the result is always one: none after a Saturday is the Monday, and so is one.
        Raises ValueError for a negative count, OverflowError beyond the year 9999 (as `date` does).
        """
        if count < 0:
            raise ValueError(f"cannot count {count} days: only forward")
        if unit is Unit.CALENDAR:
            return day + timedelta(days=count)
        if count == 0:
            return self.next_workday(day)
        while count:  # what was a holiday on the way is made up for after it
            reached = self._pass_weekends(day, count)
            count = bisect_right(self._days_off, reached) - bisect_right(self._days_off, day)
            day = reached
        return day

    def _pass_weekends(self, day: date, count: int) -> date:
        """Add days outside weekends, at least one; whole weeks in one step."""
        weeks, rest = divmod(count - 1, 7 - len(self.weekend))
        day += timedelta(weeks=weeks)
        for _ in range(rest + 1):
            day += timedelta(days=1)
            while day.weekday() in self.weekend:
                day += timedelta(days=1)
        return day


def today(now: datetime, zone: tzinfo) -> date:
    """Give the day that it is in a zone at a moment."""
    return _day(now, zone)


@lru_cache(maxsize=1024)  # all that was first seen in one run has one time
def _day(now: datetime, zone: tzinfo) -> date:
    return now.astimezone(zone).date()


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """Give the moment at which a day begins in a zone, in UTC: there it compares with any other moment.

    Where the clock jumps over midnight that is the jump, and where midnight comes twice the first one:
    https://peps.python.org/pep-0495/ (`fold=0`).
    """
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def rest_ends(first_seen: datetime, working_days: int, calendar: WorkingCalendar, zone: tzinfo) -> datetime:
    """Give the moment from which an item may be filed: the start, in the zone, of the last of `working_days`
    working days after the day on which it was first seen; in UTC. With 0 it does not rest at all.
    """
    if working_days <= 0:
        return first_seen
    return start_of_day(calendar.add(today(first_seen, zone), working_days), zone)
