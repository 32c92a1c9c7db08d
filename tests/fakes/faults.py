"""What can go wrong between a tracker's client and its server, by name.

    refuse       answers `status` (503) before anything happens, with Retry-After if given
    drop_before  closes the connection before anything happens
    drop_after   acts, then closes the connection without an answer; `seconds` as for lag
    late         closes the connection without an answer, and acts `seconds` later
    lag          acts and answers, but what was created is missing from lists for `seconds`
    hang         does nothing and never answers
    hang_after   acts, and never answers
    garbage      acts, and answers with a broken body
    short_list   leaves the last entry out of a list or of a bulk read's answer

Seconds are of the server's clock. To a client, `late` is a `drop_before` whose effect comes after all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of faults, as above."""

    REFUSE = "refuse"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    LATE = "late"
    LAG = "lag"
    HANG = "hang"
    HANG_AFTER = "hang_after"
    GARBAGE = "garbage"
    SHORT_LIST = "short_list"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, for one request."""

    kind: Kind
    seconds: float = 0.0
    retry_after: int | None = None
    status: int = 503
