"""What of an item may go into a tracker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.visibility import Visibility
from service.model import Share
from service.policy.sharing import Allow, Decision, Refuse, decide

PUBLIC, ORGANISATION, MEMBERS = Visibility


@pytest.mark.parametrize(
    ("item", "tracker", "share", "decision"),
    [
        pytest.param(PUBLIC, PUBLIC, None, Allow(Share.WORDS), id="as wide"),
        pytest.param(PUBLIC, MEMBERS, None, Allow(Share.WORDS), id="narrower"),
        pytest.param(MEMBERS, MEMBERS, None, Allow(Share.WORDS), id="members to members"),
        pytest.param(MEMBERS, PUBLIC, Share.WORDS, Allow(Share.WORDS), id="wider, and the route says so"),
        pytest.param(MEMBERS, PUBLIC, Share.TITLE, Allow(Share.TITLE), id="wider, the title"),
        pytest.param(MEMBERS, PUBLIC, Share.LINK, Allow(Share.LINK), id="wider, a link"),
        pytest.param(PUBLIC, MEMBERS, Share.LINK, Allow(Share.LINK), id="narrower, and the route wants a link only"),
    ],
)
def test_what_may_go_out(item: Visibility, tracker: Visibility, share: Share | None, decision: Decision) -> None:
    assert decide(item, tracker, share) == decision


@pytest.mark.parametrize(("item", "tracker"), [(MEMBERS, PUBLIC), (MEMBERS, ORGANISATION), (ORGANISATION, PUBLIC)])
def test_a_tracker_that_more_people_read_gets_nothing_unless_the_route_says_so(
    item: Visibility, tracker: Visibility
) -> None:
    decision = decide(item, tracker, None)
    assert isinstance(decision, Refuse)
    assert "set `share` on the route" in decision.reason


def test_the_reason_names_both_circles() -> None:
    decision = decide(MEMBERS, PUBLIC, None)
    assert isinstance(decision, Refuse)
    assert decision.reason.startswith("the tracker may be read by everybody, and the postmortem only by its members:")


def test_a_tracker_that_cannot_be_asked_who_reads_it_gets_nothing() -> None:
    assert isinstance(decide(PUBLIC, None, None), Refuse)
    assert decide(MEMBERS, None, Share.TITLE) == Allow(Share.TITLE)


def how_much(decision: Decision) -> int:
    return 0 if isinstance(decision, Refuse) else 1 + [Share.LINK, Share.TITLE, Share.WORDS].index(decision.share)


circles = st.sampled_from(Visibility)
shares = st.sampled_from([None, *Share])


@given(circles, circles, circles, circles, shares)
def test_a_narrower_item_or_a_wider_tracker_never_gets_more_out(
    item: Visibility, narrower: Visibility, tracker: Visibility, wider: Visibility, share: Share | None
) -> None:
    if item.wider_than(narrower):
        assert how_much(decide(narrower, tracker, share)) <= how_much(decide(item, tracker, share))
    if wider.wider_than(tracker):
        assert how_much(decide(item, wider, share)) <= how_much(decide(item, tracker, share))
