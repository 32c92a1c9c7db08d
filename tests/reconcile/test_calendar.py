"""Which documents are old, and how long a new item rests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reconcile.calendar import is_older, rests_until
from tests.builders import a_whence

SINCE = date(2026, 3, 1)
BEFORE = datetime(2026, 2, 1, tzinfo=UTC)
AFTER = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("incident", "added_at", "first_seen_at", "expected"),
    [
        pytest.param(date(2026, 3, 1), None, AFTER, False, id="incident on that day"),
        pytest.param(date(2026, 2, 20), AFTER, AFTER, False, id="written after, about an incident shortly before"),
        pytest.param(date(2026, 2, 20), BEFORE, AFTER, True, id="written before"),
        pytest.param(date(2019, 1, 1), AFTER, AFTER, True, id="an old postmortem brought in after"),
        pytest.param(None, AFTER, AFTER, False, id="no date, committed after"),
        pytest.param(None, BEFORE, AFTER, True, id="no date, committed before"),
        pytest.param(None, None, AFTER, False, id="no date, no history, came after the first scan"),
        pytest.param(None, None, BEFORE, True, id="no date, no history, there at the first scan"),
    ],
)
def test_a_document_is_older_by_its_incident_and_its_coming(
    incident: date | None, added_at: datetime | None, first_seen_at: datetime, expected: bool
) -> None:
    whence = a_whence(date=incident, added_at=added_at, first_seen_at=first_seen_at, source_since=BEFORE)
    assert is_older(whence, SINCE) is expected


@given(st.none() | st.dates(date(1980, 1, 1)))
def test_nothing_is_older_than_the_epoch(incident: date | None) -> None:
    assert not is_older(a_whence(date=incident, first_seen_at=BEFORE, source_since=BEFORE), date(1970, 1, 1))


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year < 9000),
    st.integers(1, 30),
)
def test_a_rest_lasts_so_many_working_days(first_seen: datetime, working_days: int) -> None:
    until = rests_until(first_seen, working_days)
    days = [
        first_seen.date() + timedelta(days=count) for count in range(1, (until.date() - first_seen.date()).days + 1)
    ]
    assert sum(day.weekday() < 5 for day in days) == working_days
    assert days[-1].weekday() < 5


def test_without_a_rest_an_item_is_filed_at_once() -> None:
    assert rests_until(AFTER, 0) == AFTER
