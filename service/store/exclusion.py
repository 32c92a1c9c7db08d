"""One creator at a time for a tracker, whatever the process (DESIGN: how an issue is created, once).

SQLite: a lock file beside the database; the operating system frees it when the process ends, however it ends.
PostgreSQL: a session advisory lock on a connection of its own; it outlives a pause and dies with the process.
https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.store.database import Store


class Creator(Protocol):
    """The right to create in a tracker."""

    def holds(self) -> bool:
        """Say whether the right is still ours, now."""
        ...


class BusyError(Exception):
    """Another process creates in this tracker right now."""


@contextmanager
def sole_creator(store: Store, tracker: str, wait_seconds: float) -> Iterator[Creator]:
    """Be the only one who creates in `tracker` until the block ends.

    Raises BusyError when somebody else still is after `wait_seconds`.
    """
    if store.path is not None:
        with _by_file(store.path, tracker, wait_seconds) as creator:
            yield creator
    else:
        with _by_advisory_lock(store, tracker, wait_seconds) as creator:
            yield creator


class _FileHeld:
    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def holds(self) -> bool:
        return self._lock.is_locked


@contextmanager
def _by_file(database: Path, tracker: str, wait_seconds: float) -> Iterator[Creator]:
    # Named by a digest: a tracker's name may hold anything, a file's may not.
    digest = hashlib.sha256(tracker.encode()).hexdigest()[:16]
    lock = FileLock(f"{database}.creator-{digest}.lock", timeout=wait_seconds, is_singleton=False)
    try:
        with lock:
            yield _FileHeld(lock)
    except Timeout as error:
        raise BusyError(f"another process is creating issues in {tracker}; this run leaves that to it") from error


class _AdvisoryHeld:
    def __init__(self, store: Store, tracker: str) -> None:
        self._connection = store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._key = int.from_bytes(hashlib.sha256(f"closeout:{tracker}".encode()).digest()[:8], signed=True)
        self._lost = False

    def take(self, wait_seconds: float) -> bool:
        """Wait for the lock inside the server, so that whoever asked first is served first."""
        milliseconds = max(1, int(wait_seconds * 1000))
        self._connection.execute(text(f"SET lock_timeout = {milliseconds}"))
        try:
            self._connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": self._key})
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") == "55P03":  # lock_not_available
                return False
            raise
        return True

    def holds(self) -> bool:
        # The lock lives exactly as long as this session: if the session answers, the lock is ours. A session that
        # did not answer once is not asked again: what would answer is another session, without the lock.
        if self._lost:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self._lost = True
        return not self._lost

    def free(self) -> None:
        """End the session, and the lock with it."""
        self._connection.invalidate()
        self._connection.close()


@contextmanager
def _by_advisory_lock(store: Store, tracker: str, wait_seconds: float) -> Iterator[Creator]:
    held = _AdvisoryHeld(store, tracker)
    try:
        if not held.take(wait_seconds):
            raise BusyError(f"another process is creating issues in {tracker}; this run leaves that to it")
        yield held
    finally:
        held.free()
