"""What an `HttpTracker` and its `TrackerServer` say to each other: POST /<operation>, JSON there and back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from connectors.tracker import Changes, Draft, Issue, IssueRef, Missing, State


class Operation(StrEnum):
    """The requests; each is counted, and can be given faults, by itself."""

    CREATE = "create"
    READ = "read"
    LIST = "list"
    POSITION = "position"
    UPDATE = "update"
    STATE = "state"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Span:
    """A place, from a position on; of `Operation.LIST`, and without position of `Operation.POSITION`."""

    place: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Of `Operation.UPDATE`."""

    ref: IssueRef
    changes: Changes


@dataclass(frozen=True, slots=True)
class Move:
    """Of `Operation.STATE`."""

    ref: IssueRef
    state: State


@dataclass(frozen=True, slots=True)
class Page:
    """A list's answer; `total` is how many there are, so that a short list is seen."""

    total: int
    issues: tuple[Issue, ...]


DRAFT = TypeAdapter(Draft)
ISSUE = TypeAdapter(Issue)
MOVE = TypeAdapter(Move)
PAGE = TypeAdapter(Page)
READING = TypeAdapter(tuple[Issue | Missing, ...])
REFS = TypeAdapter(tuple[IssueRef, ...])
REWRITE = TypeAdapter(Rewrite)
SPAN = TypeAdapter(Span)
WORDS = TypeAdapter(str)
