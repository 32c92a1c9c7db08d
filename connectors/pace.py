"""Time, waiting, back-off and budgets, as one port that is handed in.

Whoever needs the time or has to wait asks a `Pace`. `RealPace` is the world's; tests hand in one of virtual
time, so that a suite about waiting does not wait.
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
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
        """Wait until the budget of that name allows one more request. An unknown name has no limit.

        Raises Temporary, and counts nothing, where that would take longer than anybody should wait in a request.
        """
        ...

    def back_off(self, attempt: int, asked: float | None = None) -> float:
        """Give the seconds to wait before attempt `attempt` + 1; `asked` is what the other side asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Window:
    """At most `requests` within any `seconds`."""

    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Budget:
    """At least `seconds_between` two requests, and no more than each of `windows` allows."""

    seconds_between: float
    windows: tuple[Window, ...] = ()

    def earliest(self, now: float, past: Sequence[float]) -> float:
        """Say when the next request may be made, `past` being the times of earlier ones, oldest first."""
        at = max(now, past[-1] + self.seconds_between) if past else now
        for window in self.windows:
            if len(past) >= window.requests:
                at = max(at, past[-window.requests] + window.seconds)
        return at

    @property
    def remembered(self) -> int:
        """How many earlier requests matter."""
        return max((window.requests for window in self.windows), default=1)


class RealPace:
    """The world's clock; exponential back-off with full jitter, from half a second up to a minute."""

    FIRST_SECONDS = 0.5
    LONGEST_SECONDS = 60.0

    def __init__(self, budgets: Mapping[str, Budget] | None = None) -> None:
        self._budgets = dict(budgets or {})
        self._past = {name: deque[float](maxlen=budget.remembered) for name, budget in self._budgets.items()}
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
            now, past = time.monotonic(), self._past[budget]
            at = limit.earliest(now, tuple(past))
            if at - now > self.LONGEST_SECONDS:
                wait = at - now
                raise Temporary(f"The budget of {budget} is used up; it goes on in {wait:.0f} s.", retry_after=wait)
            past.append(at)
        self.sleep(at - now)

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
