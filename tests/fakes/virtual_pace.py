"""Time that passes only when somebody sleeps or says so."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class VirtualPace:
    """A `Pace` whose clock stands until `sleep` or `advance` moves it; any thread may ask and wait.

    `sleeps` are the seconds of every sleep so far, `admitted` the budgets that were asked for; no budget waits.
    """

    def __init__(self, start: datetime = EPOCH) -> None:
        self._now = start
        self._lock = threading.Lock()
        self.sleeps: list[float] = []
        self.admitted: list[str] = []

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass that nobody slept through."""
        with self._lock:
            self._now += timedelta(seconds=seconds)

    def set(self, now: datetime) -> None:
        """Put the clock to a time, in UTC; backwards too, as clocks of machines go."""
        with self._lock:
            self._now = now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.sleeps.append(seconds)
            self._now += timedelta(seconds=max(0.0, seconds))

    def admit(self, budget: str) -> None:
        with self._lock:
            self.admitted.append(budget)

    def back_off(self, attempt: int, asked: float | None = None) -> float:
        return float(2**attempt) if asked is None else asked
