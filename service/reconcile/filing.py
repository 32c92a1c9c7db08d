"""Where an item's issue goes and what it carries, as a team's rules have it. A value: who decides is the caller's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from connectors.tracker import Label
from service.model import Share


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be known to file an item. Without a `tracker` it goes nowhere.

    `assignees` are accounts of that tracker; `due_rule` says why it is `due` then. `refused` is why nothing of the
    item may go there; `share` how much of it may. `doubts` say whom we could not assign, one line each. `link` is an
    address that tells nothing of the item, for issues that hold no more than that.
    """

    tracker: str = ""
    place: str = ""
    labels: tuple[Label, ...] = ()
    plain_labels: frozenset[str] = frozenset()
    assignees: tuple[str, ...] = ()
    due: date | None = None
    due_rule: str = ""
    issue_type: str = ""
    components: tuple[str, ...] = ()
    milestone: str = ""
    share: Share = Share.WORDS
    refused: str | None = None
    rests_until: datetime | None = None
    waived: str | None = None
    doubts: tuple[str, ...] = ()
    link: str = ""
