"""Whoever has data of an earlier version keeps it: from each revision, with rows in it, to the newest, on both.

The rows are put in with the columns that were there then; their numbers are given by the database. A new revision
needs a row in `ROWS` if it adds a table.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, insert, inspect, select

from connectors.tracker import State
from connectors.visibility import Visibility
from service.model import Share, Standing
from service.store import migrations
from service.store.database import _engine, open_store, schema_of
from service.store.tables import Decision, Instance, Intent, Item, Link, Postmortem, Sighting, Source
from tests.store.test_migrations import REVISIONS, differences

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SEEN = {"visibility": "members"}

# Every table, with every column of the first revision that has to be filled; what came later has a default.
ROWS: dict[str, list[dict[str, Any]]] = {
    "instance": [{"id": 1, "installed_at": AT}],
    "source": [{"id": "s1", "name": "docs", "kind": "git", "identity": "R_1", "revision": "c1", **SEEN}],
    "postmortem": [
        {"id": "p1", "source_id": "s1", "path": "a.md", "blob": "b1", "revision": "c1", "url": "", "title": "Outage",
         "authors": '["Ann"]', "services": "[]", "first_seen_at": AT, "changed_at": AT, "extractor": 1,
         "badge_counter": 3, **SEEN},
    ],
    "problem": [{"postmortem_id": "p1", "line": 4, "code": "c", "words": "w", **SEEN}],
    "item": [
        {"id": item, "postmortem_id": "p1", "position": number, "line": number, "title": f"Item {number}",
         "detail": "why", "section": "Action items", "owners": '["Bob"]', "refs": "[]", "confidence": 1.0, "why": "",
         "ambiguous_with": "[]", "standing": "open", "first_seen_at": AT, "changed_at": AT,
         "removed_at": AT if number else None, **SEEN}
        for number, item in enumerate(("i1", "i2"))
    ],
    "issue": [
        {"tracker": "local", "native_id": "n1", "key": "LOCAL-1", "url": "", "place": "ops", "title": "Item 0",
         "state": "open", "status": "Open", "absence_words": "", "assignees": "[]", "labels": "[]", "read_at": AT,
         **SEEN},
    ],
    "alias": [{"tracker": "local", "key": "LOCAL-1", "issue_id": 1}],
    "link": [
        {"item_id": "i1", "issue_id": 1, "role": "primary", "origin": "created", "created_at": AT,
         "ended_by_hand": False, "wrote_title": "Item 0", "wrote_words": "f", **SEEN},
    ],
    "run": [{"kind": "resync", "cause": "timer", "started_at": AT, "words": "", "counts": "{}"}],
    "intent": [
        {"item_id": "i2", "run_id": 1, "tracker": "local", "place": "ops", "position": "7", "words": "f",
         "created_at": AT, "send_before": AT, "fate": "unknown", "why": "cut off", "looks": 1},
    ],
    "outcome": [
        {"run_id": 1, "item_id": "i1", "issue_id": 1, "at": AT, "action": "create", "result": "done",
         "reason": "new", "words": "created LOCAL-1", **SEEN},
    ],
    "sighting": [{"issue_id": 1, "at": AT, "state": "open", "status": "Open", **SEEN}],
    "decision": [
        {"uid": "d1", "at": AT, "who": "Ann", "verb": "accept", "item_id": "i1", "details": '{"a": 1}',
         "words": "", **SEEN},
    ],
    "item_owner": [{"item_id": "i1", "kind": "person", "name": "bob"}],
    "delivery": [
        {"endpoint": "hook", "delivery_id": "d", "event": "push", "received_at": AT, "headers": "{}",
         "body": b"{}", "hints": "[]", "fate": "waiting", "why": "", "attempts": 0, **SEEN},
    ],
    "poll_cursor": [{"tracker": "local", "cursor": "c", "swept_at": AT}],
}  # fmt: skip


def fill(engine: Engine) -> set[str]:
    """Put a row or two into each table that is there; give the tables."""
    then = MetaData()
    then.reflect(engine)
    there = [table for table in then.sorted_tables if table.name != "alembic_version"]
    with engine.begin() as connection:
        for table in there:
            for row in ROWS[table.name]:
                connection.execute(insert(table), {name: _plain(engine, value) for name, value in row.items()})
    return {table.name for table in there}


def _plain(engine: Engine, value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime) and engine.dialect.name == "sqlite" else value


@pytest.mark.parametrize("revision", REVISIONS)
def test_data_of_each_earlier_schema_is_kept_and_read(address: str, revision: str) -> None:
    engine = _engine(address)
    migrations.upgrade(engine, revision)
    filled = fill(engine)
    engine.dispose()
    assert schema_of(address).found == revision
    store = open_store(address)
    assert differences(store) == []
    assert schema_of(address).found == schema_of(address).newest == REVISIONS[-1]
    with store.engine.connect() as connection:
        now = MetaData()
        now.reflect(connection)
        for name in filled:
            assert len(connection.execute(select(now.tables[name])).all()) == len(ROWS[name]), name
    with store.read() as tx:
        item, gone = tx.get(Item, "i1"), tx.get(Item, "i2")
        assert item is not None
        assert gone is not None
        assert (item.title, item.owners, item.standing, item.held) == ("Item 0", ("Bob",), Standing.OPEN, None)
        assert (item.removed_at, gone.removed_at) == (None, AT)
        link, intent = tx.get(Link, 1), tx.get(Intent, 1)
        assert link is not None
        assert intent is not None
        assert (link.wrote_title, link.share, intent.fate, intent.share) == (
            "Item 0",
            Share.WORDS,
            "unknown",
            Share.WORDS,
        )
        instance, document, source = tx.get(Instance, 1), tx.get(Postmortem, "p1"), tx.get(Source, "s1")
        assert instance is not None
        assert document is not None
        assert source is not None
        assert (instance.installed_at, instance.restored_at) == (AT, None)
        assert (document.badge_counter, document.authors, source.visibility) == (3, ("Ann",), Visibility.MEMBERS)
        sighting, decision = tx.get(Sighting, 1), tx.get(Decision, 1)
        assert sighting is not None
        assert decision is not None
        assert (sighting.state, decision.details) == (State.OPEN, {"a": 1})
    with store.write() as tx:  # and it goes on: the partial unique indexes and the journal's trigger stand
        tx.add(Decision(uid="d2", at=AT, who="Bob", verb="link", visibility=Visibility.MEMBERS))
    store.close()


def test_every_table_has_rows_to_upgrade(store: Any) -> None:
    assert set(inspect(store.engine).get_table_names()) - {"alembic_version"} == set(ROWS)
