"""Budgets: at most so many requests, in every window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import Temporary
from connectors.github.config import WRITES
from connectors.pace import Budget, RealPace, Window


@given(st.lists(st.floats(0, 30), min_size=1, max_size=600))
def test_no_window_holds_more_than_it_may(waits: list[float]) -> None:
    now, times = 0.0, list[float]()
    for wait in waits:
        now = WRITES.earliest(now + wait, times[-WRITES.remembered :])
        times.append(now)
    for window in WRITES.windows:
        for first, last in zip(times, times[window.requests :], strict=False):
            assert last - first >= window.seconds - 1e-6
    assert all(later - earlier >= WRITES.seconds_between - 1e-6 for earlier, later in pairwise(times))


def test_writes_on_github_stay_below_its_limits() -> None:
    now, times = 0.0, list[float]()
    for _ in range(1_200):
        now = WRITES.earliest(now, times[-WRITES.remembered :])
        times.append(now)
    assert sum(time < 60 for time in times) <= 60
    assert sum(time < 3_600 for time in times) == 400
    assert sum(3_600 <= time < 7_200 for time in times) == 400


def test_a_budget_that_is_used_up_says_when_it_goes_on() -> None:
    pace = RealPace({"few": Budget(0.0, (Window(2, 3_600),))})
    pace.admit("few")
    pace.admit("few")
    for _ in range(2):
        with pytest.raises(Temporary, match="few is used up") as raised:
            pace.admit("few")
        assert raised.value.retry_after == pytest.approx(3_600, abs=5)
    pace.admit("another")


def test_two_requests_of_a_budget_are_apart() -> None:
    pace = RealPace({"slow": Budget(0.05)})
    start = pace.now()
    for _ in range(3):
        pace.admit("slow")
    assert 0.09 <= (pace.now() - start).total_seconds() < 2
