"""Run the loop in this process, now and then. It holds no state of its own: what is due is read off the tables.

A wake-up that is lost costs time and never correctness: the next one does the same work.
"""

from __future__ import annotations

import threading

import structlog

from service.operations.context import Context
from service.operations.resync import Wishes, resync

log = structlog.get_logger(__name__)


class Runner:
    """A thread that resyncs every `every_seconds`, at once at its start unless `wait_first`, until it is stopped."""

    def __init__(self, context: Context, every_seconds: float, *, wait_first: bool = False) -> None:
        self._context = context
        self._every_seconds = every_seconds
        self._wait_first = wait_first
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="closeout-runner", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, patience_seconds: float = 30) -> None:
        """Finish what runs, and end. What is cut off after `patience_seconds` is safely left for the next start."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(patience_seconds)

    def _run(self) -> None:
        if self._wait_first:
            self._stopping.wait(self._every_seconds)
        while not self._stopping.is_set():
            self._once()
            self._stopping.wait(self._every_seconds)

    def _once(self) -> None:
        try:
            report = resync(self._context, Wishes(cause="timer"))
        except Exception:  # whatever it was, the next round must come
            log.exception("resync failed")
            return
        for problem in report.problems:
            log.warning("resync", problem=problem)
        log.info("resync", run=report.run_id, planned=report.planned)
