"""A local tracker's database: transactions on an SQLite file or in a PostgreSQL schema.

Each transaction has a connection of its own, closed at its end: nothing to close when the program ends, nothing
that went stale while it slept, and any thread may call.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, Executable, NullPool, create_engine, insert, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from connectors.errors import Misconfigured
from connectors.local import schema
from connectors.local.config import LocalConfig
from connectors.local.failures import failure

Row = dict[str, Any]

_CONNECT_SECONDS = 5
_STATEMENT_SECONDS = 30


class Transaction:
    """Statements of one transaction. Their errors are ours; whatever else its user raises passes unchanged."""

    def __init__(self, connection: Connection, where: str) -> None:
        self._connection = connection
        self._where = where

    def run(self, statement: Executable) -> None:
        """Execute a statement for its effect."""
        with _told(self._where):
            self._connection.execute(statement)

    def rows(self, statement: Executable) -> Sequence[Row]:
        """Execute a statement and give all its rows."""
        with _told(self._where):
            return [dict(row) for row in self._connection.execute(statement).mappings()]


class Database:
    """Where a local tracker keeps its issues. Made, with its tables, when it is first used."""

    def __init__(self, config: LocalConfig, wait_seconds: float) -> None:
        self._config = config
        self._schema = f"closeout_{config.name}" if config.in_postgresql else None
        self._engine = _engine(config, wait_seconds, self._schema)
        self._made = False

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Give a transaction that sees one state of everything. Raises Temporary, Refused or Misconfigured."""
        with self._connected() as connection:
            with _told(self._config.where):
                connection.exec_driver_sql(
                    "BEGIN ISOLATION LEVEL REPEATABLE READ" if self._config.in_postgresql else "BEGIN"
                )
            yield self._vetted(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give a transaction that is committed when its block ends without an exception, else undone.

        Raises Temporary, Refused or Misconfigured when nothing was saved, OutcomeUnknown when that is not known.
        """
        with self._connected() as connection:
            self._begin_writing(connection)
            yield self._vetted(connection)
            with _told(self._config.where, committing=True):
                connection.exec_driver_sql("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with _told(self._config.where):
            connection = self._engine.connect()
        try:
            if not self._config.in_postgresql:
                self._prepare_sqlite(connection)
            if not self._made:
                self._make(connection)
            yield connection
        finally:
            connection.close()  # undoes what was not committed

    def _prepare_sqlite(self, connection: Connection) -> None:
        with _told(self._config.where):
            if connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != "wal":
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.exec_driver_sql("PRAGMA synchronous=FULL")

    def _make(self, connection: Connection) -> None:
        if not self._has_tables(connection):
            self._begin_writing(connection)
            with _told(self._config.where):
                if self._schema:
                    # Two processes may both find nothing: the second waits here, and then finds the tables.
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(%s))", (self._schema,))
                    if not inspect(connection).has_schema(self._schema):
                        connection.exec_driver_sql(f'CREATE SCHEMA "{self._schema}"')
            if not self._has_tables(connection):
                row = {"version": schema.VERSION, "prefix": self._config.prefix, "last_number": 0}
                with _told(self._config.where):
                    schema.metadata.create_all(connection)
                    connection.execute(insert(schema.tracker).values(row))
            with _told(self._config.where):
                connection.exec_driver_sql("COMMIT")
        self._made = True

    def _has_tables(self, connection: Connection) -> bool:
        with _told(self._config.where):
            return inspect(connection).has_table(schema.tracker.name, schema=self._schema)

    def _begin_writing(self, connection: Connection) -> None:
        with _told(self._config.where):
            connection.exec_driver_sql("BEGIN" if self._config.in_postgresql else "BEGIN IMMEDIATE")

    def _vetted(self, connection: Connection) -> Transaction:
        """Refuse a database that another tracker or a newer Closeout made."""
        transaction = Transaction(connection, self._config.where)
        (row,) = transaction.rows(select(schema.tracker))
        if row["version"] > schema.VERSION:
            raise Misconfigured(
                f"The local tracker's database {self._config.where} was made by a newer Closeout (schema "
                f"{row['version']}, this one knows {schema.VERSION}); upgrade Closeout."
            )
        if row["prefix"] != self._config.prefix:
            raise Misconfigured(
                f"The local tracker's database {self._config.where} has keys that begin with {row['prefix']}, and "
                f"the settings say {self._config.prefix}; set `prefix` to {row['prefix']}, or choose another database."
            )
        return transaction


def _engine(config: LocalConfig, wait_seconds: float, schema_name: str | None) -> Engine:
    # AUTOCOMMIT: this module begins and commits in its own words, because a write on SQLite has to begin IMMEDIATE.
    address = config.database.get_secret_value()
    if not config.in_postgresql:
        return create_engine(
            URL.create("sqlite", database=address),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={"timeout": wait_seconds, "check_same_thread": False},
        )
    limits = f"-c lock_timeout={int(wait_seconds * 1000)} -c statement_timeout={_STATEMENT_SECONDS * 1000}"
    return create_engine(
        make_url(address).set(drivername="postgresql+psycopg"),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args={"connect_timeout": _CONNECT_SECONDS, "options": limits},
        execution_options={"schema_translate_map": {None: schema_name}},
    )


@contextmanager
def _told(where: str, *, committing: bool = False) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise failure(error, where, committing=committing) from error
