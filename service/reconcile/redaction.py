"""What of an issue's words goes out, where not all of them may. Pure.

the route says   title             body                        labels                    marker
---------------  ----------------  --------------------------  ------------------------  ------------
words            the item's        the item's, its document's  all                       whole
title            the item's        a sentence and a link       all                       without path
link             one for all       a sentence and a link       those that tell nothing   without path
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from connectors.marker import Marker
from connectors.tracker import Draft
from service.model import Share

LINK_TITLE: Final = "Action item of a private postmortem"
_PRIVATE: Final = "The postmortem is private, so nothing of it stands here."
_ONLY_TITLE: Final = "The postmortem is private, so nothing but the title stands here."
_NARROWEST_FIRST: Final = (Share.LINK, Share.TITLE, Share.WORDS)


def narrower(one: Share, other: Share) -> Share:
    """Give the one that lets less out."""
    return min(one, other, key=_NARROWEST_FIRST.index)


def redacted_marker(marker: Marker, share: Share) -> Marker:
    """Give the marker that may travel with so much of an item: without its path, unless all of it goes out."""
    return marker if share is Share.WORDS else replace(marker, path="")


def redacted_title(title: str, share: Share) -> str:
    """Give the title that may go out."""
    return LINK_TITLE if share is Share.LINK else title


def redacted_body(body: str, share: Share, link: str = "") -> str:
    """Give the body that may go out; `link` is an address that tells nothing."""
    if share is Share.WORDS:
        return body
    sentence = _ONLY_TITLE if share is Share.TITLE else _PRIVATE
    return f"{sentence}\n\n{link}" if link else sentence


def redacted(draft: Draft, share: Share, *, marker: str, link: str = "", keep: Collection[str] = ()) -> Draft:
    """Reduce a draft to what may go out.

    `marker` is the token of `redacted_marker`, since the draft's own can be read by everybody and holds the path.
    `link` is an address that tells nothing, such as the item's own page; never the document's, which holds its path.
    Of the labels only those in `keep` go out with a link: a team or a service is a name too. So is an assignee.
    """
    if share is Share.WORDS:
        return draft
    title, body = redacted_title(draft.title, share), redacted_body(draft.body, share, link)
    reduced = replace(draft, title=title, body=body, marker=marker, link=link)
    if share is Share.TITLE:
        return reduced
    kept = tuple(label for label in draft.labels if label.name in keep)
    return replace(reduced, assignees=(), labels=kept, components=(), priority="")
