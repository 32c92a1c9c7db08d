"""The two kinds of database a local tracker can have, and ways to make them fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from pydantic import SecretStr

from connectors.local.config import LocalConfig
from tests import postgres


def on_sqlite(directory: Path) -> LocalConfig:
    """Give the configuration of a tracker in a new file."""
    return LocalConfig(database=SecretStr(str(directory / "issues.db")))


@contextmanager
def on_postgresql() -> Iterator[LocalConfig]:
    """Give the configuration of a tracker in a new database."""
    with postgres.database() as url:
        yield LocalConfig(database=SecretStr(url))


@contextmanager
def locked(config: LocalConfig) -> Iterator[None]:
    """Keep everybody else out, readers too."""
    address = config.database.get_secret_value()
    if config.in_postgresql:
        with psycopg.connect(address) as server:
            server.execute("LOCK TABLE closeout_local.local_tracker IN ACCESS EXCLUSIVE MODE")
            yield
    else:
        with closing(sqlite3.connect(address, isolation_level=None)) as file:
            file.execute("PRAGMA locking_mode=EXCLUSIVE")
            file.execute("BEGIN EXCLUSIVE")
            yield


def execute(config: LocalConfig, statement: str) -> None:
    """Run a statement behind the tracker's back; `{schema}` is where its tables are."""
    address = config.database.get_secret_value()
    if config.in_postgresql:
        with psycopg.connect(address) as server:
            server.execute(statement.format(schema="closeout_local.").encode())
    else:
        with closing(sqlite3.connect(address)) as file, file:
            file.execute(statement.format(schema=""))
