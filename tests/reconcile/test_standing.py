"""What has become of an item, and how much of a postmortem is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.tracker import Absence, State
from service.model import LinkRole, Standing
from service.reconcile.standing import Counted, IssueState, completion, is_overdue, standing

TODAY = date(2026, 3, 10)


def an(state: State | None, absence: Absence | None = None, role: LinkRole = LinkRole.PRIMARY) -> IssueState:
    return IssueState(role, state, absence)


@pytest.mark.parametrize(
    ("declared", "links", "expected"),
    [
        pytest.param(None, [], (Standing.OPEN, None), id="no issue, nothing said: open"),
        pytest.param(State.DONE, [], (Standing.DONE, None), id="no issue: what the document says"),
        pytest.param(State.DONE, [an(State.OPEN)], (Standing.OPEN, None), id="the issue outweighs the document"),
        pytest.param(None, [an(State.DONE), an(State.DONE)], (Standing.DONE, None), id="all done"),
        pytest.param(None, [an(State.DROPPED)], (Standing.DROPPED, None), id="all dropped"),
        pytest.param(None, [an(State.DONE), an(State.DROPPED)], (Standing.DONE, None), id="done and dropped: done"),
        pytest.param(
            None, [an(State.DONE), an(State.IN_PROGRESS)], (Standing.IN_PROGRESS, None), id="the most open counts"
        ),
        pytest.param(
            None,
            [an(State.DONE), an(None, Absence.UNREAD)],
            (Standing.UNKNOWN, Absence.UNREAD),
            id="done and unread: unknown",
        ),
        pytest.param(
            None, [an(State.DONE, Absence.GONE)], (Standing.UNKNOWN, Absence.GONE), id="done once, gone now: unknown"
        ),
        pytest.param(
            None, [an(State.OPEN), an(None, Absence.UNREAD)], (Standing.OPEN, None), id="open and unread: open"
        ),
        pytest.param(
            None,
            [an(State.DONE), an(State.OPEN, role=LinkRole.SUPERSEDED), an(State.OPEN, role=LinkRole.COPY)],
            (Standing.DONE, None),
            id="superseded issues and copies do not count",
        ),
    ],
)
def test_standing_follows_the_links(
    declared: State | None, links: list[IssueState], expected: tuple[Standing, Absence | None]
) -> None:
    assert standing(declared, links) == expected


counted = st.builds(
    Counted,
    standing=st.sampled_from(Standing),
    due=st.none() | st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=5)),
    review=st.booleans(),
    waived=st.booleans(),
)


@given(st.lists(counted))
def test_completion_counts_every_item_once_and_overdue_as_defined(items: list[Counted]) -> None:
    found = completion(items, TODAY)
    assert found.total + found.dropped + found.waived + found.review == len(items)
    assert found.complete == (found.total > 0 and found.done == found.total)
    promised = [item for item in items if not item.review and not item.waived]
    unfinished = {Standing.OPEN, Standing.IN_PROGRESS, Standing.UNKNOWN}
    assert found.overdue == sum(
        item.due is not None and item.due < TODAY and item.standing in unfinished for item in promised
    )


@pytest.mark.parametrize(
    ("due", "expected"),
    [(TODAY - timedelta(days=1), True), (TODAY, False), (None, False)],
    ids=["past", "today", "none"],
)
def test_what_is_due_today_is_not_overdue(due: date | None, expected: bool) -> None:
    assert is_overdue(Standing.OPEN, due, TODAY) is expected
