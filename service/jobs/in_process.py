"""Run the loop in this process, now and then. It holds no state of its own: what is due is read off the tables.

A wake-up that is lost costs time and never correctness: the next one does the same work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import structlog

from service.operations.context import Context
from service.operations.deliveries import prune
from service.operations.digest import digest
from service.operations.resync import Wishes, resync

log = structlog.get_logger(__name__)

T = TypeVar("T")

SHORTEST_REST_SECONDS = 1.0


class Runner:
    """A thread that digests deliveries when one came or one's turn has come, and resyncs every `every_seconds`.

    The first resync comes at once, unless `wait_first`. It goes on until it is stopped.
    """

    def __init__(self, context: Context, every_seconds: float, *, wait_first: bool = False) -> None:
        self._context = context
        self._every_seconds = every_seconds
        self._next_sweep = time.monotonic() + every_seconds if wait_first else 0.0
        self._stopping = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="closeout-runner", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Say that a delivery came."""
        self._woken.set()

    def stop(self, patience_seconds: float = 30) -> None:
        """Finish what runs, and end. What is cut off after `patience_seconds` is safely left for the next start."""
        self._stopping = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(patience_seconds)

    def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()  # before looking: what comes meanwhile wakes us again
            rest = _unless_it_fails("digest", self._digest)
            if time.monotonic() >= self._next_sweep and not self._stopping:
                _unless_it_fails("resync", self._sweep)
                self._next_sweep = time.monotonic() + self._every_seconds
            until_sweep = max(0.0, self._next_sweep - time.monotonic())
            if not self._stopping:
                self._woken.wait(until_sweep if rest is None else min(rest, until_sweep))

    def _digest(self) -> float | None:
        """Digest what waits; give the seconds until the next one's turn, None if none waits."""
        report = digest(self._context)
        for fate, number in report.fates.items():
            log.info("deliveries", fate=fate, number=number)
        for delivery, error in report.errors.items():
            log.error("a delivery failed", delivery=delivery, exc_info=error)
        if report.next_turn is None:
            return None
        return max(SHORTEST_REST_SECONDS, (report.next_turn - self._context.now()).total_seconds())

    def _sweep(self) -> None:
        report = resync(self._context, Wishes(cause="timer"))
        for problem in report.problems:
            log.warning("resync", problem=problem)
        log.info("resync", run=report.run_id, planned=report.planned)
        prune(self._context)


def _unless_it_fails(what: str, work: Callable[[], T]) -> T | None:
    try:
        return work()
    except Exception:  # whatever it was, the next round must come
        log.exception("the loop failed", part=what)
        return None
