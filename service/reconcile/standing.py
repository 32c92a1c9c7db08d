"""What has become of an item, from its links; and how much of a postmortem is done. Pure.

    links                                     standing
    ----------------------------------------  ------------------------------------------------
    none                                      what the document says, else open
    all done / all dropped                    done / dropped
    otherwise                                 the most open: open, in_progress, unknown, done, dropped

Superseded issues and copies say nothing about the item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from connectors.tracker import Absence, State
from service.model import LinkRole, Standing

MOST_OPEN_FIRST = (Standing.OPEN, Standing.IN_PROGRESS, Standing.UNKNOWN, Standing.DONE, Standing.DROPPED)
COUNTING_ROLES = frozenset({LinkRole.PRIMARY, LinkRole.ALSO})
UNFINISHED = frozenset({Standing.OPEN, Standing.IN_PROGRESS, Standing.UNKNOWN})


@dataclass(frozen=True, slots=True)
class IssueState:
    """A linked issue's last known state, and why it is not known now (None: it is)."""

    role: LinkRole
    state: State | None
    absence: Absence | None


def standing(declared: State | None, links: Iterable[IssueState]) -> tuple[Standing, Absence | None]:
    """Give an item's standing, and for `unknown` why it is that."""
    counting = [link for link in links if link.role in COUNTING_ROLES]
    if not counting:
        return Standing((declared or State.OPEN).value), None
    stands = [_of(link) for link in counting]
    chosen = min(stands, key=MOST_OPEN_FIRST.index)
    why = next((link.absence for link in counting if link.absence), None) if chosen is Standing.UNKNOWN else None
    return chosen, why


def _of(link: IssueState) -> Standing:
    if link.absence is not None or link.state is None:
        return Standing.UNKNOWN
    return Standing(link.state.value)


@dataclass(frozen=True, slots=True)
class Completion:
    """How much of a postmortem is done. `total` counts neither dropped nor waived items, nor those in review."""

    done: int = 0
    in_progress: int = 0
    open: int = 0
    unknown: int = 0
    dropped: int = 0
    waived: int = 0
    review: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        return self.done + self.in_progress + self.open + self.unknown

    @property
    def complete(self) -> bool:
        """Whether there was something to do and all of it is done."""
        return self.total > 0 and self.done == self.total


@dataclass(frozen=True, slots=True)
class Counted:
    """What completion needs to know of an item."""

    standing: Standing
    due: date | None = None
    review: bool = False
    waived: bool = False


def is_overdue(standing: Standing, due: date | None, today: date) -> bool:
    """Say whether an item is overdue: due before `today` (the policy's zone) and not finished."""
    return due is not None and due < today and standing in UNFINISHED


def completion(items: Iterable[Counted], today: date) -> Completion:
    """Count a postmortem's items; each is counted once, under one heading."""
    counts: Counter[str] = Counter()
    for item in items:
        if item.review:
            counts["review"] += 1
        elif item.waived:
            counts["waived"] += 1
        else:
            counts[item.standing.value] += 1
            counts["overdue"] += is_overdue(item.standing, item.due, today)
    return Completion(**counts)
