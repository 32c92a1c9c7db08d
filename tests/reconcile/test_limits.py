"""Limits of a run, and what looks too much like an accident."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reconcile.limits import Limits, document_emptied, limit, source_emptied
from service.reconcile.plan import Kind, Reason, plan
from tests.builders import a_candidate, an_item, rules


def new_items(count: int) -> list:  # type: ignore[type-arg]
    return [a_candidate(an_item(title=f"Add alert {number}"), item_id=f"item-{number}") for number in range(count)]


@given(st.integers(0, 12), st.integers(0, 12))
def test_creates_over_the_limit_are_held_and_the_first_come_first(count: int, most: int) -> None:
    limited = limit(plan(new_items(count), rules()), Limits(creates=most))
    kinds = [action.kind for action in limited]
    assert kinds == [Kind.CREATE] * min(count, most) + [Kind.HOLD] * max(0, count - most)
    assert all(action.reason is Reason.OVER_LIMIT and action.draft is None for action in limited[most:])


def test_what_does_not_create_is_not_limited() -> None:
    done = plan([replace(candidate, removed=True) for candidate in new_items(3)], rules())
    assert limit(done, Limits(creates=0, updates=0)) == done


@pytest.mark.parametrize(
    ("before", "kept", "suspicious"),
    [
        pytest.param(0, 0, False, id="nothing was there"),
        pytest.param(1, 0, True, id="the only one is gone"),
        pytest.param(3, 1, False, id="two of three, too few to tell"),
        pytest.param(4, 2, False, id="half of four"),
        pytest.param(5, 2, True, id="more than half of five"),
        pytest.param(100, 99, False, id="one of many"),
    ],
)
def test_a_source_that_lost_its_documents_is_held(before: int, kept: int, suspicious: bool) -> None:
    assert bool(source_emptied(before, kept)) is suspicious


@pytest.mark.parametrize(
    ("before", "kept", "suspicious"),
    [
        pytest.param(1, 0, False, id="one of one is an edit"),
        pytest.param(2, 1, True, id="half of two"),
        pytest.param(5, 3, False, id="two of five"),
        pytest.param(6, 3, True, id="half of six"),
        pytest.param(4, 4, False, id="none"),
    ],
)
def test_a_document_that_lost_half_of_its_linked_items_is_held(before: int, kept: int, suspicious: bool) -> None:
    assert bool(document_emptied(before, kept)) is suspicious
