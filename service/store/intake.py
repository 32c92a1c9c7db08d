"""The writer of deliveries: one thread that commits whatever has come meanwhile, all of it in one transaction.

A transaction for each request is too slow: what costs is not the row but the wait for the disk, and on SQLite many
writers fight for one lock. So requests hand over what they have, and wait until its group is committed.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from service.model import Fate
from service.store.database import Store
from service.store.inbox_tables import Delivery

MOST_AT_ONCE = 500
MOST_BYTES_AT_ONCE = 64 * 1024 * 1024


class ClosedError(Exception):
    """The writer has ended: nothing more is taken in."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery that is to be kept. Times are UTC; `hints` are JSON."""

    endpoint: str
    delivery_id: str
    event: str
    received_at: datetime
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    hints: tuple[dict[str, Any], ...] = ()
    why: str = ""


_Waiting = tuple[Arrival, "Future[None]"]


class Intake:
    """Keeps arrivals. It works from `start` to `stop`; nothing happens before."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._statement = _insert(store)
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._open = False
        self._thread = threading.Thread(target=self._run, name="closeout-intake", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._open = True
        self._thread.start()

    def stop(self) -> None:
        """Keep what was handed over, and end."""
        with self._gate:
            was_open, self._open = self._open, False
        if was_open:
            self._queue.put(None)
            self._thread.join()

    def keep(self, arrival: Arrival) -> Future[None]:
        """Hand over an arrival. The result is there when it is on disk; one that is there already changes nothing.

        Raises ClosedError; what the database says is raised by the result.
        """
        result: Future[None] = Future()
        with self._gate:
            if not self._open:
                raise ClosedError("the program is ending; send it again")
            self._queue.put((arrival, result))
        return result

    def _run(self) -> None:
        ending = False
        while not ending:
            first = self._queue.get()
            if first is None:
                return
            group, ending = self._with_what_came_meanwhile(first)
            self._commit(group)

    def _with_what_came_meanwhile(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        group, size = [first], len(first[0].body)
        while len(group) < MOST_AT_ONCE and size < MOST_BYTES_AT_ONCE:
            try:
                following = self._queue.get_nowait()
            except Empty:
                break
            if following is None:
                return group, True
            group.append(following)
            size += len(following[0].body)
        return group, False

    def _commit(self, group: Sequence[_Waiting]) -> None:
        """Commit a group. If one of it cannot be stored, each is tried for itself: it spoils nobody else's."""
        try:
            with self._store.write() as tx:
                tx.connection().execute(self._statement, [_row(arrival) for arrival, _ in group])
        except Exception as error:
            if len(group) > 1 and not isinstance(error, OperationalError):
                for one in group:
                    self._commit([one])
                return
            for _, result in group:
                result.set_exception(error)
            return
        for _, result in group:
            result.set_result(None)


def _insert(store: Store) -> Insert:
    """Give the statement that leaves alone what is there already."""
    table: Table = vars(Delivery)["__table__"]
    once = ["endpoint", "delivery_id"]
    if store.path is not None:
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=once)
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=once)


def _row(arrival: Arrival) -> dict[str, Any]:
    concerns_us = bool(arrival.hints)
    return {
        "endpoint": arrival.endpoint,
        "delivery_id": arrival.delivery_id,
        "event": arrival.event,
        "received_at": arrival.received_at,
        "headers": arrival.headers,
        "body": arrival.body if concerns_us else b"",
        "hints": arrival.hints,
        "fate": Fate.WAITING if concerns_us else Fate.IGNORED,
        "why": arrival.why,
        "next_try_at": arrival.received_at if concerns_us else None,
        "done_at": None if concerns_us else arrival.received_at,
    }
