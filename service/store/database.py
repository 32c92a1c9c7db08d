"""Open the database, bring its schema up to date, and hand out transactions.

SQLite: WAL, synchronous=FULL (what is committed survives a power cut), foreign keys, and BEGIN IMMEDIATE for
writers, so that a writer waits at its start instead of failing at its end. PostgreSQL: as it comes.
https://sqlite.org/wal.html  https://docs.sqlalchemy.org/en/21/dialects/sqlite.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from service.store.migrations import newest, newest_known, upgrade

BUSY_SECONDS = 30


class StoreError(Exception):
    """The database cannot be used; the message is one line for people."""


class Store:
    """A database with its schema up to date. Safe to share between threads: each transaction is its own connection."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writes=True)

    @property
    def path(self) -> Path | None:
        """Where the SQLite file is; None on PostgreSQL."""
        return Path(self.engine.url.database or "") if self.engine.dialect.name == "sqlite" else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the database. Nothing is written."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose changes are committed together when the block ends well, and not at all otherwise."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str, *, migrate: bool = True) -> Store:
    """Open `url` (sqlite:///path or postgresql://...), creating and upgrading its schema when `migrate`.

    Raises StoreError, with one line, for an address that is none, a file that is no database, a server out of
    reach, and a schema that is newer than this program.
    """
    engine = _engine(url)
    shown = engine.url.render_as_string(hide_password=True)
    try:
        _prepare(engine, shown, migrate=migrate)
    except StoreError:
        engine.dispose()
        raise
    except (DBAPIError, sqlite3.DatabaseError) as error:
        engine.dispose()
        raise _unusable(engine, error) from error
    return Store(engine)


@dataclass(frozen=True, slots=True)
class Schema:
    """A database's schema: the revision found (None: none yet), whether this program knows it, and its own."""

    found: str | None
    known: bool
    newest: str


def schema_of(url: str) -> Schema:
    """Look which schema a database has; nothing is made or changed. Raises StoreError."""
    engine = _engine(url)
    path = Path(engine.url.database or "")
    try:
        if engine.dialect.name == "sqlite" and not path.exists():
            return Schema(None, known=True, newest=newest())
        with engine.connect() as connection:
            found, known = newest_known(connection)
        return Schema(found, found is None or known, newest())
    except (DBAPIError, sqlite3.DatabaseError) as error:
        raise _unusable(engine, error) from error
    finally:
        engine.dispose()


def _unusable(engine: Engine, error: Exception) -> StoreError:
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    return StoreError(f"database {engine.url.render_as_string(hide_password=True)}: {cause}")


def _prepare(engine: Engine, shown: str, *, migrate: bool) -> None:
    """Refuse a schema of a later version, and bring an older one up to date when `migrate`."""
    with engine.connect() as connection:
        found, known = newest_known(connection)
    if found is not None and not known:
        raise StoreError(
            f"database {shown}: its schema ({found}) is newer than this program knows; "
            "install the version of Closeout that wrote it, or a later one"
        )
    if migrate:
        upgrade(engine)


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"database {url!r}: not an address; write sqlite:///PATH or postgresql://...") from error
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if backend != "sqlite":
        raise StoreError(f"database {url!r}: {backend} is not supported; write sqlite:///PATH or postgresql://...")
    path = Path(parsed.database or "")
    if not parsed.database or not path.parent.is_dir():
        raise StoreError(f"database {url}: there is no directory {path.parent}")
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself: `_begin_sqlite` does
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
