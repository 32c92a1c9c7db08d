"""The issues that our own account made, and what their markers say. Trackers are only read.

marker, rightly signed                    the issue is its item's
the same marker in several issues         the oldest is, the others are copies
a marker that we did not sign, or none    nothing is proved: listed, and items that may be meant are held
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.marker import Marker
from connectors.pace import read_again
from connectors.tracker import BEGINNING, Issue
from service.operations.context import Context, FiledTracker


@dataclass(frozen=True, slots=True)
class Marked:
    """An issue, what its marker says, and further issues that have the same one."""

    tracker: FiledTracker
    issue: Issue
    marker: Marker
    copies: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Unproved:
    """An issue of our account that is not proved to be any item's; `why` in a few words."""

    tracker: FiledTracker
    issue: Issue
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """All issues of our account, by what they prove."""

    marked: tuple[Marked, ...] = ()
    unproved: tuple[Unproved, ...] = field(default=())


def places_of(context: Context, also: Mapping[str, Iterable[str]]) -> Mapping[str, Sequence[str]]:
    """Give the places of each tracker in which items are or were filed: those of the settings, and `also`."""
    places: dict[str, set[str]] = {name: {tracker.place} for name, tracker in context.trackers.items()}
    router = context.policy.router
    for route in (*router.routes, *([router.default] if router.default else [])):
        places.setdefault(route.tracker, set()).add(route.place)
    for name, more in also.items():
        places[name].update(more)
    return {name: sorted(filter(None, some)) for name, some in places.items() if name in context.trackers}


def find(context: Context, places: Mapping[str, Sequence[str]]) -> Found:
    """Ask the trackers. Raises ConnectorError: a list that is not whole would leave an issue out."""
    by_item: dict[str, list[tuple[FiledTracker, Issue, Marker]]] = defaultdict(list)
    unproved, seen = [], set()
    context.progress.begin("asking the trackers", sum(map(len, places.values())))
    for name, some in places.items():
        tracker = context.trackers[name]
        for place in some:
            for issue in _ours(context, tracker, place):
                if (name, issue.ref.id) in seen:  # moved while it was listed, or a place under two names
                    continue
                seen.add((name, issue.ref.id))
                marker = Marker.verify(issue.marker, context.key)
                if marker is None:
                    why = "its marker is not signed with our key" if issue.marker else "it has no marker"
                    unproved.append(Unproved(tracker, issue, why))
                else:
                    by_item[marker.item].append((tracker, issue, marker))
            context.progress.step(place)
    return Found(tuple(map(_oldest, by_item.values())), tuple(unproved))


def _ours(context: Context, tracker: FiledTracker, place: str) -> Sequence[Issue]:
    connector = tracker.open()
    listed = read_again(context.pace, lambda: connector.created_since(place, BEGINNING))
    return [issue for issue in listed if issue.ours]


def _oldest(those: list[tuple[FiledTracker, Issue, Marker]]) -> Marked:
    (tracker, issue, marker), *copies = sorted(those, key=lambda one: one[1].created_at)
    return Marked(tracker, issue, marker, tuple(copy for _, copy, _ in copies))
