"""What a webhook brings, as values: requests in, hints out. Pure, but for a sender that is asked to send again.

    delivery    one request that a tracker or a host of repositories sent us, by the id that it gave it
    event       the sender's own word for what happened ("push", "jira:issue_updated")
    hint        what to look at again. Nothing is taken from a delivery: what it names is read where it lives

A receiver belongs to a kind of connector (`registry.py`), and knows how that kind signs and speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from connectors.tracker import IssueRef


class BadDelivery(ValueError):
    """The body or the headers cannot be read; the message says what is wrong in one line."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it arrived: its headers, by lower-case name, and the raw bytes of its body."""

    headers: Mapping[str, str]
    body: bytes


class Change(StrEnum):
    """What happened to a repository, in the words that decide what is done about it."""

    RENAMED = "renamed"
    TRANSFERRED = "transferred"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    PUBLICIZED = "publicized"
    PRIVATIZED = "privatized"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class HeadMoved:
    """A branch has a new head. `commit` is in it, or was: it is empty for a branch that was deleted.

    `repository` is the repository's unchanging id, `name` what it is called today ("owner/name").
    """

    repository: str
    name: str
    branch: str
    commit: str


@dataclass(frozen=True, slots=True)
class IssueTouched:
    """An issue, or a pull request that serves as one, was changed, moved or deleted. `tracker` in its ref is empty."""

    ref: IssueRef


@dataclass(frozen=True, slots=True)
class RepositoryChanged:
    """Something happened to a repository as a whole."""

    repository: str
    name: str
    change: Change


Hint: TypeAlias = HeadMoved | IssueTouched | RepositoryChanged


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as read: its id, its event, and its hints; none for an event that does not concern us."""

    id: str
    event: str
    hints: tuple[Hint, ...] = ()


class Receiver(Protocol):
    """How one kind of sender signs its requests and what it says in them."""

    def is_signed(self, request: Request, secrets: Sequence[str]) -> bool:
        """Say whether the request proves that its sender knows one of `secrets`, in constant time.

        During a rotation there are two secrets. With none, nothing is ever signed.
        """
        ...

    def read(self, request: Request) -> Delivery:
        """Read a delivery whose signature was checked.

        Raises BadDelivery for a body that is empty or broken, and for headers that are missing.
        """
        ...


class Redeliverer(Protocol):
    """A sender that can be asked to send again."""

    def redeliver(self, since: datetime, has_arrived: Callable[[str], bool]) -> Sequence[str]:
        """Ask for every delivery since then (UTC) of which `has_arrived` says, by its id, that it did not arrive.

        Gives the ids of those that were asked for; they arrive as deliveries like any other, with the ids that
        they had. Raises the errors of `errors.py`.
        """
        ...
