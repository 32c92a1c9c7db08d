"""The writer of deliveries, on both databases: what it acknowledges is there, once, whoever else fails."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from connectors.visibility import Visibility
from service.model import Fate
from service.store import inbox
from service.store.audience import Audience
from service.store.database import Store
from service.store.inbox_tables import Delivery
from service.store.intake import Arrival, ClosedError, Intake
from tests.store.rows import NOW

EVERYTHING = Audience.owner()
HINTS = ({"hint": "head_moved"},)
GUARD_SECONDS = 30


def arrival(delivery_id: str = "1", **values: Any) -> Arrival:
    usual = Arrival("hook", delivery_id, "push", NOW, {"x-event": "push"}, b"body", HINTS)
    return replace(usual, **values)


@pytest.fixture
def intake(store: Store) -> Iterator[Intake]:
    intake = Intake(store)
    intake.start()
    yield intake
    intake.stop()


def kept(store: Store) -> list[Delivery]:
    with store.read() as tx:
        return sorted(tx.exec(select(Delivery)).all(), key=lambda row: row.id or 0)


def test_what_is_acknowledged_is_there_for_another_connection(store: Store, intake: Intake) -> None:
    intake.keep(arrival()).result(GUARD_SECONDS)
    (row,) = kept(store)
    assert (row.endpoint, row.delivery_id, row.event, row.received_at) == ("hook", "1", "push", NOW)
    assert (row.headers, row.body, row.hints) == ({"x-event": "push"}, b"body", HINTS)
    assert (row.fate, row.attempts, row.next_try_at, row.done_at) == (Fate.WAITING, 0, NOW, None)
    assert row.visibility is Visibility.MEMBERS


def test_an_id_is_kept_once_for_each_endpoint(store: Store, intake: Intake) -> None:
    first = arrival(body=b"first")
    for one in (first, arrival(body=b"second"), arrival(endpoint="other"), arrival("2")):
        intake.keep(one).result(GUARD_SECONDS)
    assert [(row.endpoint, row.delivery_id, row.body) for row in kept(store)] == [
        ("hook", "1", b"first"), ("other", "1", b"body"), ("hook", "2", b"body"),
    ]  # fmt: skip


def test_many_at_once_are_each_kept_once(store: Store, intake: Intake) -> None:
    ids = [str(number % 100) for number in range(400)]
    with ThreadPoolExecutor(16) as threads:
        for result in list(threads.map(lambda name: intake.keep(arrival(name)), ids)):
            result.result(GUARD_SECONDS)
    assert sorted(row.delivery_id for row in kept(store)) == sorted(set(ids))


def test_of_what_concerns_nothing_of_ours_no_body_is_kept(store: Store, intake: Intake) -> None:
    intake.keep(arrival(hints=(), why="nothing in it concerns us")).result(GUARD_SECONDS)
    (row,) = kept(store)
    assert (row.fate, row.body, row.next_try_at, row.done_at) == (Fate.IGNORED, b"", None, NOW)


def test_one_that_cannot_be_stored_spoils_no_other(store: Store, intake: Intake) -> None:
    with store.write() as tx:
        tx.connection()  # on SQLite that is the lock: what comes meanwhile becomes one group
        waiting = [intake.keep(arrival(name)) for name in ("1", "2", "\ud800", "3")]
    outcomes = [result.exception(GUARD_SECONDS) for result in waiting]
    assert [error is None for error in outcomes] == [True, True, False, True]
    assert [row.delivery_id for row in kept(store)] == ["1", "2", "3"]


def test_nothing_is_acknowledged_that_the_database_refused(store: Store, intake: Intake) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE delivery RENAME TO elsewhere")
    with pytest.raises(DBAPIError):
        intake.keep(arrival()).result(GUARD_SECONDS)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO delivery")
    intake.keep(arrival()).result(GUARD_SECONDS)
    assert len(kept(store)) == 1


def test_what_was_handed_over_before_the_end_is_kept_and_nothing_after(store: Store) -> None:
    intake = Intake(store)
    intake.start()
    results = [intake.keep(arrival(str(number))) for number in range(50)]
    intake.stop()
    assert all(result.done() and result.exception() is None for result in results)
    assert len(kept(store)) == 50
    with pytest.raises(ClosedError):
        intake.keep(arrival("late"))


def test_one_that_never_began_ends_at_once(store: Store) -> None:
    Intake(store).stop()


def test_old_deliveries_go_and_those_that_wait_stay(store: Store, intake: Intake) -> None:
    for name, hints in (("waits", HINTS), ("aside", HINTS), ("done", HINTS), ("ignored", ()), ("young", HINTS)):
        intake.keep(arrival(name, hints=hints)).result(GUARD_SECONDS)
    numbers = {row.delivery_id: row.id or 0 for row in kept(store)}
    with store.write() as tx:
        inbox.settle(tx, numbers["aside"], Fate.SET_ASIDE, "failed", NOW)
        inbox.settle(tx, numbers["done"], Fate.DONE, "read", NOW)
        inbox.settle(tx, numbers["young"], Fate.DONE, "read", NOW + timedelta(days=1))
    with store.write() as tx:
        assert inbox.prune(tx, NOW + timedelta(hours=1)) == 2
    with store.write() as tx:
        assert inbox.prune(tx, NOW + timedelta(hours=1)) == 0
    assert [row.delivery_id for row in kept(store)] == ["waits", "aside", "young"]


def test_whoever_may_not_see_every_source_sees_no_delivery(store: Store, intake: Intake) -> None:
    intake.keep(arrival()).result(GUARD_SECONDS)
    narrow = [Audience(frozenset({Visibility.PUBLIC})), Audience(frozenset(Visibility), frozenset({"source-1"}))]
    with store.read() as tx:
        (row,) = kept(store)
        assert [line.delivery_id for line in inbox.lines(tx, EVERYTHING)] == ["1"]
        for audience in narrow:
            assert inbox.lines(tx, audience) == []
            assert inbox.numbered(tx, audience, row.id or 0) is None


def test_a_settled_delivery_is_not_changed_by_somebody_who_was_slower(store: Store, intake: Intake) -> None:
    intake.keep(arrival()).result(GUARD_SECONDS)
    with store.write() as tx:
        inbox.settle(tx, 1, Fate.DONE, "read", NOW)
    with store.write() as tx:
        inbox.put_off(tx, 1, "not yet", NOW + timedelta(hours=1), attempts=1)
        inbox.settle(tx, 1, Fate.SET_ASIDE, "failed", NOW)
    (row,) = kept(store)
    assert (row.fate, row.why, row.attempts, row.next_try_at) == (Fate.DONE, "read", 0, None)
