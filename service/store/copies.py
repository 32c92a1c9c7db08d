"""Copies of SQLite databases that are in use, and what is to be known of a copy before it is trusted.

https://www.sqlite.org/backup.html: a copy made in one step is one state of the database, whoever writes meanwhile;
with WAL nobody waits for it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from service.store.database import StoreError

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; beside another database of that name it would damage it."""
WAIT_SECONDS = 30


class CopyError(StoreError):
    """A database cannot be copied, or is damaged; the message is one line that names it."""


def copy(source: Path, target: Path) -> None:
    """Copy a database, in use or not, into a new file that needs no others; check it, and write it through to the disk.

    Raises CopyError.
    """
    if not source.is_file():
        raise CopyError(f"{source}: there is no such database")
    try:
        with closing(sqlite3.connect(source, timeout=WAIT_SECONDS)) as original, closing(_new(target)) as made:
            original.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
    except (sqlite3.Error, OSError) as error:
        raise CopyError(f"{source}: cannot be copied to {target}: {error}") from error
    examine(target)
    write_through(target)


def _new(target: Path) -> sqlite3.Connection:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # ours alone from its first moment
    return sqlite3.connect(target)


def examine(database: Path) -> None:
    """Look whether a database is whole. Raises CopyError."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            told = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
            astray = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        raise CopyError(f"{database}: {error}") from error
    if told != ["ok"] or astray:
        raise CopyError(f"{database}: it is damaged: {'; '.join(told) if told != ['ok'] else 'rows refer to none'}")


def settle(database: Path) -> None:
    """Let all of a database that nobody uses be in its one file."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")


def write_through(path: Path) -> None:
    """Let a file, or a directory's list of files, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(made: Path, target: Path) -> None:
    """Let a file take a database's place in one step, with nothing of the former one beside it."""
    for suffix in BESIDE:
        with suppress(FileNotFoundError):
            target.with_name(target.name + suffix).unlink()
    made.replace(target)
    write_through(target.parent)
