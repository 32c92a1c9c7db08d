"""Two who write at once: of two readings the older stores nothing, of two intents for an item one is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from service.store import intents, sources, tables
from service.store.database import Store, open_store
from tests.store.rows import NOW, Rows

THREADS = 6


def test_only_one_of_many_moves_a_head_on(store: Store, rows: Rows) -> None:
    source = rows.source(revision="r1")
    together = Barrier(THREADS)

    def move(number: int) -> bool:
        together.wait()
        with store.write() as tx:
            row = sources.named(tx, source.name)
            assert row is not None
            return sources.advance(tx, row, before="r1", after=f"r2-{number}", now=NOW)

    with ThreadPoolExecutor(THREADS) as threads:
        moved = list(threads.map(move, range(THREADS)))
    assert moved.count(True) == 1
    with store.read() as tx:
        row = sources.named(tx, source.name)
    assert row is not None
    assert row.revision == f"r2-{moved.index(True)}"


@pytest.mark.parametrize(("stored", "before", "moves"), [(None, None, True), ("r1", None, False), (None, "r1", False)])
def test_the_first_reading_is_compared_too(
    store: Store, rows: Rows, stored: str | None, before: str | None, moves: bool
) -> None:
    source = rows.source(revision=stored)
    with store.write() as tx:
        row = sources.named(tx, source.name)
        assert row is not None
        assert sources.advance(tx, row, before=before, after="r2", now=NOW) is moves
        assert row.revision == ("r2" if moves else stored)


def test_of_many_intents_for_an_item_at_once_one_is_declared(store: Store, rows: Rows) -> None:
    item = rows.item()
    together = Barrier(THREADS)

    def declare(_: int) -> bool:
        together.wait()
        with store.write() as tx:
            return intents.declare(tx, rows.intent(item))

    with ThreadPoolExecutor(THREADS) as threads:
        declared = list(threads.map(declare, range(THREADS)))
    assert declared.count(True) == 1
    with store.read() as tx:
        assert len(intents.unsettled(tx, "local")) == 1


def test_a_refused_intent_spares_the_rest_of_its_transaction(store: Store, rows: Rows) -> None:
    item, other = rows.item(), rows.item()
    with store.write() as tx:
        assert intents.declare(tx, rows.intent(item))
    with store.write() as tx:
        assert intents.declare(tx, rows.intent(other))
        assert not intents.declare(tx, rows.intent(item))
    with store.read() as tx:
        assert intents.pending(tx, [item.id, other.id]) == {item.id, other.id}


@pytest.mark.parametrize(
    ("fate", "free"), [("unknown", False), ("created", True), ("not_sent", True), ("absent", True)]
)
def test_a_new_intent_needs_the_old_one_settled(store: Store, rows: Rows, fate: str, free: bool) -> None:
    item = rows.item()
    with store.write() as tx:
        assert intents.declare(tx, rows.intent(item))
    with store.write() as tx:
        (intent,) = intents.unsettled(tx, "local")
        intents.settle(intent, fate, "why", NOW + timedelta(minutes=1))
        assert (intent.settled_at is None) is not free
    with store.write() as tx:
        assert intents.declare(tx, rows.intent(item)) is free


def test_a_path_is_one_document_while_it_is_there(store: Store, rows: Rows) -> None:
    source = rows.source()
    rows.postmortem(source, path="a.md", removed_at=NOW)
    rows.postmortem(source, path="a.md")
    with pytest.raises(IntegrityError):
        rows.postmortem(source, path="a.md")


def test_an_item_is_tied_to_an_issue_once(store: Store, rows: Rows) -> None:
    item, issue = rows.item(), rows.issue("LOCAL-1")
    rows.link(item, issue, ended_at=NOW)
    rows.link(item, issue)
    with pytest.raises(IntegrityError):
        rows.link(item, issue)


def test_a_write_that_fails_leaves_nothing(store: Store, rows: Rows) -> None:
    item = rows.item()

    def write() -> None:
        with store.write() as tx:
            tx.add(rows.intent(item))
            tx.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    with store.read() as tx:
        assert tx.exec(select(tables.Intent).where(col(tables.Intent.item_id) == item.id)).all() == []


def test_writers_on_sqlite_wait_for_each_other_from_their_start(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'closeout.db'}")
    source = Rows(store).source()

    def count_up(_: int) -> None:
        with store.write() as tx:
            row = sources.named(tx, source.name)
            assert row is not None
            row.extractor = (row.extractor or 0) + 1

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(count_up, range(20)))
    with store.read() as tx:
        row = sources.named(tx, source.name)
    assert row is not None
    assert row.extractor == 20, "what a writer has read stays so until it has written"
    store.close()
