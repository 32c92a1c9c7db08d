"""What the badge says, and in which colour."""

from __future__ import annotations

from datetime import date

import pytest

from service.dashboard.badge import BLUE, GREEN, GREY, RED, badge
from service.model import Standing
from service.reconcile.standing import Counted, completion

TODAY = date(2026, 3, 2)
LATE, LATER = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("items", "words", "colour"),
    [
        pytest.param([], "none", GREY, id="no items"),
        pytest.param([(Standing.DONE, None)], "1/1 done", GREEN, id="all done"),
        pytest.param([(Standing.DONE, None), (Standing.OPEN, LATER)], "1/2 done", BLUE, id="under way"),
        pytest.param([(Standing.DONE, LATE), (Standing.OPEN, LATE)], "1/2 done · 1 overdue", RED, id="overdue"),
        pytest.param([(Standing.UNKNOWN, LATE)], "0/1 done · 1 overdue", RED, id="unknown counts as not done"),
        pytest.param([(Standing.DROPPED, LATE), (Standing.DONE, None)], "1/1 done", GREEN, id="dropped does not count"),
    ],
)
def test_the_badge_says_how_much_is_done(items: list[tuple[Standing, date | None]], words: str, colour: str) -> None:
    drawn = badge(completion((Counted(standing, due, review=False) for standing, due in items), TODAY))
    assert f"<title>action items: {words}</title>" in drawn
    assert f'fill="{colour}"/><g' in drawn
