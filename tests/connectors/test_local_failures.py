"""A local tracker whose database fails says what, where and what to do, and nothing of the database leaves."""

from __future__ import annotations

import sqlite3
import traceback
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from connectors.errors import ConnectorError, Misconfigured, OutcomeUnknown, Refused, Temporary
from connectors.local.config import LocalConfig
from connectors.local.failures import failure
from connectors.local.tracker import LocalTracker
from tests.connectors.local_databases import execute, on_postgresql, on_sqlite
from tests.connectors.tracker_side import a_draft, send
from tests.fakes.virtual_pace import VirtualPace

PLACE = "ops"


def a_tracker(config: LocalConfig) -> LocalTracker:
    return LocalTracker(config, VirtualPace(), wait_seconds=0.05)


def no_database(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 1_000)


def damaged(path: Path) -> None:
    tracker = a_tracker(LocalConfig(database=SecretStr(str(path))))
    for _ in range(20):
        tracker.file(PLACE, "x" * 200, "y" * 2_000)
    path.write_bytes(path.read_bytes()[:4_096] + b"\xff" * 40_000)


def directory(path: Path) -> None:
    path.mkdir()


def nothing(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("file", "make", "error"),
    [
        pytest.param("issues.db", no_database, Misconfigured, id="another file"),
        pytest.param("issues.db", damaged, Refused, id="damaged"),
        pytest.param("issues.db", directory, Misconfigured, id="a directory"),
        pytest.param("nowhere/issues.db", nothing, Misconfigured, id="no such directory"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(
    tmp_path: Path, file: str, make: object, error: type[ConnectorError]
) -> None:
    path = tmp_path / file
    assert callable(make)
    make(path)
    tracker = a_tracker(LocalConfig(database=SecretStr(str(path))))
    for call in (tracker.list, lambda: tracker.create(a_draft(PLACE), send)):
        with pytest.raises(error) as raised:
            call()
        assert str(path) in str(raised.value)
        assert len(str(raised.value).splitlines()) == 1
    (finding,) = tracker.check()
    assert not finding.ok
    assert str(path) in finding.words
    assert finding.remedy


def test_a_server_that_does_not_listen_is_temporary_and_keeps_its_password() -> None:
    url = "postgresql://closeout:hunter2@127.0.0.1:1/ops"
    tracker = a_tracker(LocalConfig(database=SecretStr(url)))
    with pytest.raises(Temporary, match=r"postgresql://127\.0\.0\.1:1/ops cannot be reached") as raised:
        tracker.list()
    assert "hunter2" not in "".join(traceback.format_exception(raised.value))
    assert not tracker.check()[0].ok


def test_a_server_that_lets_nobody_write_is_misconfigured() -> None:
    with on_postgresql() as config:
        a_tracker(config).create(a_draft(PLACE), send)
        database = psycopg.conninfo.conninfo_to_dict(config.database.get_secret_value())["dbname"]
        execute(config, f"ALTER DATABASE {database} SET default_transaction_read_only = on")
        with pytest.raises(Misconfigured, match="is read-only"):
            a_tracker(config).create(a_draft(PLACE), send)
        assert len(a_tracker(config).list()) == 1


def test_a_connection_that_is_lost_before_the_commit_leaves_nothing() -> None:
    with on_postgresql() as config:
        tracker = a_tracker(config)
        tracker.list()
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query <> ''"
        with pytest.raises(Temporary):
            tracker.create(a_draft(PLACE), lambda: execute(config, f"{others} AND datname = current_database()"))
        assert tracker.list() == []


def test_a_commit_that_fails_may_have_happened() -> None:
    """A check that the database makes only in the commit stands for a commit whose answer is an error."""
    with on_postgresql() as config:
        tracker = a_tracker(config)
        tracker.list()
        execute(
            config,
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'lost'; END $$;"
            "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON {schema}local_issues "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()",
        )
        with pytest.raises(OutcomeUnknown, match="Whether the last change was saved is not known"):
            tracker.create(a_draft(PLACE), send)


@pytest.mark.parametrize(
    ("code", "before_commit", "in_commit"),
    [
        pytest.param(sqlite3.SQLITE_BUSY, Temporary, Temporary, id="busy"),
        pytest.param(sqlite3.SQLITE_BUSY_SNAPSHOT, Temporary, Temporary, id="busy, extended"),
        pytest.param(sqlite3.SQLITE_FULL, Refused, OutcomeUnknown, id="disk full"),
        pytest.param(sqlite3.SQLITE_IOERR_WRITE, Refused, OutcomeUnknown, id="disk error"),
        pytest.param(sqlite3.SQLITE_READONLY, Misconfigured, OutcomeUnknown, id="read-only"),
        pytest.param(sqlite3.SQLITE_ERROR, Refused, OutcomeUnknown, id="anything else"),
    ],
)
def test_sqlites_codes_have_meanings(
    code: int, before_commit: type[ConnectorError], in_commit: type[ConnectorError]
) -> None:
    origin = sqlite3.OperationalError("as SQLite words it")
    origin.sqlite_errorcode = code
    error = OperationalError("INSERT", {}, origin)
    assert type(failure(error, "issues.db", committing=False)) is before_commit
    assert type(failure(error, "issues.db", committing=True)) is in_commit


def test_only_one_of_two_writers_waits_in_vain(tmp_path: Path) -> None:
    first, second = a_tracker(on_sqlite(tmp_path)), a_tracker(on_sqlite(tmp_path))
    errors: list[ConnectorError] = []

    def meanwhile() -> None:
        with pytest.raises(Temporary, match="locked by another process") as raised:
            second.file(PLACE, "too early")
        errors.append(raised.value)

    created = first.create(a_draft(PLACE), meanwhile)
    assert len(errors) == 1
    assert second.list() == [created]
