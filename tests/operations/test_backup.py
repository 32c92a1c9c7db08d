"""A backup is whole though others write, comes back as it was, and nothing is filed twice after it did."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.visibility import Visibility
from service.operations.context import Context
from service.operations.recovery.backup import BackupError, Holdings, back_up, read_manifest
from service.operations.recovery.rebuild import RebuildWishes, rebuild
from service.operations.recovery.restore import restore
from service.reconcile.plan import Reason
from service.store.database import open_store
from service.store.exclusion import BusyError, sole_creator
from service.store.tables import Decision
from tests.fakes.tracker_server import TrackerServer
from tests.operations.lost import Lost, filing, picture
from tests.operations.world import World
from tests.store.rows import NOW

ITEMS = ("Add an alert on the error rate", "Write a runbook for the database")


RESTORED = "source docs: the database was restored from a backup: `closeout rebuild --restored` comes first"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world with a key in a file and two items filed in a local tracker."""
    world = World(tmp_path)
    world.write("a.md", *ITEMS)
    (tmp_path / "closeout.key").write_text("k" * 32)
    world.resync()
    yield world
    world.store.close()


def holdings(folder: Path) -> Holdings:
    return Holdings(folder / "closeout.db", folder / "closeout.key", {"local": folder / "issues.db"})


def made(context: Context, folder: Path, name: str = "backup") -> Path:
    back_up(context, holdings(folder), folder / name, version="1", schema="s")
    return folder / name


def elsewhere(folder: Path) -> Holdings:
    (folder / "other").mkdir(exist_ok=True)
    return holdings(folder / "other")


def test_a_backup_has_everything_and_says_so(world: World, tmp_path: Path) -> None:
    backup = made(world.context, tmp_path)
    names = {"closeout.db", "closeout.key", "tracker-local.db", "journal.jsonl"}
    assert {stored.name for stored in read_manifest(backup).files} == names
    assert {path.name for path in backup.iterdir()} == {*names, "manifest.json"}
    assert {path.stat().st_mode & 0o777 for path in backup.iterdir()} == {0o600}
    assert backup.stat().st_mode & 0o777 == 0o700


def test_what_was_restored_is_what_was_backed_up(world: World, tmp_path: Path) -> None:
    before = picture(world)
    done = restore(made(world.context, tmp_path), elsewhere(tmp_path), force=False, now=NOW)
    assert done.kept == ()
    other = tmp_path / "other"
    assert (other / "closeout.key").read_text() == "k" * 32
    assert {path.name for path in other.iterdir()} == {"closeout.db", "closeout.key", "issues.db"}
    again = World(tmp_path, database=f"sqlite:///{other / 'closeout.db'}", pace=world.pace)
    assert picture(again) == before
    with closing(sqlite3.connect(other / "issues.db")) as issues:
        assert issues.execute("SELECT count(*) FROM local_issues").fetchone() == (len(ITEMS),)
    again.store.close()


def decision(uid: str) -> Decision:
    return Decision(uid=uid, at=NOW, who="Ann", verb="accept", visibility=Visibility.MEMBERS)


def test_a_backup_that_is_taken_while_others_write_is_one_state(world: World, tmp_path: Path) -> None:
    """Each transaction adds a pair; a copy with half a pair would be of two states."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with world.store.write() as tx:
                for half in "ab":
                    tx.add(decision(f"{number}{half}"))
                    tx.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backups = [made(world.context, tmp_path, f"backup-{number}") for number in range(5)]
    finally:
        stop.set()
        writer.join()
    counts = []
    for backup in backups:
        with closing(sqlite3.connect(backup / "closeout.db")) as copy:
            uids = {uid for (uid,) in copy.execute("SELECT uid FROM decision")}
        assert {uid[:-1] + "a" for uid in uids} | {uid[:-1] + "b" for uid in uids} == uids
        counts.append(len(uids))
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    restore(backups[-1], elsewhere(tmp_path), force=False, now=NOW)
    restored = open_store(f"sqlite:///{tmp_path / 'other' / 'closeout.db'}")
    with restored.read() as tx:
        assert tx.connection().exec_driver_sql("SELECT count(*) FROM decision").scalar_one() == counts[-1]
    restored.close()


def test_nothing_is_overwritten_unless_it_is_meant_and_then_it_is_kept(world: World, tmp_path: Path) -> None:
    backup = made(world.context, tmp_path)
    restore(backup, elsewhere(tmp_path), force=False, now=NOW)
    with pytest.raises(BackupError, match="there already; --force"):
        restore(backup, elsewhere(tmp_path), force=False, now=NOW)
    done = restore(backup, elsewhere(tmp_path), force=True, now=NOW)
    assert [path.name for path in done.kept] == [
        "closeout.db.before-20260302-090000",
        "issues.db.before-20260302-090000",
    ]
    assert all(path.is_file() for path in done.kept)


def test_a_damaged_backup_is_refused_and_nothing_is_touched(world: World, tmp_path: Path) -> None:
    backup = made(world.context, tmp_path)
    copy = backup / "closeout.db"
    copy.write_bytes(copy.read_bytes()[:-100] + b"x" * 100)
    with pytest.raises(BackupError, match=r"closeout.db is not as it was"):
        restore(backup, elsewhere(tmp_path), force=True, now=NOW)
    assert list((tmp_path / "other").iterdir()) == []


def test_a_backup_of_a_later_version_is_refused_and_nothing_is_touched(world: World, tmp_path: Path) -> None:
    with world.store.write() as tx:
        tx.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    backup = made(world.context, tmp_path)
    with pytest.raises(BackupError, match=r"its schema \(9999\) is newer"):
        restore(backup, elsewhere(tmp_path), force=True, now=NOW)
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.parametrize("spoil", ["no manifest", "another format", "not there"])
def test_what_is_no_backup_is_refused(world: World, tmp_path: Path, spoil: str) -> None:
    backup = made(world.context, tmp_path)
    manifest = backup / "manifest.json"
    if spoil == "another format":
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 2}))
    elif spoil == "no manifest":
        manifest.unlink()
    with pytest.raises(BackupError):
        restore(tmp_path / "nothing" if spoil == "not there" else backup, elsewhere(tmp_path), force=True, now=NOW)


def test_a_backup_is_not_made_over_another_or_in_half(world: World, tmp_path: Path) -> None:
    made(world.context, tmp_path)
    with pytest.raises(BackupError, match="there already"):
        made(world.context, tmp_path)
    gone = replace(holdings(tmp_path), database=tmp_path / "gone.db")
    with pytest.raises(BackupError, match=r"no backup was made: .*gone.db: there is no such database"):
        back_up(world.context, gone, tmp_path / "second", version="1", schema="s")
    assert not [path for path in tmp_path.iterdir() if "second" in path.name]


def test_a_backup_waits_for_whoever_creates_issues(world: World, tmp_path: Path) -> None:
    with sole_creator(world.store, "local", 1), pytest.raises(BusyError):
        made(world.context, tmp_path)
    assert not (tmp_path / "backup").exists()


def test_postgresql_is_not_backed_up_by_itself(world: World, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="pg_dump"):
        back_up(world.context, replace(holdings(tmp_path), database=None), tmp_path / "b", version="1", schema="s")


def restored(lost: Lost, backup: Path, server: TrackerServer) -> World:
    """Put an older state back under a world that has gone on."""
    folder = lost.world.folder
    (folder / "other").mkdir()
    restore(backup, Holdings(folder / "other/closeout.db", None), force=False, now=lost.world.context.now())
    again = World(folder, database=f"sqlite:///{folder / 'other/closeout.db'}", pace=lost.world.pace)
    return filing(again, server)


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Lost]:
    lost = Lost(tmp_path)
    yield lost
    lost.close()


def test_what_was_filed_after_a_backup_is_not_filed_again(lost: Lost, tmp_path: Path) -> None:
    lost.world.write("a.md", *ITEMS)
    lost.settle()
    back_up(lost.world.context, Holdings(tmp_path / "closeout.db", None), tmp_path / "b", version="1", schema="s")
    lost.world.write("a.md", *ITEMS, "Fix the queue that loses messages")
    lost.world.write("b.md", "Rotate the keys of the gateway", title="Another")
    lost.settle()
    before, creates = picture(lost.world), lost.server.creates
    again = restored(lost, tmp_path / "b", lost.server)
    assert again.resync().problems == [RESTORED]
    assert lost.server.creates == creates
    rebuild(again.context, RebuildWishes("test", restored=True))
    assert picture(again) == before
    lost.nothing_is_filed(again)
    again.write("b.md", "Rotate the keys of the gateway", "Order new disks", title="Another")
    again.resync()
    assert lost.server.creates == creates + 1
    again.store.close()


def test_an_item_that_was_known_and_not_filed_yet_gets_its_issue(lost: Lost, tmp_path: Path) -> None:
    lost.world.write("a.md", *ITEMS)
    lost.world.plan()
    back_up(lost.world.context, Holdings(tmp_path / "closeout.db", None), tmp_path / "b", version="1", schema="s")
    lost.settle()
    before = picture(lost.world)
    again = restored(lost, tmp_path / "b", lost.server)
    assert again.plan().count(Reason.NEW) == 0
    rebuild(again.context, RebuildWishes("test", restored=True))
    assert picture(again) == before
    lost.nothing_is_filed(again)
    again.store.close()


def test_a_second_look_changes_nothing(lost: Lost, tmp_path: Path) -> None:
    lost.world.write("a.md", *ITEMS)
    lost.settle()
    before = picture(lost.world)
    for _ in range(2):
        rebuild(lost.world.context, RebuildWishes("test", restored=True))
        assert picture(lost.world) == before
