"""Which documents are old."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reconcile.calendar import is_older
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
