"""What a postmortem says it need not do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.policy.waivers import Waiver, Waivers, waivers_of

TODAY = date(2026, 3, 10)


def read(*entries: object) -> Waivers:
    return waivers_of({"closeout": {"waivers": list(entries)}})


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        pytest.param({"closeout": {"action_items": "none", "reason": "A  drill"}}, "A drill", id="in the block"),
        pytest.param({"action_items": "None", "reason": "A drill"}, "A drill", id="at the top level"),
        pytest.param({"action_items": "none", "closeout": {"reason": "A drill"}}, "A drill", id="in both"),
        pytest.param({"action_items": ["Add an alert"], "reason": "x"}, None, id="somebody else's key"),
        pytest.param({"action_items": None}, None, id="left empty"),
        pytest.param({}, None, id="nothing"),
        pytest.param({"closeout": None}, None, id="an empty block"),
    ],
)
def test_a_postmortem_may_rightly_have_no_items(front: dict[str, object], reason: str | None) -> None:
    assert waivers_of(front) == Waivers(no_items=reason)


@pytest.mark.parametrize(
    ("expires", "day"),
    [
        (date(2026, 3, 31), date(2026, 3, 31)),
        ("2026-03-31", date(2026, 3, 31)),
        (datetime(2026, 3, 31, 23, tzinfo=UTC), date(2026, 3, 31)),
    ],
)
def test_a_waiver_says_what_why_and_until_when(expires: object, day: date) -> None:
    entry = {"item": "Add an alert", "rule": "needs-owner", "reason": "It goes away", "expires": expires}
    assert read(entry) == Waivers(waivers=(Waiver("It goes away", day, "Add an alert", "needs-owner"),))


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ({"closeout": "none"}, "closeout: must be a table with action_items, reason, waivers"),
        ({"closeout": {"waiver": []}}, "closeout.'waiver': there is no such key"),
        ({"closeout": {"waivers": {}}}, "closeout.waivers: must be a list"),
        ({"closeout": {"action_items": 3}}, "closeout.action_items: the only value is none"),
        (
            {"closeout": {"action_items": "none"}},
            "closeout.reason: say why there are no action items; without a reason it does not count",
        ),
        (
            {"action_items": "none", "reason": " "},
            "reason: say why there are no action items; without a reason it does not count",
        ),
    ],
)
def test_a_front_matter_that_cannot_be_used(front: dict[str, object], problem: str) -> None:
    assert waivers_of(front) == Waivers(problems=(problem,))


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("x", ": must be a table with item, rule, reason, expires"),
        ({"item": "a"}, ".reason: say why; without a reason it does not count"),
        ({"item": "a", "reason": ""}, ".reason: must be words"),
        ({"item": 3, "reason": "x"}, ".item: must be words"),
        ({"reason": "x"}, ": name the item, the rule or both"),
        ({"rule": "a", "reason": "x", "expires": "soon"}, ".expires: 'soon' is no day; write it as 2026-03-31"),
        ({"rule": "a", "reason": "x", "expires": None}, ".expires: None is no day; write it as 2026-03-31"),
        (
            {"rule": "a", "reason": "x", "until": "2026-03-31"},
            ".'until': there is no such key; there are item, rule, reason, expires",
        ),
    ],
)
def test_one_bad_waiver_stops_no_other(entry: object, problem: str) -> None:
    good = {"rule": "needs-prevent", "reason": "A drill"}
    assert read(entry, good) == Waivers(
        waivers=(Waiver("A drill", rule="needs-prevent"),), problems=(f"closeout.waivers[0]{problem}",)
    )


@pytest.mark.parametrize(
    ("waiver", "item", "rule", "excused"),
    [
        pytest.param(Waiver("x", item="Add an alert"), "add an  alert.", None, True, id="the item, however spelt"),
        pytest.param(Waiver("x", item="Add an alert"), "Add a page", None, False, id="another item"),
        pytest.param(
            Waiver("x", item="Add an alert"), "Add an alert", "needs-owner", True, id="each rule for the item"
        ),
        pytest.param(Waiver("x", item="Add an alert"), None, "needs-owner", False, id="no rule of the document"),
        pytest.param(Waiver("x", rule="needs-owner"), "Add an alert", None, False, id="a rule is no item"),
        pytest.param(Waiver("x", rule="needs-owner"), "Add an alert", "needs-owner", True, id="the rule for each item"),
        pytest.param(Waiver("x", rule="needs-owner"), None, "needs-owner", True, id="the rule"),
        pytest.param(Waiver("x", rule="needs-owner"), None, "needs-prevent", False, id="another rule"),
        pytest.param(Waiver("x", item="a", rule="r"), "a", "r", True, id="the rule for the item"),
        pytest.param(Waiver("x", item="a", rule="r"), "a", None, False, id="the item itself stays"),
        pytest.param(Waiver("x", item="a", rule="r"), "b", "r", False, id="the rule for another item"),
    ],
)
def test_what_a_waiver_excuses(waiver: Waiver, item: str | None, rule: str | None, excused: bool) -> None:
    found = Waivers(waivers=(waiver,)).find(TODAY, item=item, rule=rule)
    assert found == (waiver if excused else None)


@given(st.integers(-400, 400))
def test_a_waiver_counts_up_to_its_last_day_and_is_then_reported(days: int) -> None:
    waiver = Waiver("x", TODAY + timedelta(days), rule="r")
    waivers = Waivers(waivers=(waiver, Waiver("for good", rule="other")))
    assert waivers.find(TODAY, rule="r") == (waiver if days >= 0 else None)
    assert waivers.expired(TODAY) == (() if days >= 0 else (waiver,))


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.dates())
keys = st.one_of(
    st.sampled_from(["closeout", "waivers", "item", "rule", "reason", "expires", "action_items"]), st.integers()
)
trees = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4))


@given(trees)
def test_no_front_matter_raises_and_no_waiver_is_without_a_reason(block: object) -> None:
    waivers = waivers_of({"closeout": block})
    assert all(waiver.reason and (waiver.item or waiver.rule) for waiver in waivers.waivers)
    assert waivers.no_items != ""
