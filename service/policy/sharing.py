"""What of an item may go into a tracker. Pure.

who may read the tracker        the route says     what goes out
------------------------------  -----------------  ------------------------
nobody but the item's readers   nothing            its words
more people                     nothing            nothing: it is refused
either                          words/title/link   that, and no more
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeAlias

from connectors.marker import Marker
from connectors.tracker import Draft
from connectors.visibility import Visibility


class Share(StrEnum):
    """How much of an item a tracker gets: everything, its title, or nothing but a link to where it may be read."""

    WORDS = "words"
    TITLE = "title"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Allow:
    """It may go out, so far."""

    share: Share


@dataclass(frozen=True, slots=True)
class Refuse:
    """It stays, and why, in one line that is fit for everybody who may read the item."""

    reason: str


Decision: TypeAlias = Allow | Refuse

LINK_TITLE: Final = "Action item of a private postmortem"
_PRIVATE: Final = "The postmortem is private, so nothing of it stands here."
_ONLY_TITLE: Final = "The postmortem is private, so nothing but the title stands here."


def decide(item: Visibility, tracker: Visibility, share: Share | None) -> Decision:
    """Say what of an item may go into a tracker, where its route says `share`, or None for nothing."""
    if share is not None:
        return Allow(share)
    if tracker.wider_than(item):
        words = f"the tracker may be read by {_READERS[tracker]}, and the postmortem only by {_READERS[item]}"
        return Refuse(f"{words}: set `share` on the route to say what may go out, or route it elsewhere")
    return Allow(Share.WORDS)


def redacted_marker(marker: Marker, share: Share) -> Marker:
    """Give the marker that may travel with so much of an item: without its path, unless all of it goes out."""
    return marker if share is Share.WORDS else replace(marker, path="")


def redacted(draft: Draft, share: Share, *, marker: str, link: str = "", keep: Collection[str] = ()) -> Draft:
    """Reduce a draft to what may go out.

    `marker` is the token of `redacted_marker`, since the draft's own can be read by everybody and holds the path.
    `link` is an address that tells nothing, such as the item's own page; never the document's, which holds its path.
    Of the labels only those in `keep` go out with a link: a team or a service is a name too. So is an assignee.
    """
    if share is Share.WORDS:
        return draft
    sentence = _ONLY_TITLE if share is Share.TITLE else _PRIVATE
    reduced = replace(draft, body=f"{sentence}\n\n{link}" if link else sentence, marker=marker)
    if share is Share.TITLE:
        return reduced
    return replace(
        reduced, title=LINK_TITLE, assignees=(), labels=tuple(label for label in draft.labels if label.name in keep)
    )


_READERS: Final = {
    Visibility.PUBLIC: "everybody",
    Visibility.ORGANISATION: "the whole organisation",
    Visibility.MEMBERS: "its members",
}
