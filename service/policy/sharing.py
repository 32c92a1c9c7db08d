"""What of an item may go into a tracker. Pure.

who may read the tracker        the route says     what goes out
------------------------------  -----------------  ------------------------
nobody but the item's readers   nothing            its words
more people                     nothing            nothing: it is refused
either                          words/title/link   that, and no more
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from connectors.visibility import Visibility
from service.model import Share


@dataclass(frozen=True, slots=True)
class Allow:
    """It may go out, so far."""

    share: Share


@dataclass(frozen=True, slots=True)
class Refuse:
    """It stays, and why, in one line that is fit for everybody who may read the item."""

    reason: str


Decision: TypeAlias = Allow | Refuse


def decide(item: Visibility, tracker: Visibility | None, share: Share | None) -> Decision:
    """Say what of an item may go into a tracker, where its route says `share`, or None for nothing.

    `tracker` is None where it could not be asked who may read it: then it may be everybody.
    """
    if share is not None:
        return Allow(share)
    if tracker is None:
        return Refuse("who may read the tracker could not be asked; nothing goes out until it can")
    if tracker.wider_than(item):
        words = f"the tracker may be read by {_READERS[tracker]}, and the postmortem only by {_READERS[item]}"
        return Refuse(f"{words}: set `share` on the route to say what may go out, or route it elsewhere")
    return Allow(Share.WORDS)


_READERS: Final = {
    Visibility.PUBLIC: "everybody",
    Visibility.ORGANISATION: "the whole organisation",
    Visibility.MEMBERS: "its members",
}
