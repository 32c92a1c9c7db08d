"""What every operation works with. Built once, in wiring, and handed in: nothing here is global."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from connectors.pace import Pace
from connectors.source import Source
from connectors.tracker import Tracker
from connectors.visibility import Visibility
from connectors.webhook import Receiver, Redeliverer
from service.policy.policy import Policy
from service.settings import Settings
from service.store.database import Store
from service.store.exclusion import Creator


class Stage(StrEnum):
    """How far the making of one issue has come; tests stop the process at each of them."""

    INTENT_COMMITTED = "intent committed"
    SENDING = "sending"
    ANSWERED = "answered"
    RECORDED = "recorded"


class Progress(Protocol):
    """Somebody who watches long work. It may show, or end, what goes on; it decides nothing."""

    def begin(self, what: str, total: int) -> None:
        """`what` begins, in `total` steps."""
        ...

    def step(self, words: str) -> None:
        """One step is done."""
        ...

    def stage(self, stage: Stage, item_id: str) -> None:
        """The making of an item's issue has come to `stage`."""
        ...


class Unwatched:
    """Nobody watches."""

    def begin(self, what: str, total: int) -> None:
        """Let it begin."""

    def step(self, words: str) -> None:
        """Let it go on."""

    def stage(self, stage: Stage, item_id: str) -> None:
        """Let it go on."""


@dataclass(frozen=True, slots=True)
class FollowedSource:
    """A configured source: how it is read, its kind, and who may read it."""

    reader: Source
    kind: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class FiledTracker:
    """A configured tracker. `open` gives an instance for the calling thread; times are in seconds.

    `readers` says who may read a place in it, None where that could not be asked; `shown_to` is who may see what was
    read from it, unless the reading itself says so.

    `send_within`: a create that was decided longer ago is not sent any more. `settle_after`: how long a create
    without an answer may still take effect and be missing from the tracker's lists.
    """

    name: str
    open: Callable[[], Tracker]
    kind: str
    place: str
    readers: Callable[[str], Visibility | None]
    shown_to: Visibility
    send_within: float
    settle_after: float


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A configured webhook: how its sender signs and speaks, and for whom.

    `secrets` gives those that are valid now. `source` and `tracker` are names, empty for any. `redeliverer` asks the
    sender to send again, None where the kind cannot be asked.
    """

    name: str
    kind: str
    receiver: Receiver
    secrets: Callable[[], Sequence[str]]
    source: str = ""
    tracker: str = ""
    redeliverer: Callable[[], Redeliverer] | None = None


CreatorLock = Callable[[str], AbstractContextManager[Creator]]


@dataclass(frozen=True, slots=True)
class Context:
    """The parts, joined. `key` signs markers and badges; `creator_lock` makes us a tracker's only creator."""

    store: Store
    settings: Settings
    policy: Policy
    sources: Mapping[str, FollowedSource]
    trackers: Mapping[str, FiledTracker]
    pace: Pace
    key: bytes
    new_id: Callable[[], str]
    creator_lock: CreatorLock
    progress: Progress
    endpoints: Mapping[str, Endpoint] = field(default_factory=dict)

    def now(self) -> datetime:
        """Give the time, in UTC."""
        return self.pace.now()
