"""The schema: migrations from nothing give what the models say, on both databases, however they are started."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from connectors.visibility import Visibility
from service.store import migrations
from service.store.database import Store, StoreError, _engine, open_store
from service.store.tables import Decision, Table
from tests.store.rows import NOW

REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory.from_config(migrations._config()).walk_revisions()))
]
OPEN = "import sys; from service.store.database import open_store; open_store(sys.argv[1]).close()"


def differences(store: Store) -> list[object]:
    with store.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata)
        return found


def test_migrations_from_nothing_give_what_the_models_say(store: Store) -> None:
    assert differences(store) == []


def test_the_comparison_sees_a_difference(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE run ADD COLUMN surplus VARCHAR"))
    assert "surplus" in str(differences(store))


def test_each_revision_follows_from_the_one_before(address: str) -> None:
    engine = _engine(address)
    for revision in REVISIONS:
        migrations.upgrade(engine, revision)
        with engine.connect() as connection:
            assert migrations.newest_known(connection) == (revision, True)
    engine.dispose()
    store = open_store(address)
    assert differences(store) == []
    store.close()


def test_partial_unique_indexes_hold_on_both_databases(store: Store) -> None:
    unique = {
        index["name"]
        for table in ("postmortem", "issue", "link", "intent")
        for index in inspect(store.engine).get_indexes(table)
        if index["unique"]
    }
    assert unique == {
        "uq_postmortem_source_id_path",
        "uq_issue_tracker_native_id",
        "uq_link_item_id_issue_id",
        "uq_intent_item_id",
    }


def test_a_newer_schema_is_refused_in_one_line_and_left_alone(address: str) -> None:
    store = open_store(address)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match=r"its schema \(9999\) is newer than this program knows") as refused:
        open_store(address)
    assert "\n" not in str(refused.value)
    engine = _engine(address)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    engine.dispose()


def test_opening_again_keeps_what_is_there(address: str) -> None:
    for _ in range(2):
        store = open_store(address)
        with store.write() as tx:
            tx.add(Decision(uid=str(id(store)), at=NOW, who="Ann", verb="link", visibility=Visibility.MEMBERS))
        store.close()
    store = open_store(address)
    with store.read() as tx:
        assert tx.connection().execute(text("SELECT count(*) FROM decision")).scalar_one() == 2
    store.close()


def test_threads_that_migrate_at_once_do_no_harm(address: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(open_store, [address] * 8))
    assert differences(stores[0]) == []
    for store in stores:
        store.close()


def test_processes_that_migrate_at_once_do_no_harm(address: str) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", OPEN, address], stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[1] for process in processes] == [""] * 2
    store = open_store(address)
    assert differences(store) == []
    store.close()


@pytest.mark.parametrize("verb", ["UPDATE decision SET who = 'Eve'", "DELETE FROM decision"])
def test_the_journal_refuses_to_be_changed(store: Store, verb: str) -> None:
    with store.write() as tx:
        tx.add(Decision(uid="1", at=NOW, who="Ann", verb="link", visibility=Visibility.MEMBERS))
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(verb))
    with store.read() as tx:
        assert tx.connection().execute(text("SELECT who FROM decision")).scalar_one() == "Ann"


BAD_ADDRESSES = [
    pytest.param("nonsense", "not an address", id="no address"),
    pytest.param("mysql://host/name", "mysql is not supported", id="another database"),
    pytest.param("sqlite:////no/such/folder/closeout.db", "there is no directory", id="no folder"),
    pytest.param("postgresql://127.0.0.1:1/none", "refused", id="nobody listens"),
]


@pytest.mark.parametrize(("wrong", "words"), BAD_ADDRESSES)
def test_an_address_that_cannot_be_used_is_one_clear_line(wrong: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as refused:
        open_store(wrong)
    assert "\n" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as refused:
        open_store("postgresql://ann:s3cret@127.0.0.1:1/none")
    assert "s3cret" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but the notes of a year\n" * 50)
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database, but")


def test_sqlite_survives_a_power_cut_and_lets_readers_read(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'closeout.db'}")
    with store.read() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        told = [tx.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in asked]
    assert told == ["wal", 2, 1, 30_000]
    with store.write() as tx:
        tx.add(Decision(uid="1", at=NOW, who="Ann", verb="link", visibility=Visibility.MEMBERS))
        tx.flush()
        other = sqlite3.connect(tmp_path / "closeout.db", timeout=0)
        assert other.execute("SELECT count(*) FROM decision").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    store.close()
