"""Time, waiting, back-off and budgets, as one port that is handed in.

Whoever needs the time or has to wait asks a `Pace`. `RealPace` is the world's; tests hand in one of virtual
time, so that a suite about waiting does not wait.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from connectors.errors import Temporary

T = TypeVar("T")


class Pace(Protocol):
    """The clock and the brakes."""

    def now(self) -> datetime:
        """Give the time, in UTC, with its zone."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait; other threads go on."""
        ...

    def admit(self, budget: str) -> None:
        """Wait until the budget of that name allows one more request. An unknown name has no limit."""
        ...

    def back_off(self, attempt: int, asked: float | None = None) -> float:
        """Give the seconds to wait before attempt `attempt` + 1; `asked` is what the other side asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Budget:
    """At least `seconds_between` two requests."""

    seconds_between: float


class RealPace:
    """The world's clock; exponential back-off with full jitter, from half a second up to a minute."""

    FIRST_SECONDS = 0.5
    LONGEST_SECONDS = 60.0

    def __init__(self, budgets: Mapping[str, Budget] | None = None) -> None:
        self._budgets = dict(budgets or {})
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))

    def admit(self, budget: str) -> None:
        limit = self._budgets.get(budget)
        if limit is None:
            return
        with self._lock:
            at = max(time.monotonic(), self._next.get(budget, 0.0))
            self._next[budget] = at + limit.seconds_between
        self.sleep(at - time.monotonic())

    def back_off(self, attempt: int, asked: float | None = None) -> float:
        if asked is not None:
            return min(asked, self.LONGEST_SECONDS)
        ceiling = min(self.LONGEST_SECONDS, self.FIRST_SECONDS * 2**attempt)
        return random.uniform(ceiling / 2, ceiling)  # noqa: S311  (jitter is no secret)


READ_ATTEMPTS = 3


def read_again(pace: Pace, read: Callable[[], T], *, attempts: int = READ_ATTEMPTS) -> T:
    """Call `read`, and again after a pause while it fails for a time. For reads alone: a write is never repeated.

    Raises the last `Temporary`, and at once whatever else `read` raises.
    """
    for attempt in range(attempts - 1):
        try:
            return read()
        except Temporary as error:
            pace.sleep(pace.back_off(attempt, error.retry_after))
    return read()
